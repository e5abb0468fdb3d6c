using System.Globalization;

namespace MeshReady.Model.Deployment;

/// <summary>What makes a proxy repeat a request: the parts of Envoy's <c>retry-on</c>.</summary>
/// <param name="Names">The conditions by name, in lower case.</param>
/// <param name="Statuses">The answers that count as <c>retriable-status-codes</c>.</param>
/// <param name="MayHold503">Whether 503 is among them only in some versions of Istio, and the version is not known.</param>
public sealed record RetryConditions(IReadOnlyCollection<string> Names, IReadOnlyCollection<int> Statuses, bool MayHold503)
{
    private const string StatusCodes = "retriable-status-codes";

    /// <summary>What Istio repeats on where nobody says: until 1.23 answers of 503 as well, whatever the method.</summary>
    /// <param name="version">The version of Istio; null where nobody says.</param>
    public static RetryConditions DefaultOf(IstioVersion? version) => new(
        ["connect-failure", "refused-stream", "unavailable", "cancelled", StatusCodes],
        version is { } known && !known.IsAtLeast(1, 24) ? [503] : [],
        version is null);

    /// <summary>The conditions of a <c>retryOn</c>; numbers in it are answers, as Istio has it.</summary>
    public static RetryConditions Parse(string retryOn)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var statuses = new SortedSet<int>();
        foreach (var part in retryOn.Split(','))
        {
            var word = part.Trim().ToLowerInvariant();
            if (word.Length == 3 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
                statuses.Add(status);
            else if (word.Length > 0)
                names.Add(word);
        }

        if (statuses.Count > 0)
            names.Add(StatusCodes);
        return new(names, statuses, MayHold503: false);
    }

    /// <summary>Whether an answer with this status is repeated; null where that depends on the version of Istio.</summary>
    public bool? Repeats(int status)
    {
        if (status is >= 500 and <= 599 && Names.Contains("5xx")
            || status is 502 or 503 or 504 && Names.Contains("gateway-error")
            || status == 409 && Names.Contains("retriable-4xx")
            || Names.Contains(StatusCodes) && Statuses.Contains(status))
        {
            return true;
        }

        return status == 503 && MayHold503 ? null : false;
    }
}
