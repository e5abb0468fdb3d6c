using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Rollout;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Rollout;

/// <summary>Callers that know the regions of a service fail over one by one, each after a time-out of its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("One name for all regions takes a mesh over several clusters, or a load balancer before them: no edit of the code alone makes one")]
public sealed class MSA0711RegionsInCodeAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.RegionalAddress | SiteKinds.OutboundAddress)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0711",
        title: "Leave failover between regions and clusters to the mesh",
        messageFormat: "'{0}' and '{1}' are one service in several regions, and this code {2}; give every cluster the same Service and let {3} lead to the nearest that is healthy",
        category: Category.Rollout,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (new RegionalCalls(context).At(site) is not { } found || !context.IsFirst("regions at " + found.Place.SourceSpan.Start) || ServiceProject.IsTool(context) || DevelopmentGuard.IsDevelopmentOnly(site.Node, context.Model, context.CancellationToken))
            return;

        // Without a mesh, somebody has to fail over, and a choice may keep data where the law wants it.
        var severity = found is { IsFailover: true, IsInternal: true } && context.Mesh.State == MeshState.Meshed ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info;
        var what = found.IsFailover
            ? "tries one after the other: each caller pays a whole time-out before it switches, and none learns from another"
            : "chooses between them, so that a new region takes a new build of each caller";
        context.Report(Diagnostic.Create(Descriptor, found.Place, severity, null, null, found.First, found.Second, what, TrafficTools.Failover(context.Mesh)));
    }
}
