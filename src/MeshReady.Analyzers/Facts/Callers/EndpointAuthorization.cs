using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Callers;

/// <summary>Whether an endpoint asks its caller for an identity itself, by the look of the code. It only lowers a severity.</summary>
internal sealed class EndpointAuthorization(CodeFacts facts, CancellationToken cancellationToken)
{
    private const string Require = "RequireAuthorization";

    private bool? _isAskedEverywhere;

    /// <param name="node">The call that maps the endpoint, or the class of its controller.</param>
    public bool IsAsked(SyntaxNode node)
        => (_isAskedEverywhere ??= Mentions("FallbackPolicy") || Mentions("SetFallbackPolicy") || Mentions("AuthorizeFilter"))
            || node switch
            {
                InvocationExpressionSyntax call => IsAsked(call),
                TypeDeclarationSyntax type => HasAuthorize(type) || type.Members.Any(HasAuthorize) || AreControllersAsked(),
                _ => false,
            };

    private static bool IsAsked(InvocationExpressionSyntax call)
    {
        SyntaxNode whole = call;
        while (whole.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax)
            whole = whole.Parent;
        if (whole.DescendantNodesAndSelf().Any(static n => n is SimpleNameSyntax { Identifier.ValueText: Require } || n is AttributeSyntax attribute && IsAuthorize(attribute)))
            return true;

        // var admin = app.MapGroup("/admin").RequireAuthorization(); and admin.RequireAuthorization(); besides.
        var root = call.Expression;
        while (root is MemberAccessExpressionSyntax or InvocationExpressionSyntax)
            root = root is MemberAccessExpressionSyntax access ? access.Expression : ((InvocationExpressionSyntax)root).Expression;
        if (root is not IdentifierNameSyntax { Identifier.ValueText: var group })
            return false;
        foreach (var name in call.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (name.Identifier.ValueText == Require
                && name.FirstAncestorOrSelf<StatementSyntax>() is { } statement
                && (statement is LocalDeclarationStatementSyntax local && local.Declaration.Variables.Any(v => v.Identifier.ValueText == group)
                    || statement is ExpressionStatementSyntax { Expression: var expression } && expression.GetFirstToken().ValueText == group && !expression.DescendantNodes().OfType<LiteralExpressionSyntax>().Any()))
            {
                return true;
            }
        }

        return false;
    }

    private bool AreControllersAsked()
        => facts.Compilation.SyntaxTrees.Any(tree => SyntaxIndex.For(tree, cancellationToken).Identifiers("MapControllers", cancellationToken).Any(static token =>
            token.Parent?.FirstAncestorOrSelf<StatementSyntax>()?.DescendantNodes().Any(static n => n is SimpleNameSyntax { Identifier.ValueText: Require }) == true));

    private bool Mentions(string name)
        => facts.Compilation.SyntaxTrees.Any(tree => SyntaxIndex.For(tree, cancellationToken).Identifiers(name, cancellationToken).Any());

    private static bool HasAuthorize(MemberDeclarationSyntax member) => member.AttributeLists.Any(static l => l.Attributes.Any(IsAuthorize));

    private static bool IsAuthorize(AttributeSyntax attribute) => attribute.Name.ToString().IndexOf("Authorize", StringComparison.Ordinal) >= 0;
}
