using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Callers;

/// <summary>A header or query value that code takes from a request.</summary>
/// <param name="Name">The name of the header or query value.</param>
/// <param name="IsHeader">Whether it is a header.</param>
/// <param name="Node">Where it is read.</param>
/// <param name="Holder">The variable or parameter that takes it; null where <paramref name="Node"/> is the value itself.</param>
internal sealed record RequestRead(string Name, bool IsHeader, SyntaxNode Node, ISymbol? Holder)
{
    /// <summary>The reading at a candidate site; null where the name is not constant, or the site is something else.</summary>
    public static RequestRead? At(Site site, SemanticModel model, CancellationToken cancellationToken) => site.Node switch
    {
        AttributeSyntax { Parent.Parent: ParameterSyntax parameter } attribute => OfParameter(site, attribute, parameter, model, cancellationToken),
        ExpressionSyntax store when RequestValues.IsStore(store, model, cancellationToken) => OfStore(site, store, model, cancellationToken),
        _ => null,
    };

    private static RequestRead? OfStore(Site site, ExpressionSyntax store, SemanticModel model, CancellationToken cancellationToken)
    {
        switch (store.Parent)
        {
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: var key }] } element when element.Expression == store && !IsWritten(element):
                return Text(key, model, cancellationToken) is { } name ? new(name, site.Name == "Headers", element, null) : null;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue", Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var key }, { Expression: var target }] } call }:
                var holder = target switch
                {
                    DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax single } => model.GetDeclaredSymbol(single, cancellationToken),
                    IdentifierNameSyntax local => model.GetSymbolInfo(local, cancellationToken).Symbol as ILocalSymbol,
                    _ => null,
                };
                return holder is not null && Text(key, model, cancellationToken) is { } asked ? new(asked, site.Name == "Headers", call, holder) : null;
            default:
                return null;
        }
    }

    private static RequestRead? OfParameter(Site site, AttributeSyntax attribute, ParameterSyntax parameter, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetTypeInfo(attribute, cancellationToken).Type is not { } type || !type.IsInNamespace("Microsoft.AspNetCore.Mvc") || model.GetDeclaredSymbol(parameter, cancellationToken) is not { } symbol)
            return null;
        var named = attribute.ArgumentList?.Arguments.FirstOrDefault(static a => a.NameEquals?.Name.Identifier.ValueText == "Name")?.Expression;
        return (named is null ? symbol.Name : Text(named, model, cancellationToken)) is { Length: > 0 } name ? new(name, site.Name == "FromHeader", parameter, symbol) : null;
    }

    private static bool IsWritten(ElementAccessExpressionSyntax element) => element.Parent is AssignmentExpressionSyntax assignment && assignment.Left == element;

    private static string? Text(ExpressionSyntax key, SemanticModel model, CancellationToken cancellationToken)
        => model.GetConstantValue(key, cancellationToken) is { HasValue: true, Value: string text } ? text : null;
}
