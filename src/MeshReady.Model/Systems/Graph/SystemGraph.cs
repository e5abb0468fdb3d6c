using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>A system as its code and its manifests show it: services, what they call, send and keep.</summary>
/// <param name="Services">The services, by name.</param>
/// <param name="Calls">Who waits for whom, one for each pair and protocol, in the order of their names.</param>
/// <param name="Channels">What is sent from service to service without waiting, in the order of their names.</param>
/// <param name="Stores">Where data is kept, in the order of their names.</param>
/// <param name="Libraries">Projects that run as part of services, with those that use them.</param>
/// <param name="Sets">The manifests; each set is a place of its own.</param>
public sealed record SystemGraph(
    IReadOnlyList<Service> Services,
    IReadOnlyList<ServiceCall> Calls,
    IReadOnlyList<Channel> Channels,
    IReadOnlyList<Store> Stores,
    IReadOnlyList<Library> Libraries,
    FactSets Sets);

/// <summary>Something that runs by itself.</summary>
/// <param name="Name">Its name: that of its workload, its Compose service or Aspire resource, else of its project in kebab case. No two services bear the same.</param>
/// <param name="Project">The project; null where only a manifest knows it.</param>
/// <param name="Parts">The facts of its project and of all libraries that run in it, its own first.</param>
/// <param name="Deployments">Its workload in each set of manifests that has one.</param>
public sealed record Service(string Name, ProjectFacts? Project, IReadOnlyList<ProjectFacts> Parts, IReadOnlyList<ServiceDeployment> Deployments)
{
    /// <summary>The service in Compose files, each with its line.</summary>
    public IReadOnlyList<NamedPlace> ComposeServices { get; init; } = [];

    /// <summary>The resource of an AppHost that is this service.</summary>
    public AspireFact? Aspire { get; init; }

    /// <summary>Whether it passes requests on for others and does little else: YARP, Ocelot, a BFF built on them.</summary>
    public bool IsGateway { get; init; }

    /// <summary>The places that open it to the outside: Ingress, Gateway routes, NodePort or LoadBalancer, ports of Compose.</summary>
    public IReadOnlyList<Exposure> Exposures { get; init; } = [];

    /// <summary>Where a finding about the service as a whole stands: its start-up file's first fact, else its project file, else its manifest.</summary>
    public required Place Place { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}

/// <summary>A name at a place.</summary>
public sealed record NamedPlace(string Name, Place Place);

/// <summary>What opens a service to the outside.</summary>
/// <param name="Kind"><c>Ingress</c>, <c>Gateway</c>, <c>LoadBalancer</c>, <c>NodePort</c>, <c>compose ports</c>, <c>Aspire</c>.</param>
/// <param name="Place">The line.</param>
/// <param name="IsGateway">Whether a gateway of the platform stands before it (Ingress, Gateway API, Istio's gateway).</param>
public sealed record Exposure(string Kind, Place Place, bool IsGateway);

/// <summary>A service in one set of manifests.</summary>
/// <param name="Set">The set.</param>
/// <param name="Binding">Its workload there; workloads of several names where versions of its image run side by side.</param>
/// <param name="Mesh">Whether it is meshed.</param>
/// <param name="Namespace">Its namespace; null where nobody says.</param>
public sealed record ServiceDeployment(FactSet Set, Binding.Bound Binding, MeshVerdict Mesh, string? Namespace);

/// <summary>A project whose code runs in services.</summary>
/// <param name="Facts">What it does.</param>
/// <param name="Users">The services that it runs in, by name.</param>
public sealed record Library(ProjectFacts Facts, IReadOnlyList<Service> Users);
