using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>A retry of the code together with a client whose calls it repeats.</summary>
/// <param name="Retry">The retry.</param>
/// <param name="Client">The client.</param>
/// <param name="Throws">Whether a failed answer of the client reaches the retry as an exception.</param>
internal sealed record ClientRetry(RetryCall Retry, ClientRegistration Client, bool Throws)
{
    /// <summary>Every retry that a call of the client passes, this one among them.</summary>
    public IReadOnlyList<RetryCall> Stack(CodeFacts facts, CancellationToken cancellationToken)
    {
        IEnumerable<RetryCall> all = Client.Coverage.Retries;
        if (Client is { Origin: ClientOrigin.Factory, Coverage.DropsHandlers: false })
            all = [.. facts.Defaults.Retries(cancellationToken), .. all];
        List<RetryCall> stack = [.. all.Where(static retry => (retry.Triggers & RetryTriggers.Failures) != 0)];
        if (!stack.Exists(retry => retry.Call == Retry.Call))
            stack.Insert(0, Retry);
        return stack;
    }

    /// <summary>The repetitions of all of them together; null where one is not known, int.MaxValue where one does not end.</summary>
    public static int? Together(IEnumerable<RetryCall> stack)
    {
        var tries = 1L;
        foreach (var retry in stack)
        {
            if (retry.Retries is not { } count)
                return null;
            if (count == int.MaxValue)
                return count;
            tries = Math.Min(int.MaxValue, tries * (1L + Math.Max(0, count)));
        }

        return (int)tries - 1;
    }
}

/// <summary>Finds the clients whose calls the retry at a site repeats, where they are what a sidecar sees.</summary>
internal static class ClientRetries
{
    private static readonly HashSet<string> Throwing = new(StringComparer.Ordinal)
    {
        "GetStringAsync", "GetByteArrayAsync", "GetStreamAsync", "GetFromJsonAsync", "GetFromJsonAsAsyncEnumerable", "DeleteFromJsonAsync", "EnsureSuccessStatusCode",
    };

    /// <summary>The retries at the site with their clients. A site of <c>ConfigureHttpClientDefaults</c> has many.</summary>
    public static IEnumerable<ClientRetry> At(RuleContext context, Site site)
    {
        if (site.Node is not InvocationExpressionSyntax call)
            return [];
        if ((site.Kinds & SiteKinds.ClientRegistration) != 0)
            return OfRegistration(context, site);
        if (ResilienceNames.Retries.Contains(site.Name) && !PollyReader.IsInsideHandler(call))
            return OfPolly(context, call);
        return site.Name == "ConfigureHttpClientDefaults" ? OfDefaults(context, call) : [];
    }

    private static IEnumerable<ClientRetry> OfRegistration(RuleContext context, Site site)
    {
        if (new ClientReader(context.Facts, context.CancellationToken).At(site) is { Coverage.Retries.Count: > 0 } client
            && client.Coverage.Retries.FirstOrDefault(static r => (r.Triggers & RetryTriggers.Failures) != 0) is { } retry)
        {
            yield return new ClientRetry(retry, client, Throws: false);
        }
    }

    private static IEnumerable<ClientRetry> OfPolly(RuleContext context, InvocationExpressionSyntax call)
    {
        var triggers = RetryTriggerReader.Of(call);
        if ((triggers & RetryTriggers.Failures) == 0 || new PollyReader(context.Facts, context.CancellationToken).At(call) is not { IsHandler: false } strategy)
            yield break;

        // Next to a store, the retry has work that no sidecar takes over, unless it names what only requests throw.
        if (strategy.Handled == PayloadKind.Other || (strategy.Handled == PayloadKind.Unknown && strategy.Executed.Any(static p => p.Kind == PayloadKind.Other)))
            yield break;

        // Only a client that is known to lead to a service is the sidecar's business, and only if none leads elsewhere.
        (ClientRegistration Client, Payload Payload)? target = null;
        foreach (var payload in strategy.Executed)
        {
            if (payload.Kind != PayloadKind.Request || context.Facts.Clients.TargetOf(payload, context.CancellationToken) is not { } client)
                continue;
            if (context.Project.IsService(client.Address))
                target ??= (client, payload);
            else if (client.Address.Kind != AddressKind.Unknown)
                yield break;
        }

        if (target is var (found, by))
            yield return new ClientRetry(new RetryCall(call, strategy.Retries, triggers), found, ThrowsAt(found, by));
    }

    private static IEnumerable<ClientRetry> OfDefaults(RuleContext context, InvocationExpressionSyntax call)
    {
        var coverage = new ChainReader(context.Facts, context.CancellationToken).ReadBody(call.ArgumentList);
        foreach (var retry in coverage.Retries)
        {
            if ((retry.Triggers & RetryTriggers.Failures) == 0 || !call.Span.Contains(retry.Call.Span) || retry.Call.SyntaxTree != call.SyntaxTree)
                continue;
            foreach (var client in context.Facts.Clients.All(context.CancellationToken))
            {
                if (client is { Origin: ClientOrigin.Factory, ClientType: not Microsoft.CodeAnalysis.ITypeParameterSymbol, Coverage.DropsHandlers: false })
                    yield return new ClientRetry(retry, client, Throws: false);
            }
        }
    }

    /// <summary>Refit and RestEase throw for every failed answer, HttpClient where its shorthands are used or the code asks it to.</summary>
    private static bool ThrowsAt(ClientRegistration client, Payload payload)
        => client.Family is SinkFamily.Refit or SinkFamily.RestEase or SinkFamily.Flurl
            || payload.Client is { TypeKind: Microsoft.CodeAnalysis.TypeKind.Interface }
            || payload.Site is InvocationExpressionSyntax call && CallChain.NameOf(call)?.Identifier.ValueText is { } name && Throwing.Contains(name)
            || payload.Site?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && member.DescendantTokens().Any(static t => t.ValueText == "EnsureSuccessStatusCode");
}
