using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>Recognises code that runs in development alone.</summary>
internal static class DevelopmentGuard
{
    /// <summary>Whether an enclosing condition lets the node run only in development.</summary>
    public static bool IsDevelopmentOnly(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        for (var current = node; current.Parent is { } parent; current = parent)
        {
            var (condition, whenTrue) = parent switch
            {
                IfStatementSyntax statement when statement.Statement == current => (statement.Condition, true),
                ElseClauseSyntax { Parent: IfStatementSyntax statement } => (statement.Condition, false),
                ConditionalExpressionSyntax conditional when conditional.WhenTrue == current => (conditional.Condition, true),
                ConditionalExpressionSyntax conditional when conditional.WhenFalse == current => (conditional.Condition, false),
                _ => ((ExpressionSyntax?)null, false),
            };
            if (condition is not null && model.GetOperation(condition, cancellationToken) is { } operation && EnvironmentTest.IsDevelopmentCheck(operation, out var negated) && negated != whenTrue)
                return true;
        }

        return false;
    }
}
