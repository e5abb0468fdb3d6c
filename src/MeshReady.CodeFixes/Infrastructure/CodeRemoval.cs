using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes;

/// <summary>Takes code out without losing the comments beside it.</summary>
internal static class CodeRemoval
{
    /// <summary>The root without the statement, and without an <c>if</c> or <c>else</c> that would be left empty.</summary>
    /// <returns>Null where directives stand in the way.</returns>
    public static SyntaxNode? Statement(SyntaxNode root, StatementSyntax statement)
    {
        if (statement.ContainsDirectives)
            return null;

        var sole = statement.Parent is BlockSyntax { Statements.Count: 1 } block && !HasComments(block.OpenBraceToken.TrailingTrivia) && !HasComments(block.CloseBraceToken.LeadingTrivia)
            && !HasComments(statement.GetLeadingTrivia()) && !HasComments(statement.GetTrailingTrivia())
                ? block
                : (StatementSyntax)statement;
        switch (sole.Parent)
        {
            case IfStatementSyntax { Else: null } choice when choice.Statement == sole && IsPure(choice.Condition):
                return Statement(root, choice);
            case ElseClauseSyntax { Parent: IfStatementSyntax choice } when !sole.ContainsDirectives:
                return root.ReplaceNode(choice, choice.WithElse(null).WithTrailingTrivia(choice.GetTrailingTrivia()));
        }

        if (statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax))
            return root.ReplaceNode(statement, SyntaxFactory.Block().WithTriviaFrom(statement));

        return Whole(root, statement.Parent is GlobalStatementSyntax global ? global : statement, keepComments: true);
    }

    /// <summary>The root without a member of a type; what is written above the member describes it and goes along.</summary>
    public static SyntaxNode? Declaration(SyntaxNode root, MemberDeclarationSyntax member)
        => member.ContainsDirectives ? null : Whole(root, member, keepComments: false);

    private static SyntaxNode? Whole(SyntaxNode root, SyntaxNode whole, bool keepComments)
    {
        var next = whole.GetLastToken().GetNextToken(includeZeroWidth: true);
        if (next.LeadingTrivia.Any(static t => t.IsDirective) && HasComments(whole.GetLeadingTrivia()))
            return null;

        var mark = new SyntaxAnnotation();
        var leading = keepComments ? Kept(whole.GetLeadingTrivia(), whole.GetTrailingTrivia()) : default;
        if (leading.Count == 0 && whole.GetLeadingTrivia() is [{ RawKind: (int)SyntaxKind.EndOfLineTrivia } blank, ..]
            && !next.IsKind(SyntaxKind.CloseBraceToken) && !next.LeadingTrivia.FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia))
        {
            leading = SyntaxFactory.TriviaList(blank);
        }

        var rest = next.LeadingTrivia;
        var isFirst = whole.GetFirstToken().GetPreviousToken().IsKind(SyntaxKind.OpenBraceToken);
        if (isFirst && leading.Count == 0 && rest.FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia))
            rest = rest.RemoveAt(0);

        root = root.ReplaceSyntax(
            [whole], (_, now) => now.WithAdditionalAnnotations(mark),
            [next], (_, now) => now.WithLeadingTrivia(leading.AddRange(rest)),
            [], static (_, now) => now);
        return root.RemoveNode(root.GetAnnotatedNodes(mark).Single(), SyntaxRemoveOptions.KeepNoTrivia);
    }

    /// <summary>The initialiser without one member and its comma.</summary>
    public static InitializerExpressionSyntax Member(InitializerExpressionSyntax initializer, ExpressionSyntax member)
    {
        var list = initializer.Expressions;
        var index = list.IndexOf(member);
        var nodes = list.ToList();
        var separators = list.GetSeparators().ToList();
        var after = member.GetTrailingTrivia();
        nodes.RemoveAt(index);
        if (index < separators.Count)
        {
            after = after.AddRange(separators[index].TrailingTrivia);
            separators.RemoveAt(index);
        }
        else if (index > 0)
        {
            // The last member takes the comma before it along; the line break behind that comma or member stays.
            var comma = separators[index - 1];
            separators.RemoveAt(index - 1);
            nodes[index - 1] = nodes[index - 1].WithTrailingTrivia(HasComments(comma.TrailingTrivia) ? comma.TrailingTrivia : HasComments(after) ? EndOfLine(after) : after);
        }

        var kept = Kept(member.GetLeadingTrivia(), after);
        var close = initializer.CloseBraceToken;
        if (index < nodes.Count)
            nodes[index] = nodes[index].WithLeadingTrivia(kept.AddRange(nodes[index].GetLeadingTrivia()));
        else
            close = close.WithLeadingTrivia(kept.AddRange(close.LeadingTrivia));
        return initializer.WithExpressions(SyntaxFactory.SeparatedList(nodes, separators)).WithCloseBraceToken(close);
    }

    public static bool HasComments(SyntaxTriviaList trivia) => trivia.Any(IsComment);

    private static bool IsComment(SyntaxTrivia trivia)
        => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    private static SyntaxTriviaList EndOfLine(SyntaxTriviaList trivia) => SyntaxFactory.TriviaList(trivia.Where(static t => t.IsKind(SyntaxKind.EndOfLineTrivia)));

    /// <summary>The comments around removed code, each on its own line, to stand before what follows.</summary>
    private static SyntaxTriviaList Kept(SyntaxTriviaList leading, SyntaxTriviaList trailing)
    {
        var kept = SyntaxFactory.TriviaList();
        var indent = leading.LastOrDefault() is { RawKind: (int)SyntaxKind.WhitespaceTrivia } space ? space : default;
        if (HasComments(leading))
            kept = indent == default ? leading : leading.RemoveAt(leading.Count - 1);
        if (HasComments(trailing))
        {
            if (indent != default)
                kept = kept.Add(indent);
            kept = kept.AddRange(trailing.SkipWhile(static t => t.IsKind(SyntaxKind.WhitespaceTrivia)));
        }

        return kept;
    }

    // Names, comparisons and questions such as env.IsDevelopment() may be left unasked.
    private static bool IsPure(ExpressionSyntax condition)
    {
        foreach (var node in condition.DescendantNodesAndSelf())
        {
            var pure = node switch
            {
                AssignmentExpressionSyntax or AwaitExpressionSyntax or DeclarationExpressionSyntax or BaseObjectCreationExpressionSyntax => false,
                PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax => node.Kind() is SyntaxKind.LogicalNotExpression or SyntaxKind.SuppressNullableWarningExpression,
                VariableDesignationSyntax => false,
                InvocationExpressionSyntax invocation => IsQuestion(invocation),
                _ => true,
            };
            if (!pure)
                return false;
        }

        return true;
    }

    private static bool IsQuestion(InvocationExpressionSyntax invocation)
    {
        var name = invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            SimpleNameSyntax plain => plain.Identifier.ValueText,
            _ => string.Empty,
        };
        return name.StartsWith("Is", StringComparison.Ordinal) || name.StartsWith("Get", StringComparison.Ordinal)
            || name.StartsWith("Has", StringComparison.Ordinal) || name is "Equals" or "Contains" or "StartsWith" or "EndsWith";
    }
}
