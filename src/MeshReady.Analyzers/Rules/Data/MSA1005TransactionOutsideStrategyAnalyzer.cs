using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Data;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Data;

/// <summary>A context that retries cannot repeat a transaction that somebody else began, and says so with an exception at run time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Where the unit begins that may run twice, and what it must read anew, the code does not tell.")]
public sealed class MSA1005TransactionOutsideStrategyAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.DatabaseRetry)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA1005",
        title: "Run a transaction within the execution strategy",
        messageFormat: "'{0}' retries ('{1}'), so '{2}' throws InvalidOperationException at the first query or save; run the whole transaction in Database.CreateExecutionStrategy().{3}",
        category: Category.Data,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (site.Node is not InvocationExpressionSyntax call
            || Array.IndexOf(DataNames.Transactions, site.Name) < 0
            || context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol method
            || !(method.IsMethodOf("Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade") || method.IsMethodOf("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions"))
            || ContextOf(call, context.Model, context.CancellationToken) is not { } owner
            || owner.Is("Microsoft.EntityFrameworkCore.DbContext")
            || RetryingContexts.For(context.Facts).CauseOf(owner, context.CancellationToken) is not { } cause
            || new StrategyScope(context.Facts, context.CancellationToken).MayHold(call, context.Model))
        {
            return;
        }

        context.Report(Diagnostic.Create(
            Descriptor,
            CallChain.LocationOf(call),
            context.Further(cause),
            owner.Name,
            CallChain.NameOf((InvocationExpressionSyntax)cause)?.Identifier.ValueText,
            site.Name,
            site.Name.EndsWith("Async", StringComparison.Ordinal) ? "ExecuteAsync" : "Execute"));
    }

    // db.Database.BeginTransaction(), and Database.BeginTransaction() within a context.
    private static ITypeSymbol? ContextOf(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
        => call.Expression is not MemberAccessExpressionSyntax { Expression: var facade }
            ? null
            : facade switch
            {
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Database", Expression: var context } => model.GetTypeInfo(context, cancellationToken).Type,
                IdentifierNameSyntax { Identifier.ValueText: "Database" } => (model.GetEnclosingSymbol(call.SpanStart, cancellationToken) as IMethodSymbol)?.ContainingType,
                _ => null,
            };
}
