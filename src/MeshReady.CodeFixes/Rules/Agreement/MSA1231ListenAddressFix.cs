using System.Globalization;
using MeshReady.Analyzers.Rules.Agreement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Listens on all addresses, where only localhost was listened to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1231ListenAddressFix))]
public sealed class MSA1231ListenAddressFix() : SingleSiteFix("MSA1231", "Listen on all addresses at the port that is called")
{
    private protected override Document? Mend(FixSite site)
    {
        if (!site.Diagnostic.Properties.TryGetValue(MSA1231ListenAddressAnalyzer.Port, out var text)
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || site.Root.FindToken(site.Diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax first }, ..] } call)
        {
            return null;
        }

        SyntaxNode mended;
        if (first.IsKind(SyntaxKind.StringLiteralExpression) && call.ArgumentList.Arguments.Count == 1 && first.Token.ValueText.IndexOf(';') < 0)
        {
            mended = call.ReplaceNode(first, String($"http://+:{text}").WithTriviaFrom(first));
        }
        else if (call.Expression is MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "ListenLocalhost" } name })
        {
            var number = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(port));
            mended = call.ReplaceNodes(
                new SyntaxNode[] { name, first },
                (old, _) => old == name ? SyntaxFactory.IdentifierName("ListenAnyIP").WithTriviaFrom(old) : number.WithTriviaFrom(old));
        }
        else
        {
            return null;
        }

        return site.Document.WithSyntaxRoot(site.Root.ReplaceNode(call, mended));
    }

    private static LiteralExpressionSyntax String(string text) => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));
}
