using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Lifecycle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Lifecycle;

/// <summary>A service that changes its database's schema when it starts does so in every replica, at every rollout and at every rollback.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Whether a Job, an init container or a migration bundle takes over is a decision of the deployment.")]
public sealed class MSA0801MigrationAtStartUpAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Migration)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0801",
        title: "Migrate the database before the rollout, not at start-up",
        messageFormat: "'{0}'{1} changes the database's schema whenever a replica starts{2}: {3}, and the service needs the right to change tables; run it once before the rollout, in a Job, an init container or a migration bundle",
        category: Category.Lifecycle,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ReadsDocuments => true;

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (!IsService(context)
            || MigrationNames.At(site, context.Model, context.CancellationToken) is not { } migration
            || !MigrationFacts.For(context.Facts).IsShared(migration, context.CancellationToken)
            || new StartUpPaths(context.Facts, context.CancellationToken).To(site.Node) is not { Way: not StartUpWay.Never } path
            // One decision, however many contexts it is about.
            || !context.IsFirst(site.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax) ?? context.Model.SyntaxTree.GetRoot(context.CancellationToken)))
        {
            return;
        }

        Report(context, migration.Node, migration, "", path.Way);
    }

    /// <summary>What referenced projects do for this one is said where this one has it done.</summary>
    private protected override void AnalyzeDocument(RuleContext context)
    {
        if (!IsService(context))
            return;
        foreach (var group in MigrationFacts.For(context.Facts).Referenced(context.CancellationToken).GroupBy(static m => m.Path.Entry!))
        {
            var (migration, path) = group.OrderBy(static m => m.Migration.IsLocked).First();
            if (group.Key.SyntaxTree == context.Model.SyntaxTree && context.IsFirst(group.Key))
                Report(context, group.Key, migration, $", called from here in {PlaceOf(migration.Node)},", path.Way);
        }
    }

    private static bool IsService(RuleContext context) => MigrationFacts.For(context.Facts).IsService(context.CancellationToken) && !Containerised.IsJob(context);

    private static void Report(RuleContext context, SyntaxNode node, Migration migration, string place, StartUpWay way)
        => context.Report(Diagnostic.Create(
            Descriptor,
            LocationOf(node),
            migration.IsLocked || way == StartUpWay.Switched ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
            null,
            null,
            migration.Name,
            place,
            way == StartUpWay.Switched ? " and a setting says so" : "",
            migration.IsLocked ? "each of them waits for the others before it is ready" : "replicas that start together race for it"));

    private static Location LocationOf(SyntaxNode node) => node is InvocationExpressionSyntax call ? CallChain.LocationOf(call) : node.GetLocation();

    private static string PlaceOf(SyntaxNode node)
    {
        var place = LocationOf(node).GetLineSpan();
        return Agreements.Display(place.Path, place.StartLinePosition.Line + 1);
    }
}
