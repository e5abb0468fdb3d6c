using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A retry in code multiplies with the retry that the route of the mesh has for the same answers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1201RetryAmplificationAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Resilience | SiteKinds.ClientRegistration)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1201",
        title: "Retry in one place, code or mesh",
        messageFormat: "'{0}' {1} in code and the mesh tries {2}x ({3}, retryOn {4}): up to {5} when it {6}{7}; keep one of the two",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpClient is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (context.Placements.Count > 0)
            AmplificationReport.Of(context, site, Descriptor, RetryAmplification.OfWritten);
    }
}
