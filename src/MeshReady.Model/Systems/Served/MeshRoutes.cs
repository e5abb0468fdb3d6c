using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>A part of a route that names paths of one service.</summary>
/// <param name="Kind">The kind of the object: <c>VirtualService</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Place">The line of the path.</param>
/// <param name="Shown">The path as it is written.</param>
/// <param name="Path">The path.</param>
/// <param name="Method">The method; null for any.</param>
/// <param name="Destination">The Service of Kubernetes that it leads to.</param>
internal sealed record NamedRoute(string Kind, string Name, Place Place, string Shown, RoutePath Path, string? Method, KubernetesResource Destination);

/// <summary>Reads the paths that routes of a mesh or a gateway name, each with the one Service behind it.</summary>
internal static class MeshRoutes
{
    /// <summary>The routes of a set whose path, method and destination are all known, and whose path nothing changes on its way.</summary>
    public static IEnumerable<NamedRoute> Of(FactSet set) => set.Model.Resources.SelectMany(resource => resource.Spec switch
    {
        VirtualServiceSpec { Http.IsComplete: true } service => service.Http.Where(static route => route is { KeepsPath: true, AnswersItself: false, Delegate.IsAbsent: true, Destinations.IsComplete: true })
            .SelectMany(route => Named(set, resource, route.Destinations, route.Matches)),
        GatewayRouteSpec { Rules.IsComplete: true } route => route.Rules.Where(static rule => rule is { KeepsPath: true, Destinations.IsComplete: true })
            .SelectMany(rule => Named(set, resource, rule.Destinations, rule.Matches)),
        ServiceProfileSpec profile when resource.Name is { } host && Destination(set, resource, host) is { } destination => profile.Routes.SelectMany(route => Profile(resource, route, destination)),
        _ => [],
    });

    private static IEnumerable<NamedRoute> Named(FactSet set, KubernetesResource resource, FieldList<RouteDestination> destinations, FieldList<HttpMatch> matches)
    {
        KubernetesResource?[] services = [.. destinations.Select(to => to.Host is { IsKnown: true, Value: { } host } ? Destination(set, resource, host) : null).Distinct()];
        if (services is not [{ } destination])
            yield break;
        foreach (var match in matches)
        {
            if (match is not { Uri: { IsKnown: true, Value: { } uri }, Authority.IsAbsent: true } || match.Method.IsUnknown || match.Method is { IsKnown: true, Value.Kind: not StringMatchKind.Exact })
                continue;
            if (RoutePath.Of(uri) is { } path)
                yield return new(resource.Kind!, resource.Name ?? "", new(resource.Path, uri.Line > 0 ? uri.Line : match.Line), uri.Text + (path.IsOpen && uri.Kind != StringMatchKind.Regex ? "…" : ""), path, match.Method.Value?.Text, destination);
        }
    }

    private static IEnumerable<NamedRoute> Profile(KubernetesResource resource, ProfileRoute route, KubernetesResource destination)
    {
        if (!route.HasOtherConditions && route is { PathRegex: { IsKnown: true, Value: { } expression }, Method.IsUnknown: false } && RoutePath.OfRegex(expression) is { } path)
            yield return new(resource.Kind!, resource.Name!, new(resource.Path, route.PathRegex.Line), expression, path, route.Method.Value, destination);
    }

    private static KubernetesResource? Destination(FactSet set, KubernetesResource resource, string host)
        => set.Model.Services.Find(new MeshCall(host) { CallerNamespace = resource.Namespace.Value }) is { Verdict: ServiceVerdict.Found, Services: [var service, ..], ExternalName.IsAbsent: true } ? service : null;
}
