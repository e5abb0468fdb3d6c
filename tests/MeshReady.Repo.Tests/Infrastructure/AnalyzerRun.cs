using System.Collections.Immutable;
using MeshReady.Dev.Catalog;
using MeshReady.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Repo.Tests;

/// <summary>Runs all rules over sources; an exception of a rule fails the test.</summary>
internal static class AnalyzerRun
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Latest);

    private static readonly SyntaxTree ImplicitUsings = CSharpSyntaxTree.ParseText(
        string.Concat(((string[])["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"]).Select(n => $"global using global::{n};\n")),
        Parse,
        "Usings.g.cs");

    private static readonly Lazy<MetadataReference> Libraries = new(() =>
    {
        var compilation = Compile(Checkout.Sources("tests/Corpus/Libraries").Select(f => Tree(File.ReadAllText(f), f)), FrameworkReferences.All, "Libraries");
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    });

    /// <summary>The framework, and look-alikes of the libraries that the corpus uses.</summary>
    public static ImmutableArray<MetadataReference> References => FrameworkReferences.All.Add(Libraries.Value);

    public static SyntaxTree Tree(string source, string path) => CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), Parse, path);

    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees, IEnumerable<MetadataReference> references, string name = "Service")
    {
        SyntaxTree[] all = [ImplicitUsings, .. trees];
        var isProgram = all.Any(t => t.GetCompilationUnitRoot().Members.Any(m => m.IsKind(SyntaxKind.GlobalStatement)));
        var options = new CSharpCompilationOptions(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            allowUnsafe: true);
        return CSharpCompilation.Create(name, all, references, options);
    }

    /// <summary>The findings of all rules in the order of their places.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> Findings(Compilation compilation, IReadOnlyDictionary<string, string>? settings = null, CancellationToken cancellationToken = default, IReadOnlyList<(string Path, string Text)>? files = null)
    {
        if (RuleCatalog.Analyzers.Count == 0)
            return [];

        var findings = await New(compilation, settings, files).GetAnalyzerDiagnosticsAsync(cancellationToken);
        return [.. findings.OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.GetLineSpan().StartLinePosition).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    /// <summary>What the editor would show of one document, and of each of the files around it.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> LiveFindings(Compilation compilation, SyntaxTree tree, IReadOnlyDictionary<string, string>? settings, CancellationToken cancellationToken, IReadOnlyList<(string Path, string Text)>? files = null)
    {
        if (RuleCatalog.Analyzers.Count == 0)
            return [];

        var analysis = New(compilation, settings, files);
        List<Diagnostic> found = [.. await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, cancellationToken)];
        foreach (var file in analysis.AnalysisOptions.Options!.AdditionalFiles)
            found.AddRange((await analysis.GetAnalysisResultAsync(file, cancellationToken)).GetAllDiagnostics());
        return found;
    }

    private static CompilationWithAnalyzers New(Compilation compilation, IReadOnlyDictionary<string, string>? settings, IReadOnlyList<(string Path, string Text)>? files)
        => new(
            compilation,
            [.. RuleCatalog.Analyzers],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([.. (files ?? []).Select(f => new Text(f.Path, f.Text))], new Settings(settings ?? ImmutableDictionary<string, string>.Empty)),
                onAnalyzerException: null,
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false));

    private sealed class Text(string path, string content) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(content);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    /// <summary>The same settings for the whole compilation and for each document.</summary>
    private sealed class Settings(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        private readonly Options _options = new(values);

        public override AnalyzerConfigOptions GlobalOptions => _options;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _options;
    }

    private sealed class Options(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
