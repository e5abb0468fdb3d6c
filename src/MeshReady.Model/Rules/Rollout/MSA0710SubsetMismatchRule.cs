using System.Globalization;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Rollout;

/// <summary>Routes, subsets, selectors and pods that contradict each other send requests to nobody.</summary>
public sealed class MSA0710SubsetMismatchRule : ISystemRule
{
    private const string NoAnswer = "requests that it sends there get 503";

    /// <inheritdoc/>
    public string Id => "MSA0710";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
        // Nothing in a base is final: what builds upon it may change every label.
        => Judgement.Join(graph.Sets.Sets.Where(static set => set.Kind != FactSetKind.Base).SelectMany(set => In(set, graph, cancellationToken)));

    private static IEnumerable<Judgement> In(FactSet set, SystemGraph graph, CancellationToken cancellationToken)
    {
        var owners = new Lazy<Dictionary<KubernetesResource, string>>(() => Owners(set, graph));
        foreach (var use in SubsetUse.In(set.Model))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!use.Host.IsService || use.Definitions(set.Model) is not { } definitions)
                continue;
            var services = set.Model.Services.Find(new MeshCall(use.Host.ToString().Replace(".?.svc.cluster.local", "")) { CallerNamespace = use.Host.Namespace });
            if (services.Verdict != ServiceVerdict.Found)
                continue;
            foreach (var service in services.Services)
            {
                var pods = set.Model.Services.WorkloadsOf(service);
                if (IsManaged(set.Model, pods))
                    continue;
                var owner = pods.Sure.Select(pod => owners.Value.TryGetValue(pod, out var name) ? name : null).FirstOrDefault(static name => name is not null) ?? service.Name!;
                foreach (var finding in Of(use, definitions, service, pods, set.IsCompleteFor(use.Route.Namespace.Value)))
                    yield return new(set, finding.Place.Path, finding with { Services = [owner] });
            }
        }

        foreach (var (place, what, owner) in WithoutWeight(set.Model))
        {
            yield return new(set, place.Path, new SystemFinding(place, SystemSeverity.Warning, [what, "it leads nowhere", "give one of them a weight above 0"])
            {
                Services = [owner],
            });
        }
    }

    private static IEnumerable<SystemFinding> Of(SubsetUse use, IReadOnlyList<(KubernetesResource Rule, Subset Subset)> definitions, KubernetesResource service, Selection pods, bool isComplete)
    {
        if (definitions.Count == 0 && isComplete)
        {
            yield return new SystemFinding(use.Place, SystemSeverity.Warning,
                [$"{use.Route.Kind} '{use.Route.Name}' sends {Share(use)} to subset '{use.Target.Subset.Value}' of '{service.Name}', which no DestinationRule defines", NoAnswer, "define the subset, or name one that is"]);
        }

        foreach (var (rule, subset) in definitions)
        {
            var selector = ((ServiceSpec)service.Spec!).Selector;
            var own = new Place(rule.Path, subset.Labels.Line > 0 ? subset.Labels.Line : subset.Line);
            var isEmpty = false;
            foreach (var label in subset.Labels.Entries.Where(label => label.Value.IsKnown && selector.Entries.TryGetValue(label.Key, out var wanted) && wanted.IsKnown && wanted.Value != label.Value.Value))
            {
                isEmpty = true;
                var wanted = selector.Entries[label.Key];
                yield return new SystemFinding(new Place(service.Path, wanted.Line > 0 ? wanted.Line : service.Line), SystemSeverity.Warning,
                [
                    $"Service '{service.Name}' chooses pods with {label.Key} '{wanted.Value}' alone, which leaves subset '{use.Target.Subset.Value}' ({label.Key} '{label.Value.Value}', {Shown(own)}) empty",
                    $"{(use.Share is null ? "" : "the ")}{Share(use)} that {Shown(use.Place)} sends there get 503",
                    $"take {label.Key} out of the selector",
                ])
                {
                    Also = [own, use.Place],
                };
            }

            if (!isEmpty && isComplete && pods is { Possible.Count: 0, Sure.Count: > 0 } && pods.Sure.All(pod => LabelMatch.Of(subset.Labels, pod.PodTemplate!.Labels) == Certainty.No))
            {
                yield return new SystemFinding(own, SystemSeverity.Warning,
                [
                    $"No pod of Service '{service.Name}' has the labels of subset '{subset.Name.Value}' ({string.Join(", ", subset.Labels.Entries.OrderBy(static l => l.Key, StringComparer.Ordinal).Select(static l => l.Key + " '" + l.Value.Value + "'"))})",
                    $"{(use.Share is null ? "" : "the ")}{Share(use)} that {Shown(use.Place)} sends there get 503",
                    "give the pods of one workload these labels",
                ])
                {
                    Also = [use.Place, .. pods.Sure.Select(static pod => new Place(pod.Path, pod.PodTemplate!.Labels.Line > 0 ? pod.PodTemplate.Labels.Line : pod.Line))],
                };
            }
        }
    }

    /// <summary>Whether a controller writes labels and weights while it rolls out.</summary>
    private static bool IsManaged(DeploymentModel model, Selection pods)
        => pods.Sure.Concat(pods.Possible).Any(pod => pod.Spec is RolloutSpec || model.Resources.Any(resource => resource.Spec switch
        {
            CanarySpec canary => canary.Target.Value?.Name.Value == pod.Name || !canary.Target.IsKnown,
            RolloutSpec rollout => rollout.WorkloadRef.Value?.Name.Value == pod.Name,
            _ => false,
        }));

    private static IEnumerable<(Place Place, string What, string Owner)> WithoutWeight(DeploymentModel model)
    {
        var managed = new HashSet<string>(model.Resources.Select(static r => r.Spec).OfType<RolloutSpec>().SelectMany(static r => r.VirtualServices).Select(static name => name.Value).OfType<string>().Select(static name => name.Split('/').Last()), StringComparer.Ordinal);
        var mayBeManaged = model.Resources.Any(static r => r.Spec is RolloutSpec { RoutesTraffic: not false, VirtualServices: { IsComplete: false } or { Count: 0 } } or CanarySpec);
        foreach (var resource in model.Resources)
        {
            if (mayBeManaged || resource.Name is { } name && managed.Contains(name))
                continue;
            var (lists, whereAbsent) = resource.Spec switch
            {
                // A VirtualService with one destination needs no weight.
                VirtualServiceSpec service => (service.Http.Select(static route => route.Destinations).Where(static list => list.Count > 1), 0),
                GatewayRouteSpec route => (route.Rules.Select(static rule => rule.Destinations).Where(static list => list.Count > 0), 1),
                _ => ([], 0),
            };
            foreach (var list in lists.Where(list => list.IsComplete && list.All(d => !d.Weight.IsUnknown && (d.Weight.IsAbsent ? whereAbsent : d.Weight.Value) == 0)))
                yield return (new(resource.Path, list[0].Weight.Line > 0 ? list[0].Weight.Line : list[0].Line), $"The weights of a route of {resource.Kind} '{resource.Name}' add up to 0", list[0].Host.Value ?? resource.Name ?? "");
        }
    }

    private static Dictionary<KubernetesResource, string> Owners(FactSet set, SystemGraph graph)
        => graph.Services.SelectMany(service => service.Deployments.Where(d => ReferenceEquals(d.Set, set)).SelectMany(ServiceNode.VariantsOf).Select(variant => (Variant: variant, service.Name)))
            .GroupBy(static pair => pair.Variant, ByReference<KubernetesResource>.Instance)
            .ToDictionary(static group => group.Key, static group => group.First().Name, ByReference<KubernetesResource>.Instance);

    private static string Share(SubsetUse use) => use.Share is { } share ? share.ToString(CultureInfo.InvariantCulture) + " % of the requests" : "requests";

    private static string Shown(Place place) => FilePath.NameOf(FilePath.Normal(place.Path)) + ":" + place.Line.ToString(CultureInfo.InvariantCulture);
}
