using System.Collections.Immutable;
using MeshReady.Analyzers;
using MeshReady.Analyzers.Facts.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes;

/// <summary>Replaces an address in code by reading it from configuration, with a throw that keeps the old value in its message.</summary>
internal static class EndpointToConfiguration
{
    /// <summary>Registers the action for the findings of the wanted sort.</summary>
    /// <param name="context">The findings at hand.</param>
    /// <param name="equivalent">Whether the settings files hold the address already, so that behaviour stays as it is.</param>
    /// <param name="equivalenceKey">Names the action.</param>
    public static async Task RegisterAsync(CodeFixContext context, bool equivalent, string equivalenceKey)
    {
        var document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (Rewrite(diagnostic, equivalent, root, model, context.CancellationToken) is not { } rewrite)
                continue;

            context.RegisterCodeFix(
                CodeAction.Create($"Read the address from configuration ({rewrite.Key})", _ => Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(rewrite.Place, rewrite.Changed))), equivalenceKey),
                diagnostic);
        }
    }

    /// <summary>The document with all the addresses read from configuration that the settings files hold already.</summary>
    public static async Task<Document?> ReplaceHeldAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return null;
        }

        var changed = new Dictionary<SyntaxNode, SyntaxNode>();
        foreach (var diagnostic in diagnostics)
        {
            if (Rewrite(diagnostic, equivalent: true, root, model, context.CancellationToken) is { } rewrite)
                changed[rewrite.Place] = rewrite.Changed;
        }

        return changed.Count == 0 ? null : document.WithSyntaxRoot(root.ReplaceNodes(changed.Keys, (place, _) => changed[place]));
    }

    private static (ExpressionSyntax Place, ExpressionSyntax Changed, string Key)? Rewrite(Diagnostic diagnostic, bool equivalent, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(FixProperties.Key, out var key) || key is null
            || !diagnostic.Properties.TryGetValue(FixProperties.Value, out var value) || value is null
            || diagnostic.Properties.ContainsKey(FixProperties.Equivalent) != equivalent
            || !root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax place
            || !ThrowText.CanStandAt(place, model, cancellationToken)
            || new ConfigurationInScope(model, place, cancellationToken).Find() is not { } configuration
            || Replace(place, configuration, key, value, model) is not { } changed)
        {
            return null;
        }

        return (place, changed, key);
    }

    private static ExpressionSyntax? Replace(ExpressionSyntax place, string configuration, string key, string value, SemanticModel model)
    {
        var read = SyntaxFactory.ParseExpression($"{configuration}[{SymbolDisplay.FormatLiteral(key, quote: true)}] ?? x");
        var full = ((BinaryExpressionSyntax)read).WithRight(ThrowText.Expression(model, place, key, value));
        switch (place)
        {
            case LiteralExpressionSyntax literal when literal.Token.ValueText == value:
                return Fit(full, place).WithTriviaFrom(place);

            case InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax first, ..] contents } text
                when first.TextToken.Text.StartsWith(value, StringComparison.Ordinal) && model.GetTypeInfo(text).ConvertedType?.SpecialType == SpecialType.System_String && !IsRaw(text):
                var rest = first.TextToken.Text.Substring(value.Length);
                var kept = text.WithContents(rest.Length == 0 ? contents.RemoveAt(0) : contents.Replace(first, first.WithTextToken(Text(rest, first.TextToken.ValueText.Substring(value.Length)))));
                return Sum(full, kept.WithoutTrivia(), place);

            case BinaryExpressionSyntax sum when EndpointRewrite.Leftmost(sum) is LiteralExpressionSyntax literal && literal.Token.ValueText.StartsWith(value, StringComparison.Ordinal):
                var tail = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(literal.Token.ValueText.Substring(value.Length)));
                return sum.ReplaceNode(literal, Sum(full, tail, literal).WithTriviaFrom(literal));

            default:
                return null;
        }
    }

    private static SyntaxToken Text(string text, string value)
        => SyntaxFactory.Token(default, SyntaxKind.InterpolatedStringTextToken, text, value, default);

    private static bool IsRaw(InterpolatedStringExpressionSyntax text)
        => text.StringStartToken.Kind() is SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken;

    private static ExpressionSyntax Fit(ExpressionSyntax full, ExpressionSyntax place)
        => ThrowText.NeedsParentheses(place) ? SyntaxFactory.ParenthesizedExpression(full) : full;

    private static ExpressionSyntax Sum(ExpressionSyntax full, ExpressionSyntax rest, ExpressionSyntax place)
    {
        var plus = SyntaxFactory.Token(SyntaxFactory.TriviaList(SyntaxFactory.Space), SyntaxKind.PlusToken, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        ExpressionSyntax sum = SyntaxFactory.BinaryExpression(SyntaxKind.AddExpression, SyntaxFactory.ParenthesizedExpression(full), plus, rest);
        var isTighter = place.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax;
        return (isTighter ? SyntaxFactory.ParenthesizedExpression(sum) : sum).WithTriviaFrom(place);
    }
}
