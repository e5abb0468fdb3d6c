using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>A call of the code to an address that is known in one placement, with what the manifests there make of it.</summary>
internal sealed class MeshedCall
{
    private readonly Lazy<RouteAnswer> _route;
    private readonly Lazy<EffectivePolicy> _policy;
    private readonly Lazy<Governance> _governance;
    private readonly Lazy<ServiceAnswer> _service;

    public MeshedCall(Placement placement, ServiceAddress address, ConfiguredValue? source, string? method, string? path)
    {
        (Placement, Address, Source) = (placement, address, source);
        Call = new MeshCall(address.Host) { Port = Port, CallerNamespace = placement.Namespace, CallerLabels = placement.Labels, Method = method, Path = path };
        _route = new(() => placement.Model.Router.Find(Call));
        _policy = new(() => placement.MayBeFiltered ? EffectivePolicy.NotKnown(0) : EffectivePolicy.OfAnswer(Route, placement.Model.DefaultRetries(placement.Set.IsComplete), placement.IstioVersion));
        _governance = new(() => CallGovernance.OfPlain(placement.Model, placement.Mesh, placement.Variants, Call));
        _service = new(() => placement.Model.Services.Find(Call));
    }

    public Placement Placement { get; }

    /// <summary>Where the call goes.</summary>
    public ServiceAddress Address { get; }

    /// <summary>The setting that holds the address; null where the code does.</summary>
    public ConfiguredValue? Source { get; }

    /// <summary>The call as the mesh sees it.</summary>
    public MeshCall Call { get; }

    /// <summary>The port that is dialled: the one written, else that of the scheme.</summary>
    public int Port => Address.Port ?? (IsTls ? 443 : 80);

    /// <summary>Whether the code encrypts, so that a proxy sees bytes and no requests.</summary>
    public bool IsTls => Address.Scheme is "https" or "wss" or "https+http";

    /// <summary>Which route of the mesh serves the call.</summary>
    public RouteAnswer Route => _route.Value;

    /// <summary>What Istio's proxy does with the call; defaults filled in as far as they are known; nothing where an EnvoyFilter may change it.</summary>
    public EffectivePolicy Policy => _policy.Value;

    /// <summary>How the mesh connects to the callee.</summary>
    public PolicyAnswer Destination => Placement.Model.Destinations.Find(Call, Route.Route?.Destinations is [{ Subset.IsKnown: true } only] ? only.Subset.Value : null);

    /// <summary>Whether the mesh's policies for requests act on the call (gates G2, G4 and G5).</summary>
    public Governance Governance => IsTls ? Governance.No : _governance.Value;

    /// <summary>As <see cref="Governance"/>, if the code did not encrypt: whether the caller is meshed, and its proxy in the way.</summary>
    public Governance PlainGovernance => _governance.Value;

    /// <summary>Which Service the call names.</summary>
    public ServiceAnswer Service => _service.Value;
}
