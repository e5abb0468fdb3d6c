using MeshReady.Analyzers.Facts.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>Limits of time of which the inner one cannot be reached, or the outer one leaves no time for what it surrounds.</summary>
/// <param name="Place">The limit that is to be changed, or the call that leaves it at its default.</param>
/// <param name="Trouble">What comes of it.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Severity">Warning where a part of the protection never works, Info where the last of it does not.</param>
internal sealed record TimeInversion(SyntaxNode Place, string Trouble, string Advice, DiagnosticSeverity Severity = DiagnosticSeverity.Warning)
{
    private const string Refused = "so the options are refused when the client is first used";

    /// <summary>The mistake in the options of a standard handler; null where there is none, or the code does not say.</summary>
    public static TimeInversion? Of(StandardOptions options, CodeFacts facts, CancellationToken cancellationToken)
    {
        if (options.Attempt is not { } attempt)
            return null;

        if (options.Total is { } total && (attempt.Expression ?? total.Expression) is { } place)
        {
            if (attempt.Time is { } ofTry && total.Time is { } ofAll && ofTry > ofAll)
                return new(place, $"a try may take {Show(attempt)} and all tries together {Show(total)}, {Refused}", "make TotalRequestTimeout the longer one");
            if (attempt.Equals(total, facts, cancellationToken))
                return new(place, $"a try may take as long as all tries together{(attempt.Time is null ? "" : $" ({Show(attempt)})")}, so nothing is left to retry after a time-out", "give a try a part of TotalRequestTimeout");
        }

        return options.Sampling is { Time: { } sampling } counted && attempt.Time is { } tried && (attempt.Expression ?? counted.Expression) is { } set && sampling.Ticks < tried.Ticks * 2
            ? new(set, $"SamplingDuration ({Show(counted)}) is less than twice the time for a try ({Show(attempt)}), {Refused}", $"raise it to {MeshBudget.Show(TimeSpan.FromTicks(tried.Ticks * 2))} at least")
            : null;

        static string Show(StatedTime time) => time.Time is { } known ? MeshBudget.Show(known) + (time.Expression is null ? " by default" : "") : "";
    }

    /// <summary>The mistake in a pipeline of Polly 8 around a retry.</summary>
    public static TimeInversion? Of(PipelineTimes pipeline, CodeFacts facts, CancellationToken cancellationToken)
    {
        if (pipeline.Outer is not { } outer)
            return null;
        if (pipeline.Inner is { } inner && (outer.Equals(inner, facts, cancellationToken) || outer.Time is { } ofAll && inner.Time is { } ofTry && ofTry > ofAll))
        {
            return new(
                inner.Expression!,
                $"a try may take {(inner.Time is { } tried ? MeshBudget.Show(tried) : "as long as")}{(outer.Time is { } whole ? $" and all tries together {MeshBudget.Show(whole)}" : " all tries together")}, so nothing is left to retry after a time-out",
                "make the time-out before the retry the longer one");
        }

        return pipeline.Delay is { Time: { } pause } delay && outer.Time is { } limit && pause >= limit
            ? new(delay.Expression!, $"the first pause is {MeshBudget.Show(pause)} and the time-out around the retry {MeshBudget.Show(limit)}, so nothing is ever retried", "wait less, or longer in all")
            : null;
    }

    /// <summary>The mistake between the time of a client and the handlers within it.</summary>
    public static TimeInversion? Of(ClientTimes client)
    {
        var time = MeshBudget.Show(client.Limit.Time!.Value) + (client.Limit.Expression is null ? " by default" : "");
        if (client.Attempt is { Time: { } tried, Expression: { } attempt } && tried >= client.Limit.Time)
            return new(client.Limit.Expression ?? attempt, $"HttpClient.Timeout ends the whole call after {time}, and a try may take {MeshBudget.Show(tried)}, so nothing is left to retry after a time-out", "make HttpClient.Timeout longer than all tries together");
        if (client.Pauses is not { Count: > 0 } pauses || client.PausesAt is null)
            return null;

        var all = TimeSpan.FromTicks(pauses.Sum(static pause => pause.Ticks));
        var at = client.Limit.Expression ?? client.PausesAt;
        if (pauses[0] >= client.Limit.Time)
            return new(at, $"HttpClient.Timeout ends the whole call after {time}, and the first pause is {MeshBudget.Show(pauses[0])}, so nothing is ever retried", "make HttpClient.Timeout longer than all tries together");
        return all >= client.Limit.Time
            ? new(at, $"HttpClient.Timeout ends the whole call after {time}, and the pauses between tries alone take {MeshBudget.Show(all)}, so the last retries never run", "make HttpClient.Timeout longer than all tries together", DiagnosticSeverity.Info)
            : null;
    }
}
