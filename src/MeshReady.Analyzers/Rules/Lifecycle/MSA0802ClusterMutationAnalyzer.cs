using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Cluster;
using MeshReady.Analyzers.Facts.Rollout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Lifecycle;

/// <summary>A service that writes its own Deployment fights with Git, and whoever breaks into it can write everyone else's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("The change moves to a manifest, a pipeline or an operator: no edit of the code alone does that")]
public sealed class MSA0802ClusterMutationAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.ClusterMutation)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0802",
        title: "Leave the objects of the cluster to Git",
        messageFormat: "This changes {0} at run time: the next sync from Git undoes it (Argo CD with selfHeal within seconds), and the service needs rights over its neighbours; {1}",
        category: Category.Lifecycle,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (ClusterMutations.At(context, site) is not { } change || ServiceProject.IsTool(context) || DevelopmentGuard.IsDevelopmentOnly(site.Node, context.Model, context.CancellationToken))
            return;
        var place = site.Node is InvocationExpressionSyntax call ? CallChain.LocationOf(call) : site.Node.GetLocation();
        context.Report(Diagnostic.Create(Descriptor, place, ServiceProject.SeverityAt(context, site.Node), null, null, change.What, change.Instead));
    }
}
