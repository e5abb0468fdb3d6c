using MeshReady.Model.Deployment;

namespace MeshReady.Tool.Setup;

/// <summary>A source of manifests and the environment that its path names.</summary>
/// <param name="Kind">How its manifests come to be.</param>
/// <param name="Path">From the root of the checkout, with slashes.</param>
/// <param name="Environment">The word of the path that names an environment; null where none does.</param>
/// <param name="Values">The value file of a chart.</param>
/// <param name="HasPods">Whether something in it runs; what does not may well belong to several environments.</param>
public sealed record SourceGuess(DeclaredSourceKind Kind, string Path, string? Environment, string? Values = null, bool HasPods = true);

/// <summary>Guesses by the names of folders and files which environments a checkout has.</summary>
public static class EnvironmentGuess
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "dev", "develop", "development", "test", "testing", "qa", "uat", "int", "integration", "acceptance", "stage", "staging", "stg",
        "preprod", "preview", "sandbox", "prod", "production", "prd", "live",
    };

    /// <summary>The environment that a path names: the last of its folders that is, or holds, such a word.</summary>
    public static string? NameIn(string path) => path.Split('/').LastOrDefault(IsName);

    /// <summary>The sources of a checkout.</summary>
    /// <param name="root">Full path of the checkout.</param>
    /// <param name="files">Its manifests, by full paths.</param>
    /// <param name="sets">What they come to.</param>
    public static IReadOnlyList<SourceGuess> Sources(string root, IReadOnlyList<ManifestFile> files, FactSets sets)
    {
        string Shown(string path) => System.IO.Path.GetRelativePath(root, path).Replace('\\', '/');
        string[] all = [.. files.Select(f => Shown(f.Path))];
        var sources = new List<SourceGuess>();

        string[] kustomizations = [.. files.Where(static f => f.Kustomization is not null).Select(f => Folder(Shown(f.Path)))];
        foreach (var set in sets.Sets.Where(static s => s.Kind == FactSetKind.Overlay))
        {
            // A set is named by its folder below what all manifests have in common.
            if (kustomizations.Where(k => k == set.Name || k.EndsWith("/" + set.Name, StringComparison.Ordinal) || set.Name.Length == 0).MinBy(static k => k.Length) is { } place)
                sources.Add(new(DeclaredSourceKind.Kustomize, place, NameIn(place)));
        }

        foreach (var chart in all.Where(static p => p.EndsWith("/Chart.yaml", StringComparison.Ordinal)).Select(Folder).Order(StringComparer.Ordinal).ToArray())
        {
            if (sources.Exists(s => s.Kind == DeclaredSourceKind.Helm && chart.StartsWith(s.Path + "/", StringComparison.Ordinal)))
                continue;
            var values = all.Where(p => p.StartsWith(chart + "/", StringComparison.Ordinal)).Select(p => (Path: p, Name: ValuesFor(p[(chart.Length + 1)..]))).Where(static v => v.Name is not null).ToArray();
            if (values.Length == 0)
                sources.Add(new(DeclaredSourceKind.Helm, chart, NameIn(chart)));
            foreach (var (path, name) in values)
                sources.Add(new(DeclaredSourceKind.Helm, chart, name, path));
        }

        sources.AddRange(Plain(sets.Sets.Where(static s => s.Kind == FactSetKind.Plain).SelectMany(static s => s.Model.Files).Where(static f => f.Resources.Any(static r => r.ApiVersion is { Length: > 0 } version && !version.StartsWith("skaffold", StringComparison.Ordinal))).Select(f => (Shown(f.Path), f.Resources.Any(static r => r.PodTemplate is not null)))));
        return [.. sources.Distinct().OrderBy(static s => s.Path, StringComparer.Ordinal).ThenBy(static s => s.Values, StringComparer.Ordinal)];
    }

    // The folder that names the environment; else the file's own, or the file where another's folder lies below.
    private static IEnumerable<SourceGuess> Plain(IEnumerable<(string Path, bool HasPods)> files)
    {
        var named = new List<SourceGuess>();
        var unnamed = new List<(string Path, bool HasPods)>();
        foreach (var (path, hasPods) in files)
        {
            var parts = path.Split('/');
            var at = Array.FindLastIndex(parts[..^1], IsName);
            if (at >= 0)
                named.Add(new(DeclaredSourceKind.Path, string.Join('/', parts[..(at + 1)]), parts[at]));
            else
                unnamed.Add((path, hasPods));
        }

        string[] folders = [.. unnamed.Select(static u => Folder(u.Path)).Distinct()];
        foreach (var (path, hasPods) in unnamed)
        {
            var folder = Folder(path);
            var above = folders.Where(f => f.Length > 0 && (f == folder || folder.StartsWith(f + "/", StringComparison.Ordinal))).MinBy(static f => f.Length);
            named.Add(new(DeclaredSourceKind.Path, above is null || named.Exists(s => s.Environment is not null && s.Path.StartsWith(above + "/", StringComparison.Ordinal)) ? path : above, null, HasPods: hasPods));
        }

        return named.GroupBy(static s => (s.Path, s.Environment)).Select(static g => g.First() with { HasPods = g.Any(static s => s.HasPods) });
    }

    // values-dev.yaml, values.dev.yaml, values/dev.yaml, dev/values.yaml
    private static string? ValuesFor(string path)
    {
        var parts = path.Split('/');
        var stem = System.IO.Path.GetFileNameWithoutExtension(parts[^1]);
        if (stem.StartsWith("values", StringComparison.OrdinalIgnoreCase) && stem.Length > 7 && IsName(stem[7..]))
            return stem[7..];
        if (parts.Length == 2 && parts[0].Equals("values", StringComparison.OrdinalIgnoreCase) && IsName(stem))
            return stem;
        return parts.Length == 2 && stem.Equals("values", StringComparison.OrdinalIgnoreCase) && IsName(parts[0]) ? parts[0] : null;
    }

    private static bool IsName(string segment) => segment.Split('-', '_', '.').Any(Words.Contains);

    private static string Folder(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";
}
