using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Callers;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>Behind a sidecar every caller seems to sit on the same machine, so whoever trusts that trusts everybody.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("who may call is a decision, and the code does not say which identity that is")]
public sealed class MSA1222LoopbackTrustAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.LoopbackTest)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1222",
        title: "Do not trust loopback addresses behind a sidecar",
        messageFormat: "{0}, so '{1}' admits every workload of the mesh; ask for an identity instead (RequireAuthorization, or an AuthorizationPolicy)",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpContext is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (!context.Placements.Any(static p => p.IsBound) || new LoopbackGuards(context.Facts, context.CancellationToken).At(site) is not { } guard
            || DevelopmentGuard.IsDevelopmentOnly(site.Node, context.Model, context.CancellationToken))
        {
            return;
        }

        var holdings = new List<Holding>();
        foreach (var placement in context.Placements)
        {
            foreach (var variant in placement.Variants)
            {
                if (placement.MeshOf(variant) is { State: MeshState.Meshed, Mesh: "istio", IsAmbient: false } mesh
                    && variant.PodTemplate is { } pod && InboundInterception.HidesCallers(pod, placement.Model))
                {
                    var place = mesh is { Path: { } path, Line: { } line } ? (Path: path, Line: line) : (variant.Path, variant.Line);
                    var why = guard.ByHeader
                        ? "The Host header is the caller's own word"
                        : $"Behind the Istio sidecar ({Agreements.Display(place.Path, place.Line)}) every caller has the address {InboundInterception.CallerAddress}";
                    holdings.Add(new Holding(placement, place.Path, place.Line, DiagnosticSeverity.Warning, why, site.Name));
                }
            }
        }

        Agreements.Report(context, Descriptor, guard.Node.GetLocation(), holdings);
    }
}
