namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>Names at which retries, time-outs and circuit breakers are added.</summary>
internal static class ResilienceNames
{
    /// <summary>Calls on a client's builder that add handlers, with what they add.</summary>
    public static readonly IReadOnlyDictionary<string, Layers> OnBuilder = new Dictionary<string, Layers>(StringComparer.Ordinal)
    {
        ["AddStandardResilienceHandler"] = Layers.Retry | Layers.Timeout | Layers.CircuitBreaker,
        ["AddStandardHedgingHandler"] = Layers.Hedging | Layers.Timeout | Layers.CircuitBreaker,
        ["AddResilienceHandler"] = Layers.Custom,
        ["AddPolicyHandler"] = Layers.Custom,
        ["AddPolicyHandlerFromRegistry"] = Layers.Custom,
        ["AddTransientHttpErrorPolicy"] = Layers.Custom,
        ["AddPollyHandler"] = Layers.Custom,
    };

    /// <summary>Retries of Polly 7 and 8.</summary>
    public static readonly HashSet<string> Retries = new(StringComparer.Ordinal)
    {
        "Retry", "RetryAsync", "RetryForever", "RetryForeverAsync", "WaitAndRetry", "WaitAndRetryAsync", "WaitAndRetryForever", "WaitAndRetryForeverAsync", "AddRetry",
    };

    /// <summary>Other strategies of Polly 7 and 8 that protect a call.</summary>
    public static readonly HashSet<string> Protections = new(StringComparer.Ordinal)
    {
        "CircuitBreaker", "CircuitBreakerAsync", "AdvancedCircuitBreaker", "AdvancedCircuitBreakerAsync", "AddCircuitBreaker", "TimeoutAsync", "AddTimeout", "AddHedging",
    };

    /// <summary>Calls on a client's builder that add nothing of the kind.</summary>
    public static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "AddHeaderPropagation", "AddServiceDiscovery", "SetHandlerLifetime", "AddTypedClient", "RedactLoggedHeaders", "AddCallCredentials",
        "AddExtendedHttpClientLogging", "AddLogger", "AddDefaultLogger", "RemoveAllLoggers", "AddAsKeyed", "RemoveAsKeyed", "AddUserAccessTokenHandler",
        "AddClientAccessTokenHandler", "AddClientCredentialsTokenHandler", "AddApiVersion", "AddAuthToken", "AddMicrosoftIdentityUserAuthenticationHandler", "AddMicrosoftIdentityAppAuthenticationHandler", "AddLatencyTelemetry", "AddHttpClientLogging",
    };

    /// <summary>Calls that run code under a policy.</summary>
    public static readonly HashSet<string> Executions = new(StringComparer.Ordinal)
    {
        "Execute", "ExecuteAndCapture", "ExecuteAsync", "ExecuteAndCaptureAsync",
    };

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var name in OnBuilder.Keys.Concat(Retries).Concat(Protections))
                yield return new(name, NameShapes.Call, SiteKinds.Resilience);
            foreach (var name in Executions)
                yield return new(name, NameShapes.Call, SiteKinds.PolicyExecution);
            yield return new("RetryPolicy", NameShapes.Creation | NameShapes.Assigned, SiteKinds.Resilience);
        }
    }
}

/// <summary>What protects a call.</summary>
[Flags]
internal enum Layers
{
    None = 0,
    Retry = 1 << 0,
    Timeout = 1 << 1,
    CircuitBreaker = 1 << 2,
    Hedging = 1 << 3,

    /// <summary>Something that was put together for the purpose.</summary>
    Custom = 1 << 4,

    /// <summary>Something out of sight may protect the call.</summary>
    Unknown = 1 << 5,
}
