using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>Callers reach a Service at its own ports; the port of the container behind it is none of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1210WrongPortAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.OutboundAddress | SiteKinds.HostHeader)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1210",
        title: "Call a Service at a port on which it listens",
        messageFormat: "'{0}' {1}; Service '{2}' listens on {3} ({4}){5}",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override void Analyze(RuleContext context, Site site) => AddressAgreements.Report(context, site, Descriptor, WrongPort.Judge);
}
