using System.Collections.Concurrent;
using MeshReady.Tool.Discovery;
using MeshReady.Tool.Evaluation;
using MeshReady.Tool.Protos;
using MeshReady.Tool.References;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Tool.Loading;

/// <summary>Turns the text of a checkout into projects that the compiler understands; nothing of it is executed.</summary>
public sealed class CheckoutLoader(FrameworkPacks packs, IReadOnlyList<PackageStore> stores, string? mesh = null, DeploymentOptions? deployment = null)
{
    /// <summary>Name of the document that holds what a build would generate.</summary>
    public const string GeneratedName = "MeshReady.Generated.g.cs";

    private readonly ConcurrentDictionary<string, MetadataReference> _metadata = new(StringComparer.Ordinal);

    /// <summary>Loads projects with everything they refer to.</summary>
    public Checkout Load(Target target)
    {
        var graph = ProjectGraph.Load(target.Projects, target.Root, target.Show);
        var references = new ProjectReferences(graph, packs, stores);
        var ids = graph.Projects.ToDictionary(p => p.Path, p => ProjectId.CreateNewId(p.Name), StringComparer.Ordinal);
        var files = DeploymentFiles.Find(target, deployment ?? DeploymentOptions.None);
        var (manifests, told, manifestNotes) = files;
        var notes = new ConcurrentBag<string>(graph.Notes.Concat(manifestNotes));
        var chosen = target.Projects.ToHashSet(StringComparer.Ordinal);
        var texts = new ConcurrentDictionary<string, SourceText?>(StringComparer.Ordinal);
        var loaded = new LoadedProject[graph.Projects.Count];

        Parallel.For(0, loaded.Length, i =>
        {
            var project = graph.Projects[i];
            var resolution = references.Of(project);
            loaded[i] = new LoadedProject(project, ids[project.Path], chosen.Contains(project.Path), Info(project, resolution), resolution.Missing);
        });

        var workspace = new AdhocWorkspace();
        workspace.AddSolution(SolutionInfo.Create(SolutionId.CreateNewId(), VersionStamp.Default, projects: loaded.Select(p => p.Info)));
        return new Checkout(workspace, loaded, [.. notes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]) { Deployment = files, References = graph.References, Mesh = mesh };

        ProjectInfo Info(EvaluatedProject project, Resolution resolution)
        {
            var id = ids[project.Path];
            var documents = new List<DocumentInfo>();
            foreach (var path in project.ItemsOf("Compile").Select(i => i.Include).Where(p => p.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal))
            {
                if (texts.GetOrAdd(path, Read) is { } text)
                    documents.Add(Document(id, path, text));
            }

            AddGenerated(documents, id, project, GeneratedName, GeneratedSources.For(project));
            foreach (var (name, text) in ProtoItems.Declarations(project, n => notes.Add($"{target.Show(project.Path)}: {n}")))
                AddGenerated(documents, id, project, name, text);

            var sources = documents.Select(d => d.FilePath!).Select(p => texts.GetValueOrDefault(p)?.ToString()).OfType<string>();
            var settings = SettingsFiles.Of(project, sources).Select(p => (Path: p, Text: texts.GetOrAdd(p, Read))).Where(s => s.Text is not null);
            var additional = manifests.Select(m => (m.Path, Text: (SourceText?)SourceText.From(m.File.Text, m.File.Encoding)))
                .Concat(settings)
                .DistinctBy(f => f.Path)
                .OrderBy(f => f.Path, StringComparer.Ordinal);

            var configs = documents.Select(d => Path.GetDirectoryName(d.FilePath)!)
                .Append(project.Folder)
                .Distinct(StringComparer.Ordinal)
                .SelectMany(f => AnalyzerConfigs.Above(f, target.Root))
                .Concat(project.ItemsOf("EditorConfigFiles").Concat(project.ItemsOf("GlobalAnalyzerConfigFiles")).Select(i => i.Include).Where(File.Exists))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(p => (Path: p, Text: texts.GetOrAdd(p, Read)))
                .Where(c => c.Text is not null)
                .Append((Path: Path.Combine(project.Folder, "MeshReady.Properties.globalconfig"), Text: (SourceText?)SourceText.From(AnalyzerConfigs.Properties(project, told, mesh))));

            return ProjectInfo.Create(
                    id,
                    VersionStamp.Default,
                    project.Name,
                    project.AssemblyName,
                    LanguageNames.CSharp,
                    project.Path,
                    compilationOptions: ProjectOptions.Compile(project),
                    parseOptions: ProjectOptions.Parse(project),
                    documents: documents,
                    projectReferences: graph.Closure(project).Select(r => new ProjectReference(ids[r.Path])),
                    metadataReferences: resolution.Assemblies.Select(p => _metadata.GetOrAdd(p, static p => MetadataReference.CreateFromFile(p))),
                    additionalDocuments: additional.Select(f => Document(id, f.Path, f.Text!)))
                .WithAnalyzerConfigDocuments(configs.Select(c => Document(id, c.Path, c.Text!)));
        }

        SourceText? Read(string path)
        {
            try
            {
                var file = TextFile.Read(path);
                return SourceText.From(file.Text, file.Encoding);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                notes.Add($"{target.Show(path)} cannot be read: {(exception is FileNotFoundException or DirectoryNotFoundException ? "it does not exist" : exception.Message)}");
                return null;
            }
        }
    }

    private static void AddGenerated(List<DocumentInfo> documents, ProjectId id, EvaluatedProject project, string name, string text)
    {
        if (text.Length > 0)
            documents.Add(Document(id, Path.Combine(project.Folder, "obj", name), SourceText.From(text, System.Text.Encoding.UTF8)));
    }

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
public sealed record LoadedProject(EvaluatedProject Evaluated, ProjectId Id, bool IsChosen, ProjectInfo Info, IReadOnlyCollection<string> MissingPackages);
