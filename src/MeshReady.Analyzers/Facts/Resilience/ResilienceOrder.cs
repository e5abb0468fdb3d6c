using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>
/// Which rule speaks of a retry where several could. A retry that manifests prove to multiply is MSA1201's or MSA1203's. One that
/// the mesh repeats in full is MSA0203's: it can go, and whatever else is wrong with it goes as well. Then its mistakes in the
/// code, one at a site: MSA0213 (HTTP handlers on gRPC clients, of which the others say nothing), MSA0206 (no end), MSA0204 (stacked), MSA0205 (repeats what changes something). MSA0203's remark that the
/// mesh could take a retry over comes last.
/// </summary>
internal static class ResilienceOrder
{
    private const string Endless = "MSA0206";
    private const string Stacked = "MSA0204";
    private const string Unsafe = "MSA0205";

    /// <summary>Whether a rule that knows the mesh has more to say of one of these retries of a client.</summary>
    public static bool IsOfMesh(RuleContext context, Site site, ClientRegistration client, IEnumerable<RetryCall> retries)
        => retries.Any(retry => RetryAmplification.IsReported(context, new ClientRetry(retry, client, Throws: false)))
            || context.IsEnabled(RetryInMesh.Rule) && RetryInMesh.At(context, site) is { IsCovered: true };

    /// <summary>As <see cref="IsOfMesh(RuleContext, Site, ClientRegistration, IEnumerable{RetryCall})"/>, of a retry without an end.</summary>
    public static bool IsOfMesh(RuleContext context, Site site, EndlessRetry retry)
    {
        foreach (var client in retry.Clients)
        {
            if (SiteOf(client.Client.Node, SiteKinds.ClientRegistration) is { } registration && IsOfMesh(context, registration, client.Client, [client.Retry]))
                return true;
        }

        return ClientRetries.At(context, site).Any(found => RetryAmplification.IsReported(context, found))
            || context.IsEnabled(RetryInMesh.Rule) && RetryInMesh.At(context, site) is { IsCovered: true };
    }

    /// <summary>Whether MSA1202 says of a request, or of another of its client, who repeats it: with the mesh's part, it says more.</summary>
    public static bool IsRepeatedByMesh(RuleContext context, ClientRegistration? client, SyntaxNode call)
    {
        if (context.Placements.Count == 0 || !context.IsEnabled(UnsafeRepetition.Rule))
            return false;
        IEnumerable<Site?> sites = [.. client is null ? [] : ChangingCalls.For(context.Facts).Of(client, context.CancellationToken).Select(static change => change.Site), SiteOf(call, SiteKinds.OutboundAddress)];
        var reader = new UnsafeCallReader(context.Facts, context.Addresses, context.CancellationToken);
        return sites.OfType<Site>().Any(site => reader.At(site, context.Facts.ModelOf(site.Node.SyntaxTree)) is { } change
            && UnsafeRepetition.Of(context, change, UnsafeRetries.Of(context.Facts, change, context.CancellationToken)).Count > 0);
    }

    /// <summary>Whether a handler repeats without an end, which is said before anything else of it.</summary>
    public static bool IsEndless(RuleContext context, RetryCall retry) 
        => context.IsEnabled(Endless) && EndlessRetry.IsWithoutEnd(retry.Retries) && retry.Source is InvocationExpressionSyntax call && EndlessRetry.At(context.Facts, call, context.CancellationToken) is not null;

    /// <summary>Whether something is said of a handler before what it repeats: that it has no end, or is one too many.</summary>
    public static bool IsGraver(RuleContext context, ClientRegistration client, RetryCall retry)
        => IsEndless(context, retry) || context.IsEnabled(Stacked) && RetryStack.Of(context.Facts, client, context.CancellationToken)?.Last.Retry.Call == retry.Call;

    /// <summary>Whether a rule finds a mistake at a retry that the mesh could take over, so that the remark can wait.</summary>
    public static bool IsMistake(RuleContext context, RetryInMesh retry)
        => context.IsEnabled(IdleProtection.Rule) && retry.Retry.Source is InvocationExpressionSyntax && IdleProtection.OfGrpc(retry.Client) is not null
            || IsEndless(context, retry.Retry)
            || context.IsEnabled(Stacked) && RetryStack.Of(context.Facts, retry.Client, context.CancellationToken) is { } stack && stack.Others.Append(stack.Last).Any(handler => handler.Retry.Call == retry.Retry.Call)
            || context.IsEnabled(Unsafe) && RepeatedChanges.Unsparing([retry.Retry], retry.Client).Any() && RepeatedChanges.ChangeOf(context, retry.Client) is { } change && !IsRepeatedByMesh(context, retry.Client, change.Node);

    private static Site? SiteOf(SyntaxNode call, SiteKinds kinds)
        => call is InvocationExpressionSyntax invocation ? new Site(call, kinds, CallChain.NameOf(invocation)?.Identifier.ValueText ?? "") : null;
}
