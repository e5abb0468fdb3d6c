using System.Globalization;
using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>How long the mesh may be busy with a request that its route repeats.</summary>
/// <param name="Time">The time at most.</param>
/// <param name="TwoTries">The time that the first repetition needs to end; null where tries have no limit of their own.</param>
/// <param name="HasTimeout">Whether the route's own limit ends it.</param>
/// <param name="Formula">How the time comes about.</param>
/// <param name="Route">The route.</param>
internal sealed record MeshBudget(TimeSpan Time, TimeSpan? TwoTries, bool HasTimeout, string Formula, MeshRoute Route)
{
    /// <summary>The time for a call; null where its route does not ask for repetitions, or their time is not known.</summary>
    public static MeshBudget? Of(MeshedCall call)
    {
        if (call.Placement.Mesh.Mesh == "linkerd" || MeshRetry.Of(call) is not { Istio: not null, Tries: var tries, Route: { } route } || call.Policy is not { Timeout: { IsUnknown: false } limit, PerTryTimeout: { IsUnknown: false } perTry })
            return null;

        TimeSpan? ofTries = perTry is { IsKnown: true, Value.Ticks: > 0 } ? TimeSpan.FromTicks(perTry.Value.Ticks * tries) : null;
        var timeout = limit.IsKnown ? limit.Value : (TimeSpan?)null;
        if (timeout is null && ofTries is null)
            return null;
        TimeSpan? two = perTry is { IsKnown: true, Value.Ticks: > 0 } ? TimeSpan.FromTicks(perTry.Value.Ticks * 2) : null;
        var isCut = timeout is { } whole && (ofTries is null || whole < ofTries);
        return isCut
            ? new MeshBudget(timeout!.Value, two <= timeout ? two : null, HasTimeout: true, $"timeout {Show(timeout.Value)} with {tries - 1} {(tries == 2 ? "retry" : "retries")}", route)
            : new MeshBudget(ofTries!.Value, two, HasTimeout: false, $"{tries} tries of perTryTimeout {Show(perTry.Value)}", route);
    }

    /// <summary>A time for a message: <c>2s</c>, <c>300ms</c>.</summary>
    public static string Show(TimeSpan time) => time.TotalSeconds >= 1
        ? time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s"
        : time.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture) + "ms";
}
