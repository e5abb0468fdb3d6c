namespace MeshReady.Model.Deployment;

/// <summary>A route that proxies of callers follow, whichever kind of resource says it.</summary>
/// <param name="Resource">The VirtualService, HTTPRoute or GRPCRoute.</param>
/// <param name="RouteLine">The line (1-based) on which the route begins.</param>
/// <param name="Matches">What it serves, one of them sufficing; everything where there are none.</param>
/// <param name="Destinations">Where it leads.</param>
/// <param name="Timeout">The time for a request with all its repetitions.</param>
/// <param name="Retries">The repetitions; those of the mesh where absent.</param>
/// <param name="IsOpen">Whether something else, a delegate for example, may say otherwise.</param>
public sealed record MeshRoute(
    KubernetesResource Resource,
    int RouteLine,
    FieldList<HttpMatch> Matches,
    FieldList<RouteDestination> Destinations,
    Field<TimeSpan> Timeout,
    Field<RetryPolicy> Retries,
    bool IsOpen)
{
    /// <summary>The file.</summary>
    public string Path => Resource.Path;

    /// <summary>The line (1-based) of the number of repetitions, else of the route.</summary>
    public int Line => Attempts.Line > 0 ? Attempts.Line : RouteLine;

    /// <summary>How often a request is repeated, as written; the first try is not counted.</summary>
    public Field<int> Attempts => Part(static retries => retries.Attempts);

    /// <summary>On what, as written; absent where the mesh's default holds.</summary>
    public Field<string> RetryOn => Part(static retries => retries.RetryOn);

    /// <summary>The time for each try, as written.</summary>
    public Field<TimeSpan> PerTryTimeout => Part(static retries => retries.PerTryTimeout);

    /// <summary>Whether both treat a request alike, wherever they lead.</summary>
    public bool HasPolicyOf(MeshRoute other)
        => Same(Attempts, other.Attempts) && Same(RetryOn, other.RetryOn) && Same(PerTryTimeout, other.PerTryTimeout) && Same(Timeout, other.Timeout)
            && Retries.State == other.Retries.State && !IsOpen && !other.IsOpen;

    private Field<T> Part<T>(Func<RetryPolicy, Field<T>> part)
        => Retries.IsKnown ? part(Retries.Value!) : Retries.IsUnknown ? Field.Unknown<T>(Retries.Line) : default;

    private static bool Same<T>(Field<T> one, Field<T> other)
        => !one.IsUnknown && one.State == other.State && EqualityComparer<T?>.Default.Equals(one.Value, other.Value);
}

/// <summary>Which route serves a call.</summary>
public enum RouteVerdict
{
    /// <summary>No route that was read acts on it: the defaults of the mesh hold, as far as the manifests are complete.</summary>
    None,

    /// <summary>This one, or any of several that treat it alike.</summary>
    Found,

    /// <summary>Routes act on its host and none of them serves it: the proxy answers 404.</summary>
    Refused,

    /// <summary>Which one depends on what is not known.</summary>
    Undecided,
}

/// <summary>Which route serves a call, and why that is not known where it is not.</summary>
/// <param name="Verdict">The answer.</param>
/// <param name="Route">The route where it is found; otherwise null.</param>
/// <param name="Candidates">All that may serve, in their order.</param>
/// <param name="IsAssumed">Whether this holds only if names without a namespace belong to one and the same.</param>
/// <param name="Reason">A clause for a message where undecided; otherwise null.</param>
public sealed record RouteAnswer(RouteVerdict Verdict, MeshRoute? Route, IReadOnlyList<MeshRoute> Candidates, bool IsAssumed, string? Reason);
