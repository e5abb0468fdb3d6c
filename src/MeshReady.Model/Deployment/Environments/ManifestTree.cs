using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>What the manifests of one source come to.</summary>
/// <param name="Files">The files, each with its objects as they reach the cluster.</param>
/// <param name="IsWhole">Whether everything that the source refers to was read.</param>
internal sealed record ManifestPart(IReadOnlyList<ManifestFile> Files, bool IsWhole)
{
    /// <summary>The part with a namespace for the objects that name none themselves.</summary>
    public ManifestPart In(string? name) => name is null ? this : this with
    {
        Files = [.. Files.Select(file => file with { Resources = [.. file.Resources.Select(resource => Placed(resource, name))] })],
    };

    private static KubernetesResource Placed(KubernetesResource resource, string name)
        => resource.Namespace.IsAbsent && !KustomizeTransformers.IsClusterWide(resource.Kind) 
            ? resource with { Namespace = Field.Known(name, 0), Written = resource.Written ?? resource }
            : resource;
}

/// <summary>
/// The given files by their folders: which of them a kustomization takes, which belong to a chart, and which are applied as
/// they stand. A file that a kustomization takes is not applied by itself.
/// </summary>
internal sealed class ManifestTree
{
    private readonly KustomizeFiles _kustomize;
    private readonly KustomizeBuilder _builder;
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _referrers = new(StringComparer.Ordinal);
    private readonly List<(string Path, ManifestFile File)> _plain = [];
    private readonly SortedDictionary<string, List<ManifestFile>> _charts = new(StringComparer.Ordinal);

    public ManifestTree(IReadOnlyList<ManifestFile> files)
    {
        Files = [.. files.Select(static file => (FilePath.Normal(file.Path), file))];
        _kustomize = new KustomizeFiles(files);
        _builder = new KustomizeBuilder(_kustomize);
        foreach (var folder in _kustomize.Folders)
        {
            foreach (var target in _kustomize.ReferredBy(folder).Distinct())
            {
                if (!_referrers.TryGetValue(target, out var list))
                    _referrers.Add(target, list = []);
                list.Add(folder);
            }
        }

        var taken = new HashSet<string>(_kustomize.Folders.SelectMany(_kustomize.NamedBy), StringComparer.Ordinal);
        foreach (var folder in Files.Where(static f => FilePath.IsChart(f.Path)).Select(static f => FilePath.FolderOf(f.Path)).OrderBy(static f => f.Length))
        {
            // A chart below a chart is deployed with it.
            if (!_charts.Keys.Any(outer => FilePath.IsIn(folder, outer)))
                _charts.Add(folder, []);
        }

        foreach (var (path, file) in Files)
        {
            for (var folder = FilePath.FolderOf(path); folder.Length > 0 && _folders.Add(folder);)
                folder = FilePath.FolderOf(folder);
            if (taken.Contains(path))
                continue;
            if (_charts.Count > 0 && _charts.Keys.FirstOrDefault(folder => FilePath.IsIn(path, folder)) is { } chart)
                _charts[chart].Add(file);
            else
                _plain.Add((path, file));
        }
    }

    /// <summary>All files with their normal paths, in the order given.</summary>
    public IReadOnlyList<(string Path, ManifestFile File)> Files { get; }

    /// <summary>Whether all files are applied as they stand.</summary>
    public bool IsPlain => _plain.Count == Files.Count;

    public IEnumerable<string> ChartFolders => _charts.Keys;

    /// <summary>The folders that hold a file, or a folder with one.</summary>
    public IReadOnlyCollection<string> Folders => _folders;

    public ManifestPart Plain => new([.. _plain.Select(static f => f.File)], IsWhole: true);

    public bool HasKustomization(string folder) => _kustomize.KustomizationOf(folder) is not null;

    public bool Has(string path) => _folders.Contains(path) || _kustomize.File(path) is not null;

    public ManifestFile? File(string path) => _kustomize.File(path);

    /// <summary>The kustomizations that nothing else refers to, and those that serve others; components are neither.</summary>
    public (IReadOnlyList<string> Roots, IReadOnlyList<string> Bases) Kustomizations()
    {
        var own = _kustomize.Folders.Where(folder => _kustomize.KustomizationOf(folder)!.Kustomization is { IsComponent: false }).ToList();
        return ([.. own.Where(folder => !_referrers.ContainsKey(folder))], [.. own.Where(_referrers.ContainsKey)]);
    }

    /// <summary>What a kustomization builds.</summary>
    public ManifestPart Overlay(string folder) => Part(_builder.Build(folder));

    /// <summary>A base, with everything unknown that those who build upon it may change or add.</summary>
    public ManifestPart Base(string folder) => Part(_builder.BuildBase(folder, Above(folder)));

    /// <summary>The kustomizations that lead to a base.</summary>
    public IReadOnlyList<string> Above(string folder)
    {
        List<string> found = [];
        var seen = new HashSet<string>(StringComparer.Ordinal) { folder };
        for (var at = -1; at < found.Count; at++)
        {
            if (_referrers.TryGetValue(at < 0 ? folder : found[at], out var others))
                found.AddRange(others.Where(seen.Add));
        }

        // Components of those that build upon it change it as well.
        found.AddRange(found.SelectMany(_kustomize.ReferredBy).Where(other => _kustomize.KustomizationOf(other)!.Kustomization!.IsComponent && seen.Add(other)).ToList());
        return found;
    }

    /// <summary>A chart: what it does not say is unknown, and so is what an expression fills in, unless the values are known.</summary>
    public ManifestPart Chart(string folder, ChartValues? values = null)
    {
        var files = _charts.TryGetValue(folder, out var own) ? own : [.. Files.Where(f => FilePath.IsIn(f.Path, folder)).Select(static f => f.File)];
        return new([.. files.Select(file => Opened(file, IsOwnTemplate(file, folder) ? values : null))], files.TrueForAll(static file => !file.IsTemplate));
    }

    // A chart below sees other values.
    private static bool IsOwnTemplate(ManifestFile file, string folder) => FilePath.IsIn(FilePath.Normal(file.Path), folder + "/templates");

    /// <summary>The manifests of a folder, as far as they are applied as they stand; or one file.</summary>
    public ManifestPart Directory(string path, Func<string, bool>? isWanted = null)
    {
        if (_kustomize.File(path) is { } single)
            return new([single], IsWhole: !single.IsTemplate);
        ManifestFile[] files = [.. _plain.Where(f => FilePath.IsIn(f.Path, path) && isWanted?.Invoke(FilePath.Below(path, f.Path)) != false).Select(static f => f.File)];
        return new(files, Array.TrueForAll(files, static file => !file.IsTemplate || file.Resources.Count == 0));
    }

    private static ManifestFile Opened(ManifestFile file, ChartValues? values)
    {
        var resources = new List<KubernetesResource>(file.Resources.Count);
        foreach (var resource in file.Resources)
        {
            if (resource.Root is { } root)
                ResourceReader.Read((values?.Fill(root) ?? root).WithOpenMaps(), file.Path, resources);
        }

        return file with { Resources = resources };
    }

    private ManifestPart Part(KustomizeResult result)
    {
        var byPath = new Dictionary<string, List<KubernetesResource>>(StringComparer.Ordinal);
        foreach (var resource in result.Objects.Select(static item => item.Read()).OfType<KubernetesResource>())
        {
            if (!byPath.TryGetValue(resource.Path, out var list))
                byPath.Add(resource.Path, list = []);
            list.Add(resource);
        }

        return new([.. byPath.Select(entry => new ManifestFile(entry.Key, IsTemplate: false, entry.Value, _kustomize.File(FilePath.Normal(entry.Key))?.Notes ?? []))], result.IsWhole);
    }
}
