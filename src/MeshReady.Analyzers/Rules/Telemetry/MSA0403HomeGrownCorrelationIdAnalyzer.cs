using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Telemetry;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Telemetry;

/// <summary>An id of one's own beside the trace's splits every search in two, and ends where somebody forgets to pass it on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("who reads the header, inside and outside, is not to be seen")]
public sealed class MSA0403HomeGrownCorrelationIdAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Telemetry)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0403",
        title: "Correlate by the trace instead of an id of one's own",
        messageFormat: "'{0}' carries an id that this code makes; every request has a trace id already (Activity.Current, header traceparent), which HttpClient passes on and proxies, logs and dashboards know",
        category: Category.Telemetry,
        defaultSeverity: DiagnosticSeverity.Info);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null && symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site.Name != TelemetryNames.NewId || site.Node is not InvocationExpressionSyntax newId)
            return;

        // One scheme, one finding, however many fallbacks it has.
        if (new CorrelationIdReader(context.Model, context.CancellationToken).HeaderOf(newId) is { } header
            && context.Model.GetSymbolInfo(newId, context.CancellationToken).Symbol is IMethodSymbol method && method.IsMethodOf("System.Guid")
            && context.IsFirst(newId.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() ?? context.Model.SyntaxTree.GetRoot(context.CancellationToken)))
        {
            context.Report(Descriptor, newId, header);
        }
    }
}
