using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>Tells what message handlers add: one in sight that only passes the request on adds nothing; what another does is not guessed.</summary>
internal sealed class HandlerReader(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxDepth = 4;

    /// <summary>The handler of <c>AddHttpMessageHandler&lt;T&gt;()</c> or <c>AddHttpMessageHandler(() => new T())</c>.</summary>
    public Layers OfRegistration(InvocationExpressionSyntax call)
    {
        if (facts.ModelFor(call.SyntaxTree) is not { } model)
            return Layers.Unknown;
        if (CallChain.NameOf(call) is GenericNameSyntax { TypeArgumentList.Arguments: [var argument] })
            return OfType(model.GetTypeInfo(argument, cancellationToken).Type);

        var creation = call.ArgumentList.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>().FirstOrDefault();
        if (creation is not null)
            return Of(creation);
        var got = call.ArgumentList.DescendantNodes().OfType<GenericNameSyntax>().FirstOrDefault(static n => n.Identifier.ValueText is "GetRequiredService" or "GetService");
        return OfType(got is null ? null : model.GetTypeInfo(got.TypeArgumentList.Arguments[0], cancellationToken).Type);
    }

    /// <summary>The primary handler: nothing, unless a handler that protects is put into its place.</summary>
    public Layers OfPrimary(InvocationExpressionSyntax call)
    {
        var layers = Layers.None;
        foreach (var creation in call.ArgumentList.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>())
        {
            if (facts.ModelFor(creation.SyntaxTree)?.GetTypeInfo(creation, cancellationToken).Type is { } type && type.IsOrInherits("System.Net.Http.DelegatingHandler"))
                layers |= Of(creation);
        }

        return layers;
    }

    /// <summary>What the handler adds that this expression makes or names, with the handlers inside it.</summary>
    public Layers Of(ExpressionSyntax handler) => Of(handler, depth: 0);

    private Layers Of(ExpressionSyntax handler, int depth)
    {
        if (facts.ModelFor(handler.SyntaxTree) is not { } model || depth >= MaxDepth)
            return Layers.Unknown;

        var type = model.GetTypeInfo(handler, cancellationToken).Type;
        if (IsPrimary(type))
            return Layers.None;
        if (handler is not BaseObjectCreationExpressionSyntax)
        {
            var value = model.GetSymbolInfo(handler, cancellationToken).Symbol is { } symbol ? OnlyValue.Of(symbol, facts, model, cancellationToken) : null;
            return value is null ? Layers.Unknown : Of(value, depth + 1);
        }

        var layers = OfType(type);
        foreach (var inner in handler.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>())
        {
            if (model.GetTypeInfo(inner, cancellationToken).Type is { } innerType && innerType.IsOrInherits("System.Net.Http.HttpMessageHandler"))
                layers |= Of(inner, depth + 1);
        }

        return layers;
    }

    private static bool IsPrimary(ITypeSymbol? type)
        => type.Is("System.Net.Http.HttpClientHandler") || type.Is("System.Net.Http.SocketsHttpHandler") || type.Is("System.Net.Http.WinHttpHandler") || type.Is("System.Net.Http.WebRequestHandler");

    private Layers OfType(ITypeSymbol? type)
    {
        if (type is null || type.TypeKind == TypeKind.Error)
            return Layers.Unknown;
        if (type.Is("Microsoft.Extensions.Http.PolicyHttpMessageHandler") || type.Is("Microsoft.Extensions.Http.Resilience.ResilienceHandler"))
            return Layers.Custom;

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.DeclaringSyntaxReferences.IsEmpty)
                return current.IsInNamespace("System.Net.Http") || !HouseMethods.MayProtect(current.ContainingAssembly) ? Layers.None : Layers.Unknown;
            foreach (var reference in current.DeclaringSyntaxReferences)
            {
                if (MayRepeat(reference.GetSyntax(cancellationToken)))
                    return Layers.Unknown;
            }
        }

        return Layers.Unknown;
    }

    // Two sends are the request before and after a token is renewed.
    private static bool MayRepeat(SyntaxNode handler)
    {
        var sends = 0;
        foreach (var node in handler.DescendantNodes())
        {
            switch (node)
            {
                case ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or GotoStatementSyntax:
                    return true;
                case InvocationExpressionSyntax call:
                    var name = CallChain.NameOf(call)?.Identifier.ValueText;
                    sends += name == "SendAsync" ? 1 : 0;
                    if (sends > 2 || name is "ExecuteAsync" or "Execute" or "CancelAfter" or "WaitAsync")
                        return true;
                    break;
                case ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "CancellationTokenSource" }, ArgumentList.Arguments.Count: > 0 }:
                    return true;
            }
        }

        return false;
    }
}
