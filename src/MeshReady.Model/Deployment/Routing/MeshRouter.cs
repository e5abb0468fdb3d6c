namespace MeshReady.Model.Deployment;

/// <summary>
/// Answers which route of the mesh serves a call, as Istio's sidecars decide it: the most specific host first, then the order
/// of the routes. Where what decides is not known, so is the answer.
/// </summary>
public sealed class MeshRouter
{
    private readonly IReadOnlyList<RouteTable> _tables;
    private readonly HostIndex<RouteTable> _index;

    internal MeshRouter(IEnumerable<KubernetesResource> resources, MeshDefaults defaults)
    {
        _tables = [.. resources.Select(resource => RouteTable.Of(resource, defaults)).OfType<RouteTable>()];
        _index = new(_tables.Select(static table => (table, table.Hosts)));
    }

    /// <summary>All routes that sidecars may see, in the order of the files.</summary>
    public IEnumerable<MeshRoute> Routes => _tables.SelectMany(static table => table.Routes);

    /// <summary>The route that serves <paramref name="call"/>.</summary>
    public RouteAnswer Find(MeshCall call)
    {
        var fitting = _index.For(call.Host).Select(table => (Table: table, Fit: table.Fit(call))).Where(static pair => pair.Fit.Certainty != Certainty.No).ToList();
        if (fitting.Count == 0)
            return new(RouteVerdict.None, null, [], IsAssumed: false, null);

        // A less specific host is looked at only where no more specific one surely fits.
        var surest = fitting.Where(static pair => pair.Fit.Certainty >= Certainty.Assumed).Select(static pair => pair.Fit.Rank).DefaultIfEmpty(-1).Max();
        var chosen = fitting.FindAll(pair => pair.Fit.Rank >= surest);
        var isAssumed = chosen.Exists(static pair => pair.Fit.Certainty == Certainty.Assumed);
        var results = chosen.ConvertAll(pair => Serve(pair.Table, call));
        MeshRoute[] candidates = [.. results.SelectMany(static result => result.Candidates)];

        var doubtful = chosen.Find(static pair => pair.Fit.Certainty == Certainty.Possible).Table;
        var doubt = doubtful is not null ? $"whether {doubtful.Resource} acts on {call.Host} depends on what the manifests do not say"
            : results.Find(static result => !result.Table.IsComplete && !result.IsSure).Table is { } open ? $"{open.Resource} may hold routes that cannot be read"
            : Array.Find(candidates, static route => route.IsOpen) is { } route ? $"another rule says the rest of the route at {route.Path}:{route.RouteLine}"
            : candidates.Length > 1 && !Array.TrueForAll(candidates, route => AreAlike(route, candidates[0])) ? $"several routes may serve the call and differ, from {candidates[0].Path}:{candidates[0].RouteLine} on"
            : null;
        if (doubt is not null)
            return new(RouteVerdict.Undecided, null, candidates, isAssumed, doubt);
        return candidates.Length == 0
            ? new(RouteVerdict.Refused, null, candidates, isAssumed, null)
            : new(RouteVerdict.Found, candidates[0], candidates, isAssumed, null);
    }

    // Several tables of one host are variants of one rule, or rules of which one counts; equal ones need no order.
    private static bool AreAlike(MeshRoute route, MeshRoute first)
        => ReferenceEquals(route, first) || route.Resource.ApiGroup == first.Resource.ApiGroup && route.HasPolicyOf(first);

    // The routes that may serve, up to the first that surely does. Past the last one the proxy answers 404.
    private static (RouteTable Table, List<MeshRoute> Candidates, bool IsSure) Serve(RouteTable table, MeshCall call)
    {
        var candidates = new List<MeshRoute>();
        foreach (var route in table.Routes)
        {
            var serves = MatchJudge.Serves(route, call);
            if (serves != Certainty.No)
                candidates.Add(route);
            if (serves == Certainty.Yes)
                return (table, candidates, table.IsComplete);
        }

        return (table, candidates, IsSure: false);
    }
}
