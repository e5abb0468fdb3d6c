namespace MeshReady.Model.Systems;

/// <summary>A rule over a whole system, written once for editor, build and tool.</summary>
public interface ISystemRule
{
    /// <summary>The id: <c>MSA1101</c>.</summary>
    string Id { get; }

    /// <summary>What is wrong with the system; the same findings in the same order for the same graph.</summary>
    /// <param name="graph">The system.</param>
    /// <param name="settings">What the user says.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    IEnumerable<SystemFinding> Judge(SystemGraph graph, SystemSettings settings, CancellationToken cancellationToken);
}

/// <summary>How grave a finding is.</summary>
public enum SystemSeverity
{
    /// <summary>A reviewer would comment.</summary>
    Info,

    /// <summary>A reviewer would block.</summary>
    Warning,
}

/// <summary>A finding of a rule over the system.</summary>
/// <param name="Place">Where it is reported: the line that one would edit first.</param>
/// <param name="Severity">How grave it is here.</param>
/// <param name="Arguments">What fills the message of the rule.</param>
public sealed record SystemFinding(Place Place, SystemSeverity Severity, IReadOnlyList<string> Arguments)
{
    /// <summary>Further places that belong to it.</summary>
    public IReadOnlyList<Place> Also { get; init; } = [];

    /// <summary>The services that it is about, by name.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The declared environments in which it holds; empty where none are declared or it needs none.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];
}

/// <summary>What the user says about the system.</summary>
public sealed record SystemSettings
{
    /// <summary>More requests than this for one call of a user are too many (<c>meshready.max_attempts</c>).</summary>
    public int MaxAttempts { get; init; } = 8;

    /// <summary>This many synchronous calls in a row are too many (<c>meshready.max_chain</c>).</summary>
    public int MaxChain { get; init; } = 3;

    /// <summary>This many services on one side make a hub (<c>meshready.hub_degree</c>).</summary>
    public int HubDegree { get; init; } = 6;

    /// <summary>A library with business rules that this many services share is too much (<c>meshready.shared_library_users</c>).</summary>
    public int SharedLibraryUsers { get; init; } = 3;

    /// <summary>Whether a gateway stands before the system that no manifest here shows (<c>meshready.gateway = external</c>).</summary>
    public bool HasExternalGateway { get; init; }

    /// <summary>Whether Istio's own default of retries counts like a written policy (<c>meshready.count_mesh_default</c>).</summary>
    public bool CountMeshDefault { get; init; }

    /// <summary>The part of requests that one service may fail, for the arithmetic of chains (<c>meshready.availability</c>, 99.9 %).</summary>
    public double Availability { get; init; } = 0.999;
}
