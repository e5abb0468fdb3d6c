using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>What a chain of calls on a client's builder adds.</summary>
/// <param name="Layers">What protects the client, as far as the chain shows.</param>
/// <param name="Retries">The calls of the chain that add retries.</param>
internal sealed record ChainCoverage(Layers Layers, IReadOnlyList<InvocationExpressionSyntax> Retries)
{
    public static readonly ChainCoverage None = new(Layers.None, []);
}

/// <summary>Reads the chains of calls behind client registrations.</summary>
internal sealed class ChainReader(CodeFacts facts, CancellationToken cancellationToken)
{
    private const string BuilderType = "Microsoft.Extensions.DependencyInjection.IHttpClientBuilder";
    private const int MaxDepth = 4;

    public ChainCoverage Read(CallChain chain)
    {
        var layers = chain.LeavesSight ? Layers.Unknown : Layers.None;
        var retries = new List<InvocationExpressionSyntax>();
        for (var i = 0; i < chain.Calls.Count; i++)
        {
            var added = LayersOf(chain.Calls[i], isRegistration: i == 0, depth: 0);
            layers |= added;
            if ((added & Layers.Retry) != 0 && i > 0)
                retries.Add(chain.Calls[i]);
        }

        return new ChainCoverage(layers, retries);
    }

    /// <summary>What the body of a lambda or method that configures a builder adds.</summary>
    public Layers ReadBody(SyntaxNode body, int depth = 0)
    {
        var layers = Layers.None;
        foreach (var call in body.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (CallChain.NameOf(call) is { } name && (ResilienceNames.OnBuilder.ContainsKey(name.Identifier.ValueText) || ResilienceNames.Retries.Contains(name.Identifier.ValueText) || ResilienceNames.Protections.Contains(name.Identifier.ValueText)))
                layers |= LayersOf(call, isRegistration: false, depth);
            else if (depth < MaxDepth && IsCallOnBuilder(call))
                layers |= LayersOf(call, isRegistration: false, depth);
        }

        return layers | TimeoutsIn(body);
    }

    private Layers LayersOf(InvocationExpressionSyntax call, bool isRegistration, int depth)
    {
        var name = CallChain.NameOf(call)?.Identifier.ValueText ?? "";
        if (isRegistration || name is "ConfigureHttpClient")
            return TimeoutsIn(call.ArgumentList);
        if (name == "AddStandardResilienceHandler" && SwitchesRetriesOff(call))
            return Layers.Timeout | Layers.CircuitBreaker;
        if (ResilienceNames.OnBuilder.TryGetValue(name, out var layers))
            return layers == Layers.Custom ? CustomLayers(call) : layers;
        if (ResilienceNames.Retries.Contains(name))
            return Layers.Retry;
        if (ResilienceNames.Protections.Contains(name))
            return Layers.Custom;
        if (ResilienceNames.Harmless.Contains(name))
            return Layers.None;
        if (name == "AddHttpMessageHandler")
            return HandlerLayers(call);
        if (name == "ConfigureChannel")
            return call.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>().Any(static n => n.Identifier.ValueText is "ServiceConfig" or "MethodConfigs") ? Layers.Custom | RetryPolicyIn(call) : Layers.None;
        if (name is "AddInterceptor" or "EnableCallContextPropagation" or "ConfigureHttpMessageHandlerBuilder" or "ConfigureAdditionalHttpMessageHandlers")
            return Layers.Unknown;
        return HouseLayers(call, name, depth);
    }

    /// <summary>A handler that is put together in place: a policy of Polly 7, a pipeline of Polly 8.</summary>
    private Layers CustomLayers(InvocationExpressionSyntax call)
    {
        var layers = Layers.Custom;
        foreach (var inner in call.ArgumentList.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (CallChain.NameOf(inner)?.Identifier.ValueText is { } name && ResilienceNames.Retries.Contains(name))
                layers |= Layers.Retry;
        }

        // AddPolicyHandler(GetRetryPolicy()): the body of a method in sight tells.
        foreach (var argument in call.ArgumentList.Arguments)
        {
            foreach (var name in argument.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            {
                if ((layers & Layers.Retry) == 0 && DeclarationOf(name) is { } declaration && declaration.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(static c => CallChain.NameOf(c)?.Identifier.ValueText is { } n && ResilienceNames.Retries.Contains(n)))
                    layers |= Layers.Retry;
            }
        }

        return layers;
    }

    private SyntaxNode? DeclarationOf(IdentifierNameSyntax name)
        => facts.ModelFor(name.SyntaxTree)?.GetSymbolInfo(name, cancellationToken).Symbol is { Kind: SymbolKind.Method or SymbolKind.Field or SymbolKind.Local or SymbolKind.Property, DeclaringSyntaxReferences: [var reference] }
            ? reference.GetSyntax(cancellationToken)
            : null;

    private static Layers RetryPolicyIn(InvocationExpressionSyntax call)
        => call.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>().Any(static n => n.Identifier.ValueText == "RetryPolicy") ? Layers.Retry : Layers.None;

    private static Layers TimeoutsIn(SyntaxNode node)
        => node.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(static a => a.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Timeout" } or IdentifierNameSyntax { Identifier.ValueText: "Timeout" } && !a.Right.ToString().Contains("Infinite"))
            ? Layers.Timeout
            : Layers.None;

    private static bool SwitchesRetriesOff(InvocationExpressionSyntax call)
        => call.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(static a => a.Left.ToString().EndsWith("Retry.ShouldHandle", StringComparison.Ordinal) && a.Right.ToString().Contains("False"));

    /// <summary>A delegating handler: one in sight that only passes the request on adds nothing; what else it does is not guessed.</summary>
    private Layers HandlerLayers(InvocationExpressionSyntax call)
    {
        var type = CallChain.NameOf(call) is GenericNameSyntax { TypeArgumentList.Arguments: [var argument] }
            ? facts.ModelOf(call.SyntaxTree).GetTypeInfo(argument, cancellationToken).Type
            : call.ArgumentList.DescendantNodes().OfType<ObjectCreationExpressionSyntax>().FirstOrDefault() is { } creation ? facts.ModelOf(call.SyntaxTree).GetTypeInfo(creation, cancellationToken).Type : null;
        if (type is null || type.TypeKind == TypeKind.Error)
            return Layers.Unknown;
        if (type.DeclaringSyntaxReferences.IsEmpty)
            return HouseMethods.MayProtect(type.ContainingAssembly, facts.Compilation) ? Layers.Unknown : Layers.None;

        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var body = reference.GetSyntax(cancellationToken);
            var sends = body.DescendantNodes().OfType<InvocationExpressionSyntax>().Count(static c => CallChain.NameOf(c)?.Identifier.ValueText is "SendAsync");
            var loops = body.DescendantNodes().Any(static n => n is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax);
            var executes = body.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(static c => CallChain.NameOf(c)?.Identifier.ValueText is "ExecuteAsync" or "CancelAfter");
            if (sends > 2 || loops || executes)
                return Layers.Unknown;
        }

        return Layers.None;
    }

    private bool IsCallOnBuilder(InvocationExpressionSyntax call)
        => facts.ModelFor(call.SyntaxTree) is { } model
            && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
            && (method.Declared().Parameters is [{ Type: var first }, ..] && method.Declared().IsExtensionMethod && first.IsOrInherits(BuilderType));

    /// <summary>An extension that MeshReady does not know by name.</summary>
    private Layers HouseLayers(InvocationExpressionSyntax call, string name, int depth)
    {
        // In another project's source nothing can be bound; a name that is not known is not judged.
        if (facts.ModelFor(call.SyntaxTree) is not { } model)
            return Layers.Unknown;
        if (facts.Houses.Declared(name) is { } declared)
            return declared;
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
            return Layers.Unknown;
        if (method.Declared() is { DeclaringSyntaxReferences: [var reference] })
            return depth < MaxDepth ? ReadBody(reference.GetSyntax(cancellationToken), depth + 1) : Layers.Unknown;
        return HouseMethods.MayProtect(method.ContainingAssembly, facts.Compilation) ? Layers.Unknown : Layers.None;
    }
}
