using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Endpoints;

/// <summary>
/// What the project answers: the endpoints that its own code maps, and those that methods in the source of referenced
/// projects map for it. Read once for a compilation, when somebody asks.
/// </summary>
internal sealed class EndpointFacts(CodeFacts facts)
{
    private readonly object _gate = new();
    private EndpointPicture? _picture;

    /// <summary>The endpoints, in the order of the files.</summary>
    public IReadOnlyList<ServedEndpoint> All(CancellationToken cancellationToken) => Picture(cancellationToken).Endpoints;

    /// <summary>Whether code out of sight may map any path: a house method, a middleware that looks at paths, a proxy, pages.</summary>
    public bool HasUnknown(CancellationToken cancellationToken) => Picture(cancellationToken) is { HasUnseenMethod: true } or { HasUnseenPaths: true };

    /// <summary>All of it.</summary>
    public EndpointPicture Picture(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _picture ??= new EndpointReader(facts, cancellationToken).Read();
    }
}

/// <summary>What a project answers.</summary>
/// <param name="Endpoints">The endpoints, in the order of the files.</param>
/// <param name="HasUnseenMethod">Whether a method whose body is out of sight may map endpoints.</param>
/// <param name="HasUnseenPaths">Whether paths are served that C# does not show: pages, a fallback, another service.</param>
/// <param name="HasHandler">Whether a handler of its own takes what no endpoint answers, and may look at the path.</param>
/// <param name="PathBases">Paths that callers may put before every other; null among them where one is not constant.</param>
internal sealed record EndpointPicture(IReadOnlyList<ServedEndpoint> Endpoints, bool HasUnseenMethod, bool HasUnseenPaths, bool HasHandler, IReadOnlyList<string?> PathBases)
{
    /// <summary>The endpoints that may answer a GET of the path.</summary>
    public IEnumerable<ServedEndpoint> Serving(string path)
    {
        path = RoutePattern.WithoutQuery(path);
        return Endpoints.Where(e => Forms(path).Any(e.MayServe) || PathBases.Contains(null) && e.Pattern is { } pattern && RoutePattern.MayFitBelow(pattern, path));
    }

    // What stands after the base is what routing sees; without the base it sees the whole path.
    private IEnumerable<string> Forms(string path)
    {
        yield return path;
        foreach (var start in PathBases.OfType<string>())
        {
            if (path.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                yield return path.Substring(start.Length);
        }
    }
}
