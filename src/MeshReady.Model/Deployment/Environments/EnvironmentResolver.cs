using MeshReady.Model.Systems;

namespace MeshReady.Model.Deployment;

/// <summary>Finds the manifests of declared environments among the given files.</summary>
internal sealed class EnvironmentResolver(ManifestTree tree, DeclaredPlaces places)
{
    private readonly List<EnvironmentNote> _notes = [];
    private readonly string[] _folders = [.. places.Folders.Select(FilePath.Normal).SelectMany(static folder => new[] { folder, FilePath.FolderOf(folder) }).Where(static f => f.Length > 0).Distinct()];

    public IReadOnlyList<EnvironmentNote> Notes => _notes;

    /// <summary>The set of an environment; several where its Argo CD file leads to several clusters, none where nothing of it was read.</summary>
    public IEnumerable<FactSet> Sets(EnvironmentFile file, DeclaredEnvironment environment)
    {
        var home = FilePath.FolderOf(FilePath.Normal(file.Path));
        var parts = new List<(string? Cluster, ManifestPart Part)>();
        var isWhole = true;
        foreach (var source in environment.Sources)
        {
            var before = parts.Count;
            if (places.Rendered.TryGetValue(DeclaredPlaces.KeyOf(environment, source), out var rendered))
                parts.Add((null, tree.Directory(FilePath.Normal(rendered)).In(environment.Namespaces.Count == 1 ? environment.Namespaces[0] : null)));
            else if (Locate(home, source.Path) is { } path)
                AddParts(path, home, environment, source, parts, text => Note(file, source.Line, environment, text, isOutside: false));
            else
                Note(file, source.Line, environment, $"nothing of {source.Path} is among the manifests that were read", IsOutside(home, source.Path));
            isWhole &= parts.Count > before;
        }

        if (environment.Cluster is { } wanted && parts.Exists(part => part.Cluster == wanted))
            parts.RemoveAll(part => part.Cluster is not null && part.Cluster != wanted);
        var clusters = parts.Select(static part => part.Cluster).OfType<string>().Distinct(StringComparer.Ordinal).DefaultIfEmpty(null!).ToList();
        foreach (string? cluster in clusters)
        {
            var own = parts.FindAll(part => part.Cluster is null || part.Cluster == cluster);
            var files = Joined(own.Select(static part => part.Part));
            if (files.Count == 0)
                continue;
            var isComplete = environment.IsComplete && isWhole && own.TrueForAll(static part => part.Part.IsWhole) && FactSets.IsReadable(files);
            var model = DeploymentModel.Create(files, isComplete);
            var name = clusters.Count > 1 ? $"{environment.Name} ({cluster})" : environment.Name;
            yield return new FactSet(name, environment.Name, environment.IsProduction, isComplete && model.HasManifests, environment.Cluster ?? cluster, model)
            {
                Kind = FactSetKind.Declared,
                Namespaces = environment.Namespaces,
            };
        }
    }

    private static string Inside(string path)
    {
        path = path.Replace('\\', '/');
        while (path.StartsWith("../", StringComparison.Ordinal) || path.StartsWith("./", StringComparison.Ordinal))
            path = path.Substring(path.IndexOf('/') + 1);
        return path;
    }

    /// <summary>The normal path that a declaration means; null where none of the given files lies there.</summary>
    private string? Locate(string home, string path)
    {
        foreach (var folder in _folders.Prepend(home))
        {
            if (FilePath.Combine(folder, path) is var candidate && tree.Has(candidate))
                return candidate;
        }

        // The snapshot holds copies of what stands outside of the repository.
        if (FilePath.Combine(home, SnapshotFiles.Folder + "/" + SnapshotFiles.Manifests + "/" + Inside(path)) is var copy && tree.Has(copy))
            return copy;

        // The folder of the file itself, written as "." or "".
        return FilePath.Combine(home, path) is var all && all == home && tree.Files.Any(f => FilePath.IsIn(f.Path, home)) ? home : null;
    }

    private void AddParts(string path, string home, DeclaredEnvironment environment, DeclaredSource source, List<(string?, ManifestPart)> parts, Action<string> note)
    {
        var space = environment.Namespaces.Count == 1 ? environment.Namespaces[0] : null;
        switch (source.Kind)
        {
            case DeclaredSourceKind.Kustomize when !tree.HasKustomization(path):
                note($"{source.Path} holds no kustomization.yaml");
                break;
            case DeclaredSourceKind.Helm when tree.File(path + "/Chart.yaml") is null:
                note($"{source.Path} holds no Chart.yaml");
                break;
            case DeclaredSourceKind.Helm:
                var values = ChartValues.Of(tree, path, source.ValueFiles.Select(file => Locate(home, file)), space);
                if (values is null)
                    note($"a value file of {source.Path} is not among the manifests that were read");
                parts.Add((null, tree.Chart(path, values).In(space)));
                break;
            case DeclaredSourceKind.ArgoCd:
                var before = parts.Count;
                var follower = new ArgoFollower(tree, [home, .. _folders], environment.Namespaces, note);
                parts.AddRange(follower.Follow(path, source.Application));
                if (parts.Count == before)
                    note($"no Application of {source.Path} leads to manifests that were read");
                break;
            default:
                parts.Add((null, Folder(tree, path).In(space)));
                break;
        }
    }

    /// <summary>What a folder comes to, by what it holds: a kustomization, a chart, or manifests.</summary>
    public static ManifestPart Folder(ManifestTree tree, string path, Func<string, bool>? isWanted = null)
        => tree.HasKustomization(path) ? tree.Overlay(path)
            : tree.File(path + "/Chart.yaml") is not null ? tree.Chart(path)
            : tree.Directory(path, isWanted);

    // Two sources may lead to the same file; an object counts once, in its first form.
    private static List<ManifestFile> Joined(IEnumerable<ManifestPart> parts)
    {
        var files = new List<ManifestFile>();
        var seen = new HashSet<(string, int, string?, string?)>();
        foreach (var file in parts.SelectMany(static part => part.Files))
        {
            var resources = file.Resources.Where(r => seen.Add((r.Path, r.Line, r.Kind, r.Name))).ToList();
            files.Add(resources.Count == file.Resources.Count ? file : file with { Resources = resources });
        }

        return files;
    }

    private static bool IsOutside(string home, string path) => !FilePath.IsIn(FilePath.Combine(home, path), home);

    private void Note(EnvironmentFile file, int line, DeclaredEnvironment environment, string text, bool isOutside)
        => _notes.Add(new EnvironmentNote(file.Path, line, $"environment {environment.Name}: {text}", isOutside));
}
