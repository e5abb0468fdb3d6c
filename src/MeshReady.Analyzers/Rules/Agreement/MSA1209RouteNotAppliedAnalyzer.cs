using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A VirtualService whose name, gateways or visibility miss the call has no effect on it, and nothing tells.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1209RouteNotAppliedAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.OutboundAddress | SiteKinds.HostHeader)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1209",
        title: "Let the VirtualService act on the calls that it is meant for",
        messageFormat: "VirtualService '{0}' ({1}) does not act on '{2}': {3}; the call goes without its {4}{5}",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override void Analyze(RuleContext context, Site site) => AddressAgreements.Report(context, site, Descriptor, UnseenRoute.Judge);
}
