using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.CodeFixes.Rules.Resilience;

/// <summary>Removes the assignment that makes a client wait for ever, so that its default limit holds again.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MSA0210EndlessTimeoutFix))]
public sealed class MSA0210EndlessTimeoutFix() : SingleSiteFix("MSA0210", "Remove the endless time-out (the default limit holds again)")
{
    private protected override Document? Mend(FixSite site)
    {
        // Only HttpClient's default (100 s) is a limit that is right more often than not; a deadline of gRPC is nobody's to guess.
        if (site.Root.FindNode(site.Diagnostic.Location.SourceSpan) is not AssignmentExpressionSyntax assignment
            || site.Model.GetSymbolInfo(assignment.Left, site.CancellationToken).Symbol is not IPropertySymbol { Name: "Timeout", ContainingType: { Name: "HttpClient", ContainingNamespace: { Name: "Http" } } })
        {
            return null;
        }

        var changed = assignment.Parent switch
        {
            ExpressionStatementSyntax statement => CodeRemoval.Statement(site.Root, statement),
            InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ObjectInitializerExpression } initializer => WithoutMember(site.Root, initializer, assignment),
            _ => null,
        };
        return changed is null ? null : site.Document.WithSyntaxRoot(changed);
    }

    private static SyntaxNode? WithoutMember(SyntaxNode root, InitializerExpressionSyntax initializer, AssignmentExpressionSyntax assignment)
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
