using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>What is called.</summary>
public enum CalleeKind
{
    /// <summary>A service of the system.</summary>
    Service,

    /// <summary>Something that the manifests run and nobody here wrote: an identity provider, a mail server.</summary>
    Infrastructure,

    /// <summary>A host of the outside world.</summary>
    External,

    /// <summary>A host that names nothing that was read.</summary>
    UnknownHost,

    /// <summary>The code does not tell: a key without a value, an address made at run time.</summary>
    Unresolved,
}

/// <summary>The far end of a call.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The service's name, the host, or the key that would tell.</param>
/// <param name="Service">The service where it is one.</param>
public sealed record Callee(CalleeKind Kind, string Name, Service? Service = null)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}

/// <summary>Calls of one kind from one service to another end.</summary>
/// <param name="From">Who waits.</param>
/// <param name="To">For whom.</param>
/// <param name="Protocol">How.</param>
/// <param name="Evidence">What shows it; never empty.</param>
public sealed record ServiceCall(Service From, Callee To, CallProtocol Protocol, IReadOnlyList<CallEvidence> Evidence)
{
    /// <summary>What acts on the call, for each set of manifests in which the caller runs; one without a set where there are none.</summary>
    public IReadOnlyList<CallPolicy> Policies { get; init; } = [];

    /// <summary>Whether a user's request may wait for it: health checks and fetches of token keys are no part of chains and cycles.</summary>
    public bool IsInRequest => Protocol is not (CallProtocol.HealthCheck or CallProtocol.Metadata);

    /// <summary>Whether every piece of evidence is conditional.</summary>
    public bool IsConditional { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{From.Name} -> {To.Name} ({Protocol})";
}

/// <summary>What kind of thing shows a call.</summary>
public enum EvidenceKind
{
    /// <summary>A host in the code.</summary>
    Code,

    /// <summary>A configuration key with its value.</summary>
    Setting,

    /// <summary>An environment variable of the workload.</summary>
    Environment,

    /// <summary>A reference between resources of an AppHost.</summary>
    Aspire,

    /// <summary>An app id of Dapr.</summary>
    DaprAppId,

    /// <summary>A gRPC contract that one service serves.</summary>
    Contract,
}

/// <summary>One piece of evidence for a call.</summary>
/// <param name="Kind">What shows it.</param>
/// <param name="Text">What stands there, fit to be shown: <c>Services:Orders = orders:8080</c>.</param>
/// <param name="Place">The line.</param>
/// <param name="Call">The call in the code; null where only an AppHost or a manifest speaks.</param>
public sealed record CallEvidence(EvidenceKind Kind, string Text, Place Place, CallFact? Call);

/// <summary>What code and mesh do together for a call in one set of manifests.</summary>
/// <param name="Set">The set; null where the caller has no manifests.</param>
/// <param name="Code">What the code does; of several places the one that sends most.</param>
/// <param name="Mesh">What the caller's proxy does; null where it does nothing or nothing is known of it (see <paramref name="IsMeshed"/>).</param>
/// <param name="Route">The route that says so; null where defaults hold.</param>
/// <param name="IsMeshed">Whether the caller's proxy treats the requests; null where unknown.</param>
public sealed record CallPolicy(FactSet? Set, CodePolicy Code, EffectivePolicy? Mesh, MeshRoute? Route, bool? IsMeshed)
{
    /// <summary>The address that the call has there; null where it is not known.</summary>
    public MeshCall? Call { get; init; }

    /// <summary>The policy of the callee's host (DestinationRule); null where none is known.</summary>
    public PolicyAnswer? Destination { get; init; }
}
