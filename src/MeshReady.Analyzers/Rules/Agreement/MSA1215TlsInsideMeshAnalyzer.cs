using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>The mesh encrypts between its proxies; TLS that the code makes as well blinds them, or breaks at a port that declares HTTP.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1215TlsInsideMeshAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.OutboundAddress | SiteKinds.HostHeader)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1215",
        title: "Leave TLS between services to the mesh",
        messageFormat: "'{0}' {1}; {2}{3}",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override void Analyze(RuleContext context, Site site) => AddressAgreements.Report(context, site, Descriptor, TlsInMesh.Judge);
}
