using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Callers;

/// <summary>Whether an expression is something that the caller wrote into its request: a header, a query value, a cookie.</summary>
internal sealed class RequestValues(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxDepth = 5;

    public bool IsOfRequest(ExpressionSyntax expression) => IsOfRequest(expression, MaxDepth);

    /// <summary>Whether a name means the headers, the query or the cookies of a request.</summary>
    public static bool IsStore(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken)
        => model.GetTypeInfo(expression, cancellationToken).Type is { } type
            && (type.IsOrInherits("Microsoft.AspNetCore.Http.IHeaderDictionary") || type.IsOrInherits("Microsoft.AspNetCore.Http.IQueryCollection") || type.IsOrInherits("Microsoft.AspNetCore.Http.IRequestCookieCollection"))
            && expression.ToString().IndexOf("Response", StringComparison.Ordinal) < 0;

    private bool IsOfRequest(ExpressionSyntax expression, int depth)
    {
        if (depth == 0 || facts.ModelFor(expression.SyntaxTree) is not { } model)
            return false;

        foreach (var node in expression.DescendantNodesAndSelf(static n => n is not AnonymousFunctionExpressionSyntax))
        {
            switch (node)
            {
                case ExpressionSyntax part and (MemberAccessExpressionSyntax or MemberBindingExpressionSyntax or IdentifierNameSyntax) when IsStore(part, model, cancellationToken):
                    return true;
                case IdentifierNameSyntax name when OfName(name, model, depth):
                    return true;
            }
        }

        return false;
    }

    private bool OfName(IdentifierNameSyntax name, SemanticModel model, int depth)
    {
        switch (model.GetSymbolInfo(name, cancellationToken).Symbol)
        {
            case ILocalSymbol { DeclaringSyntaxReferences: [var declaration] }:
                return declaration.GetSyntax(cancellationToken) switch
                {
                    VariableDeclaratorSyntax { Initializer.Value: var value } => IsOfRequest(value, depth - 1),
                    SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } } => call.Expression is MemberAccessExpressionSyntax { Expression: var from } && IsOfRequest(from, depth - 1),
                    SingleVariableDesignationSyntax designation => designation.FirstAncestorOrSelf<IsPatternExpressionSyntax>() is { } pattern && IsOfRequest(pattern.Expression, depth - 1),
                    _ => false,
                };
            case IParameterSymbol { DeclaringSyntaxReferences: [var declaration] } parameter:
                return declaration.GetSyntax(cancellationToken) is ParameterSyntax { AttributeLists: var lists } && lists.Any(static l => l.Attributes.Any(static a => a.Name.ToString() is "FromHeader" or "FromQuery" or "FromHeaderAttribute"))
                    || parameter.ContainingSymbol is IMethodSymbol method && parameter.Type.SpecialType == SpecialType.System_String && GivenByCallers(method, parameter, depth);
            default:
                return false;
        }
    }

    private bool GivenByCallers(IMethodSymbol method, IParameterSymbol parameter, int depth)
    {
        foreach (var use in facts.Uses.Of(method, cancellationToken))
        {
            SyntaxNode called = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
            if (called.Parent is InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } && !method.IsExtensionMethod && parameter.Ordinal < arguments.Count
                && arguments[parameter.Ordinal] is { NameColon: null, Expression: var given } && IsOfRequest(given, depth - 1))
            {
                return true;
            }
        }

        return false;
    }
}
