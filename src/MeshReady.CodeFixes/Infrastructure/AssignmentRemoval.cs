using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes;

/// <summary>Takes an assignment out, be it a statement or a member of an initialiser.</summary>
internal static class AssignmentRemoval
{
    /// <summary>The root without the assignment; null where it is the value of something, or stands among directives or comments.</summary>
    public static SyntaxNode? Remove(SyntaxNode root, AssignmentExpressionSyntax assignment) => assignment.Parent switch
    {
        ExpressionStatementSyntax statement => CodeRemoval.Statement(root, statement),
        InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ObjectInitializerExpression } initializer => Member(root, initializer, assignment),
        _ => null,
    };

    private static SyntaxNode? Member(SyntaxNode root, InitializerExpressionSyntax initializer, AssignmentExpressionSyntax assignment)
    {
        if (initializer.Expressions.Count > 1)
            return root.ReplaceNode(initializer, CodeRemoval.Member(initializer, assignment));
        if (initializer.DescendantTrivia().Any(static t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia)))
            return null;

        // new HttpClient { Timeout = … } is left without braces.
        return initializer.Parent switch
        {
            ObjectCreationExpressionSyntax { ArgumentList: { } arguments } creation => root.ReplaceNode(creation, creation.WithInitializer(null).WithArgumentList(arguments.WithoutTrailingTrivia()).WithTrailingTrivia(creation.GetTrailingTrivia())),
            ObjectCreationExpressionSyntax creation => root.ReplaceNode(creation, creation.WithInitializer(null).WithType(creation.Type.WithoutTrailingTrivia()).WithArgumentList(SyntaxFactory.ArgumentList()).WithTrailingTrivia(creation.GetTrailingTrivia())),
            ImplicitObjectCreationExpressionSyntax creation => root.ReplaceNode(creation, creation.WithInitializer(null).WithArgumentList(creation.ArgumentList.WithoutTrailingTrivia()).WithTrailingTrivia(creation.GetTrailingTrivia())),
            _ => null,
        };
    }
}
