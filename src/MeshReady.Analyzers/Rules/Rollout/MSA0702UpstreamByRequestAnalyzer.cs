using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Rollout;
using MeshReady.Analyzers.Facts.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Rollout;

/// <summary>An experiment that one service routes by hand ends at that service: the next hop knows nothing of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("The match moves to a route in a manifest, and the header must travel on to it: no edit of the code alone does that")]
public sealed class MSA0702UpstreamByRequestAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.RequestTrait)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0702",
        title: "Let a route choose the version by header or cookie",
        messageFormat: "{0} chooses here between '{1}' and '{2}'; {3} does that for all callers, provided that the services forward what it matches",
        category: Category.Rollout,
        defaultSeverity: DiagnosticSeverity.Info);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpContext is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (RequestTraits.At(context, site) is not { } trait)
            return;

        foreach (var decision in trait.Decisions)
        {
            if (decision.Condition.SyntaxTree != site.Node.SyntaxTree || DevelopmentGuard.IsDevelopmentOnly(decision.Condition, context.Model, context.CancellationToken))
                continue;
            if (new UpstreamReader(context).ChosenBy(decision) is [var first, var second, ..] && context.IsFirst(decision.Condition) && !SystemPrecedence.IsTold(context, Descriptor.Id, decision.Condition.GetLocation()))
                context.Report(Descriptor, decision.Condition, trait.Shown, first.Shown, second.Shown, TrafficTools.Match(context.Mesh));
        }
    }
}
