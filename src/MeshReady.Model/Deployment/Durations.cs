using System.Globalization;

namespace MeshReady.Model.Deployment;

/// <summary>The ways in which manifests, proxies and settings write a span of time.</summary>
[Flags]
public enum DurationForms
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Go's, as Istio and Linkerd read it: <c>1h2m3s4ms</c>, <c>1.5s</c>, <c>0</c>.</summary>
    Go = 1,

    /// <summary>GEP-2257's, as the Gateway API reads it: up to four whole numbers of at most five digits with h, m, s or ms.</summary>
    GatewayApi = 2,

    /// <summary>Whole seconds without a unit, as Kubernetes reads them.</summary>
    Seconds = 4,

    /// <summary>.NET's: <c>00:00:05</c>. A number alone is days there.</summary>
    TimeSpan = 8,
}

/// <summary>Reads spans of time.</summary>
public static class Durations
{
    private const int LongestText = 64;

    private static readonly (string Unit, decimal Ticks)[] GoUnits =
    [
        ("ns", 0.01m), ("us", 10m), ("µs", 10m), ("μs", 10m), ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>
    /// The span that <paramref name="text"/> writes in the first of <paramref name="forms"/> (in their order) that it is in,
    /// cut to 100 ns; null where it is in none or no <see cref="System.TimeSpan"/> can hold it.
    /// </summary>
    public static TimeSpan? Parse(string text, DurationForms forms)
    {
        text = text.Trim();
        if (text.Length is 0 or > LongestText)
            return null;
        return ((forms & DurationForms.Go) != 0 ? Go(text) : null)
            ?? ((forms & DurationForms.GatewayApi) != 0 ? GatewayApi(text) : null)
            ?? ((forms & DurationForms.Seconds) != 0 ? Seconds(text) : null)
            ?? ((forms & DurationForms.TimeSpan) != 0 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span : null);
    }

    private static TimeSpan? Go(string text)
    {
        var at = text[0] is '+' or '-' ? 1 : 0;
        if (text.Substring(at) == "0")
            return TimeSpan.Zero;

        decimal ticks = 0;
        if (at == text.Length)
            return null;
        while (at < text.Length)
        {
            var (number, end) = Number(text, at, allowFraction: true);
            if (number is null || Unit(text, end) is not { } unit)
                return null;
            if (number > long.MaxValue / Math.Max(1m, unit.Ticks))
                return null;
            ticks += number.Value * unit.Ticks;
            at = end + unit.Unit.Length;
        }

        return ticks > long.MaxValue ? null : new TimeSpan((long)(text[0] == '-' ? -ticks : ticks));
    }

    private static TimeSpan? GatewayApi(string text)
    {
        var at = 0;
        long ticks = 0;
        for (var parts = 0; at < text.Length; parts++)
        {
            var (number, end) = Number(text, at, allowFraction: false);
            if (parts == 4 || number is null || end - at > 5 || Unit(text, end) is not { Unit: "h" or "m" or "s" or "ms" } unit)
                return null;
            ticks += (long)(number.Value * unit.Ticks);
            at = end + unit.Unit.Length;
        }

        return new TimeSpan(ticks);
    }

    private static TimeSpan? Seconds(string text)
        => Number(text, 0, allowFraction: false) is ({ } seconds, var end) && end == text.Length && seconds <= int.MaxValue
            ? TimeSpan.FromSeconds((double)seconds)
            : null;

    // A number of Go may lack the digits on one side of its point, but not on both.
    private static (decimal? Number, int End) Number(string text, int at, bool allowFraction)
    {
        var end = at;
        var digits = 0;
        for (var seenPoint = false; end < text.Length && (text[end] is >= '0' and <= '9' || text[end] == '.' && allowFraction && !seenPoint); end++)
        {
            seenPoint |= text[end] == '.';
            digits += text[end] == '.' ? 0 : 1;
        }

        return digits > 0 && decimal.TryParse(text.Substring(at, end - at), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (number, end)
            : (null, end);
    }

    private static (string Unit, decimal Ticks)? Unit(string text, int at)
    {
        var end = at;
        while (end < text.Length && text[end] is not ('.' or (>= '0' and <= '9')))
            end++;
        var unit = text.Substring(at, end - at);
        foreach (var known in GoUnits)
        {
            if (known.Unit == unit)
                return known;
        }

        return null;
    }
}
