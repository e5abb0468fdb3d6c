using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts;

/// <summary>Why the syntax index remembers a node. A node can be remembered for several reasons.</summary>
[Flags]
internal enum SiteKinds : long
{
    None = 0,

    /// <summary>A call, creation, assignment or attribute that may hand an address to an outbound client.</summary>
    OutboundAddress = 1L << 0,

    /// <summary>An expression that may give a configuration value a default.</summary>
    ConfigurationFallback = 1L << 1,

    /// <summary>A call or creation that may register or make an outbound client.</summary>
    ClientRegistration = 1L << 2,

    /// <summary>A call or creation that may add retries, time-outs or circuit breakers.</summary>
    Resilience = 1L << 3,

    /// <summary>An assignment, argument or creation that may switch certificate validation off.</summary>
    CertificateValidation = 1L << 4,

    /// <summary>A field or property that may hold mutable state.</summary>
    StateHolder = 1L << 5,

    /// <summary>A call that may register a service with the container.</summary>
    ServiceRegistration = 1L << 6,

    /// <summary>A call that may map a request endpoint.</summary>
    EndpointMapping = 1L << 7,

    /// <summary>A call that may fill a class from configuration.</summary>
    OptionsBinding = 1L << 8,

    /// <summary>A call such as <c>AddOurDefaults</c>, which may do anything to a builder.</summary>
    HouseMethod = 1L << 9,

    /// <summary>An assignment or call that may give a request another Host than that of its address.</summary>
    HostHeader = 1L << 19,

    /// <summary>A call or creation that may make the program's host.</summary>
    Host = 1L << 20,

    /// <summary>An assignment or call that may say how long the host waits when it stops.</summary>
    Shutdown = 1L << 21,

    /// <summary>A pause, or what runs when the program is told to stop.</summary>
    StopDelay = 1L << 22,

    /// <summary>A registration of a feature that may keep state or keys in its process, or of the store that takes them elsewhere.</summary>
    PerProcess = 1L << 23,

    /// <summary>A test whether a caller is on this machine.</summary>
    LoopbackTest = 1L << 24,

    /// <summary>A setting that says how tokens are checked, or the reading of a token without a check.</summary>
    TokenCheck = 1L << 42,

    /// <summary>A call that may send callers to https, or take from proxies how the caller came.</summary>
    TransportRedirect = 1L << 43,

    /// <summary>The reading of a header or query value of a request.</summary>
    RequestValue = 1L << 44,

    /// <summary>A call at which a tenant counts: a cache, lock or topic key, a query that passes by its filters.</summary>
    TenantUse = 1L << 45,

    /// <summary>A lock with a name of the operating system.</summary>
    NamedLock = 1L << 46,

    /// <summary>A call or creation that may write a file.</summary>
    LocalFile = 1L << 47,

    /// <summary>The headers that a client sends with each of its requests.</summary>
    SharedHeaders = 1L << 48,

    /// <summary>A call that may serve requests: an endpoint, a pipeline of its own, a base path.</summary>
    EndpointServing = 1L << 14,

    /// <summary>A call that may say where the server listens.</summary>
    Listening = 1L << 15,

    /// <summary>A call or creation that may connect a bare socket to a host.</summary>
    SocketTarget = 1L << 39,

    /// <summary>A call that may hand a message to a broker, directly or through a method of the house.</summary>
    BrokerSend = 1L << 53,

    /// <summary>A call that may set up a message bus, or the outbox under it.</summary>
    Outbox = 1L << 54,

    /// <summary>A call or creation that may open a connection to a broker, cache or store, or register a type for each use.</summary>
    Connection = 1L << 55,

    /// <summary>A call that may make a database context retry, or begin a transaction.</summary>
    DatabaseRetry = 1L << 56,

    /// <summary>A call or assignment that may change the schema of a database.</summary>
    Migration = 1L << 49,

    /// <summary>A call that may end a process.</summary>
    Termination = 1L << 50,

    /// <summary>A pause, or the catch of a failed call: the marks of a loop that tries again.</summary>
    RetryLoop = 1L << 35,

    /// <summary>A loop, or its like among methods, that awaits something for each element.</summary>
    ElementLoop = 1L << 36,

    /// <summary>An assignment, call or argument that may say how long somebody waits for an answer.</summary>
    TimeLimit = 1L << 37,

    /// <summary>A random number, or the remainder of a division.</summary>
    Chance = 1L << 57,

    /// <summary>A header, cookie or claim of the request at hand.</summary>
    RequestTrait = 1L << 58,

    /// <summary>A call of the Kubernetes client, or the start of a program, that may change the cluster.</summary>
    ClusterMutation = 1L << 59,

    /// <summary>A call or creation that may keep or ask a registry of services.</summary>
    ServiceRegistry = 1L << 40,

    /// <summary>A call or creation that may choose among the addresses of a service.</summary>
    ClientBalancing = 1L << 41,

    /// <summary>A name with which code logs to a file, makes an id of its own for a request, or keeps a trace to itself.</summary>
    Telemetry = 1L << 38,

    /// <summary>A choice between addresses, or a group of addresses that are tried in turn.</summary>
    RegionalAddress = 1L << 60,

    /// <summary>A call that may edit the network or the nodes under the cluster.</summary>
    NetworkEdit = 1L << 61,

    /// <summary>A place where keys of a cloud account may stand.</summary>
    CloudKeys = 1L << 62,

    /// <summary>The base of a class that a host runs beside its requests.</summary>
    HostedService = 1L << 51,

    /// <summary>A call that may run code under a policy.</summary>
    PolicyExecution = 1L << 32,
}

/// <summary>A node that the syntax index remembers, unbound.</summary>
internal readonly struct Site(SyntaxNode node, SiteKinds kinds, string name)
{
    public SyntaxNode Node { get; } = node;

    public SiteKinds Kinds { get; } = kinds;

    /// <summary>The identifier that made the node a candidate: method, type or member name.</summary>
    public string Name { get; } = name;
}
