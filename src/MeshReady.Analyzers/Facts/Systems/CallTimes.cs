using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>The times after which the code ends a try and a call, in milliseconds, where it states them.</summary>
internal sealed class CallTimes(CodeFacts code, CancellationToken cancellationToken)
{
    private const long DefaultTry = 10_000;
    private const long DefaultTotal = 30_000;

    /// <summary>The time for a try and for all tries; null where there is none, or it is not known.</summary>
    public (long? Try, long? Total) Of(ClientRegistration client, IReadOnlyList<RetryCall> own, IReadOnlyList<RetryCall> general, IReadOnlyList<ResilienceHandler> handlers, bool isRepeatedByHand, int? tries)
    {
        if (handlers.Count(static handler => handler.Name.StartsWith("AddStandard", StringComparison.Ordinal)) is var standards and > 0)
        {
            return standards == 1 && handlers.Count == 1 && handlers[0] is { Name: "AddStandardResilienceHandler", Call: var standard }
                ? OfStandard(standard, isRepeatedByHand)
                : (null, null);
        }

        // Polly 8: the pipeline says what stands around the retry and what within.
        if (own.Concat(general).Select(static retry => retry.Source).OfType<InvocationExpressionSyntax>().FirstOrDefault(static call => CallChain.NameOf(call)?.Identifier.ValueText == "AddRetry") is { } retry
            && PipelineTimes.Of(retry, code, cancellationToken) is { } times)
        {
            return (Milliseconds(times.Inner?.Time), Milliseconds(times.Outer?.Time) ?? (isRepeatedByHand ? null : Limit(client)));
        }

        if (ClientTimes.Of(client, code, cancellationToken) is { } known)
            return (Milliseconds(known.Attempt?.Time), known.Limit.Expression is null || isRepeatedByHand ? null : Milliseconds(known.Limit.Time));

        var limit = Limit(client);
        var handled = handlers.Count == 1 ? Milliseconds(handlers[0].OnlyTime(code, cancellationToken)) : null;
        var least = limit is { } one && handled is { } two ? Math.Min(one, two) : limit ?? handled;
        if (isRepeatedByHand)
            return (least, null);
        return tries == 1 ? (least, least) : (handled, limit);
    }

    private (long? Try, long? Total) OfStandard(InvocationExpressionSyntax call, bool isRepeatedByHand)
    {
        if (StandardOptions.Of(call, code, cancellationToken) is { } options)
            return (Milliseconds(options.Attempt?.Time), isRepeatedByHand ? null : Milliseconds(options.Total?.Time));

        // Of another project only the syntax is read: the defaults hold where nothing is said.
        return code.ModelFor(call.SyntaxTree) is null && call.ArgumentList.Arguments.Count == 0 && !RetryCount.IsConfigured(call) ? (DefaultTry, isRepeatedByHand ? null : DefaultTotal) : (null, null);
    }

    private long? Limit(ClientRegistration client)
        => new ClientLimitReader(code, cancellationToken).Of(client) is { Name: "HttpClient.Timeout", Time: var time } ? Milliseconds(time) : null;

    private static long? Milliseconds(TimeSpan? time) => time is { } span && span > TimeSpan.Zero && span < TimeSpan.FromDays(1) ? (long)span.TotalMilliseconds : null;
}
