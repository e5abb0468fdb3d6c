namespace MeshReady.Model.Systems;

/// <summary>What a project is in its system.</summary>
public enum ProjectKind
{
    /// <summary>It runs by itself.</summary>
    Service,

    /// <summary>Others run its code.</summary>
    Library,

    /// <summary>It declares the system for development (.NET Aspire).</summary>
    AppHost,
}

/// <summary>
/// What the code and the settings of one project do, as far as other projects and the mesh are concerned. This is what a facts file
/// and the snapshot hold: no values, only hosts, ports, databases and names.
/// </summary>
/// <param name="Project">The project file, seen from the root of its repository, with forward slashes. It tells projects of one checkout apart.</param>
/// <param name="Name">The name of the assembly.</param>
/// <param name="Kind">Whether it runs by itself.</param>
public sealed record ProjectFacts(string Project, string Name, ProjectKind Kind)
{
    /// <summary>The images that it says it builds, without registry and tag.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>The workload that the user names for it (<c>MeshWorkload</c>): <c>name</c> or <c>namespace/name</c>; otherwise null.</summary>
    public string? Workload { get; init; }

    /// <summary>The project files that it refers to directly, written as <see cref="Project"/>.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The calls that it makes while somebody waits for the answer.</summary>
    public IReadOnlyList<CallFact> Calls { get; init; } = [];

    /// <summary>The messages that it sends or takes.</summary>
    public IReadOnlyList<MessageFact> Messages { get; init; } = [];

    /// <summary>Where it keeps data.</summary>
    public IReadOnlyList<StoreFact> Stores { get; init; } = [];

    /// <summary>What it answers.</summary>
    public IReadOnlyList<EndpointFact> Endpoints { get; init; } = [];

    /// <summary>Whether it may answer paths that <see cref="Endpoints"/> does not name: code out of sight, pages, a fallback, a proxy.</summary>
    public bool HasOtherEndpoints { get; init; } = true;

    /// <summary>Paths that callers may put before every other (<c>UsePathBase</c>).</summary>
    public IReadOnlyList<string> PathBases { get; init; } = [];

    /// <summary>The ports and protocols that its code opens.</summary>
    public IReadOnlyList<ListenFact> Listens { get; init; } = [];

    /// <summary>Addresses and connection strings in its settings, parted into what may be shown.</summary>
    public IReadOnlyList<SettingFact> Settings { get; init; } = [];

    /// <summary>What it does besides answering: scheduled work, writes to the cluster, splits of traffic.</summary>
    public IReadOnlyList<WorkFact> Works { get; init; } = [];

    /// <summary>The headers that it hands on from the requests that it serves, in lower case; those of tracing are not named.</summary>
    public IReadOnlyList<string> ForwardedHeaders { get; init; } = [];

    /// <summary>Whether it may hand on headers that <see cref="ForwardedHeaders"/> does not name: a proxy, code out of sight.</summary>
    public bool ForwardsOtherHeaders { get; init; }

    /// <summary>Types that hold a business's rules or data: entities, contexts, aggregates. Contracts are none.</summary>
    public IReadOnlyList<DomainFact> Domain { get; init; } = [];

    /// <summary>The resources that an AppHost declares; empty elsewhere.</summary>
    public IReadOnlyList<AspireFact> Resources { get; init; } = [];
}
