using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>What names say of a field and its type: they decide only towards silence, or where nothing else can be seen.</summary>
internal static class StateRoles
{
    // Each replica may have its own of these without answering differently, or they cannot be shared at all.
    private static readonly string[] OwnToTheProcess =
    [
        "cache", "memo", "pool", "lock", "mutex", "semaphore", "metric", "telemetry", "diagnostic", "connection", "subscri", "listener", "watcher", "handler",
        "breaker", "backoff", "retry", "retries", "dispos", "initiali", "started", "stopped", "running", "ready", "health", "alive", "warned", "logged", "roundrobin", "interceptor",
        "throttl", "debounce", "ignored", "pending", "inflight", "ongoing",
    ];

    // A handler or a health controller may well keep data; a type that calls itself a cache says what it keeps.
    private static readonly string[] CachesAndTheLike = ["cache", "pool", "metric", "telemetry", "diagnostic", "connection", "subscri", "watcher", "breaker", "interceptor", "throttl"];

    private static readonly string[] Processed = ["processed", "handled", "idempot", "dedup"];

    public static bool IsOwnToTheProcess(string name) => ContainsAny(name, OwnToTheProcess);

    public static bool IsCacheOrTheLike(INamedTypeSymbol type) => ContainsAny(type.Name, CachesAndTheLike);

    public static bool IsProcessedSet(string name) => ContainsAny(name, Processed);

    public static bool IsTestDouble(INamedTypeSymbol type)
        => type.Name is var name
            && (name.StartsWith("Fake", StringComparison.Ordinal) || name.StartsWith("Stub", StringComparison.Ordinal) || name.StartsWith("Mock", StringComparison.Ordinal) || name.StartsWith("Dummy", StringComparison.Ordinal)
                || StateTypes.EndsWithAny(name, "Mock", "Fake", "Stub", "MockService"));

    /// <summary>A type that calls itself the home of data, other than an in-memory variant that a library offers beside a real one.</summary>
    public static bool IsStore(INamedTypeSymbol type)
        => StateTypes.EndsWithAny(type.Name, "Repository", "Store", "Storage", "Db", "Database", "DataStore", "Dao")
            && type.Name.IndexOf("InMemory", StringComparison.Ordinal) < 0
            && !IsCacheOrTheLike(type);

    private static bool ContainsAny(string name, string[] parts)
    {
        foreach (var part in parts)
        {
            if (name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }
}
