using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A host that no Service has leads nowhere: the name does not resolve, or it is another namespace's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1208HostNotInRegistryAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.OutboundAddress | SiteKinds.HostHeader)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1208",
        title: "Call a service by a name that the cluster knows",
        messageFormat: "'{0}' {1}; {2}{3}",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override void Analyze(RuleContext context, Site site) => AddressAgreements.Report(context, site, Descriptor, UnknownHost.Judge);
}
