namespace MeshReady.Model.Systems;

/// <summary>How a call is made.</summary>
public enum CallProtocol
{
    /// <summary>HTTP: HttpClient, Refit, RestEase, RestSharp, Flurl.</summary>
    Http,

    /// <summary>gRPC.</summary>
    Grpc,

    /// <summary>Service invocation through Dapr's sidecar.</summary>
    Dapr,

    /// <summary>A reverse proxy's destination (YARP, Ocelot).</summary>
    Proxy,

    /// <summary>Keys and metadata of an issuer of tokens.</summary>
    Metadata,

    /// <summary>A health check of another service: no request of a user waits for it.</summary>
    HealthCheck,

    /// <summary>SignalR or another WebSocket.</summary>
    WebSocket,
}

/// <summary>A call that the code makes, as far as the code tells; what it does not tell is null.</summary>
/// <param name="Protocol">How.</param>
/// <param name="Place">The line that gives the client its address; else that of the registration or of the call.</param>
public sealed record CallFact(CallProtocol Protocol, Place Place)
{
    /// <summary>The scheme that the code writes: <c>http</c>, <c>https</c>, <c>grpc</c>, <c>https+http</c>, …</summary>
    public string? Scheme { get; init; }

    /// <summary>The host that the code writes, or takes where <see cref="Key"/> has no value.</summary>
    public string? Host { get; init; }

    /// <summary>The port that the code writes beside <see cref="Host"/>.</summary>
    public int? Port { get; init; }

    /// <summary>The configuration key, or the environment variable, that holds the address.</summary>
    public string? Key { get; init; }

    /// <summary>Whether <see cref="Key"/> is the name of an environment variable.</summary>
    public bool IsEnvironment { get; init; }

    /// <summary>What the code puts before the value of <see cref="Key"/>: <c>http://</c>.</summary>
    public string? Prefix { get; init; }

    /// <summary>What the code puts behind it: <c>:8080</c>, <c>/api</c>.</summary>
    public string? Suffix { get; init; }

    /// <summary>Dapr's app id of the callee.</summary>
    public string? AppId { get; init; }

    /// <summary>The name under which the client is known: a typed or named client, a Refit interface, the gRPC client.</summary>
    public string? Client { get; init; }

    /// <summary>The gRPC service with its package (<c>catalog.Catalog</c>), by which servers are known.</summary>
    public string? Contract { get; init; }

    /// <summary>The requests that are seen, <c>GET /orders/{id}</c>; a part that is not known is <c>*</c>.</summary>
    public IReadOnlyList<string> Requests { get; init; } = [];

    /// <summary>What the code does when the callee is slow or fails.</summary>
    public CodePolicy Policy { get; init; } = CodePolicy.Unknown;

    /// <summary>Whether the call is made in development only, or only if a setting says so.</summary>
    public bool IsConditional { get; init; }
}

/// <summary>What the code does of its own when a callee is slow or fails.</summary>
/// <param name="Tries">How often a request is sent at most, the first included: 1 where the code does not repeat; null where unknown.</param>
/// <param name="HasTimeout">Whether a limit of its own making ends a call; null where unknown. HttpClient's default of 100 s is none.</param>
/// <param name="HasBreaker">Whether a circuit breaker stands before it; null where unknown.</param>
public sealed record CodePolicy(int? Tries, bool? HasTimeout, bool? HasBreaker)
{
    /// <summary>Nothing is known.</summary>
    public static CodePolicy Unknown { get; } = new(null, null, null);

    /// <summary>The time for one try, in milliseconds; null where there is none or it is unknown.</summary>
    public long? TryMilliseconds { get; init; }

    /// <summary>The time for the call with all its tries, in milliseconds; null where there is none or it is unknown.</summary>
    public long? TotalMilliseconds { get; init; }

    /// <summary>The line that says how often; null where nothing does.</summary>
    public Place? Place { get; init; }

    /// <summary>Whether requests that are not safe to repeat are repeated too; null where unknown.</summary>
    public bool? RepeatsUnsafe { get; init; }

    /// <summary>The answers after which it asks once more: statuses of HTTP, <c>5xx</c> for all of the server's, codes of gRPC as meshes write them. Empty where unknown.</summary>
    public IReadOnlyList<string> RepeatsOn { get; init; } = [];

    /// <summary>Whether the code switches the limit off that its client has by itself.</summary>
    public bool IsEndless { get; init; }
}
