using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Telemetry;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Telemetry;

/// <summary>A trace that ends at this service shows no call behind it, and no proxy can tie the pieces together again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0401PropagationOffAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Telemetry)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0401",
        title: "Pass the trace on to the services that are called",
        messageFormat: "'{0}' keeps the trace to itself: {1}; no proxy can tie them together again",
        category: Category.Telemetry,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null && symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (new LostTraceReader(context).At(site) is not { } lost || DevelopmentGuard.IsDevelopmentOnly(lost.Node, context.Model, context.CancellationToken))
            return;
        context.Report(Diagnostic.Create(Descriptor, lost.Node.GetLocation(), lost.IsCertain ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, null, null, lost.Name, lost.Effect));
    }
}
