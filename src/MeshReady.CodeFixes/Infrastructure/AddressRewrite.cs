using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes;

/// <summary>Writes the scheme, host or port that a finding names into the literal that begins with the address.</summary>
internal static class AddressRewrite
{
    /// <summary>The document with the right address; null where the finding names none, or no literal of the document holds it.</summary>
    public static Document? Mend(FixSite site)
    {
        var properties = site.Diagnostic.Properties;
        properties.TryGetValue(AddressChange.Scheme, out var scheme);
        properties.TryGetValue(AddressChange.Host, out var host);
        properties.TryGetValue(AddressChange.Port, out var port);
        if (scheme is null && host is null && port is null || !site.Root.FullSpan.Contains(site.Diagnostic.Location.SourceSpan))
            return null;

        var place = site.Root.FindNode(site.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (TokenOf(place) is not { } token || AddressChange.Of(token.ValueText, scheme, host, port) is not { } change || Replace(token, change.Old, change.New) is not { } changed)
            return null;
        return site.Document.WithSyntaxRoot(site.Root.ReplaceToken(token, changed));
    }

    private static SyntaxToken? TokenOf(SyntaxNode place) => place switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token,
        InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax first, ..] } => first.TextToken,
        BinaryExpressionSyntax sum when EndpointRewrite.Leftmost(sum) is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token,
        ArgumentSyntax argument => TokenOf(argument.Expression),
        _ => null,
    };

    // The text of the token may hold escapes; an address has none.
    private static SyntaxToken? Replace(SyntaxToken token, string old, string change)
    {
        var at = token.Text.IndexOf(old, StringComparison.Ordinal);
        if (at < 0 || token.Text.IndexOf(old, at + 1, StringComparison.Ordinal) >= 0)
            return null;
        var text = token.Text.Substring(0, at) + change + token.Text.Substring(at + old.Length);
        return SyntaxFactory.Token(token.LeadingTrivia, token.Kind(), text, change + token.ValueText.Substring(old.Length), token.TrailingTrivia);
    }
}
