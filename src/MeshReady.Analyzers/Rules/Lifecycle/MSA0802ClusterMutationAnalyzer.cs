using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Cluster;
using MeshReady.Analyzers.Facts.Rollout;
using MeshReady.Analyzers.Facts.Systems;
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
        messageFormat: "This {0} at run time: {1}, and the service needs rights over its neighbours; {2}",
        category: Category.Lifecycle,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (ClusterMutations.At(context, site) is not { } change || ServiceProject.IsTool(context) || DevelopmentGuard.IsDevelopmentOnly(site.Node, context.Model, context.CancellationToken))
            return;
        var place = site.Node is InvocationExpressionSyntax call ? CallChain.LocationOf(call) : site.Node.GetLocation();

        if (SystemPrecedence.IsTold(context, Descriptor.Id, place))
            return;

        // What is new to the cluster, no sync undoes.
        var isNew = site.Node is InvocationExpressionSyntax made && CallChain.NameOf(made)?.Identifier.ValueText.StartsWith("Create", StringComparison.Ordinal) == true;
        var what = (isNew ? "creates " : "changes ") + change.What;
        var harm = isNew ? "Git does not know of it, so that nothing restores or removes it" : "the next sync from Git undoes it (Argo CD with selfHeal within seconds)";
        context.Report(Diagnostic.Create(Descriptor, place, ServiceProject.SeverityAt(context, site.Node), null, null, what, harm, change.Instead));
    }
}
