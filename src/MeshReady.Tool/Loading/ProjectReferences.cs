using MeshReady.Tool.Evaluation;
using MeshReady.Tool.References;

namespace MeshReady.Tool.Loading;

/// <summary>What a project compiles against: the framework, its packages with their closure, those of the projects it refers to.</summary>
public sealed class ProjectReferences(ProjectGraph graph, FrameworkPacks packs, IReadOnlyList<PackageStore> stores, Restores restores)
{
    private readonly PackageResolver _resolver = new(packs, stores);
    private readonly ReferencePacks _exact = new(packs);

    /// <summary>Resolves one project of the graph.</summary>
    public ResolvedReferences Of(EvaluatedProject project)
    {
        var hints = HintPaths(project);
        var (restored, reason) = restores.Of(project);
        if (restored is not null)
            return new ResolvedReferences(With(_exact.Of(restored), hints), graph.Restored(project, restored.Projects), [], new LoadedFrom(LoadMode.Assets));

        var closure = graph.Closure(project);
        var resolution = _resolver.Resolve(Packages(project, closure), project.UsesAspNetCore || closure.Any(p => p.UsesAspNetCore));
        return new ResolvedReferences(With(resolution.Assemblies, hints), closure, resolution.Missing, new LoadedFrom(LoadMode.Source, reason));
    }

    private static IReadOnlyList<string> With(IReadOnlyList<string> assemblies, IEnumerable<string> hints)
    {
        var known = assemblies.Select(Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. assemblies, .. hints.Where(p => known.Add(Name(p)))];
    }

    /// <summary>Id and version of every package: the project's own first, then those that its references pass on.</summary>
    public static IEnumerable<(string Id, string Version)> Packages(EvaluatedProject project, IEnumerable<EvaluatedProject> closure)
        => Own(project, isDirect: true).Concat(closure.SelectMany(p => Own(p, isDirect: false)));

    /// <summary>Id and version of each package that the project names, whatever it uses of it.</summary>
    public static IEnumerable<(string Id, string Version)> Named(EvaluatedProject project)
    {
        var central = Central(project);
        return project.ItemsOf("PackageReference").Select(i => (i.Include, VersionOf(i, central)))
            .Concat(project.ItemsOf("GlobalPackageReference").Select(i => (i.Include, i.Meta("Version"))));
    }

    private static Dictionary<string, string> Central(EvaluatedProject project)
    {
        var central = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var version in project.ItemsOf("PackageVersion"))
            central[version.Include] = version.Meta("Version");
        return central;
    }

    private static string VersionOf(ProjectItem item, Dictionary<string, string> central)
        => item.Meta("VersionOverride") is { Length: > 0 } own ? own : item.Meta("Version") is { Length: > 0 } plain ? plain : central.GetValueOrDefault(item.Include, "");

    private static IEnumerable<(string Id, string Version)> Own(EvaluatedProject project, bool isDirect)
    {
        var central = Central(project);
        foreach (var item in project.ItemsOf("PackageReference"))
        {
            var hidden = item.Meta("PrivateAssets");
            if (Holds(item.Meta("ExcludeAssets"), "all", "compile") || (!isDirect && Holds(hidden, "all", "compile")))
                continue;
            yield return (item.Include, VersionOf(item, central));
        }

        if (!isDirect)
            yield break;
        foreach (var item in project.ItemsOf("GlobalPackageReference"))
            yield return (item.Include, item.Meta("Version"));
    }

    private static bool Holds(string assets, params string[] names)
        => assets.Split(';', StringSplitOptions.TrimEntries).Any(a => names.Contains(a, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> HintPaths(EvaluatedProject project)
        => project.ItemsOf("Reference")
            .Select(r => r.Meta("HintPath"))
            .Where(h => h.Length > 0)
            .Select(h => Path.GetFullPath(Path.Combine(project.Folder, h.Replace('\\', '/'))))
            .Where(File.Exists);

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path);
}

/// <summary>What one project compiles against.</summary>
/// <param name="Assemblies">Full paths, the framework's included.</param>
/// <param name="Projects">The projects referred to, those that references pass on included.</param>
/// <param name="Missing">Ids of packages that are nowhere on this machine.</param>
/// <param name="From">Where this was read.</param>
public sealed record ResolvedReferences(IReadOnlyList<string> Assemblies, IReadOnlyList<EvaluatedProject> Projects, IReadOnlyCollection<string> Missing, LoadedFrom From);
