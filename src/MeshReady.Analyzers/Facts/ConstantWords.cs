using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>As much of a text as is constant, where a rule has to know its shape rather than its value.</summary>
internal static class ConstantWords
{
    /// <summary>Stands for a part that is not constant.</summary>
    public const char Unknown = '\0';

    /// <summary>The text with <see cref="Unknown"/> for each part that is not constant; the elements of a list, with spaces between them.</summary>
    public static string Of(RuleContext context, ExpressionSyntax value)
    {
        if (Whole(context, value) is { } text)
            return text;
        switch (value)
        {
            case InterpolatedStringExpressionSyntax interpolated:
                return string.Concat(interpolated.Contents.Select(part => part switch
                {
                    InterpolatedStringTextSyntax written => written.TextToken.ValueText,
                    InterpolationSyntax hole => Whole(context, hole.Expression) ?? "\0",
                    _ => "\0",
                }));
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                return Of(context, sum.Left) + Of(context, sum.Right);
            case ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: "Uri" }, ArgumentList.Arguments: [.., var last] }:
                return Of(context, last.Expression);
            case ImplicitObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments: [.., var last] }:
                return Of(context, last.Expression);
            case IdentifierNameSyntax when context.Model.GetSymbolInfo(value, context.CancellationToken).Symbol is { } symbol && OnlyValue.Of(symbol, context.Facts, context.Model, context.CancellationToken) is { } only && only.SyntaxTree == value.SyntaxTree && only is not IdentifierNameSyntax:
                return Of(context, only);
        }

        var elements = value switch
        {
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.AsEnumerable(),
            ArrayCreationExpressionSyntax array => array.Initializer?.Expressions.AsEnumerable(),
            InitializerExpressionSyntax list => list.Expressions,
            BaseObjectCreationExpressionSyntax { Initializer: { } list } => list.Expressions,
            CollectionExpressionSyntax list => list.Elements.OfType<ExpressionElementSyntax>().Select(static element => element.Expression),
            _ => null,
        };
        return elements is null ? "\0" : string.Join(" ", elements.Select(element => Of(context, element)));
    }

    /// <summary>The text, where all of it is constant or held by something that nothing else writes; null elsewhere.</summary>
    public static string? Whole(RuleContext context, ExpressionSyntax value)
    {
        if (context.Model.GetConstantValue(value, context.CancellationToken) is { HasValue: true, Value: string text })
            return text;
        return value is IdentifierNameSyntax && context.Model.GetSymbolInfo(value, context.CancellationToken).Symbol is { } symbol
            && OnlyValue.Of(symbol, context.Facts, context.Model, context.CancellationToken) is LiteralExpressionSyntax { Token.Value: string only } ? only : null;
    }
}
