using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>A handler that is added to a client, by the strategies that its code names.</summary>
/// <param name="Call">The call that adds it.</param>
/// <param name="HasTimeout">Whether it ends a try or a call.</param>
/// <param name="HasBreaker">Whether it holds a circuit breaker.</param>
/// <param name="IsUnseen">Whether nothing in sight says what it does.</param>
/// <param name="Timeouts">The calls that set a time-out.</param>
internal sealed record ResilienceHandler(InvocationExpressionSyntax Call, bool HasTimeout, bool HasBreaker, bool IsUnseen, IReadOnlyList<InvocationExpressionSyntax> Timeouts)
{
    private const int Deepest = 2;

    private static readonly HashSet<string> Breakers = new(StringComparer.Ordinal) { "CircuitBreaker", "CircuitBreakerAsync", "AdvancedCircuitBreaker", "AdvancedCircuitBreakerAsync", "AddCircuitBreaker" };

    private static readonly HashSet<string> TimeLimits = new(StringComparer.Ordinal) { "TimeoutAsync", "Timeout", "AddTimeout" };

    private static readonly HashSet<string> Others = new(StringComparer.Ordinal) { "FallbackAsync", "AddFallback", "BulkheadAsync", "AddConcurrencyLimiter", "AddRateLimiter", "RateLimitAsync", "NoOpAsync", "AddHedging", "AddChaosLatency", "AddChaosFault" };

    public string Name => CallChain.NameOf(Call)?.Identifier.ValueText ?? "";

    public static ResilienceHandler Of(InvocationExpressionSyntax call, CodeFacts code, CancellationToken cancellationToken)
    {
        var name = CallChain.NameOf(call)?.Identifier.ValueText;
        if (name is "AddStandardResilienceHandler" or "AddStandardHedgingHandler")
            return new(call, HasTimeout: true, HasBreaker: true, IsUnseen: false, []);

        var calls = new List<InvocationExpressionSyntax>();
        Gather(call.ArgumentList, calls, code, 0, cancellationToken);
        List<string> names = [.. calls.Select(static inner => CallChain.NameOf(inner)?.Identifier.ValueText).OfType<string>()];
        return new(
            call,
            names.Exists(TimeLimits.Contains),
            names.Exists(Breakers.Contains),
            name == "AddPolicyHandlerFromRegistry" || !names.Exists(n => TimeLimits.Contains(n) || Breakers.Contains(n) || Others.Contains(n) || ResilienceNames.Retries.Contains(n)),
            [.. calls.Where(static inner => CallChain.NameOf(inner)?.Identifier.ValueText is "TimeoutAsync" or "AddTimeout")]);
    }

    /// <summary>The time of the only time-out, where the code states it.</summary>
    public TimeSpan? OnlyTime(CodeFacts code, CancellationToken cancellationToken)
    {
        if (Timeouts is not [{ ArgumentList.Arguments: [{ Expression: var limit }, ..] } only] || code.ModelFor(only.SyntaxTree) is not { } model)
            return null;
        if (limit is BaseObjectCreationExpressionSyntax { Initializer.Expressions: var members } && members.OfType<AssignmentExpressionSyntax>().FirstOrDefault(static a => a.Left is IdentifierNameSyntax { Identifier.ValueText: "Timeout" })?.Right is { } set)
            limit = set;
        return model.GetConstantValue(limit, cancellationToken) is { HasValue: true, Value: int seconds } ? TimeSpan.FromSeconds(seconds) : new ConstantTime(code, cancellationToken).Of(limit);
    }

    /// <summary>The calls in a piece of code and behind the names in it.</summary>
    private static void Gather(SyntaxNode part, List<InvocationExpressionSyntax> calls, CodeFacts code, int depth, CancellationToken cancellationToken)
    {
        calls.AddRange(part.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>());
        if (depth >= Deepest || code.ModelFor(part.SyntaxTree) is not { } model)
            return;
        foreach (var name in part.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (model.GetSymbolInfo(name, cancellationToken).Symbol is { Kind: SymbolKind.Method or SymbolKind.Field or SymbolKind.Local or SymbolKind.Property, DeclaringSyntaxReferences: [var reference] }
                && reference.GetSyntax(cancellationToken) is var declared && !part.Span.Contains(declared.Span))
            {
                Gather(declared, calls, code, depth + 1, cancellationToken);
            }
        }
    }
}
