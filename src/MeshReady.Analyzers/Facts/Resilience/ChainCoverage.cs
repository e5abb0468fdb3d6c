using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>What a chain of calls on a client's builder adds.</summary>
/// <param name="Layers">What protects the client, as far as the chain shows.</param>
/// <param name="Retries">The calls of the chain that add retries.</param>
internal sealed record ChainCoverage(Layers Layers, IReadOnlyList<RetryCall> Retries)
{
    public static readonly ChainCoverage None = new(Layers.None, []);

    /// <summary>The chain takes away every handler before it, the defaults of all clients included.</summary>
    public bool DropsHandlers { get; init; }

    /// <summary>What repeats besides, reported elsewhere or nowhere: retries in a method of the project (at its call), and hedging.</summary>
    public IReadOnlyList<RetryCall> Further { get; init; } = [];

    public ChainCoverage With(Layers more) => more == Layers.None ? this : this with { Layers = Layers | more };

    public ChainCoverage With(ChainCoverage more)
        => new(Layers | more.Layers, more.DropsHandlers ? more.Retries : [.. Retries, .. more.Retries])
        {
            DropsHandlers = DropsHandlers || more.DropsHandlers,
            Further = more.DropsHandlers ? more.Further : [.. Further, .. more.Further],
        };
}

/// <summary>Reads the chains of calls behind client registrations.</summary>
internal sealed class ChainReader(CodeFacts facts, CancellationToken cancellationToken)
{
    private const string BuilderType = "Microsoft.Extensions.DependencyInjection.IHttpClientBuilder";
    private const int MaxDepth = 4;

    private readonly HandlerReader _handlers = new(facts, cancellationToken);

    public ChainCoverage Read(CallChain chain)
    {
        var coverage = new ChainCoverage(chain.LeavesSight ? Layers.Unknown : Layers.None, []);
        for (var i = 0; i < chain.Calls.Count; i++)
            coverage = coverage.With(OfCall(chain.Calls[i], isRegistration: i == 0, depth: 0));
        return coverage;
    }

    /// <summary>What the body of a lambda or method that configures a builder adds.</summary>
    public ChainCoverage ReadBody(SyntaxNode body, int depth = 0)
    {
        var coverage = ChainCoverage.None.With(TypeProtection.In(body) & Layers.Timeout);
        foreach (var call in body.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (CallChain.NameOf(call)?.Identifier.ValueText is { } name && (ResilienceNames.OnBuilder.ContainsKey(name) || (depth < MaxDepth && IsCallOnBuilder(call))))
                coverage = coverage.With(OfCall(call, isRegistration: false, depth));
        }

        return coverage;
    }

    /// <summary>What a handler adds that is handed to a client's constructor.</summary>
    public Layers ReadHandler(ExpressionSyntax? handler) => handler is null ? Layers.None : _handlers.Of(handler);

    private ChainCoverage OfCall(InvocationExpressionSyntax call, bool isRegistration, int depth)
    {
        var name = CallChain.NameOf(call)?.Identifier.ValueText ?? "";
        if (isRegistration || name is "ConfigureHttpClient")
            return ChainCoverage.None.With(TypeProtection.In(call.ArgumentList) & Layers.Timeout);
        if (ResilienceNames.OnBuilder.TryGetValue(name, out var layers))
            return OfHandler(call, name, layers);
        if (ResilienceNames.Harmless.Contains(name))
            return ChainCoverage.None;
        return name switch
        {
            "RemoveAllResilienceHandlers" => ChainCoverage.None with { DropsHandlers = true },
            "AddHttpMessageHandler" => ChainCoverage.None.With(_handlers.OfRegistration(call)),
            "ConfigurePrimaryHttpMessageHandler" or "UseSocketsHttpHandler" => ChainCoverage.None.With(_handlers.OfPrimary(call)),
            "ConfigureChannel" => OfChannel(call),
            "AddInterceptor" or "EnableCallContextPropagation" or "ConfigureHttpMessageHandlerBuilder" or "ConfigureAdditionalHttpMessageHandlers" => new ChainCoverage(Layers.Unknown, []),
            _ => OfHouse(call, name, depth),
        };
    }

    private ChainCoverage OfHandler(InvocationExpressionSyntax call, string name, Layers layers)
    {
        if (name == "AddStandardResilienceHandler")
        {
            var count = facts.ModelAnywhere(call.SyntaxTree) is { } model ? RetryCount.OfStandardHandler(call, model, cancellationToken) : null;
            return SwitchesRetriesOff(call) ? new ChainCoverage(Layers.Timeout | Layers.CircuitBreaker, []) : new ChainCoverage(layers, [new RetryCall(call, count, RetryTriggerReader.Of(call.ArgumentList))]);
        }

        if (name == "AddStandardHedgingHandler")
            return new ChainCoverage(layers, []) { Further = [new RetryCall(call, call.ArgumentList.Arguments.Count == 0 && !RetryCount.IsConfigured(call) ? 1 : null, RetryTriggers.Failures)] };

        // A handler that is put together in place, or by a method, field or property in sight.
        return layers == Layers.Custom && RetryIn(call.ArgumentList, depth: 0) is { } retry
            ? new ChainCoverage(layers | Layers.Retry, [retry with { Call = call.FullSpan.Contains(retry.Call.FullSpan) && call.SyntaxTree == retry.Call.SyntaxTree ? retry.Call : call, Triggers = name == "AddTransientHttpErrorPolicy" ? retry.Triggers | RetryTriggers.Failures : retry.Triggers }])
            : new ChainCoverage(layers, []);
    }

    /// <summary>The first retry of Polly 7 or 8 in this code or behind the names in it.</summary>
    private RetryCall? RetryIn(SyntaxNode code, int depth)
    {
        foreach (var inner in code.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>())
        {
            if (CallChain.NameOf(inner)?.Identifier.ValueText is not { } name || !ResilienceNames.Retries.Contains(name))
                continue;
            var model = facts.ModelFor(inner.SyntaxTree);
            var method = model?.GetSymbolInfo(inner, cancellationToken).Symbol as IMethodSymbol;

            // Policies.Retry() of the project: its body says what it makes.
            if (method is not null && !method.IsInNamespace("Polly"))
                continue;
            var count = method is null ? null : RetryCount.Of(inner, method, model!, cancellationToken);
            return new RetryCall(inner, count, RetryTriggerReader.Of(inner));
        }

        if (depth >= 2)
            return null;
        foreach (var name in code.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
        {
            if (facts.ModelFor(name.SyntaxTree)?.GetSymbolInfo(name, cancellationToken).Symbol is { Kind: SymbolKind.Method or SymbolKind.Field or SymbolKind.Local or SymbolKind.Property, DeclaringSyntaxReferences: [var reference] }
                && RetryIn(reference.GetSyntax(cancellationToken), depth + 1) is { } retry)
            {
                return retry;
            }
        }

        return null;
    }

    private ChainCoverage OfChannel(InvocationExpressionSyntax call)
        => call.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>().Any(static n => n.Identifier.ValueText is "ServiceConfig" or "MethodConfigs")
            ? new ChannelReader(facts, new AddressResolver(facts, cancellationToken), cancellationToken).OfServiceConfig(call, call.ArgumentList)
            : ChainCoverage.None;

    private static bool SwitchesRetriesOff(InvocationExpressionSyntax call)
        => new[] { call, RetryCount.Configured(call) }.OfType<InvocationExpressionSyntax>().SelectMany(static c => c.ArgumentList.DescendantNodes()).OfType<AssignmentExpressionSyntax>().Any(static a => a.Left.ToString().EndsWith("Retry.ShouldHandle", StringComparison.Ordinal) && a.Right.ToString() is var right && (right.Contains("False") || right.Contains("false")));

    private bool IsCallOnBuilder(InvocationExpressionSyntax call)
        => facts.ModelFor(call.SyntaxTree) is { } model
            && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
            && method.Extended(call, model, cancellationToken).IsOrInherits(BuilderType);

    /// <summary>An extension that MeshReady does not know by name.</summary>
    private ChainCoverage OfHouse(InvocationExpressionSyntax call, string name, int depth)
    {
        if (facts.Houses.Declared(name) is { } declared)
            return ChainCoverage.None.With(declared);

        // In another project's source nothing can be bound; a name that is not known is not judged.
        if (facts.ModelFor(call.SyntaxTree)?.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
            return new ChainCoverage(Layers.Unknown, []);
        if (method.Declared() is { DeclaringSyntaxReferences: [var reference] })
        {
            if (depth >= MaxDepth)
                return new ChainCoverage(Layers.Unknown, []);

            // Its retries are reported in its body, if anywhere: many clients may pass through it.
            var body = ReadBody(reference.GetSyntax(cancellationToken), depth + 1);
            return new ChainCoverage(body.Layers, []) { DropsHandlers = body.DropsHandlers, Further = [.. body.Retries.Concat(body.Further).Select(retry => retry with { Call = call })] };
        }

        return HouseMethods.MayProtect(method.ContainingAssembly) ? new ChainCoverage(Layers.Unknown, []) : ChainCoverage.None;
    }
}
