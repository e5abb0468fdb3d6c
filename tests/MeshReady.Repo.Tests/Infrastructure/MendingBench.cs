using System.Reflection;
using MeshReady.Dev.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Repo.Tests;

/// <summary>A service of the corpus in a workspace, as an editor holds it, so that fixes can be applied to it.</summary>
internal sealed class MendingBench : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly ProjectId _project = ProjectId.CreateNewId();

    public MendingBench(CorpusFile file)
    {
        var compilation = AnalyzerRun.Compile([file.Tree], AnalyzerRun.References);
        var settings = string.Concat(file.Settings.Select(s => $"{s.Key} = {s.Value}\n"));
        var project = ProjectInfo.Create(
                _project,
                VersionStamp.Default,
                "Service",
                "Service",
                LanguageNames.CSharp,
                compilationOptions: compilation.Options,
                parseOptions: file.Tree.Options,
                documents: compilation.SyntaxTrees.Select(t => Document(t.FilePath, t.GetText())),
                metadataReferences: compilation.References,
                additionalDocuments: file.Files.Select(f => Document(f.Path, SourceText.From(f.Text, System.Text.Encoding.UTF8))))
            .WithAnalyzerConfigDocuments([Document("/.globalconfig", SourceText.From("is_global = true\n" + settings))]);
        Start = _workspace.AddProject(project).Solution;
    }

    /// <summary>The service as it stands in the corpus.</summary>
    public Solution Start { get; }

    /// <summary>What the rules find.</summary>
    public async Task<IReadOnlyList<Diagnostic>> Findings(Solution solution, CancellationToken cancellationToken)
    {
        var project = solution.GetProject(_project)!;
        var analysis = (await project.GetCompilationAsync(cancellationToken))!.WithAnalyzers([.. RuleCatalog.Analyzers], new CompilationWithAnalyzersOptions(project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        return [.. (await analysis.GetAnalyzerDiagnosticsAsync(cancellationToken))
            .OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(d => d.Location.GetLineSpan().StartLinePosition)
            .ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    /// <summary>The compiler's errors, in words.</summary>
    public async Task<IReadOnlyList<string>> Errors(Solution solution, CancellationToken cancellationToken)
        => [.. (await solution.GetProject(_project)!.GetCompilationAsync(cancellationToken))!.GetDiagnostics(cancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString())];

    /// <summary>All that the fixes offer for a finding.</summary>
    public async Task<IReadOnlyList<Offer>> Offers(Solution solution, Diagnostic finding, CancellationToken cancellationToken)
    {
        var project = solution.GetProject(_project)!;
        TextDocument document = finding.Location.IsInSource
            ? solution.GetDocument(finding.Location.SourceTree)!
            : project.AdditionalDocuments.Single(d => d.FilePath == finding.Location.GetLineSpan().Path);
        var offers = new List<Offer>();
        foreach (var fix in RuleCatalog.Fixes.Where(f => f.FixableDiagnosticIds.Contains(finding.Id) && Kinds(f).Contains(document is Document ? nameof(TextDocumentKind.Document) : nameof(TextDocumentKind.AdditionalDocument))))
        {
            var actions = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), cancellationToken));
            foreach (var action in actions)
                offers.Add(new Offer(fix, finding, action.Title, (await action.GetOperationsAsync(cancellationToken)).OfType<ApplyChangesOperation>().Single().ChangedSolution));
        }

        return offers;
    }

    /// <summary>Every text of the service, by path.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Texts(Solution solution, CancellationToken cancellationToken)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var document in solution.GetProject(_project)!.Documents.Concat(solution.GetProject(_project)!.AdditionalDocuments))
            texts.Add(document.FilePath!, (await document.GetTextAsync(cancellationToken)).ToString());
        return texts;
    }

    public void Dispose() => _workspace.Dispose();

    private static string[] Kinds(CodeFixProvider fix) => fix.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>()?.DocumentKinds ?? [nameof(TextDocumentKind.Document)];

    private DocumentInfo Document(string path, SourceText text)
        => DocumentInfo.Create(DocumentId.CreateNewId(_project), Path.GetFileName(path), filePath: path, loader: TextLoader.From(TextAndVersion.Create(text, VersionStamp.Default, path)));
}

/// <summary>What a fix offers for a finding.</summary>
internal sealed record Offer(CodeFixProvider Fix, Diagnostic Finding, string Title, Solution Result)
{
    public override string ToString() => $"{Fix.GetType().Name} ('{Title}') at {Finding.Location.GetLineSpan()}";
}
