using System.Globalization;

namespace MeshReady.Model.Systems;

/// <summary>How long a hop may take before the caller gives up, in one set of manifests.</summary>
/// <param name="Most">The longest time that the caller waits; null where nothing ends the wait or it is unknown.</param>
/// <param name="Surely">Whether <paramref name="Most"/> is reached: neither the code nor a route that was read may end the wait sooner.</param>
internal readonly record struct WaitLimit(TimeSpan? Most, bool Surely)
{
    // HttpClient.Timeout where nobody sets it; it covers all tries of the handlers below it.
    private static readonly TimeSpan HttpDefault = TimeSpan.FromSeconds(100);

    /// <summary>The limit that code and mesh set together.</summary>
    public static WaitLimit Of(CallPolicy policy, CallProtocol protocol)
    {
        var (code, isCodeKnown) = OfCode(policy.Code, protocol);
        TimeSpan? mesh = policy.Mesh is { Worst.IsKnown: true } known ? known.Worst.Value : null;
        var isMeshKnown = policy.Mesh is null or { Worst.IsUnknown: false };
        TimeSpan? least = code is null ? mesh : mesh is null || code < mesh ? code : mesh;
        return new(least, isCodeKnown && isMeshKnown);
    }

    /// <summary>As it is shown: <c>1.5 s</c>.</summary>
    public static string Show(TimeSpan time) => time.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture) + " s";

    private static (TimeSpan? Most, bool IsKnown) OfCode(CodePolicy code, CallProtocol protocol)
    {
        if (code.TotalMilliseconds is { } total)
            return (TimeSpan.FromMilliseconds(total), true);
        if (code is { TryMilliseconds: { } single, Tries: { } tries })
            return (TimeSpan.FromMilliseconds((double)single * tries), true);
        return code.HasTimeout == false ? (protocol == CallProtocol.Http ? HttpDefault : null, true) : (null, false);
    }
}
