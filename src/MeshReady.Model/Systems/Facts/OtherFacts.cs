namespace MeshReady.Model.Systems;

/// <summary>A message that a project sends or takes.</summary>
/// <param name="IsPublished">Whether it is sent; otherwise it is taken.</param>
/// <param name="Place">The line that does so.</param>
public sealed record MessageFact(bool IsPublished, Place Place)
{
    /// <summary>The full name of the message's type; null where the code does not tell.</summary>
    public string? Type { get; init; }

    /// <summary>The topic, queue or exchange; null where the library names it.</summary>
    public string? Channel { get; init; }

    /// <summary>The configuration key that names the channel.</summary>
    public string? Key { get; init; }

    /// <summary>The library or broker in lower case: <c>masstransit</c>, <c>rabbitmq</c>, <c>kafka</c>, <c>dapr</c>, <c>cap</c>, …</summary>
    public string? Broker { get; init; }
}

/// <summary>Where a project keeps data.</summary>
/// <param name="System">What keeps it: <c>sqlserver</c>, <c>postgres</c>, <c>mysql</c>, <c>mongodb</c>, <c>redis</c>, <c>elasticsearch</c>, …; <c>sql</c> where only that it is relational is known.</param>
/// <param name="Place">The line that says so.</param>
public sealed record StoreFact(string System, Place Place)
{
    /// <summary>The server that the code names.</summary>
    public string? Server { get; init; }

    /// <summary>The database that the code names.</summary>
    public string? Database { get; init; }

    /// <summary>The schema that the model is kept in.</summary>
    public string? Schema { get; init; }

    /// <summary>The configuration key of the connection string: <c>ConnectionStrings:Orders</c>.</summary>
    public string? Key { get; init; }

    /// <summary>The full name of the DbContext or session type.</summary>
    public string? Context { get; init; }

    /// <summary>The tables or collections that the code names.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];
}

/// <summary>What answers at an endpoint.</summary>
public enum ServedKind
{
    /// <summary>HTTP.</summary>
    Http,

    /// <summary>A gRPC service.</summary>
    Grpc,

    /// <summary>A health check.</summary>
    Health,

    /// <summary>A SignalR hub.</summary>
    Hub,
}

/// <summary>Something that a project answers.</summary>
/// <param name="Kind">What.</param>
/// <param name="Place">The line that maps it.</param>
public sealed record EndpointFact(ServedKind Kind, Place Place)
{
    /// <summary>The pattern of the path, with its leading slash; null where it is not constant, and for gRPC.</summary>
    public string? Pattern { get; init; }

    /// <summary>Whether an unknown prefix may stand before <see cref="Pattern"/>.</summary>
    public bool HasUnknownPrefix { get; init; }

    /// <summary>The methods in upper case; any where empty.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>The gRPC service with its package.</summary>
    public string? Contract { get; init; }
}

/// <summary>A port that the code opens.</summary>
/// <param name="Port">The port; null where it is not constant.</param>
/// <param name="Protocols">Kestrel's word: <c>Http1</c>, <c>Http2</c>, <c>Http1AndHttp2</c>, …; null where it is the default.</param>
/// <param name="IsTls">Whether it is encrypted; null where unknown.</param>
/// <param name="Place">The line that says so.</param>
public sealed record ListenFact(int? Port, string? Protocols, bool? IsTls, Place Place);

/// <summary>An address or a connection string in a settings file, parted into what may be shown.</summary>
/// <param name="Key">The key with colons; an environment's file says so in <paramref name="Environment"/>.</param>
/// <param name="Environment">The environment of the file; null for <c>appsettings.json</c>.</param>
/// <param name="Place">The line.</param>
public sealed record SettingFact(string Key, string? Environment, Place Place)
{
    /// <summary>The scheme; null where there is none.</summary>
    public string? Scheme { get; init; }

    /// <summary>The host.</summary>
    public string? Host { get; init; }

    /// <summary>The port.</summary>
    public int? Port { get; init; }

    /// <summary>The database of a connection string.</summary>
    public string? Database { get; init; }

    /// <summary>A plain name that channels or app ids take from here; only where <see cref="Host"/> is null.</summary>
    public string? Name { get; init; }
}

/// <summary>What a project does besides answering.</summary>
public enum WorkKind
{
    /// <summary>Work by the clock, or at start-up, that each replica does.</summary>
    Scheduled,

    /// <summary>A consumer of a queue or topic.</summary>
    Consumer,

    /// <summary>A write to the cluster's API.</summary>
    ClusterWrite,

    /// <summary>A choice between hosts by chance, hash, header or tenant.</summary>
    Split,
}

/// <summary>Work of a project that its manifests have a say in.</summary>
/// <param name="Kind">What kind of work.</param>
/// <param name="Name">What does it: a type, a method.</param>
/// <param name="Place">The line.</param>
public sealed record WorkFact(WorkKind Kind, string Name, Place Place)
{
    /// <summary>The target of work at start-up that changes tables.</summary>
    public const string Schema = "schema";

    /// <summary>What it acts on: a topic, a kind of object with its name (<c>Deployment/web</c>), hosts with commas between.</summary>
    public string? Target { get; init; }

    /// <summary>The part of the traffic that a split sends to the first other host, in percent; null where unknown.</summary>
    public int? Percent { get; init; }

    /// <summary>Whether one replica is chosen for it: a lease, a lock, a clustered scheduler; null where unknown.</summary>
    public bool? IsElected { get; init; }
}

/// <summary>A type that holds a business's rules or data.</summary>
/// <param name="Type">Its full name.</param>
/// <param name="Role"><c>entity</c>, <c>context</c>, <c>aggregate</c> or <c>service</c>.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record DomainFact(string Type, string Role, Place Place);

/// <summary>A resource of an Aspire AppHost.</summary>
/// <param name="Name">Its name in the AppHost, by which others find it.</param>
/// <param name="Kind"><c>project</c>, <c>container</c>, <c>postgres</c>, <c>redis</c>, … in lower case.</param>
/// <param name="Place">The line that adds it.</param>
public sealed record AspireFact(string Name, string Kind, Place Place)
{
    /// <summary>The name of the project's assembly or file, or the image.</summary>
    public string? Source { get; init; }

    /// <summary>The server resource that a database resource stands on.</summary>
    public string? Parent { get; init; }

    /// <summary>The resources that it is told about, in the order of the code.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Environment variables that hold another resource's endpoint: name, then resource.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Whether it is opened to the outside (<c>WithExternalHttpEndpoints</c>).</summary>
    public bool IsExternal { get; init; }
}
