using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes;

/// <summary>Builds the throw that stands where an address stood and keeps it in its message.</summary>
internal static class ThrowText
{
    /// <summary><c>throw new InvalidOperationException("k is missing (was http://…)")</c></summary>
    public static ThrowExpressionSyntax Expression(SemanticModel model, SyntaxNode place, string setting, string was)
        => (ThrowExpressionSyntax)((BinaryExpressionSyntax)SyntaxFactory.ParseExpression("a ?? throw " + Exception(model, place, setting, was))).Right;

    /// <summary>The same as a statement.</summary>
    public static StatementSyntax Statement(SemanticModel model, SyntaxNode place, string setting, string was)
        => SyntaxFactory.ParseStatement("throw " + Exception(model, place, setting, was) + ";");

    /// <summary>Whether an exception can be thrown by an expression at the place: not in attributes, constants, default values and expression trees.</summary>
    public static bool CanStandAt(SyntaxNode place, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var node in place.AncestorsAndSelf())
        {
            switch (node)
            {
                case AttributeSyntax:
                case EqualsValueClauseSyntax { Parent: ParameterSyntax }:
                case LocalDeclarationStatementSyntax { IsConst: true }:
                case FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword):
                case SwitchLabelSyntax or PatternSyntax:
                case QueryExpressionSyntax:
                case LambdaExpressionSyntax lambda when IsExpressionTree(model.GetTypeInfo(lambda, cancellationToken).ConvertedType):
                    return false;
                case MemberDeclarationSyntax:
                    return true;
            }
        }

        return true;
    }

    /// <summary>Whether an expression whose operator is <c>??</c> needs parentheses in the place of another.</summary>
    public static bool NeedsParentheses(SyntaxNode place) => place.Parent switch
    {
        BinaryExpressionSyntax binary => !binary.IsKind(SyntaxKind.CoalesceExpression) || binary.Left == place,
        ConditionalExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax
            or ConditionalAccessExpressionSyntax or IsPatternExpressionSyntax or SwitchExpressionSyntax or RangeExpressionSyntax => true,
        MemberAccessExpressionSyntax access => access.Expression == place,
        ElementAccessExpressionSyntax access => access.Expression == place,
        InterpolationSyntax => true,
        _ => false,
    };

    private static bool IsExpressionTree(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Expression", ContainingNamespace: { Name: "Expressions", ContainingNamespace.Name: "Linq" } };

    private static string Exception(SemanticModel model, SyntaxNode place, string setting, string was)
    {
        var bound = model.LookupNamespacesAndTypes(place.SpanStart, name: "InvalidOperationException");
        var name = bound is [INamedTypeSymbol { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }] ? "InvalidOperationException" : "System.InvalidOperationException";
        return $"new {name}({SymbolDisplay.FormatLiteral($"{setting} is missing (was {was})", quote: true)})";
    }
}
