namespace MeshReady.Model.Deployment;

/// <summary>
/// The rules of an HTTPRoute or GRPCRoute that belongs to Services, as Istio sorts them: exact paths, then long prefixes, then
/// methods, then the number of headers and of parameters. In another namespace than the Service's a route acts on callers there alone.
/// </summary>
internal static class GatewayRouteTable
{
    /// <summary>The table for a route of the mesh, or null for one of gateways alone.</summary>
    public static RouteTable? Of(KubernetesResource resource, GatewayRouteSpec spec)
    {
        RouteParent[] parents = [.. spec.Parents.Where(static parent => parent.Kind.Value == "Service")];
        if (parents.Length == 0 || spec.Rules.IsEmpty)
            return null;
        var routes = spec.Rules.SelectMany(rule => Routes(resource, rule)).OrderByDescending(static pair => pair.Rank).Select(static pair => pair.Route).ToArray();
        return new(resource, routes, spec.Rules.IsComplete && spec.Rules.All(static rule => rule.Matches.IsComplete), call => Fit(resource, parents, call))
        {
            Hosts = Array.TrueForAll(parents, static parent => parent.Name.IsKnown) ? [.. parents.Select(static parent => parent.Name.Value!)] : null,
        };
    }

    private static IEnumerable<(MeshRoute Route, (int, int, int, int, int) Rank)> Routes(KubernetesResource resource, GatewayRule rule)
    {
        var matches = rule.Matches.IsEmpty ? [HttpMatch.Everything(rule.Line)] : rule.Matches.AsEnumerable();
        return matches.Select(match => (
            new MeshRoute(resource, rule.Line, new FieldList<HttpMatch>([match], isComplete: true, match.Line), rule.Destinations, rule.TimeoutOfIstio, rule.RetriesOfIstio, IsOpen: false),
            Rank(match)));
    }

    private static (int, int, int, int, int) Rank(HttpMatch match) => (
        match.Uri.Value?.Kind switch { StringMatchKind.Exact => 3, StringMatchKind.PathPrefix => 2, StringMatchKind.Regex => 1, _ => -1 },
        match.Uri.Value?.Text.Length ?? 0,
        match.Method.IsAbsent ? 0 : 1,
        match.Headers.Count,
        match.QueryParams.Count);

    private static (Certainty Certainty, int Rank) Fit(KubernetesResource resource, RouteParent[] parents, MeshCall call)
    {
        var service = ServiceName.InCall(call.Host, call.CallerNamespace);
        var best = Certainty.No;
        foreach (var parent in parents)
        {
            var fit = service is null ? Certainty.No : !parent.Name.IsKnown || parent.Namespace.IsUnknown ? Certainty.Possible
                : service.Is(new ServiceName(ServiceName.Normal(parent.Name.Value!), parent.Namespace.Value ?? resource.Namespace.Value, IsService: true));
            if (!parent.Port.IsAbsent && fit != Certainty.No)
                fit = parent.Port.IsUnknown || call.Port is null ? Certainty.Possible : parent.Port.Value == call.Port ? fit : Certainty.No;
            if (parent.Namespace.IsKnown && parent.Namespace.Value != resource.Namespace.Value && fit != Certainty.No)
            {
                var consumer = ServiceName.SameNamespace(resource.Namespace.Value, call.CallerNamespace);
                fit = consumer < fit ? consumer : fit;
            }

            best = fit > best ? fit : best;
        }

        return (best == Certainty.Assumed && resource.Namespace.IsUnknown ? Certainty.Possible : best, int.MaxValue);
    }
}
