namespace MeshReady.Model.Systems;

/// <summary>Tells whether two readings of a project say the same to others. Lines may have moved; that says nothing.</summary>
public static class FactsDifference
{
    /// <summary>The first difference, as a clause for a message; null where there is none.</summary>
    /// <param name="written">What was written; null where the project was not known.</param>
    /// <param name="now">What the code says.</param>
    public static string? Of(ProjectFacts? written, ProjectFacts now)
    {
        if (written is null)
            return "it does not know the project";
        return Of("calls", written.Calls, now.Calls, static c => $"{c.Protocol} {c.Host} {c.Key} {c.AppId} {c.Contract}", static c => c.Host ?? c.Key ?? c.AppId ?? c.Contract ?? c.Client ?? "an address made at run time")
            ?? Of("messages", written.Messages, now.Messages, static m => $"{m.IsPublished} {m.Type} {m.Channel} {m.Key}", static m => m.Channel ?? m.Type ?? m.Key ?? "a message")
            ?? Of("stores", written.Stores, now.Stores, static s => $"{s.System} {s.Server} {s.Database} {s.Schema} {s.Key}", static s => s.Database ?? s.Key ?? s.System)
            ?? Of("endpoints", written.Endpoints, now.Endpoints, static e => $"{e.Kind} {e.Pattern} {string.Join(",", e.Methods)} {e.Contract}", static e => e.Pattern ?? e.Contract ?? "an endpoint")
            ?? (Of("retries and time-outs", written.Calls, now.Calls, static c => $"{c.Protocol} {c.Host} {c.Key} {c.AppId} {c.Contract} {c.Policy.Tries} {c.Policy.HasTimeout} {c.Policy.TryMilliseconds} {c.Policy.TotalMilliseconds} {c.Policy.HasBreaker}", static c => c.Host ?? c.Key ?? c.Client ?? "a call"));
    }

    private static string? Of<T>(string what, IReadOnlyList<T> written, IReadOnlyList<T> now, Func<T, string> key, Func<T, string> name)
    {
        var old = new HashSet<string>(written.Select(key), StringComparer.Ordinal);
        var current = new HashSet<string>(now.Select(key), StringComparer.Ordinal);
        if (now.FirstOrDefault(item => !old.Contains(key(item))) is { } added)
            return $"its {what} lack '{name(added)}'";
        return written.FirstOrDefault(item => !current.Contains(key(item))) is { } gone ? $"its {what} still hold '{name(gone)}'" : null;
    }
}
