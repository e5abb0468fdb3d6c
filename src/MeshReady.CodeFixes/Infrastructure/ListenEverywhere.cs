using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes;

/// <summary>Listens on all addresses, where only localhost was listened to.</summary>
internal static class ListenEverywhere
{
    /// <summary>The document with the call of the finding mended; null where its address is no literal.</summary>
    /// <param name="site">The finding.</param>
    /// <param name="property">The property that holds the port.</param>
    public static Document? Mend(FixSite site, string property)
    {
        if (!site.Diagnostic.Properties.TryGetValue(property, out var text)
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || site.Root.FindToken(site.Diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { ArgumentList.Arguments: [{ Expression: var first }, ..] } call)
        {
            return null;
        }

        var name = (call.Expression as MemberAccessExpressionSyntax)?.Name;
        SyntaxNode? mended = first switch
        {
            LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) && call.ArgumentList.Arguments.Count == 1 && literal.Token.ValueText.IndexOf(';') < 0
                => call.ReplaceNode(first, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal($"http://+:{text}")).WithTriviaFrom(first)),
            LiteralExpressionSyntax when name?.Identifier.ValueText == "ListenLocalhost"
                => call.ReplaceNodes(
                    new SyntaxNode[] { name, first },
                    (old, _) => old == name ? SyntaxFactory.IdentifierName("ListenAnyIP").WithTriviaFrom(old) : SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(port)).WithTriviaFrom(old)),
            MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "Loopback" or "IPv6Loopback" } address } when name?.Identifier.ValueText == "Listen"
                => call.ReplaceNode(address, SyntaxFactory.IdentifierName(address.Identifier.ValueText == "Loopback" ? "Any" : "IPv6Any").WithTriviaFrom(address)),
            _ => null,
        };
        return mended is null ? null : site.Document.WithSyntaxRoot(site.Root.ReplaceNode(call, mended));
    }
}
