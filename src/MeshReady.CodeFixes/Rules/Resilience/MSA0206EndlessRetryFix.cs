using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Resilience;

/// <summary>Lets a retry give up after three repetitions.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0206EndlessRetryFix))]
public sealed class MSA0206EndlessRetryFix() : SingleSiteFix("MSA0206", "Give up after 3 retries")
{
    private const int Retries = 3;

    private protected override Document? Mend(FixSite site)
    {
        var name = site.Root.FindToken(site.Diagnostic.Location.SourceSpan.Start).Parent as SimpleNameSyntax;
        if (name?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax access } call || access.Name != name)
            return null;

        var number = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(Retries));
        if (!name.Identifier.ValueText.Contains("Forever"))
            return NumberOf(call) is { } said ? site.Document.WithSyntaxRoot(site.Root.ReplaceNode(said, number.WithTriviaFrom(said))) : null;

        // WaitAndRetryForeverAsync(provider) → WaitAndRetryAsync(3, provider), where the overload exists.
        var arguments = call.ArgumentList.Arguments;
        var first = SyntaxFactory.Argument(number);
        var bounded = call
            .WithExpression(access.WithName(SyntaxFactory.IdentifierName(name.Identifier.ValueText.Replace("Forever", "")).WithTriviaFrom(name)))
            .WithArgumentList(call.ArgumentList.WithArguments(arguments.Count == 0
                ? SyntaxFactory.SingletonSeparatedList(first)
                : SyntaxFactory.SeparatedList(
                    [first.WithLeadingTrivia(arguments[0].GetLeadingTrivia()), arguments[0].WithoutLeadingTrivia(), .. arguments.Skip(1)],
                    [SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), .. arguments.GetSeparators()])));
        return site.Model.GetSpeculativeSymbolInfo(call.SpanStart, bounded, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol
            ? site.Document.WithSyntaxRoot(site.Root.ReplaceNode(call, bounded))
            : null;
    }

    /// <summary>The number that is written in the call itself: its first argument, or MaxRetryAttempts.</summary>
    private static ExpressionSyntax? NumberOf(InvocationExpressionSyntax call)
    {
        var said = call.DescendantNodes().OfType<AssignmentExpressionSyntax>().FirstOrDefault(static a => a.Left is IdentifierNameSyntax { Identifier.ValueText: "MaxRetryAttempts" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MaxRetryAttempts" })?.Right
            ?? call.ArgumentList.Arguments.FirstOrDefault(static a => a.NameColon is null or { Name.Identifier.ValueText: "retryCount" })?.Expression;
        return said is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MaxValue" } ? said : null;
    }
}
