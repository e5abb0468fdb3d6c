using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A pod that is killed before its host has stopped loses the requests and the work under way.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA1226ShutdownGraceAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Shutdown)
{
    /// <summary>The property of a finding that holds the time-out, in whole seconds, for which the grace period suffices.</summary>
    internal const string Seconds = "MeshReady.ShutdownSeconds";

    /// <summary>The property of a finding that holds the grace period, in whole seconds, that the host needs.</summary>
    internal const string Grace = "MeshReady.GraceSeconds";

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

        var budgets = new List<(Placement Placement, string Name, string Path, StopBudget Budget)>();
        foreach (var placement in placements)
        {
            foreach (var variant in placement.Variants)
            {
                if (StopBudget.Of(facts, project, placement, variant, cancellationToken) is { Overrun.Ticks: > 0 } budget)
                    budgets.Add((placement, variant.Name ?? "?", variant.Path, budget));
            }
        }

        if (budgets.Count == 0)
            return holdings;

        // One time-out in the code has to suit all variants.
        var lowest = budgets.Min(static b => b.Budget.Grace - b.Budget.PreStop - b.Budget.Delay);
        foreach (var (placement, name, path, budget) in budgets)
        {
            var isGrave = budget.Overrun >= Grave && (budget.IsGraceExplicit || budget.IsShutdownExplicit);
            var grace = StopBudget.Seconds(budget.Grace) + (budget.IsGraceExplicit ? isInCode ? $" ({Agreements.Display(path, budget.Line)})" : "" : ", the default");
            var needed = Math.Ceiling(budget.Needed.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            holdings.Add(new Holding(placement, path, budget.Line, isGrave ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, name, budget.Arithmetic, grace, needed)
            {
                Properties = ImmutableDictionary<string, string?>.Empty
                    .Add(Seconds, Math.Floor(lowest.TotalSeconds).ToString(CultureInfo.InvariantCulture))
                    .Add(Grace, needed),
            });
        }

        return holdings;
    }
}
