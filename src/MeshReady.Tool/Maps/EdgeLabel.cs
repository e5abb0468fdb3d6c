using System.Globalization;
using MeshReady.Model.Systems;

namespace MeshReady.Tool.Maps;

/// <summary>The few words at an edge: <c>grpc · code 4x · mesh 4x = 16</c>.</summary>
public static class EdgeLabel
{
    /// <summary>From this number of requests for one call on, an edge is marked.</summary>
    public const int Many = 8;

    /// <summary>The words for a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="rows">What acts on it; the one that sends most speaks.</param>
    public static string Of(ServiceCall call, IReadOnlyList<PolicyRow> rows)
    {
        var parts = new List<string> { Word(call.Protocol) };
        if (call.IsConditional)
            parts.Add("conditional");
        if (rows.OrderByDescending(static r => r.Requests ?? 0).FirstOrDefault() is { } worst)
        {
            List<string> tries = [];
            if (worst.CodeTries > 1)
                tries.Add(Invariant($"code {worst.CodeTries}x"));
            if (worst.MeshTries > 1)
                tries.Add(Invariant($"mesh {worst.MeshTries}x"));
            if (tries.Count == 2)
                tries[1] += Invariant($" = {worst.Requests}");
            parts.AddRange(tries);
            if (call.IsInRequest && rows.Any(static r => r.IsUnbounded))
                parts.Add("no time-out");
        }

        return string.Join(" · ", parts);
    }

    /// <summary>A protocol in a word.</summary>
    public static string Word(CallProtocol protocol) => protocol switch
    {
        CallProtocol.Grpc => "grpc",
        CallProtocol.Dapr => "dapr",
        CallProtocol.Proxy => "proxy",
        CallProtocol.Metadata => "token keys",
        CallProtocol.HealthCheck => "health check",
        CallProtocol.WebSocket => "websocket",
        _ => "http",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
