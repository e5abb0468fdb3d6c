using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>Whether code asks first whether it runs in a container, or on Windows, where the containers of a cluster seldom do.</summary>
internal static class OutsideContainers
{
    private const string Variable = "DOTNET_RUNNING_IN_CONTAINER";

    /// <summary>Whether a condition around <paramref name="node"/> asks for Windows, or for a container either way.</summary>
    public static bool MayBeOnly(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        for (var (child, parent) = (node, node.Parent); parent is not null and not BaseTypeDeclarationSyntax; (child, parent) = (parent, parent.Parent))
        {
            var (condition, isTrue) = parent switch
            {
                IfStatementSyntax choice when choice.Statement == child => (choice.Condition, true),
                ElseClauseSyntax { Parent: IfStatementSyntax choice } => (choice.Condition, false),
                ConditionalExpressionSyntax choice when choice.Condition != child => (choice.Condition, choice.WhenTrue == child),
                _ => (null, false),
            };
            if (condition is not null && (Asks(condition, model, cancellationToken) || isTrue && IsWindows(condition)))
                return true;
        }

        return false;
    }

    private static bool Asks(ExpressionSyntax condition, SemanticModel model, CancellationToken cancellationToken)
        => HoldsVariable(condition) || condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name
            => model.GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol local && OnlyValue.OfLocal(local, model, cancellationToken) is { } value && HoldsVariable(value));

    private static bool HoldsVariable(SyntaxNode node) => node.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText == Variable);

    private static bool IsWindows(ExpressionSyntax condition)
        => condition is InvocationExpressionSyntax call && call.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "IsWindows" or "Windows")
            || condition is BinaryExpressionSyntax both && both.IsKind(SyntaxKind.LogicalAndExpression) && (IsWindows(both.Left) || IsWindows(both.Right));
}
