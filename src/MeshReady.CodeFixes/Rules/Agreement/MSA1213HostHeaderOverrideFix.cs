using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Agreement;

/// <summary>Sends the name in X-Forwarded-Host, which no proxy routes by.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA1213HostHeaderOverrideFix))]
public sealed class MSA1213HostHeaderOverrideFix() : SingleSiteFix("MSA1213", "Send X-Forwarded-Host and leave Host alone")
{
    private const string Forwarded = "X-Forwarded-Host";

    private protected override Document? Mend(FixSite site)
    {
        var place = site.Root.FindNode(site.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return place.FirstAncestorOrSelf<ExpressionSyntax>(static node => node is AssignmentExpressionSyntax or InvocationExpressionSyntax) switch
        {
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var headers }, Right: var value, Parent: ExpressionStatementSyntax or LambdaExpressionSyntax } assignment
                => Replaced(site, assignment, Add(headers, value).WithTriviaFrom(assignment)),
            InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.ValueText: "Host" } name }, _] }
                => Replaced(site, name, Text().WithTriviaFrom(name)),
            _ => null,
        };
    }

    private static InvocationExpressionSyntax Add(ExpressionSyntax headers, ExpressionSyntax value)
        => SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, headers.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName("Add")),
            SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(
                [SyntaxFactory.Argument(Text()), SyntaxFactory.Argument(value.WithoutTrivia())],
                [SyntaxFactory.Token(SyntaxFactory.TriviaList(), SyntaxKind.CommaToken, SyntaxFactory.TriviaList(SyntaxFactory.Space))])));

    private static LiteralExpressionSyntax Text() => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(Forwarded));

    private static Document Replaced(FixSite site, SyntaxNode old, SyntaxNode changed) => site.Document.WithSyntaxRoot(site.Root.ReplaceNode(old, changed));
}
