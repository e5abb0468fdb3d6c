namespace MeshReady.Model.Systems;

/// <summary>What a service answers, where all of it is known.</summary>
internal sealed class ServedPaths
{
    // Pages of tools that packages add behind one call.
    private static readonly string[] OfTools = ["swagger", "openapi", "scalar", "metrics", "health", "healthz", "hc", "livez", "readyz", "liveness", "readiness", ".well-known", "favicon.ico", "dapr", "hangfire", "graphql", "grpc.reflection.v1alpha.ServerReflection", "grpc.reflection.v1.ServerReflection", "grpc.health.v1.Health"];

    private readonly List<(string[] Segments, IReadOnlyList<string> Methods)> _templates = [];

    private ServedPaths(Service service)
    {
        string[] bases = ["", .. service.Parts.SelectMany(static part => part.PathBases).Select(static path => path.TrimEnd('/'))];
        foreach (var endpoint in service.Parts.SelectMany(static part => part.Endpoints))
        {
            var pattern = endpoint.Kind == ServedKind.Grpc ? "/" + endpoint.Contract + "/{method}" : endpoint.Pattern!;
            var methods = endpoint.Kind == ServedKind.Http ? endpoint.Methods : [];
            foreach (var path in bases)
            {
                _templates.Add((Split(path + pattern), methods));
                if (endpoint.Kind == ServedKind.Hub)
                    _templates.Add((Split(path + pattern.TrimEnd('/') + "/{**rest}"), methods));
            }
        }

        Shown = [.. service.Parts.SelectMany(static part => part.Endpoints).Where(static e => e.Kind is ServedKind.Http or ServedKind.Grpc).Select(static e => e.Pattern ?? "/" + e.Contract).Distinct(StringComparer.Ordinal).OrderBy(static path => path, StringComparer.Ordinal)];
    }

    /// <summary>The paths as they stand in the code, in order.</summary>
    public IReadOnlyList<string> Shown { get; }

    /// <summary>What a service answers; null where some of it is out of sight, or it answers nothing.</summary>
    /// <param name="service">The service.</param>
    /// <param name="projects">The paths of all projects whose facts are known.</param>
    public static ServedPaths? Of(Service service, ISet<string> projects)
        => service.Project is null || service.IsGateway
            || service.Parts.Any(part => part.HasOtherEndpoints || part.References.Any(reference => !projects.Contains(reference))
                || part.Endpoints.Any(static e => e.Kind == ServedKind.Grpc ? e.Contract is null : e.Pattern is null || e.HasUnknownPrefix))
            || !service.Parts.Any(static part => part.Endpoints.Any(static e => e.Kind is ServedKind.Http or ServedKind.Grpc)) ? null
            : new ServedPaths(service);

    /// <summary>
    /// The methods under which a request that fits the route may be answered: null for none of that path, empty for any.
    /// </summary>
    public IReadOnlyList<string>? MethodsOf(RoutePath route)
    {
        if (route.Segments.FirstOrDefault() is { } first && (first.Length == 0 || Array.IndexOf(OfTools, first.ToLowerInvariant()) >= 0 || Array.IndexOf(OfTools, first) >= 0))
            return [];
        var hits = _templates.FindAll(template => Fits(template.Segments, 0, route, 0));
        return hits.Count == 0 ? null
            : hits.Exists(static hit => hit.Methods.Count == 0) ? []
            : [.. hits.SelectMany(static hit => hit.Methods).Distinct(StringComparer.Ordinal).OrderBy(static method => method, StringComparer.Ordinal)];
    }

    /// <summary>Whether some path fits both, from these segments on.</summary>
    private static bool Fits(string[] template, int at, RoutePath route, int of)
    {
        if (of == route.Segments.Count)
            return route.IsOpen || Enumerable.Range(at, template.Length - at).All(i => IsOptional(template[i]));
        var wanted = route.Segments[of];
        var isLast = of == route.Segments.Count - 1;

        // What ends in a slash is the same path to the router.
        if (isLast && wanted is { Length: 0 })
            return route.IsOpen || Fits(template, at, route, of + 1);
        if (at == template.Length)
            return false;
        var segment = template[at];
        if (segment.StartsWith("{*", StringComparison.Ordinal))
            return true;
        var isHit = wanted is null || segment.IndexOf('{') >= 0 || segment.Equals(wanted, StringComparison.OrdinalIgnoreCase)
            || isLast && route.IsPartial && segment.StartsWith(wanted, StringComparison.OrdinalIgnoreCase);
        return isHit && Fits(template, at + 1, route, of + 1);
    }

    private static bool IsOptional(string segment)
        => segment.StartsWith("{*", StringComparison.Ordinal) || segment.StartsWith("{", StringComparison.Ordinal) && (segment.EndsWith("?}", StringComparison.Ordinal) || segment.IndexOf('=') > 0);

    private static string[] Split(string path) => path.Split(['/'], StringSplitOptions.RemoveEmptyEntries);
}
