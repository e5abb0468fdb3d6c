using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>What a feature of ASP.NET Core keeps in its process unless it is given another place.</summary>
internal enum PerProcessKind
{
    /// <summary>The data of sessions.</summary>
    Session,

    /// <summary>The connections of SignalR hubs.</summary>
    SignalR,

    /// <summary>The circuits of Blazor Server.</summary>
    Circuit,

    /// <summary>The keys with which cookies and antiforgery tokens are protected.</summary>
    Keys,

    /// <summary>The entries of the distributed cache, sessions apart.</summary>
    Cache,
}

/// <summary>Registrations of features that live in one process, and of what takes them elsewhere.</summary>
internal static class PerProcessNames
{
    /// <summary>The features; of those of one kind the first that is called stands for all.</summary>
    public static readonly (string Name, string Type, PerProcessKind Kind)[] Features =
    [
        ("AddSession", "Microsoft.Extensions.DependencyInjection.SessionServiceCollectionExtensions", PerProcessKind.Session),
        ("AddSignalR", "Microsoft.Extensions.DependencyInjection.SignalRDependencyInjectionExtensions", PerProcessKind.SignalR),
        ("AddServerSideBlazor", "Microsoft.Extensions.DependencyInjection.ComponentServiceCollectionExtensions", PerProcessKind.Circuit),
        ("AddInteractiveServerComponents", "Microsoft.Extensions.DependencyInjection.ServerRazorComponentsBuilderExtensions", PerProcessKind.Circuit),
        ("AddDataProtection", "Microsoft.Extensions.DependencyInjection.DataProtectionServiceCollectionExtensions", PerProcessKind.Keys),
        ("AddCookie", "Microsoft.Extensions.DependencyInjection.CookieExtensions", PerProcessKind.Keys),
        ("AddIdentity", "Microsoft.Extensions.DependencyInjection.IdentityServiceCollectionExtensions", PerProcessKind.Keys),
        ("AddIdentityApiEndpoints", "Microsoft.Extensions.DependencyInjection.IdentityServiceCollectionExtensions", PerProcessKind.Keys),
        ("AddBearerToken", "Microsoft.Extensions.DependencyInjection.BearerTokenExtensions", PerProcessKind.Keys),
        ("AddDefaultIdentity", "Microsoft.Extensions.DependencyInjection.IdentityServiceCollectionUIExtensions", PerProcessKind.Keys),
        ("AddAntiforgery", "Microsoft.Extensions.DependencyInjection.AntiforgeryServiceCollectionExtensions", PerProcessKind.Keys),
        ("AddOpenIdConnect", "Microsoft.Extensions.DependencyInjection.OpenIdConnectExtensions", PerProcessKind.Keys),
        ("AddIdentityServer", "Microsoft.Extensions.DependencyInjection.IdentityServerServiceCollectionExtensions", PerProcessKind.Keys),
        ("AddIdentityCookies", "Microsoft.AspNetCore.Identity.IdentityCookieAuthenticationBuilderExtensions", PerProcessKind.Keys),
        ("AddOAuth", "Microsoft.Extensions.DependencyInjection.OAuthExtensions", PerProcessKind.Keys),
        ("AddGoogle", "Microsoft.Extensions.DependencyInjection.GoogleExtensions", PerProcessKind.Keys),
        ("AddMicrosoftAccount", "Microsoft.Extensions.DependencyInjection.MicrosoftAccountExtensions", PerProcessKind.Keys),
        ("AddMicrosoftIdentityWebApp", "Microsoft.Identity.Web.MicrosoftIdentityWebAppAuthenticationBuilderExtensions", PerProcessKind.Keys),
        ("AddMicrosoftIdentityWebAppAuthentication", "Microsoft.Identity.Web.MicrosoftIdentityWebAppServiceCollectionExtensions", PerProcessKind.Keys),
        ("AddRazorPages", Mvc, PerProcessKind.Keys),
        ("AddControllersWithViews", Mvc, PerProcessKind.Keys),
        ("AddMvc", Mvc, PerProcessKind.Keys),
        ("CreateProtector", "Microsoft.AspNetCore.DataProtection.IDataProtectionProvider", PerProcessKind.Keys),
        ("CreateProtector", "Microsoft.AspNetCore.DataProtection.DataProtectionCommonExtensions", PerProcessKind.Keys),
        ("AddSession", "Microsoft.Extensions.DependencyInjection.SessionServiceCollectionExtensions", PerProcessKind.Keys),
        (MemoryCache, MemoryCacheType, PerProcessKind.Cache),
    ];

    /// <summary>What registers a cache in memory as the distributed one, unless another is registered: the tag helpers of MVC need one.</summary>
    public static readonly (string Name, string Type)[] MemoryCaches =
    [
        (MemoryCache, MemoryCacheType),
        ("AddControllersWithViews", Mvc),
        ("AddRazorPages", Mvc),
        ("AddMvc", Mvc),
    ];

    private const string Mvc = "Microsoft.Extensions.DependencyInjection.MvcServiceCollectionExtensions";
    private const string MemoryCacheType = "Microsoft.Extensions.DependencyInjection.MemoryCacheServiceCollectionExtensions";

    /// <summary>The cache that is none for several replicas.</summary>
    public const string MemoryCache = "AddDistributedMemoryCache";

    /// <summary>Keys in a folder are shared where the folder is.</summary>
    public const string KeyFolder = "PersistKeysToFileSystem";

    /// <summary>Callers who bring a token of their own need no cookie.</summary>
    public const string Bearer = "AddJwtBearer";

    /// <summary>Servers that sign users in and issue tokens.</summary>
    public static readonly string[] TokenServers = ["AddIdentityServer", "AddOpenIddict"];

    // By name alone: a package that did not restore still shows what the author wants.
    private static readonly string[] SharedCaches =
    [
        "AddStackExchangeRedisCache", "AddDistributedRedisCache", "AddRedisDistributedCache", "AddKeyedRedisDistributedCache", "AddDistributedSqlServerCache", "AddCosmosCache",
        "AddDistributedPostgresCache", "AddDistributedPostgreSqlCache", "AddNCacheDistributedCache", "AddEnyimMemcached", "AddDistributedCouchbaseCache", "AddMongoDbCache",
        "AddFusionCache", "AddGarnetCache", "AddDistributedMySqlCache", "AddRedis",
    ];

    private static readonly (PerProcessKind Kind, string[] Names)[] Remedies =
    [
        (PerProcessKind.Session, SharedCaches),
        (PerProcessKind.Cache, SharedCaches),
        (PerProcessKind.SignalR,
        [
            "AddStackExchangeRedis", "AddRedis", "AddAzureSignalR", "AddNamedAzureSignalR", "AddOrleans", "UseOrleans", "AddNats", "AddSqlServer", "AddNCache", "AddSignalRHub",
        ]),
        (PerProcessKind.Circuit, ["AddAzureSignalR", "AddNamedAzureSignalR"]),
        (PerProcessKind.Keys,
        [
            "PersistKeysToStackExchangeRedis", "PersistKeysToRedis", "PersistKeysToDbContext", "PersistKeysToAzureBlobStorage", "PersistKeysToAWSSystemsManager", "PersistKeysToGoogleCloudStorage",
            "PersistKeysToRegistry", "PersistKeysToMongoDb", "PersistKeysToNHibernate", "PersistKeysToMarten", "PersistKeysToDapr", "PersistKeysToAzureKeyVault", "AddKeyManagementOptions",
            "UseEphemeralDataProtectionProvider",
        ]),
    ];

    /// <summary>Types whose mention in a registration means that somebody brings his own.</summary>
    public static readonly ILookup<PerProcessKind, string> Services = new (PerProcessKind Kind, string Type)[]
    {
        (PerProcessKind.Session, "IDistributedCache"),
        (PerProcessKind.Session, "ISessionStore"),
        (PerProcessKind.Cache, "IDistributedCache"),
        (PerProcessKind.SignalR, "HubLifetimeManager"),
        (PerProcessKind.Keys, "IXmlRepository"),
        (PerProcessKind.Keys, "XmlRepository"),
        (PerProcessKind.Keys, "KeyManagementOptions"),
    }.ToLookup(static s => s.Kind, static s => s.Type);

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var (name, _, _) in Features)
                yield return new(name, Call, SiteKinds.PerProcess);
            foreach (var name in Remedies.SelectMany(static r => r.Names))
                yield return new(name, Call, SiteKinds.PerProcess);
            yield return new(KeyFolder, Call, SiteKinds.PerProcess);
            yield return new(Bearer, Call, SiteKinds.PerProcess);
            foreach (var name in TokenServers)
                yield return new(name, Call, SiteKinds.PerProcess);
        }
    }

    /// <summary>Whether a call of this name takes the state of a feature to a place that replicas share.</summary>
    public static bool IsRemedy(string name, PerProcessKind kind)
        => Array.Exists(Remedies, r => r.Kind == kind && Array.IndexOf(r.Names, name) >= 0);
}
