using System.Globalization;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;

namespace MeshReady.Model.Rules.Agreement;

/// <summary>Two who split the same traffic by numbers of their own give shares that neither of them states.</summary>
public sealed class MSA1236TwoSplitsRule : ISystemRule
{
    /// <inheritdoc/>
    public string Id => "MSA1236";

    /// <inheritdoc/>
    public IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken)
        => Judgement.Join(
            from service in graph.Services
            from work in service.Parts.SelectMany(static part => part.Works)
            where work is { Kind: WorkKind.Split, Target: not null }
            from set in graph.Sets.Sets
            let deployment = service.Deployments.FirstOrDefault(d => ReferenceEquals(d.Set, set))
            where deployment is not null || service.Deployments.Count == 0
            let targets = new SplitTargets(work.Target!, deployment?.Namespace)
            from other in set.Model.Resources.Select(resource => SplitOf(resource, targets)).OfType<(string Text, Place Place)>().OrderBy(static split => split.Place).Take(1)
            select new Judgement(set, other.Place.Path, Finding(service, work, targets, other)));

    private static SystemFinding Finding(Service service, WorkFact work, SplitTargets targets, (string Text, Place Place) other)
        => new(work.Place, SystemSeverity.Warning,
        [
            work.Name,
            work.Percent is { } percent && targets.Hosts.Count > 0 ? $"sends {Number(percent)} % to '{targets.Hosts[0]}'" : $"chooses between {string.Join(" and ", targets.Hosts.Select(static host => "'" + host + "'"))}",
            other.Text,
            other.Place.ToString(),
        ])
        {
            Also = [other.Place],
            Services = [service.Name],
        };

    /// <summary>How a resource splits the traffic of one of the hosts; null where it does not.</summary>
    private static (string Text, Place Place)? SplitOf(KubernetesResource resource, SplitTargets targets) => resource.Spec switch
    {
        VirtualServiceSpec service => OfRoutes(resource, service.Http.Select(static route => route.Destinations), targets, service.Hosts.Any(host => targets.Has(host, resource.Namespace))),
        GatewayRouteSpec route => OfRoutes(resource, route.Rules.Select(static rule => rule.Destinations), targets, route.Parents.Any(parent => parent.Kind.Value == "Service" && targets.Has(parent.Name, resource.Namespace))),
        RolloutSpec { Strategy: RolloutStrategy.Canary } rollout when new[] { rollout.StableService, rollout.CanaryService }.Any(name => targets.Has(name, resource.Namespace))
            || resource.Name is { } name && targets.Has(Field.Known(name, resource.Line), resource.Namespace)
            => ($"Rollout '{resource.Name}' moves the weights of a canary", new Place(resource.Path, resource.Line)),
        CanarySpec canary when targets.Has(resource, canary.Target) => ($"Canary '{resource.Name}' of Flagger moves the weights", new Place(resource.Path, resource.Line)),
        _ => null,
    };

    private static (string Text, Place Place)? OfRoutes(KubernetesResource resource, IEnumerable<FieldList<RouteDestination>> routes, SplitTargets targets, bool isOfHost)
    {
        foreach (var list in routes)
        {
            var weighted = list.Where(static d => d.Weight is { IsKnown: true, Value: > 0 }).ToList();
            if (list.Count > 1 && weighted.Count > 1 && (isOfHost || weighted.Exists(d => targets.Has(d.Host, resource.Namespace))))
                return ($"{resource.Kind} '{resource.Name}' holds the weights {string.Join("/", weighted.Select(static d => Number(d.Weight.Value)))}", new Place(resource.Path, weighted[0].Weight.Line));
        }

        return null;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
