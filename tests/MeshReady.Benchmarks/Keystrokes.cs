using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Benchmarks;

/// <summary>An open project in which somebody types into one file, a character a time.</summary>
internal sealed class Keystrokes
{
    private readonly Subject _subject;
    private Compilation _compilation;
    private SyntaxTree _document;

    private Keystrokes(Subject subject, Compilation compilation, SyntaxTree document)
    {
        _subject = subject;
        _compilation = compilation;
        _document = document;
    }

    /// <summary>Opens the project: everything has been analysed once, as an editor has done before the first keystroke.</summary>
    public static async Task<Keystrokes> Open(Subject subject)
    {
        var compilation = subject.Compile();
        compilation.GetDiagnostics();
        if (!AnalyzerHost.All.IsEmpty)
            await AnalyzerHost.Attach(compilation, AnalyzerHost.All, subject.Manifests).GetAnalyzerDiagnosticsAsync();

        // A file with a client, a registration and an address: the kind of file in which rules have something to do.
        var document = compilation.SyntaxTrees.First(static t => t.ToString().Contains("AddHttpClient"));
        return new Keystrokes(subject, compilation, document);
    }

    /// <summary>Types one character into a method of the document and hands out its fresh, unbound model.</summary>
    public SemanticModel Type()
    {
        var text = _document.GetText();
        var at = text.ToString().IndexOf("var total = 0m;", StringComparison.Ordinal);
        var edited = _document.WithChangedText(text.WithChanges(new TextChange(new TextSpan(at, 0), " ")));
        _compilation = _compilation.ReplaceSyntaxTree(_document, edited);
        _document = edited;
        return _compilation.GetSemanticModel(edited);
    }

    public Task Analyze(SemanticModel model, System.Collections.Immutable.ImmutableArray<Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer> analyzers)
        => AnalyzerHost.Attach(model.Compilation, analyzers, _subject.Manifests).GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None);
}
