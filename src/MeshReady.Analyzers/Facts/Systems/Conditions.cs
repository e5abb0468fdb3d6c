using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Whether code runs only in development, or only if a setting says so.</summary>
internal static class Conditions
{
    /// <summary>Whether a run in production may leave the node out.</summary>
    public static bool MayBeOff(SyntaxNode node, CodeFacts code, CancellationToken cancellationToken)
    {
        if (code.ModelFor(node.SyntaxTree) is not { } model)
            return false;
        if (DevelopmentGuard.IsDevelopmentOnly(node, model, cancellationToken))
            return true;
        for (var (child, parent) = (node, node.Parent); parent is not null and not BaseMethodDeclarationSyntax and not BaseTypeDeclarationSyntax; (child, parent) = (parent, parent.Parent))
        {
            if (parent is IfStatementSyntax choice && choice.Condition != child && IsSetting(choice.Condition, model, cancellationToken))
                return true;
        }

        return false;
    }

    /// <summary><c>if (configuration.GetValue&lt;bool&gt;("UseOrders"))</c>, a feature flag. Whether a setting is there at all is no such question.</summary>
    private static bool IsSetting(ExpressionSyntax condition, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var node in condition.DescendantNodesAndSelf())
        {
            var isSwitch = node switch
            {
                GenericNameSyntax { Identifier.ValueText: "GetValue", TypeArgumentList.Arguments: [PredefinedTypeSyntax { Keyword.ValueText: "bool" }] } => true,
                IdentifierNameSyntax { Identifier.ValueText: "IsEnabledAsync" or "IsEnabled" } feature => model.GetSymbolInfo(feature, cancellationToken).Symbol is IMethodSymbol method && method.IsInNamespace("Microsoft.FeatureManagement"),
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Right: LiteralExpressionSyntax { Token.Value: string { Length: > 0 } }, Left: ElementAccessExpressionSyntax read } => IsConfiguration(read.Expression),
                _ => false,
            };
            if (isSwitch)
                return true;
        }

        return false;

        bool IsConfiguration(ExpressionSyntax value) => model.GetTypeInfo(value, cancellationToken).Type.IsOrInherits("Microsoft.Extensions.Configuration.IConfiguration");
    }
}
