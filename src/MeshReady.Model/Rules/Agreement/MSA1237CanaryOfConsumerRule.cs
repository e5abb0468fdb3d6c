using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Agreement;

/// <summary>Weights move requests; what comes from a queue comes to the new version at once.</summary>
public sealed class MSA1237CanaryOfConsumerRule : ISystemRule
{
    /// <inheritdoc/>
    public string Id => "MSA1237";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
        => Judgement.Join(
            from service in graph.Services
            let consumers = service.Parts.SelectMany(static part => part.Works).Where(static work => work.Kind == WorkKind.Consumer).OrderBy(static work => work.Place).ToList()
            where consumers.Count > 0
            from deployment in service.Deployments
            from variant in ServiceNode.VariantsOf(deployment)
            where !KnowsItsRole(variant)
            let rollout = RolloutOf(variant, deployment.Set.Model)
            where rollout is not null
            select new Judgement(deployment.Set, rollout.Value.Place.Path, Finding(service, consumers, rollout.Value)));

    private static SystemFinding Finding(Service service, List<WorkFact> consumers, (string Text, Place Place, bool IsCanary) rollout)
    {
        var first = consumers[0];
        string[] more = [.. consumers.Select(static c => c.Target ?? c.Name).Distinct(StringComparer.Ordinal).Where(name => name != (first.Target ?? first.Name))];
        return new(first.Place, rollout.IsCanary ? SystemSeverity.Warning : SystemSeverity.Info,
        [
            rollout.Text,
            rollout.Place.ToString(),
            service.Name,
            "'" + (first.Target ?? first.Name) + "'" + (more.Length == 0 ? "" : $" and {more.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)} more"),
            rollout.IsCanary ? "at once" : "before it is switched to",
        ])
        {
            Also = [rollout.Place, .. consumers.Select(static c => c.Place).Where(place => place != first.Place).Distinct()],
            Services = [service.Name],
        };
    }

    /// <summary>What moves the requests of a workload to a new version by a proxy; null where nothing does, or replicas do, which share a queue as they share requests.</summary>
    private static (string Text, Place Place, bool IsCanary)? RolloutOf(KubernetesResource variant, DeploymentModel model)
    {
        foreach (var resource in model.Resources)
        {
            var isIts = ReferenceEquals(resource, variant) || LabelMatch.SameNamespace(resource, variant) >= Certainty.Assumed && resource.Spec switch
            {
                RolloutSpec rollout => IsName(rollout.WorkloadRef, variant),
                CanarySpec canary => IsName(canary.Target, variant),
                _ => false,
            };
            if (!isIts)
                continue;
            var place = new Place(resource.Path, resource.Line);
            switch (resource.Spec)
            {
                case RolloutSpec { Strategy: RolloutStrategy.Canary, RoutesTraffic: true }:
                    return ($"The weights of Rollout '{resource.Name}'", place, true);
                case RolloutSpec { Strategy: RolloutStrategy.BlueGreen }:
                    return ($"The Services of Rollout '{resource.Name}'", place, false);
                case CanarySpec { MaxWeight.IsAbsent: false } or CanarySpec { StepWeight.IsAbsent: false }:
                    return ($"The weights of Canary '{resource.Name}'", place, true);
            }
        }

        return null;
    }

    private static bool IsName(Field<ObjectReference> reference, KubernetesResource variant)
        => reference.Value is { } target && target.Name.Value == variant.Name && variant.Name is not null && (target.Kind.IsAbsent || target.Kind.Value == variant.Kind);

    // The program may hold its consumers back until its role, which a label tells, is that of the version in use.
    private static bool KnowsItsRole(KubernetesResource variant)
        => variant.PodTemplate!.Volumes.Any(static volume => volume.Source.Value == "downwardAPI")
            || variant.PodTemplate.Containers.Any(static container => container.Environment.Any(static variable => variable.Source is { Kind.Value: "field" } source && source.Name.Value?.StartsWith("metadata.labels", StringComparison.Ordinal) == true));
}
