using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>A route that sends requests to a subset.</summary>
/// <param name="Route">The VirtualService.</param>
/// <param name="Target">The destination.</param>
/// <param name="Host">The Service that the destination names.</param>
/// <param name="Share">The part of the requests in percent; null where all go there, or copies do.</param>
internal sealed record SubsetUse(KubernetesResource Route, RouteDestination Target, ServiceName Host, int? Share)
{
    /// <summary>The line of the subset's name.</summary>
    public Place Place => new(Route.Path, Target.Subset.Line > 0 ? Target.Subset.Line : Target.Line);

    /// <summary>The uses in a set of manifests, in the order of its files. What no request is sent to is none.</summary>
    public static IEnumerable<SubsetUse> In(DeploymentModel model)
    {
        foreach (var resource in model.Resources)
        {
            if (resource.Spec is not VirtualServiceSpec service)
                continue;
            foreach (var route in service.Http)
            {
                var sum = route.Destinations.Sum(static d => (long)d.Weight.Value);
                foreach (var target in route.Destinations.Where(d => route.Destinations.Count == 1 || !d.Weight.IsKnown || d.Weight.Value > 0))
                {
                    if (Of(resource, target, route.Destinations.Count > 1 && sum > 0 && target.Weight.IsKnown ? (int)(target.Weight.Value * 100L / sum) : null) is { } use)
                        yield return use;
                }

                foreach (var target in route.Mirrors)
                {
                    if (Of(resource, target, null) is { } use)
                        yield return use;
                }
            }
        }
    }

    /// <summary>The subsets of that name and host, each with its DestinationRule; null where some may be out of sight.</summary>
    public IReadOnlyList<(KubernetesResource Rule, Subset Subset)>? Definitions(DeploymentModel model)
    {
        var found = new List<(KubernetesResource, Subset)>();
        var isOpen = false;
        foreach (var resource in model.Resources)
        {
            if (resource.Spec is not DestinationRuleSpec rule)
                continue;
            var fits = !rule.Host.IsKnown ? Certainty.Possible
                : rule.Host.Value!.StartsWith("*", StringComparison.Ordinal) ? Certainty.Possible
                : resource.Namespace.IsUnknown ? Certainty.Possible
                : ServiceName.InRule(rule.Host.Value!, resource.Namespace.Value).Is(Host);
            isOpen |= fits == Certainty.Possible || fits >= Certainty.Assumed && !(rule.Subsets.IsComplete && rule.Subsets.All(static subset => subset.Name.IsKnown));
            if (fits >= Certainty.Assumed)
                found.AddRange(rule.Subsets.Where(subset => subset.Name.Value == Target.Subset.Value).Select(subset => (resource, subset)));
        }

        return found.Count == 0 && isOpen ? null : found;
    }

    private static SubsetUse? Of(KubernetesResource resource, RouteDestination target, int? share)
        => target is { Host.IsKnown: true, Subset.IsKnown: true } && !resource.Namespace.IsUnknown
            ? new(resource, target, ServiceName.InRule(target.Host.Value!, resource.Namespace.Value), share)
            : null;
}
