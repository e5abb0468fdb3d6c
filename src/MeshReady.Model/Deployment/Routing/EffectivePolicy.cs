namespace MeshReady.Model.Deployment;

/// <summary>The numbers that hold for a call in the mesh, defaults filled in.</summary>
/// <param name="Tries">How often a proxy sends a request at most, the first time included; unknown where something hides it.</param>
/// <param name="IsDefault">Whether the tries are Istio's own rather than those of a route or of the mesh's settings.</param>
/// <param name="Conditions">What it repeats on; null where unknown, empty where it repeats nothing.</param>
/// <param name="Timeout">The time for a request with all its tries; absent means no limit.</param>
/// <param name="PerTryTimeout">The time for each try; absent means that of <paramref name="Timeout"/>.</param>
/// <param name="Worst">The time after which the proxy has surely answered; absent means never.</param>
public sealed record EffectivePolicy(
    Field<int> Tries,
    bool IsDefault,
    RetryConditions? Conditions,
    Field<TimeSpan> Timeout,
    Field<TimeSpan> PerTryTimeout,
    Field<TimeSpan> Worst)
{
    private const int DefaultRetries = 2;
    private const int MostRetries = 10_000;
    private const double LongestBackoffOverBase = 10;

    private static readonly TimeSpan BaseBackoff = TimeSpan.FromMilliseconds(25);

    /// <summary>What Istio makes of a route.</summary>
    /// <param name="route">The route that serves the call; null where none does.</param>
    /// <param name="ofMesh">The <c>defaultHttpRetryPolicy</c> of the mesh; absent where the mesh is known to have none.</param>
    /// <param name="version">The version of Istio; null where nobody says.</param>
    public static EffectivePolicy OfIstio(MeshRoute? route, Field<RetryPolicy> ofMesh, IstioVersion? version)
    {
        if (route?.IsOpen == true || route?.Retries.IsUnknown == true)
            return Unknown(route);
        var isWritten = route is { Retries.IsKnown: true };
        if (!isWritten && ofMesh.IsUnknown)
            return Unknown(route);

        var policy = isWritten ? route!.Retries.Value : ofMesh.Value;
        var attempts = policy?.Attempts ?? Field.Known(DefaultRetries, 0);
        // Istio takes a block of retries without their number for none.
        var tries = attempts.IsUnknown || attempts.Value > MostRetries ? Field.Unknown<int>(attempts.Line) : Field.Known(1 + Math.Max(0, attempts.Value), attempts.Line);

        // The mesh's own time per try is not taken over.
        var perTry = isWritten && tries is not { IsKnown: true, Value: 1 } ? policy!.PerTryTimeout : default;
        var timeout = route?.Timeout ?? default;
        if (timeout is { IsKnown: true, Value.Ticks: <= 0 })
            timeout = default;
        var on = policy?.RetryOn ?? default;
        return new(
            tries,
            policy is null,
            tries is { IsKnown: true, Value: 1 } ? new([], [], MayHold503: false)
                : on.IsUnknown ? null
                : on.Value is { Length: > 0 } text ? RetryConditions.Parse(text)
                : RetryConditions.DefaultOf(version),
            timeout,
            perTry,
            WorstOf(timeout, tries, perTry, policy?.Backoff ?? default));
    }

    /// <summary>
    /// <c>timeout ?? tries * perTryTimeout + pauses ?? no limit</c>. Pauses are counted at their longest: (2^n - 1) times the
    /// base, at most ten times the base.
    /// </summary>
    internal static Field<TimeSpan> WorstOf(Field<TimeSpan> timeout, Field<int> tries, Field<TimeSpan> perTry, Field<TimeSpan> backoff)
    {
        if (!timeout.IsAbsent || perTry.IsAbsent)
            return timeout;
        if (!tries.IsKnown || !perTry.IsKnown || backoff.IsUnknown)
            return Field.Unknown<TimeSpan>(perTry.Line);
        var pause = backoff.IsKnown ? backoff.Value : BaseBackoff;
        var pauses = 0d;
        for (var n = 1; n < tries.Value; n++)
        {
            var longest = n > 3 ? LongestBackoffOverBase : Math.Pow(2, n) - 1;
            pauses += longest * pause.TotalMilliseconds;
        }

        var worst = tries.Value * perTry.Value.TotalMilliseconds + pauses;
        return worst < TimeSpan.MaxValue.TotalMilliseconds / 2 ? Field.Known(TimeSpan.FromMilliseconds(worst), perTry.Line) : Field.Unknown<TimeSpan>(perTry.Line);
    }

    /// <summary>What Istio makes of the route in an answer; all unknown where which one serves is not decided, or none does.</summary>
    public static EffectivePolicy OfAnswer(RouteAnswer answer, Field<RetryPolicy> ofMesh, IstioVersion? version)
        => answer.Verdict is RouteVerdict.Found or RouteVerdict.None ? OfIstio(answer.Route, ofMesh, version) : Unknown(null);

    /// <summary>The numbers where something that may say anything hides them, an EnvoyFilter for example.</summary>
    /// <param name="line">The line (1-based) of what hides them; 0 where there is none.</param>
    public static EffectivePolicy NotKnown(int line)
        => new(Field.Unknown<int>(line), IsDefault: false, null, Field.Unknown<TimeSpan>(line), Field.Unknown<TimeSpan>(line), Field.Unknown<TimeSpan>(line));

    private static EffectivePolicy Unknown(MeshRoute? route) => NotKnown(route?.Line ?? 0);
}
