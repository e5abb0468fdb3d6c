using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>What a host turned out to be.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">How it is shown where it is no service.</param>
/// <param name="Node">The service where it is one.</param>
internal sealed record Target(CalleeKind Kind, string Name, ServiceNode? Node)
{
    /// <summary>Whether it follows from a port of the developer's machine alone.</summary>
    public bool IsWeak { get; init; }

    /// <summary>Whether something is known of it beyond its being a name.</summary>
    public bool IsKnown => Kind is CalleeKind.Service or CalleeKind.Infrastructure or CalleeKind.External;

    public static Target Of(ServiceNode node) => new(CalleeKind.Service, node.Name, node);
}

/// <summary>Tells which service a host, an app id or a port means.</summary>
internal sealed class HostTable
{
    private readonly HostClassifier _classifier;
    private readonly NameTable _names;
    private readonly PortTable _ports;
    private readonly Dictionary<(DeploymentModel Model, string? Namespace, string Name), Target?> _inCluster = [];
    private readonly Dictionary<KubernetesResource, Target> _services = new(ByReference<KubernetesResource>.Instance);

    /// <summary>The table of a system.</summary>
    public HostTable(IReadOnlyList<ServiceNode> nodes, IEnumerable<ProjectFacts> projects, FactSets sets, HostClassifier classifier)
    {
        _classifier = classifier;
        var byVariant = new Dictionary<KubernetesResource, ServiceNode>(ByReference<KubernetesResource>.Instance);
        foreach (var node in nodes)
        {
            foreach (var variant in node.Deployments.SelectMany(ServiceNode.VariantsOf))
                byVariant[variant] = node;
        }

        foreach (var set in sets.Sets)
        {
            foreach (var service in set.Model.Resources.Where(static r => r is { Spec: ServiceSpec, Name: not null }))
            {
                var node = set.Model.Services.WorkloadsOf(service).Sure.Select(w => byVariant.TryGetValue(w, out var found) ? found : null).FirstOrDefault(static n => n is not null);
                _services[service] = node is not null ? Target.Of(node) : new(CalleeKind.Infrastructure, service.Name!, null);
            }
        }

        _names = new NameTable(nodes, projects, sets, _services);
        _ports = new PortTable(nodes);
    }

    /// <summary>The Services of Kubernetes, each with what stands behind it.</summary>
    public IReadOnlyDictionary<KubernetesResource, Target> Services => _services;

    /// <summary>What an app id of Dapr or a name of service discovery means; null where no service or several bear it.</summary>
    public ServiceNode? ByName(string name) => _names.Find(name) is { Kind: CalleeKind.Service, Node: { } node } ? node : null;

    /// <summary>What a host means to a caller.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="host">The host as written.</param>
    /// <param name="port">The port; null where the scheme tells.</param>
    /// <param name="set">The set of manifests in which the address holds; null for all in which the caller runs.</param>
    public Target Find(ServiceNode caller, string host, int? port, FactSet? set)
    {
        var name = ServiceName.Normal(host);
        if (name.StartsWith("_", StringComparison.Ordinal) && name.IndexOf('.') is > 0 and var dot)
            name = name.Substring(dot + 1);
        var hostClass = _classifier.Classify(name);
        if (hostClass is HostClass.Loopback or HostClass.ContainerHost)
        {
            return port is { } number && _ports.Find(number) is { } owner
                ? Target.Of(owner) with { IsWeak = true }
                : new(CalleeKind.UnknownHost, Shown(name, port), null);
        }

        var inCluster = InCluster(caller, name, set);
        if (inCluster is { Kind: not CalleeKind.Infrastructure })
            return inCluster;
        if (inCluster is not null)
            return _names.Find(inCluster.Name) is { Kind: CalleeKind.Service } own ? own : inCluster;
        if (_names.Find(hostClass == HostClass.ClusterFqdn ? name.Split('.')[0] : name) is { } named)
            return named;
        return hostClass is HostClass.External or HostClass.PublicIp or HostClass.Identifier or HostClass.Metadata
            ? new(CalleeKind.External, name, null)
            : new(CalleeKind.UnknownHost, Shown(name, hostClass == HostClass.PrivateIp ? port : null), null);
    }

    private static string Shown(string name, int? port) => port is null ? name : name + ":" + port.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private Target? InCluster(ServiceNode caller, string name, FactSet? only)
    {
        foreach (var deployment in caller.Deployments)
        {
            if (only is not null && !ReferenceEquals(deployment.Set, only))
                continue;
            var key = (deployment.Set.Model, deployment.Namespace, name);
            if (!_inCluster.TryGetValue(key, out var target))
                _inCluster.Add(key, target = Named(deployment.Set.Model, name, deployment.Namespace));
            if (target is not null)
                return target;
        }

        return null;
    }

    private Target? Named(DeploymentModel model, string name, string? callerNamespace)
    {
        var answer = model.Services.Find(new MeshCall(name) { CallerNamespace = callerNamespace });
        if (answer.Verdict != ServiceVerdict.Found)
            return null;
        if (answer.ExternalName is { IsKnown: true, Value: { } foreign })
            return new(CalleeKind.External, ServiceName.Normal(foreign), null);
        if (answer.Services.Count > 0 && _services.TryGetValue(answer.Services[0], out var target))
            return target;
        return answer.ServiceEntry is not null ? new(CalleeKind.External, name, null) : null;
    }
}
