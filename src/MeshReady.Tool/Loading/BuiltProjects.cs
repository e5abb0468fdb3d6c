using MeshReady.Tool.Evaluation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.MSBuild;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Tool.Loading;

/// <summary>
/// Projects as MSBuild sees them. It runs the targets, tasks and source generators that the checkout and its packages bring:
/// only ever on request.
/// </summary>
public sealed class BuiltProjects
{
    private readonly Dictionary<string, List<Project>> _byPath;

    private BuiltProjects(Dictionary<string, List<Project>> byPath, IReadOnlyList<string> notes)
    {
        _byPath = byPath;
        Notes = notes;
    }

    /// <summary>What MSBuild complained about, one line each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Full paths of the projects, also of those that were only referred to.</summary>
    public IEnumerable<string> Paths => _byPath.Keys;

    /// <summary>Evaluates projects with everything they refer to; what fails is a note.</summary>
    /// <param name="target">What was asked for.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    public static async Task<BuiltProjects> LoadAsync(Target target, CancellationToken cancellationToken)
    {
        var notes = new SortedSet<string>(StringComparer.Ordinal);
        // What is deployed is a release build.
        using var workspace = MSBuildWorkspace.Create(new Dictionary<string, string> { ["Configuration"] = "Release" });
        using var handler = workspace.RegisterWorkspaceFailedHandler(failure =>
        {
            if (failure.Diagnostic.Kind == WorkspaceDiagnosticKind.Failure)
                Note(failure.Diagnostic.Message);
        });

        foreach (var path in target.Projects)
        {
            if (workspace.CurrentSolution.Projects.Any(p => p.FilePath == path))
                continue;
            try
            {
                await workspace.OpenProjectAsync(path, cancellationToken: cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Note($"{target.Show(path)}: {exception.Message}");
            }
        }

        var byPath = workspace.CurrentSolution.Projects
            .Where(static p => p is { Language: LanguageNames.CSharp, FilePath: not null })
            .GroupBy(static p => p.FilePath!, StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => g.ToList(), StringComparer.Ordinal);
        return new BuiltProjects(byPath, [.. notes]);

        void Note(string message)
        {
            lock (notes)
                notes.Add("MSBuild: " + string.Join(' ', message.Replace(target.Folder + "/", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        }
    }

    /// <summary>One project with what its source generators make; null where MSBuild could not tell what it compiles against.</summary>
    public async Task<BuiltProject?> OfAsync(EvaluatedProject evaluated, CancellationToken cancellationToken)
    {
        if (!_byPath.TryGetValue(evaluated.Path, out var targets))
            return null;
        var wanted = TargetFrameworks.Preferred(string.Join(';', targets.Select(FrameworkOf)));
        var project = targets.FirstOrDefault(p => FrameworkOf(p) == wanted) ?? targets[0];
        if (project.MetadataReferences.Count == 0 || !project.Documents.Any())
            return null;

        var folder = Path.Combine(evaluated.Folder, "obj", "generated");
        var generated = new List<(string Path, SourceText Text)>();
        foreach (var document in await project.GetSourceGeneratedDocumentsAsync(cancellationToken))
        {
            var name = document.HintName.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) ? document.HintName : Path.ChangeExtension(document.HintName, ".g.cs");
            generated.Add((Path.Combine(folder, Path.GetFileName(Path.GetDirectoryName(document.FilePath)) ?? "", name), await document.GetTextAsync(cancellationToken)));
        }

        return new BuiltProject(
            (CSharpParseOptions)project.ParseOptions!,
            (CSharpCompilationOptions)project.CompilationOptions!,
            [.. project.Documents.Select(static d => d.FilePath).OfType<string>()],
            generated,
            [.. project.MetadataReferences.OfType<PortableExecutableReference>().Select(static r => r.FilePath).OfType<string>()],
            [.. project.ProjectReferences.Select(r => project.Solution.GetProject(r.ProjectId)?.FilePath).OfType<string>().Distinct(StringComparer.Ordinal)],
            [.. project.AnalyzerConfigDocuments.Select(static d => d.FilePath).OfType<string>()]);
    }

    // MSBuildWorkspace writes it behind the name where there are several.
    private static string FrameworkOf(Project project)
        => project.Name.EndsWith(')') && project.Name.LastIndexOf('(') is > 0 and var open ? project.Name[(open + 1)..^1] : "";
}

/// <summary>What MSBuild says that one project is compiled from.</summary>
/// <param name="Sources">Full paths of the files, those that a build writes included.</param>
/// <param name="Generated">What source generators make.</param>
/// <param name="Assemblies">Full paths.</param>
/// <param name="Projects">Full paths of the projects referred to.</param>
/// <param name="Configs">Full paths of .editorconfig and .globalconfig files.</param>
public sealed record BuiltProject(
    CSharpParseOptions Parse,
    CSharpCompilationOptions Options,
    IReadOnlyList<string> Sources,
    IReadOnlyList<(string Path, SourceText Text)> Generated,
    IReadOnlyList<string> Assemblies,
    IReadOnlyList<string> Projects,
    IReadOnlyList<string> Configs);
