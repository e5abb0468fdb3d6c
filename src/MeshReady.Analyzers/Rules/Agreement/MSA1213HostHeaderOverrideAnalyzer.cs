using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A sidecar routes by Host: another name than the Service's takes the request past everything that the mesh does.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1213HostHeaderOverrideAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.HostHeader)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1213",
        title: "Leave the Host of a request to a service as it is",
        messageFormat: "{0} as Host is unknown to the mesh: the request reaches '{1}' ({2}) without mTLS, routes or retries, and fails under STRICT or REGISTRY_ONLY; leave Host alone and send X-Forwarded-Host",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (context.Placements.Count == 0)
            return;
        List<Holding> holdings = [.. HostOverrides.At(context, site).SelectMany(ForeignHost.Judge)];
        if (holdings.Count > 0 && context.IsFirst(site.Node))
            Agreements.Report(context, Descriptor, PlaceOf(site), holdings);
    }

    private static Location PlaceOf(Site site)
        => site.Node is InvocationExpressionSyntax call ? CallChain.LocationOf(call) : site.Node.GetLocation();
}
