using System.Collections.Concurrent;
using MeshReady.Tool.Discovery;
using MeshReady.Tool.Evaluation;
using MeshReady.Tool.References;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Tool.Loading;

/// <summary>Turns a checkout into projects that the compiler understands; nothing of it is executed but for <see cref="LoadMode.MSBuild"/>.</summary>
public sealed class CheckoutLoader(FrameworkPacks packs, IReadOnlyList<PackageStore> stores, string? mesh = null, DeploymentOptions? deployment = null, LoadMode mode = LoadMode.Auto)
{
    /// <summary>Name of the document that holds what a build would generate.</summary>
    public const string GeneratedName = "MeshReady.Generated.g.cs";

    private readonly ConcurrentDictionary<string, MetadataReference> _metadata = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SourceText?> _texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _notes = new(StringComparer.Ordinal);

    /// <summary>Loads projects with everything they refer to.</summary>
    /// <param name="target">What was asked for.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    public Checkout Load(Target target, CancellationToken cancellationToken = default)
    {
        var built = mode == LoadMode.MSBuild ? Task.Run(() => BuiltProjects.LoadAsync(target, cancellationToken), cancellationToken).GetAwaiter().GetResult() : null;
        var restores = new Restores(mode);
        var graph = ProjectGraph.Load(target.Projects.Concat(built?.Paths ?? []), target.Root, target.Show, p => restores.Of(p).Restored is not null);
        var references = new ProjectReferences(graph, packs, stores, restores);
        var ids = graph.Projects.ToDictionary(p => p.Path, p => ProjectId.CreateNewId(p.Name), StringComparer.Ordinal);
        var files = DeploymentFiles.Find(target, deployment ?? DeploymentOptions.None);
        var (manifests, told, manifestNotes) = files;
        foreach (var note in graph.Notes.Concat(manifestNotes).Concat(built?.Notes ?? []))
            _notes.TryAdd(note, 0);

        (string Path, SourceText Text)[] deployed = [.. manifests.Select(m => (m.Path, SourceText.From(m.File.Text, m.File.Encoding)))];
        var chosen = target.Projects.ToHashSet(StringComparer.Ordinal);
        var loaded = new LoadedProject[graph.Projects.Count];
        Parallel.For(0, loaded.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var project = graph.Projects[i];
            var input = Input(project);
            loaded[i] = new LoadedProject(project, ids[project.Path], chosen.Contains(project.Path), Info(project, input), input.References.Missing, input.References.From);
        });

        var workspace = new AdhocWorkspace();
        workspace.AddSolution(SolutionInfo.Create(SolutionId.CreateNewId(), VersionStamp.Default, projects: loaded.Select(p => p.Info)));
        return new Checkout(workspace, loaded, [.. _notes.Keys.Order(StringComparer.Ordinal)]) { Deployment = files, References = graph.References, Mesh = mesh };

        ProjectInput Input(EvaluatedProject project)
        {
            void Note(string text) => _notes.TryAdd($"{target.Show(project.Path)}: {text}", 0);
            // MSBuild itself takes a project that was not restored for one without packages.
            var missing = built is null ? null : Restores.Missing(project);
            if (built is not null && missing is null && built.OfAsync(project, cancellationToken).GetAwaiter().GetResult() is { } exact)
                return ProjectInput.Of(project, exact, graph, Note);

            var found = references.Of(project);
            if (built is not null)
                found = found with { From = found.From with { Reason = missing ?? "MSBuild could not load it" } };
            // Said aloud where something else was asked for; under auto --timings says it.
            if (found.From is { Reason: { } reason } && mode != LoadMode.Auto)
                Note($"{(found.From.Mode == LoadMode.Assets ? "read from what was restored" : "read from its text alone")}: {reason}{(reason == missing || built is null ? "; run dotnet restore" : "")}");
            return ProjectInput.Of(project, found, Note);
        }

        ProjectInfo Info(EvaluatedProject project, ProjectInput input)
        {
            var id = ids[project.Path];
            DocumentInfo[] documents = [..
                input.Sources.Select(p => (Path: p, Text: Text(p, target))).Where(static d => d.Text is not null).Select(d => Document(id, d.Path, d.Text!)),
                .. input.Generated.Select(d => Document(id, d.Path, d.Text))];

            var settings = SettingsFiles.Of(project, documents.Select(d => _texts.GetValueOrDefault(d.FilePath!)?.ToString()).OfType<string>()).Select(p => (Path: p, Text: Text(p, target)!)).Where(static s => s.Text is not null);
            var configs = documents.Select(d => Path.GetDirectoryName(d.FilePath)!)
                .Append(project.Folder)
                .Distinct(StringComparer.Ordinal)
                .SelectMany(f => AnalyzerConfigs.Above(f, target.Root))
                .Concat(input.Configs)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(p => (Path: p, Text: Text(p, target)!))
                .Where(static c => c.Text is not null)
                .Append((Path: Path.Combine(project.Folder, "MeshReady.Properties.globalconfig"), Text: SourceText.From(AnalyzerConfigs.Properties(project, told, mesh))));

            return ProjectInfo.Create(
                    id,
                    VersionStamp.Default,
                    project.Name,
                    project.AssemblyName,
                    LanguageNames.CSharp,
                    project.Path,
                    compilationOptions: input.Options,
                    parseOptions: input.Parse,
                    documents: documents,
                    projectReferences: input.References.Projects.Select(r => new ProjectReference(ids[r.Path])),
                    metadataReferences: input.References.Assemblies.Select(p => _metadata.GetOrAdd(p, static p => MetadataReference.CreateFromFile(p))),
                    additionalDocuments: deployed.Concat(settings).DistinctBy(static f => f.Path).OrderBy(static f => f.Path, StringComparer.Ordinal).Select(f => Document(id, f.Path, f.Text)))
                .WithAnalyzerConfigDocuments(configs.Select(c => Document(id, c.Path, c.Text)));
        }
    }

    private SourceText? Text(string path, Target target)
        => _texts.GetOrAdd(path, path =>
        {
            try
            {
                var file = TextFile.Read(path);
                if (path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && NestingLimit.IsPassed(file.Text))
                {
                    _notes.TryAdd($"{target.Show(path)} is nested too deeply for the compiler and was left out", 0);
                    return null;
                }

                return SourceText.From(file.Text, file.Encoding);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _notes.TryAdd($"{target.Show(path)} cannot be read: {Unreadable.Reason(exception)}", 0);
                return null;
            }
        });

    private static DocumentInfo Document(ProjectId project, string path, SourceText text)
        => DocumentInfo.Create(DocumentId.CreateNewId(project), Path.GetFileName(path), filePath: path, loader: TextLoader.From(TextAndVersion.Create(text, VersionStamp.Default, path)));
}

/// <summary>What somebody asked to look at.</summary>
/// <param name="Folder">The folder that paths are shown relative to, and beyond which nothing is written.</param>
/// <param name="Root">The checkout around it: imports and settings are read up to here.</param>
/// <param name="ManifestRoot">Where manifests are searched.</param>
/// <param name="Projects">Full paths of the projects.</param>
public sealed record Target(string Folder, string Root, string ManifestRoot, IReadOnlyList<string> Projects)
{
    /// <summary>A path as it is printed.</summary>
    public string Show(string path) => Path.GetRelativePath(Folder, path).Replace('\\', '/');

    /// <summary>A shown path as the checkout's own tools name it: relative to its root; with leading ".." where it lies outside.</summary>
    public string InCheckout(string shown) => Path.GetRelativePath(Root, Path.GetFullPath(shown, Folder)).Replace('\\', '/');

    /// <summary>A text whose paths are shown ones: messages of the system name full paths.</summary>
    public string Shorten(string text)
    {
        foreach (var (folder, shown) in new[] { (Folder, ""), (Root, Show(Root) + "/") })
        {
            if (folder.Length > 1)
                text = text.Replace(folder + Path.DirectorySeparatorChar, shown, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Finds the projects of a path; a message instead where there are none.</summary>
    /// <param name="path">A folder, project or solution.</param>
    /// <param name="needsProjects">Whether there is nothing to do without one.</param>
    public static (Target? Target, string? Error) Of(string path, bool needsProjects = true)
    {
        if (path.Length == 0)
            return (null, "PATH is empty");
        var full = Path.GetFullPath(path);
        var (projects, error) = ProjectFinder.Find(full);
        if (error is not null && (needsProjects || !Directory.Exists(full)))
            return (null, error);
        var folder = Directory.Exists(full) ? full.TrimEnd('/') : Path.GetDirectoryName(full)!;
        var root = RepositoryAbove(folder) ?? folder;
        return (new Target(folder, root, Directory.Exists(full) ? folder : root, projects), null);
    }

    private static string? RepositoryAbove(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, ".git", "HEAD")) || File.Exists(Path.Combine(at, ".git")))
                return at;
        }

        return null;
    }
}

/// <summary>A loaded checkout; disposing it frees the workspace.</summary>
/// <param name="Workspace">Holds the projects as a solution.</param>
/// <param name="Projects">In build order.</param>
/// <param name="Notes">What could not be read, one line each.</param>
public sealed record Checkout(AdhocWorkspace Workspace, IReadOnlyList<LoadedProject> Projects, IReadOnlyList<string> Notes) : IDisposable
{
    /// <summary>The manifests of the run.</summary>
    public required DeploymentFiles Deployment { get; init; }

    /// <summary>For each project path the paths of the projects that it refers to.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> References { get; init; }

    /// <summary>The mesh that the run names; null where it names none.</summary>
    public string? Mesh { get; init; }

    /// <inheritdoc/>
    public void Dispose() => Workspace.Dispose();
}

/// <summary>One project of a loaded checkout.</summary>
/// <param name="Evaluated">What its text says.</param>
/// <param name="Id">Its id in the workspace.</param>
/// <param name="IsChosen">Whether it was asked for, or only serves others as a reference.</param>
/// <param name="Info">What was given to the workspace.</param>
/// <param name="MissingPackages">Packages that are nowhere on this machine.</param>
/// <param name="From">What its references were read from.</param>
public sealed record LoadedProject(EvaluatedProject Evaluated, ProjectId Id, bool IsChosen, ProjectInfo Info, IReadOnlyCollection<string> MissingPackages, LoadedFrom From);
