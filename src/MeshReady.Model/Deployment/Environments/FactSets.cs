namespace MeshReady.Model.Deployment;

/// <summary>All manifests of a system, parted so that facts of different places never mix.</summary>
/// <param name="Sets">The sets, those of the plain files first; where environments are declared, only theirs.</param>
/// <param name="All">What all files say together, for questions that no single place decides.</param>
public sealed record FactSets(IReadOnlyList<FactSet> Sets, DeploymentModel All)
{
    /// <summary>What of the declared environments could not be followed.</summary>
    public IReadOnlyList<EnvironmentNote> Notes { get; init; } = [];

    /// <inheritdoc cref="Create(IReadOnlyList{ManifestFile}, bool, IReadOnlyList{EnvironmentFile}, DeclaredPlaces)"/>
    public static FactSets Create(IReadOnlyList<ManifestFile> files, bool complete) => Create(files, complete, [], DeclaredPlaces.None);

    /// <summary>
    /// Parts the files. Where <paramref name="declared"/> names environments, they are the sets. Otherwise each kustomization that
    /// nothing refers to is one, each that others build upon another, each chart another, and all other files together the
    /// plain one.
    /// </summary>
    /// <param name="files">What the reader made of each file.</param>
    /// <param name="complete">
    /// Whether the files together are declared to be all that runs in their cluster. A note on a file undoes it, and it holds for
    /// a set only where there is no other: what one lacks may stand in the other.
    /// </param>
    /// <param name="declared">What the <c>meshready.json</c> files say.</param>
    /// <param name="places">Where the sources of declared environments may be, beside the folders of their files.</param>
    public static FactSets Create(IReadOnlyList<ManifestFile> files, bool complete, IReadOnlyList<EnvironmentFile> declared, DeclaredPlaces places)
    {
        var all = DeploymentModel.Create(files, complete);
        if (declared.Any(static file => file.Environments.Count > 0))
        {
            var resolver = new EnvironmentResolver(new ManifestTree(files), places);
            var sets = declared.SelectMany(file => file.Environments.SelectMany(environment => resolver.Sets(file, environment))).ToList();
            return new(sets, all) { Notes = resolver.Notes };
        }

        if (files.All(static file => file.Kustomization is null && !FilePath.IsChart(file.Path)))
            return new([Plain(all, complete && IsReadable(files))], all);
        return new(Undeclared(files, complete), all);
    }

    /// <summary>Whether no file has a note, and none is a template whose objects may bear any name.</summary>
    internal static bool IsReadable(IEnumerable<ManifestFile> files) => files.All(static file => file.Notes.Count == 0 && !(file.IsTemplate && file.Resources.Count > 0));

    private static FactSet Plain(DeploymentModel model, bool complete)
        => new("", Environment: null, IsProduction: true, complete && model.HasManifests, Cluster: null, model);

    private static List<FactSet> Undeclared(IReadOnlyList<ManifestFile> files, bool complete)
    {
        var tree = new ManifestTree(files);
        var root = Common(tree.Files.Select(static file => file.Path));
        var (roots, bases) = tree.Kustomizations();
        var parts = new List<(string Folder, FactSetKind Kind, ManifestPart Part)> { ("", FactSetKind.Plain, tree.Plain) };
        parts.AddRange(roots.Select(folder => (folder, FactSetKind.Overlay, tree.Overlay(folder))));
        parts.AddRange(bases.Select(folder => (folder, FactSetKind.Base, tree.Base(folder))));
        parts.AddRange(tree.ChartFolders.Select(folder => (folder, FactSetKind.Chart, tree.Chart(folder))));
        parts.RemoveAll(static part => part.Part.Files.All(static file => file.Resources.Count == 0));

        var isOnly = parts.Count(static part => part.Kind != FactSetKind.Base) == 1;
        return [.. parts.Select(part =>
        {
            var isComplete = complete && isOnly && part.Kind != FactSetKind.Base && part.Part.IsWhole && IsReadable(files);
            var model = DeploymentModel.Create(part.Part.Files, isComplete);
            if (part.Kind == FactSetKind.Plain)
                return Plain(model, isComplete);
            var name = FilePath.Below(root, part.Folder);
            var isProduction = part.Kind == FactSetKind.Base
                ? tree.Above(part.Folder).Where(roots.Contains).DefaultIfEmpty("").Any(folder => ProductionName.IsOf(FilePath.Below(root, folder)))
                : ProductionName.IsOf(name);
            return new FactSet(name, Environment: null, isProduction, isComplete, Cluster: null, model) { Kind = part.Kind };
        })];
    }

    private static string Common(IEnumerable<string> paths)
    {
        string? common = null;
        foreach (var path in paths)
        {
            var folder = FilePath.FolderOf(path);
            common ??= folder;
            while (common.Length > 0 && !FilePath.IsIn(folder, common))
                common = FilePath.FolderOf(common);
        }

        return common ?? "";
    }
}
