using MeshReady.Analyzers.Facts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Analyzers;

/// <summary>What a rule sees of one additional file: its parsed form, and the project that lists it.</summary>
/// <typeparam name="TFile">The parsed form: settings, or manifests.</typeparam>
internal sealed class FileContext<TFile>(AdditionalFileAnalysisContext context, CodeFacts facts, TFile file)
    where TFile : class
{
    public TFile File => file;

    public CodeFacts Facts => facts;

    public ProjectContext Project => ProjectContext.For(context.Options);

    public CancellationToken CancellationToken => context.CancellationToken;

    /// <summary>The text at a place of the file. It may be secret: for looking, not for messages.</summary>
    public string TextAt(TextSpan span) => context.AdditionalFile.GetText(context.CancellationToken)?.GetSubText(Within(span)).ToString() ?? string.Empty;

    /// <summary>Reports at a place of the file.</summary>
    public void Report(DiagnosticDescriptor descriptor, TextSpan span, params object?[] arguments)
    {
        if (context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
            return;
        var place = Within(span);
        context.ReportDiagnostic(Diagnostic.Create(descriptor, Location.Create(context.AdditionalFile.Path, place, text.Lines.GetLinePositionSpan(place)), arguments));
    }

    // Positions come from another parser than the text; a slip of one must not become an exception.
    private TextSpan Within(TextSpan span)
    {
        var length = context.AdditionalFile.GetText(context.CancellationToken)?.Length ?? 0;
        var start = Math.Min(span.Start, length);
        return TextSpan.FromBounds(start, Math.Min(Math.Max(span.End, start), length));
    }
}
