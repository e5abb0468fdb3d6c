using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Model.Deployment;
using MeshReady.Model.Deployment.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A pod that is killed before its host has stopped loses the requests and the work under way.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1226ShutdownGraceAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Shutdown)
{
    /// <summary>The property of a finding that holds the time-out, in whole seconds, for which the grace period suffices.</summary>
    internal const string Seconds = "MeshReady.ShutdownSeconds";

    private static readonly TimeSpan Grave = TimeSpan.FromSeconds(10);

    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1226",
        title: "Give the pod as long to stop as its host may take",
        messageFormat: "'{0}' may take {1} to stop, but Kubernetes kills its pod after {2}: StopAsync and the requests in flight are cut off; set terminationGracePeriodSeconds to {3} or lower HostOptions.ShutdownTimeout",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ReadsManifests => true;

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.ServiceCollection is not null;

    /// <summary>A time-out that stands in the code is where the reader has to look.</summary>
    private protected override void Analyze(RuleContext context, Site site)
    {
        if (context.Placements.Count == 0 || ShutdownFacts.For(context.Facts).Timeout(context.CancellationToken) is not { Value: not null, Expression: { } expression }
            || !site.Node.Span.Contains(expression.Span) || expression.SyntaxTree != site.Node.SyntaxTree)
        {
            return;
        }

        var holdings = Judge(context.Facts, context.Project, context.Placements, isInCode: true, context.CancellationToken);
        Agreements.Report(context, Descriptor, expression.GetLocation(), holdings);
    }

    private protected override IEnumerable<(string Path, Diagnostic Diagnostic)?> JudgeManifests(ManifestContext context)
    {
        if (ShutdownFacts.For(context.Facts).Timeout(context.CancellationToken) is { Value: null })
            yield return Agreements.InManifest(Descriptor, Judge(context.Facts, context.Project, context.Placements, isInCode: false, context.CancellationToken));
    }

    private static List<Holding> Judge(CodeFacts facts, ProjectContext project, IReadOnlyList<Placement> placements, bool isInCode, CancellationToken cancellationToken)
    {
        var holdings = new List<Holding>();
        if (HostFacts.For(facts).Kind(cancellationToken) == HostKind.None)
            return holdings;

        var budgets = new List<(Placement Placement, KubernetesResource Variant, StopBudget Budget)>();
        foreach (var placement in placements)
        {
            foreach (var variant in placement.Variants)
            {
                if (StopBudget.Of(facts, project, placement, variant, cancellationToken) is { Overrun.Ticks: > 0 } budget)
                    budgets.Add((placement, variant, budget));
            }
        }

        if (budgets.Count == 0)
            return holdings;

        // One time-out in the code has to suit all variants, and one fix mends them all.
        var lowest = budgets.Min(static b => b.Budget.Grace - b.Budget.PreStop - b.Budget.Delay);
        var properties = WithEdits(ImmutableDictionary<string, string?>.Empty.Add(Seconds, Math.Floor(lowest.TotalSeconds).ToString(CultureInfo.InvariantCulture)), budgets);
        foreach (var (placement, variant, budget) in budgets)
        {
            var isGrave = budget.Overrun >= Grave && (budget.IsGraceExplicit || budget.IsShutdownExplicit);
            var grace = StopBudget.Seconds(budget.Grace) + (budget.IsGraceExplicit ? isInCode ? $" ({Agreements.Display(variant.Path, budget.Line)})" : "" : ", the default");
            holdings.Add(new Holding(placement, variant.Path, budget.Line, isGrave ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, variant.Name, budget.Arithmetic, grace, Needed(budget))
            {
                Properties = properties,
            });
        }

        return holdings;
    }

    private static string Needed(StopBudget budget) => Math.Ceiling(budget.Needed.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static ImmutableDictionary<string, string?> WithEdits(ImmutableDictionary<string, string?> properties, List<(Placement Placement, KubernetesResource Variant, StopBudget Budget)> budgets)
    {
        // An object that several sets hold is written once, with the longest time that one of them needs.
        var edits = budgets.GroupBy(static b => (b.Variant.Path, b.Variant.Line))
            .Select(static same => same.Aggregate(static (most, next) => next.Budget.Needed > most.Budget.Needed ? next : most))
            .Where(static b => b.Variant.Kind != "Pod")
            .Select(static b => ManifestEdit.Set(b.Variant, StopBudget.GracePath, Needed(b.Budget)))
            .ToList();
        return edits.Count == 0 ? properties : ManifestEdits.Add(properties, "Set terminationGracePeriodSeconds to " + string.Join(" and ", edits.Select(static e => e.Value).Distinct()), edits);
    }
}
