using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>Which part of an expression is the address that can move to configuration.</summary>
internal static class EndpointRewrite
{
    /// <summary>
    /// The text that a fix moves: all of a literal, or what stands before the first path character of an interpolated
    /// text. Null where the expression has no part that can be moved without a second thought.
    /// </summary>
    public static string? TextToMove(ExpressionSyntax expression, string text) => expression switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) && !HoldsSecrets(literal.Token.ValueText) => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax first, ..] } when Authority(first.TextToken.ValueText) is { } authority && !HoldsSecrets(authority) => authority,
        BinaryExpressionSyntax sum when Leftmost(sum) is LiteralExpressionSyntax literal && Authority(literal.Token.ValueText) is { } authority && !HoldsSecrets(authority) => authority,
        _ => null,
    };

    /// <summary>The leftmost operand of a concatenation.</summary>
    public static ExpressionSyntax Leftmost(BinaryExpressionSyntax sum)
    {
        ExpressionSyntax left = sum;
        while (left is BinaryExpressionSyntax binary && binary.IsKind(SyntaxKind.AddExpression))
            left = binary.Left;
        return left;
    }

    /// <summary><c>scheme://host:port</c> of a text in which a path follows; null where none follows.</summary>
    private static string? Authority(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOfAny(['/', '?', '#'], start + 3);
        return end < 0 ? null : text.Substring(0, end);
    }

    private static bool HoldsSecrets(string text) => text.IndexOf('@') >= 0 || text.IndexOf('?') >= 0 || text.IndexOf('=') >= 0 || ServiceAddress.TryParse(text) is null;
}
