using MeshReady.Tool.Discovery;

namespace MeshReady.Tool.Loading;

/// <summary>The deployment manifests of a checkout: YAML in the folders that usually hold them, and YAML elsewhere that looks like Kubernetes' or Docker Compose's.</summary>
public static class ManifestFiles
{
    /// <summary>More files than this are not read at all, so that no answer rests on an arbitrary half.</summary>
    public const int MaxFiles = 2000;

    private const long MaxBytes = 1_000_000;
    private const int MaxDepth = 2;

    private static readonly HashSet<string> Folders = new(StringComparer.OrdinalIgnoreCase)
    {
        "k8s", "kubernetes", "deploy", "deployment", "deployments", "manifests", "kubernetes-manifests", "istio-manifests", "chart", "charts",
        "helm", "helm-chart", "kustomize", "istio", "linkerd", "servicemesh", "argocd", "gitops",
    };

    /// <summary>The files with their text, sorted by path; a note where some could not be taken.</summary>
    /// <param name="root">Full path of the folder to search.</param>
    /// <param name="limit">The most files taken.</param>
    public static (IReadOnlyList<(string Path, TextFile File)> Files, IReadOnlyList<string> Notes) Find(string root, int limit = MaxFiles)
        => Find(root, notes => Yaml(root, notes), path => IsInFolder(root, path) || IsCompose(path) || IsMaterial(path), limit);

    /// <summary>All YAML files of a folder that somebody named, or the one file.</summary>
    /// <param name="path">Full path of the folder or file.</param>
    public static (IReadOnlyList<(string Path, TextFile File)> Files, IReadOnlyList<string> Notes) Given(string path)
        => File.Exists(path) ? Find(Path.GetDirectoryName(path)!, _ => [path], static _ => true, MaxFiles) : Find(path, notes => Yaml(path, notes), static _ => true, MaxFiles);

    // The one walk that sees every folder, of code as well as of manifests.
    private static IEnumerable<string> Yaml(string root, List<string> notes)
        => FileTree.Files(root, IsYaml, unreadable: (folder, exception) => notes.Add($"{Path.GetRelativePath(root, folder)} cannot be read: {Unreadable.Reason(exception)}"));

    private static (IReadOnlyList<(string Path, TextFile File)> Files, IReadOnlyList<string> Notes) Find(string root, Func<List<string>, IEnumerable<string>> candidates, Func<string, bool> isCertain, int limit)
    {
        var found = new List<(string, TextFile)>();
        var notes = new List<string>();
        foreach (var path in candidates(notes))
        {
            try
            {
                if (new FileInfo(path).Length > MaxBytes)
                {
                    if (isCertain(path))
                        notes.Add($"{Path.GetRelativePath(root, path)} is larger than 1 MB and was not read");
                    continue;
                }

                var file = TextFile.Read(path, MaxBytes);
                if (isCertain(path) || LooksLikeManifest(file.Text))
                    found.Add((path, file));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                notes.Add($"{Path.GetRelativePath(root, path)} cannot be read: {Unreadable.Reason(exception)}");
            }

            if (found.Count > limit)
                return ([], [$"more than {limit:N0} manifests below {root}: none was read; name a smaller folder"]);
        }

        return ([.. found.OrderBy(f => f.Item1, StringComparer.Ordinal)], notes);
    }

    private static bool IsYaml(string name) => name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static bool IsInFolder(string root, string path)
        => Path.GetRelativePath(root, path).Split('/', '\\').SkipLast(1).Take(MaxDepth + 1).Any(Folders.Contains);

    // They often name neither kind nor version.
    private static bool IsMaterial(string path) => Path.GetFileName(path) is "kustomization.yaml" or "kustomization.yml" or "Chart.yaml"
        || Path.GetFileName(path).StartsWith("values", StringComparison.OrdinalIgnoreCase) && File.Exists(Path.Combine(Path.GetDirectoryName(path)!, "Chart.yaml"));

    // It tells which image is built from which folder.
    private static bool IsCompose(string path) => Path.GetFileName(path).Contains("compose", StringComparison.OrdinalIgnoreCase);

    private static bool LooksLikeManifest(string text)
    {
        var (hasVersion, hasKind) = (false, false);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            hasVersion |= line.StartsWith("apiVersion:");
            hasKind |= line.StartsWith("kind:");
        }

        return hasVersion && hasKind;
    }
}
