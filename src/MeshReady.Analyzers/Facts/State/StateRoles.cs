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
        "debounce", "ignored", "pending", "inflight", "ongoing",
    ];

    // A handler or a health controller may well keep data; a type that calls itself a cache says what it keeps.
    private static readonly string[] CachesAndTheLike = ["cache", "pool", "metric", "telemetry", "diagnostic", "connection", "subscri", "watcher", "breaker", "interceptor"];

    private static readonly string[] Processed = ["processed", "handled", "idempot", "dedup", "seen"];

    private static readonly string[] Choices = ["memory", "local", "test", "fake", "demo", "develop", "default"];

    public static bool IsOwnToTheProcess(string name) => ContainsAny(name, OwnToTheProcess);

    public static bool IsCacheOrTheLike(string type) => ContainsAny(type, CachesAndTheLike);

    public static bool IsProcessedSet(string name) => ContainsAny(name, Processed);

    public static bool IsTestDouble(string name)
        => name.StartsWith("Fake", StringComparison.Ordinal) || name.StartsWith("Stub", StringComparison.Ordinal) || name.StartsWith("Mock", StringComparison.Ordinal) || name.StartsWith("Dummy", StringComparison.Ordinal)
            || StateTypes.EndsWithAny(name, "Mock", "Fake", "Stub", "MockService");

    /// <summary>A type that calls itself the home of data.</summary>
    public static bool IsStore(INamedTypeSymbol type)
        => StateTypes.EndsWithAny(type.Name, "Repository", "Store", "Storage", "Db", "Database", "DataStore", "Dao") && !IsCacheOrTheLike(type.Name);

    /// <summary>A name that says that another home could be chosen.</summary>
    public static bool IsNamedAsChoice(string name) => ContainsAny(name, Choices);

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
