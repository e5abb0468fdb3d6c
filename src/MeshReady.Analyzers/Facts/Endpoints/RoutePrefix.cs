using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Endpoints;

/// <summary>What stands before the patterns of a route builder: the patterns of the groups around it.</summary>
internal sealed class RoutePrefix(CodeFacts facts, IReadOnlyDictionary<string, string?> given, CancellationToken cancellationToken)
{
    private const int MaxDepth = 8;

    /// <summary>How a parameter is found again in <c>given</c>.</summary>
    public static string KeyOf(IParameterSymbol parameter) => parameter.ContainingSymbol.ToDisplayString() + "/" + parameter.Name;

    /// <summary>The prefix; null where it is not known.</summary>
    public string? Of(ExpressionSyntax? builder, SemanticModel model) => Of(builder, model, depth: 0);

    private string? Of(ExpressionSyntax? builder, SemanticModel model, int depth)
    {
        if (builder is null || depth >= MaxDepth)
            return null;

        if (builder is ParenthesizedExpressionSyntax inner)
            return Of(inner.Expression, model, depth + 1);
        if (builder is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call)
        {
            if (access.Name.Identifier.ValueText != "MapGroup")
                return Of(access.Expression, model, depth + 1);
            return call.ArgumentList.Arguments is [{ Expression: var pattern }, ..]
                && model.GetConstantValue(pattern, cancellationToken) is { HasValue: true, Value: string text }
                && Of(access.Expression, model, depth + 1) is { } outer
                ? RoutePattern.Join(outer, text)
                : null;
        }

        return model.GetSymbolInfo(builder, cancellationToken).Symbol switch
        {
            ILocalSymbol local => OnlyValue.OfLocal(local, model, cancellationToken) is { } value && !IsRoot(local.Type) ? Of(value, model, depth + 1) : IsRoot(local.Type) ? "" : null,
            IParameterSymbol parameter => OfParameter(parameter, model, depth),
            IFieldSymbol { Type: var type } => IsRoot(type) ? "" : null,
            IPropertySymbol { Type: var type } => IsRoot(type) ? "" : null,
            _ => IsRoot(model.GetTypeInfo(builder, cancellationToken).Type) ? "" : null,
        };
    }

    private string? OfParameter(IParameterSymbol parameter, SemanticModel model, int depth)
    {
        if (given.TryGetValue(KeyOf(parameter), out var known))
            return known;
        if (IsRoot(parameter.Type))
            return "";
        if (parameter.DeclaringSyntaxReferences is not [var reference] || reference.SyntaxTree != model.SyntaxTree)
            return null;

        // app.UseEndpoints(endpoints => …)
        var declaration = reference.GetSyntax(cancellationToken);
        if (declaration.FirstAncestorOrSelf<LambdaExpressionSyntax>() is { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax around } })
            return CallChain.NameOf(around)?.Identifier.ValueText == "UseEndpoints" ? "" : null;

        if (parameter.ContainingSymbol is not IMethodSymbol method || !facts.Compilation.ContainsSyntaxTree(reference.SyntaxTree))
            return null;
        string? only = null;
        foreach (var use in facts.Uses.Of(method, cancellationToken))
        {
            if (use.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || CallChain.NameOf(call) != use)
                return null;
            var owner = facts.ModelOf(use.SyntaxTree);
            var isReduced = owner.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { ReducedFrom: not null };
            var argument = isReduced && parameter.Ordinal == 0 ? (call.Expression as MemberAccessExpressionSyntax)?.Expression
                : call.ArgumentList.Arguments.ElementAtOrDefault(isReduced ? parameter.Ordinal - 1 : parameter.Ordinal)?.Expression;
            if (Of(argument, owner, depth + 1) is not { } prefix || only is not null && only != prefix)
                return null;
            only = prefix;
        }

        return only;
    }

    // A builder of routes alone may be a group.
    private static bool IsRoot(ITypeSymbol? type)
        => type.Is("Microsoft.AspNetCore.Builder.WebApplication") || type.Is("Microsoft.AspNetCore.Builder.IApplicationBuilder") || type.Is("Microsoft.AspNetCore.Builder.ApplicationBuilder");
}
