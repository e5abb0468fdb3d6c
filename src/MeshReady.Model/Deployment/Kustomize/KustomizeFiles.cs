namespace MeshReady.Model.Deployment;

/// <summary>The given files by their normal path, and what their kustomizations refer to.</summary>
internal sealed class KustomizeFiles
{
    private readonly Dictionary<string, ManifestFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ManifestFile> _byFolder = new(StringComparer.Ordinal);

    public KustomizeFiles(IEnumerable<ManifestFile> files)
    {
        foreach (var file in files)
        {
            var path = FilePath.Normal(file.Path);
            _files[path] = file;
            if (file.Kustomization is not null)
                _byFolder[FilePath.FolderOf(path)] = file;
        }
    }

    /// <summary>The folders that hold a kustomization, in the order of their names.</summary>
    public IEnumerable<string> Folders => _byFolder.Keys.OrderBy(static folder => folder, StringComparer.Ordinal);

    public ManifestFile? File(string path) => _files.TryGetValue(path, out var file) ? file : null;

    public ManifestFile? KustomizationOf(string folder) => _byFolder.TryGetValue(folder, out var file) ? file : null;

    /// <summary>The folders of the kustomizations that one refers to.</summary>
    public IEnumerable<string> ReferredBy(string folder)
    {
        if (KustomizationOf(folder)?.Kustomization is not { } spec)
            yield break;
        foreach (var name in spec.Resources.Concat(spec.Components))
        {
            if (name.Value is { } path && FilePath.Combine(folder, path) is var target && target != folder && _byFolder.ContainsKey(target))
                yield return target;
        }
    }

    /// <summary>The files that a kustomization names itself: manifests and patches, and the kustomization.</summary>
    public IEnumerable<string> NamedBy(string folder)
    {
        if (KustomizationOf(folder) is not { Kustomization: { } spec } file)
            yield break;
        yield return FilePath.Normal(file.Path);
        var patches = KustomizePatches.Of(spec).Select(static patch => patch.Path);
        foreach (var name in spec.Resources.Select(static name => name.Value).Concat(patches))
        {
            if (name is not null && FilePath.Combine(folder, name) is var path && _files.ContainsKey(path))
                yield return path;
        }
    }
}
