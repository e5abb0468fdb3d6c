using MeshReady.Tool.Evaluation;
using MeshReady.Tool.References;

namespace MeshReady.Tool.Loading;

/// <summary>What a project compiles against: the framework, its packages with their closure, those of the projects it refers to.</summary>
public sealed class ProjectReferences(ProjectGraph graph, FrameworkPacks packs, IReadOnlyList<PackageStore> stores)
{
    private readonly PackageResolver _resolver = new(packs, stores);

    /// <summary>Resolves one project of the graph.</summary>
    public Resolution Of(EvaluatedProject project)
    {
        var closure = graph.Closure(project);
        var usesAspNetCore = project.UsesAspNetCore || closure.Any(p => p.UsesAspNetCore);
        var hints = HintPaths(project);
        if (AssetsFile.Read(project.Folder, project.Property("TargetFramework")) is { } restored)
        {
            // What was restored names packages only: framework and conflicts are settled as for the others.
            var framework = _resolver.Resolve(Packages(project, closure).Where(p => packs.AspNetCore.ContainsKey(p.Id)), usesAspNetCore || UsesAspNetCore(restored)).Assemblies;
            var names = framework.Select(Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return new Resolution([.. framework, .. restored.Where(p => names.Add(Name(p))), .. hints.Where(p => names.Add(Name(p)))], []);
        }

        var resolution = _resolver.Resolve(Packages(project, closure), usesAspNetCore);
        var known = resolution.Assemblies.Select(Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return resolution with { Assemblies = [.. resolution.Assemblies, .. hints.Where(p => known.Add(Name(p)))] };
    }

    /// <summary>Id and version of every package: the project's own first, then those that its references pass on.</summary>
    public static IEnumerable<(string Id, string Version)> Packages(EvaluatedProject project, IEnumerable<EvaluatedProject> closure)
        => Own(project, isDirect: true).Concat(closure.SelectMany(p => Own(p, isDirect: false)));

    private static IEnumerable<(string Id, string Version)> Own(EvaluatedProject project, bool isDirect)
    {
        var central = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var version in project.ItemsOf("PackageVersion"))
            central[version.Include] = version.Meta("Version");

        foreach (var item in project.ItemsOf("PackageReference"))
        {
            var hidden = item.Meta("PrivateAssets");
            if (Holds(item.Meta("ExcludeAssets"), "all", "compile") || (!isDirect && Holds(hidden, "all", "compile")))
                continue;
            var version = item.Meta("VersionOverride") is { Length: > 0 } own ? own : item.Meta("Version") is { Length: > 0 } plain ? plain : central.GetValueOrDefault(item.Include, "");
            yield return (item.Include, version);
        }

        if (!isDirect)
            yield break;
        foreach (var item in project.ItemsOf("GlobalPackageReference"))
            yield return (item.Include, item.Meta("Version"));
    }

    private static bool Holds(string assets, params string[] names)
        => assets.Split(';', StringSplitOptions.TrimEntries).Any(a => names.Contains(a, StringComparer.OrdinalIgnoreCase));

    private bool UsesAspNetCore(IEnumerable<string> assemblies)
        => assemblies.Any(a => Name(a).StartsWith("Microsoft.AspNetCore.", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> HintPaths(EvaluatedProject project)
        => project.ItemsOf("Reference")
            .Select(r => r.Meta("HintPath"))
            .Where(h => h.Length > 0)
            .Select(h => Path.GetFullPath(Path.Combine(project.Folder, h.Replace('\\', '/'))))
            .Where(File.Exists);

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path);
}
