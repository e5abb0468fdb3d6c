using MeshReady.Tool.Evaluation;
using MeshReady.Tool.Protos;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Tool.Loading;

/// <summary>What one project is compiled from, wherever that was read.</summary>
/// <param name="Sources">Full paths of files on disk.</param>
/// <param name="Generated">Sources that are on no disk, each with a path that no file has.</param>
/// <param name="Configs">Full paths of .editorconfig and .globalconfig files beyond those above the sources.</param>
/// <param name="References">What it compiles against.</param>
public sealed record ProjectInput(
    CSharpParseOptions Parse,
    CSharpCompilationOptions Options,
    IReadOnlyList<string> Sources,
    IReadOnlyList<(string Path, SourceText Text)> Generated,
    IReadOnlyList<string> Configs,
    ResolvedReferences References)
{
    /// <summary>From the text of the project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="references">What it compiles against.</param>
    /// <param name="note">Told what could not be read.</param>
    public static ProjectInput Of(EvaluatedProject project, ResolvedReferences references, Action<string> note) => new(
        ProjectOptions.Parse(project),
        ProjectOptions.Compile(project),
        [.. project.ItemsOf("Compile").Select(static i => i.Include).Where(static p => p.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal)],
        [.. Texts(project, ProtoItems.Declarations(project, note).Prepend((CheckoutLoader.GeneratedName, GeneratedSources.For(project))))],
        [.. project.ItemsOf("EditorConfigFiles").Concat(project.ItemsOf("GlobalAnalyzerConfigFiles")).Select(static i => i.Include).Where(File.Exists)],
        references);

    /// <summary>From MSBuild.</summary>
    /// <param name="project">The project.</param>
    /// <param name="built">What MSBuild says of it.</param>
    /// <param name="graph">The projects around it.</param>
    /// <param name="note">Told what could not be read.</param>
    public static ProjectInput Of(EvaluatedProject project, BuiltProject built, ProjectGraph graph, Action<string> note)
    {
        // What a build would have written first may not be there; of protos the declarations say the same.
        string[] sources = [.. built.Sources.Where(path => File.Exists(path) || !IsIntermediate(path)).Distinct(StringComparer.Ordinal)];
        var protos = sources.Any(static path => IsIntermediate(path) && path.EndsWith("Grpc.cs", StringComparison.Ordinal)) ? [] : ProtoItems.Declarations(project, note);
        return new ProjectInput(
            built.Parse.WithDocumentationMode(Microsoft.CodeAnalysis.DocumentationMode.None),
            ProjectOptions.WithSeverities(built.Options, project),
            sources,
            [.. built.Generated, .. Texts(project, protos)],
            [.. built.Configs.Where(File.Exists)],
            new ResolvedReferences(built.Assemblies, graph.Restored(project, built.Projects), [], new LoadedFrom(LoadMode.MSBuild)));
    }

    private static IEnumerable<(string Path, SourceText Text)> Texts(EvaluatedProject project, IEnumerable<(string Name, string Text)> sources)
        => sources.Where(static s => s.Text.Length > 0).Select(s => (Path.Combine(project.Folder, "obj", s.Name), SourceText.From(s.Text, System.Text.Encoding.UTF8)));

    private static bool IsIntermediate(string path) => path.Contains("/obj/", StringComparison.Ordinal);
}
