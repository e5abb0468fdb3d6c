using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Rollout;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Rollout;

/// <summary>A canary that callers roll dice for has as many shares as callers, and nobody can stop it without deploying them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("The share moves to a route in a manifest, with both versions behind one Service: no edit of the code alone does that")]
public sealed class MSA0701CanaryByChanceAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Chance)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0701",
        title: "Leave the share of a canary to a weighted route",
        messageFormat: "Chance decides here between '{0}' and '{1}': every caller splits on its own, and to change or stop the canary takes a deployment of all of them; call one name and let {2} split",
        category: Category.Rollout,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override void Analyze(RuleContext context, Site site)
    {
        var decisions = ChanceSplit.DecisionsAt(context, site);
        if (decisions.Count == 0 || ServiceProject.IsTool(context))
            return;

        foreach (var decision in decisions)
        {
            if (decision.Condition.SyntaxTree != site.Node.SyntaxTree || DevelopmentGuard.IsDevelopmentOnly(decision.Condition, context.Model, context.CancellationToken))
                continue;
            if (new UpstreamReader(context).ChosenBy(decision) is not [var first, var second, ..] || !context.IsFirst(decision.Condition))
                continue;

            // Where surely no proxy stands between the two, nothing inside the cluster splits finer than by replicas.
            var severity = context.Mesh.State == MeshState.None ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;
            context.Report(Diagnostic.Create(Descriptor, decision.Condition.GetLocation(), severity, null, null, first.Shown, second.Shown, TrafficTools.Weights(context.Mesh)));
        }
    }
}
