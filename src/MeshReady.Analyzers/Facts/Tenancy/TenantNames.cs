using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Tenancy;

/// <summary>Names at which it counts for which tenant a program works.</summary>
internal static class TenantNames
{
    public const string IgnoreFilters = "IgnoreQueryFilters";

    /// <summary>Calls that take a key of a cache or a lock as their first argument, and the types that declare them.</summary>
    public static readonly (string Type, string[] Methods)[] Keyed =
    [
        ("Microsoft.Extensions.Caching.Distributed.IDistributedCache", ["Get", "GetAsync", "Set", "SetAsync"]),
        ("Microsoft.Extensions.Caching.Distributed.DistributedCacheExtensions", ["GetString", "GetStringAsync", "SetString", "SetStringAsync", "Set", "SetAsync"]),
        ("Microsoft.Extensions.Caching.Memory.IMemoryCache", ["TryGetValue"]),
        ("Microsoft.Extensions.Caching.Memory.CacheExtensions", ["Get", "Set", "TryGetValue", "GetOrCreate", "GetOrCreateAsync"]),
        ("Microsoft.Extensions.Caching.Hybrid.HybridCache", ["GetOrCreateAsync", "SetAsync"]),
        ("StackExchange.Redis.IDatabase", ["StringGet", "StringSet", "LockTake"]),
        ("StackExchange.Redis.IDatabaseAsync", ["StringGetAsync", "StringSetAsync", "LockTakeAsync"]),
    ];

    private static readonly string[] KnowingAll = ["Store", "Repository", "Factory", "Manager", "Catalog", "Registry", "Provisioner", "Validator", "Handler", "Mapper"];
    private static readonly string[] Settings = ["Options", "Settings", "Configuration", "Config"];

    private static readonly string[] Distinct = ["GetString", "GetStringAsync", "SetString", "SetStringAsync", "GetOrCreate", "GetOrCreateAsync", "StringGet", "StringGetAsync", "StringSet", "StringSetAsync", "LockTake", "LockTakeAsync"];

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            yield return new(IgnoreFilters, Call, SiteKinds.TenantUse);
            foreach (var name in Distinct)
                yield return new(name, Call, SiteKinds.TenantUse);

            // Names that are everywhere count only on what is called a cache.
            foreach (var name in new[] { "Get", "GetAsync", "Set", "SetAsync", "TryGetValue" })
            {
                yield return new(name, Call, SiteKinds.TenantUse, after: "ache.");
            }
        }
    }

    /// <summary>Whether something of this name knows all tenants, so that a caller tells it which he means.</summary>
    public static bool KnowsAll(string name) => Array.Exists(KnowingAll, ending => name.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Whether a type of this name holds settings, which are the same for every request.</summary>
    public static bool IsSettings(string name) => Array.Exists(Settings, ending => name.EndsWith(ending, StringComparison.Ordinal));

    public static bool IsTenant(string name) => name.IndexOf("tenant", StringComparison.OrdinalIgnoreCase) >= 0;
}
