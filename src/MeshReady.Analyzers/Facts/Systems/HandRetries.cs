using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Retries of Polly that callers put around the calls of a client.</summary>
internal sealed class HandRetries(CodeFacts code, CancellationToken cancellationToken)
{
    private IReadOnlyList<(RetryCall Retry, ClientRegistration Client)>? _known;

    /// <summary>The retries around calls of the client.</summary>
    public IReadOnlyList<RetryCall> Of(ClientRegistration client)
        => [.. All().Where(known => known.Client.Node == client.Node || IsOf(known.Client.ClientType, client.ClientType) && known.Client.ClientType is not null || known.Client.ClientType is null && ClientFacts.IsSame(known.Client, client))
            .Select(static known => known.Retry).GroupBy(static retry => retry.Call).Select(static group => group.First())];

    /// <summary>Whether some policy by hand may be around it, though none is seen to be.</summary>
    public bool MayCover(ClientRegistration client) => Sites().Any() && code.ByHand.Covers(client, cancellationToken);

    /// <summary>Whether any circuit breaker stands outside of the clients' handlers.</summary>
    public bool HasBreakers => Sites().Any(static call => CallChain.NameOf(call)?.Identifier.ValueText.Contains("CircuitBreaker") == true);

    /// <summary>Whether a time-out is wrapped with these retries.</summary>
    public bool HasTimeout(IReadOnlyList<RetryCall> retries)
        => retries.Any(static retry => retry.Call.FirstAncestorOrSelf<StatementSyntax>()?.DescendantTokens().Any(static t => t.ValueText is "TimeoutAsync" or "AddTimeout") == true);

    private IReadOnlyList<(RetryCall Retry, ClientRegistration Client)> All()
    {
        if (_known is not null)
            return _known;
        var found = new List<(RetryCall, ClientRegistration)>();
        var reader = new PollyReader(code, cancellationToken);
        foreach (var call in Sites())
        {
            var triggers = RetryTriggerReader.Of(call);
            if (!ResilienceNames.Retries.Contains(CallChain.NameOf(call)?.Identifier.ValueText ?? "") || (triggers & RetryTriggers.Failures) == 0 || reader.At(call) is not { IsHandler: false } strategy)
                continue;
            foreach (var payload in strategy.Executed)
            {
                if (payload.Kind == PayloadKind.Request && code.Clients.TargetOf(payload, cancellationToken) is { } client)
                    found.Add((new RetryCall(call, strategy.Retries, triggers), client));
            }
        }

        return _known = found;
    }

    private IEnumerable<InvocationExpressionSyntax> Sites()
        => code.Sites(SiteKinds.Resilience, cancellationToken).Select(static site => site.Node).OfType<InvocationExpressionSyntax>()
            .Where(static call => CallChain.NameOf(call)?.Identifier.ValueText is { } name && name != "ConfigureHttpClientDefaults" && !ResilienceNames.OnBuilder.ContainsKey(name) && !PollyReader.IsInsideHandler(call));

    private static bool IsOf(ITypeSymbol? one, ITypeSymbol? other)
        => one is not null && other is not null && (SymbolEqualityComparer.Default.Equals(one, other)
            || one.TypeKind == TypeKind.Interface && other.AllInterfaces.Contains(one, SymbolEqualityComparer.Default)
            || other.TypeKind == TypeKind.Interface && one.AllInterfaces.Contains(other, SymbolEqualityComparer.Default));
}
