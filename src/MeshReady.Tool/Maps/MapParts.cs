using MeshReady.Model.Systems;

namespace MeshReady.Tool.Maps;

/// <summary>What a node of the map stands for.</summary>
public enum NodeKind
{
    /// <summary>A service of the system.</summary>
    Service,

    /// <summary>A service that passes requests on for others.</summary>
    Gateway,

    /// <summary>Something that the manifests run and nobody here wrote.</summary>
    Infrastructure,

    /// <summary>A host of the outside world.</summary>
    External,

    /// <summary>A host that names nothing that was read.</summary>
    UnknownHost,

    /// <summary>An address that the code does not tell.</summary>
    Unresolved,

    /// <summary>Messages of one type or topic.</summary>
    Channel,

    /// <summary>A place where data is kept.</summary>
    Store,
}

/// <summary>A node of the map.</summary>
/// <param name="Id">Valid as an identifier everywhere: <c>n1</c>, <c>n2</c>, …</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Name">As it is shown.</param>
public sealed record MapNode(string Id, NodeKind Kind, string Name)
{
    /// <summary>The service where it is one.</summary>
    public Service? Service { get; init; }

    /// <summary>The channel where it is one.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The store where it is one.</summary>
    public Store? Store { get; init; }

    /// <summary>Whether nothing that was read says what it is.</summary>
    public bool IsOpen => Kind is NodeKind.Unresolved or NodeKind.UnknownHost;

    /// <summary>Whether it lies outside what was read.</summary>
    public bool IsForeign => Kind is NodeKind.External or NodeKind.Infrastructure;

    /// <summary>What it is, in a word or two.</summary>
    public string KindWord => Kind switch
    {
        NodeKind.Service => "service",
        NodeKind.Gateway => "gateway",
        NodeKind.Infrastructure => "infrastructure",
        NodeKind.External => "external host",
        NodeKind.UnknownHost => "unknown host",
        NodeKind.Unresolved => "unresolved address",
        NodeKind.Channel => "messages",
        _ => "data store",
    };
}

/// <summary>What an edge of the map stands for.</summary>
public enum EdgeKind
{
    /// <summary>Somebody waits for an answer.</summary>
    Call,

    /// <summary>A service sends messages.</summary>
    Publish,

    /// <summary>A service takes messages.</summary>
    Consume,

    /// <summary>A service keeps data.</summary>
    Keep,
}

/// <summary>An edge of the map.</summary>
/// <param name="Id">Valid as an identifier everywhere: <c>e1</c>, <c>e2</c>, …</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Label">In few words what acts on it; empty where nothing has to be said.</param>
public sealed record MapEdge(string Id, MapNode From, MapNode To, EdgeKind Kind, string Label)
{
    /// <summary>The call where it is one.</summary>
    public ServiceCall? Call { get; init; }

    /// <summary>What acts on the call, one row for each set of manifests.</summary>
    public IReadOnlyList<PolicyRow> Policies { get; init; } = [];

    /// <summary>The lines that show it.</summary>
    public IReadOnlyList<Place> Places { get; init; } = [];

    /// <summary>The row that sends most; null where nothing is known.</summary>
    public PolicyRow? Worst => Policies.OrderByDescending(static p => p.Requests ?? 0).FirstOrDefault();
}
