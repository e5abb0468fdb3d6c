namespace MeshReady.Model.Deployment;

/// <summary>What code and mesh do together.</summary>
public static class EffectiveNumbers
{
    private const int DefaultGraceSeconds = 30;

    /// <summary>The requests that handlers inside each other make of one call: the product of 1 + retries, at most <see cref="int.MaxValue"/>.</summary>
    /// <param name="retries">The repetitions of each handler, the first try not counted.</param>
    public static int CodeTries(IEnumerable<int> retries)
    {
        var tries = 1L;
        foreach (var count in retries)
            tries = Math.Min(int.MaxValue, tries * (1L + Math.Max(0, count)));
        return (int)tries;
    }

    /// <summary>The requests that arrive for one call of the code, on the conditions on which both repeat; at most <see cref="int.MaxValue"/>.</summary>
    /// <param name="codeTries">The tries of the code, the first included.</param>
    /// <param name="meshTries">The tries of the proxy, the first included.</param>
    public static int Hop(int codeTries, int meshTries) => (int)Math.Min(int.MaxValue, (long)codeTries * meshTries);

    /// <summary>How much longer a workload may take to stop than its pod gives it; not positive where it has the time.</summary>
    /// <param name="pod">The pod; 30 seconds where its grace period is absent.</param>
    /// <param name="shutdownTimeout">The time that the host may take after SIGTERM.</param>
    /// <param name="delay">What the code waits for besides.</param>
    /// <returns>Unknown where a hook before stopping takes a time that cannot be read.</returns>
    public static Field<TimeSpan> ShutdownOverrun(PodTemplate pod, TimeSpan shutdownTimeout, TimeSpan delay)
    {
        var grace = pod.TerminationGracePeriodSeconds;
        if (grace.IsUnknown || !pod.HasAllContainers)
            return Field.Unknown<TimeSpan>(grace.Line);
        var pause = 0;
        foreach (var container in pod.Containers.Where(static c => !c.IsInit))
        {
            if (container.PreStop.IsUnknown || container.PreStop.Value is { SleepSeconds.IsKnown: false })
                return Field.Unknown<TimeSpan>(container.PreStop.Line);
            pause = Math.Max(pause, container.PreStop.Value?.SleepSeconds.Value ?? 0);
        }

        var given = TimeSpan.FromSeconds(grace.IsKnown ? grace.Value : DefaultGraceSeconds);
        return Field.Known(TimeSpan.FromSeconds(pause) + shutdownTimeout + delay - given, grace.Line > 0 ? grace.Line : pod.Line);
    }
}
