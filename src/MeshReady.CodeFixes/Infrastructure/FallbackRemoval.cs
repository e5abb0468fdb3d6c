using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes;

/// <summary>Puts a throw in the place of the address that is taken when a setting is missing.</summary>
internal sealed class FallbackRemoval(SemanticModel model, string setting, string was, CancellationToken cancellationToken)
{
    /// <summary>The root with the throw; null where none can stand.</summary>
    public SyntaxNode? Remove(SyntaxNode root, SyntaxNode place)
    {
        if (!ThrowText.CanStandAt(place, model, cancellationToken))
            return null;

        for (var node = place; node is ExpressionSyntax or ArgumentSyntax or ArgumentListSyntax; node = node.Parent)
        {
            switch (node.Parent)
            {
                case BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression) && coalesce.Right == node:
                    return root.ReplaceNode(node, Throw(node).WithTriviaFrom(node));
                case ConditionalExpressionSyntax choice when choice.WhenTrue == node || choice.WhenFalse == node:
                    return root.ReplaceNode(node, Throw(node).WithTriviaFrom(node));
                case AssignmentExpressionSyntax assignment when assignment.Right == node:
                    return InAssignment(root, assignment);
                case ArgumentListSyntax { Parent: InvocationExpressionSyntax call } when node is ArgumentSyntax argument:
                    return InCall(root, call, argument);
            }
        }

        return null;
    }

    private ThrowExpressionSyntax Throw(SyntaxNode place) => ThrowText.Expression(model, place, setting, was);

    private SyntaxNode? InAssignment(SyntaxNode root, AssignmentExpressionSyntax assignment)
    {
        if (assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression))
        {
            var read = SyntaxFactory.BinaryExpression(SyntaxKind.CoalesceExpression, assignment.Left.WithoutTrivia(), SyntaxFactory.Token(SyntaxFactory.TriviaList(SyntaxFactory.Space), SyntaxKind.QuestionQuestionToken, SyntaxFactory.TriviaList(SyntaxFactory.Space)), Throw(assignment));
            if (assignment.Parent is not ExpressionStatementSyntax)
            {
                ExpressionSyntax whole = ThrowText.NeedsParentheses(assignment) ? SyntaxFactory.ParenthesizedExpression(read.WithoutTrivia()) : read.WithoutTrivia();
                return root.ReplaceNode(assignment, whole.WithTriviaFrom(assignment));
            }

            if (model.LookupSymbols(assignment.SpanStart, name: "_").Length > 0)
                return null;
            var discard = SyntaxFactory.ParseExpression("_ = x");
            return root.ReplaceNode(assignment, ((AssignmentExpressionSyntax)discard).WithRight(read.WithoutTrivia()).WithTriviaFrom(assignment));
        }

        // if (string.IsNullOrEmpty(url)) url = "…";
        return assignment.Parent is ExpressionStatementSyntax { Parent: IfStatementSyntax or BlockSyntax { Parent: IfStatementSyntax } } statement
            ? root.ReplaceNode(statement, ThrowText.Statement(model, assignment, setting, was).WithTriviaFrom(statement))
            : null;
    }

    /// <summary><c>cfg.GetValue("k", "…")</c> becomes <c>cfg.GetValue&lt;string&gt;("k") ?? throw …</c>.</summary>
    private SyntaxNode? InCall(SyntaxNode root, InvocationExpressionSyntax call, ArgumentSyntax argument)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Name: { Identifier.ValueText: "GetValue" } name } access
            || call.ArgumentList.Arguments.Count != 2
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { TypeArguments: [var type], Parameters: [.., { Name: "defaultValue" }] }
            || type.IsValueType
            || call.Parent is ConditionalAccessExpressionSyntax)
        {
            return null;
        }

        var generic = name is GenericNameSyntax
            ? name
            : SyntaxFactory.GenericName(name.Identifier, SyntaxFactory.TypeArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.ParseTypeName(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToMinimalDisplayString(model, call.SpanStart)))));
        var read = call.WithExpression(access.WithName(generic)).WithArgumentList(call.ArgumentList.WithArguments(call.ArgumentList.Arguments.Remove(argument))).WithoutTrivia();
        ExpressionSyntax whole = ((BinaryExpressionSyntax)SyntaxFactory.ParseExpression("x ?? y")).WithLeft(read.WithTrailingTrivia(SyntaxFactory.Space)).WithRight(Throw(call));
        if (ThrowText.NeedsParentheses(call))
            whole = SyntaxFactory.ParenthesizedExpression(whole);
        return root.ReplaceNode(call, whole.WithTriviaFrom(call));
    }
}
