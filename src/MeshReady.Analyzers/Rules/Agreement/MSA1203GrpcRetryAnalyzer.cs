using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>gRPC's retry policy repeats the very codes that Istio's proxies repeat unasked.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1203GrpcRetryAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Resilience | SiteKinds.ClientRegistration)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1203",
        title: "Do not repeat in gRPC what Istio repeats by default",
        messageFormat: "'{0}' {1} on {2} and Istio's default policy tries {3}x on the same: up to {4}; remove the gRPC retry policy, or turn the mesh's off with retries.attempts: 0 in a VirtualService for '{5}'",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (context.Placements.Count > 0)
            AmplificationReport.Of(context, site, Descriptor, RetryAmplification.OfDefault);
    }
}
