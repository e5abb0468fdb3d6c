using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>All names by which a system's services are known to each other, the surest first.</summary>
internal sealed class NameTable
{
    private const string AppId = "dapr.io/app-id";

    private static readonly string[] NameKeys =
    [
        "Spring:Application:Name", "Eureka:Instance:AppName", "Eureka:Instance:VirtualHostName", "Eureka:Instance:VipAddress",
        "Consul:Discovery:ServiceName", "Consul:ServiceName", "DAPR_APP_ID", "Dapr:AppId",
    ];

    // Each level is asked only where those before it know nothing of the name.
    private readonly Dictionary<string, Target?>[] _levels = [.. Enumerable.Range(0, 4).Select(static _ => new Dictionary<string, Target?>(StringComparer.Ordinal))];

    public NameTable(IReadOnlyList<ServiceNode> nodes, IEnumerable<ProjectFacts> projects, FactSets sets, IReadOnlyDictionary<KubernetesResource, Target> services)
    {
        foreach (var node in nodes)
        {
            foreach (var name in SureNames(node))
                Add(0, name, Target.Of(node));
        }

        foreach (var pair in services)
            Add(pair.Value.Node is null ? 1 : 0, pair.Key.Name!, pair.Value);
        BindSidecars(nodes, sets);
        foreach (var entry in ServiceFinder.ComposeOf(sets))
            AddMissing(1, entry.Service.Name, new(CalleeKind.Infrastructure, entry.Service.Name, null));
        foreach (var resource in projects.SelectMany(static p => p.Resources).Where(static r => r.Kind != "project"))
            AddMissing(1, resource.Name, new(CalleeKind.Infrastructure, resource.Name, null));
        foreach (var node in nodes.Where(static node => node.Identity is not null))
        {
            foreach (var name in new[] { node.Project!.Name, ServiceNode.FileNameOf(node.Project) }.Distinct())
                Add(2, NameForms.Squeeze(name), Target.Of(node));
            foreach (var name in NameForms.All(node.Identity!).Select(NameForms.Squeeze).Distinct())
                Add(3, name, Target.Of(node));
        }
    }

    /// <summary>What a name means; null where nothing bears it, or several services do.</summary>
    public Target? Find(string name)
    {
        var normal = ServiceName.Normal(name);
        for (var level = 0; level < _levels.Length; level++)
        {
            if (_levels[level].TryGetValue(level < 2 ? normal : NameForms.Squeeze(normal), out var target))
                return target;
        }

        return null;
    }

    private static IEnumerable<string> SureNames(ServiceNode node)
        => node.Compose.Select(static entry => entry.Service.Name)
            .Concat(node.Deployments.SelectMany(ServiceNode.VariantsOf).Select(static variant => variant.PodTemplate!.Annotations[AppId].Value).OfType<string>())
            .Concat(node.Deployments.SelectMany(static deployment => deployment.Binding.Workloads).Select(static workload => workload.Name))
            .Append(node.Name)
            .Concat(node.Aspire is { } resource ? [resource.Name] : [])
            .Concat((node.Project?.Settings ?? []).Where(static setting => setting.Name is not null && NameKeys.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)).Select(static setting => setting.Name!))
            .Select(ServiceName.Normal).Distinct(StringComparer.Ordinal);

    // daprd -app-id orders … in the network of another service of Compose.
    private void BindSidecars(IReadOnlyList<ServiceNode> nodes, FactSets sets)
    {
        const string OfService = "service:";
        foreach (var entry in ServiceFinder.ComposeOf(sets).Where(static entry => entry.Service.Command.Count > 0))
        {
            string?[] words = [.. entry.Service.Command.Select(static word => word.Value)];
            var at = Array.FindIndex(words, static word => word is "-app-id" or "--app-id");
            var id = at >= 0 && at + 1 < words.Length ? words[at + 1]
                : Array.Find(words, static word => word?.TrimStart('-').StartsWith("app-id=", StringComparison.Ordinal) == true) is { } joined ? joined.Substring(joined.IndexOf('=') + 1)
                : null;
            if (id is null)
                continue;
            var network = entry.Service.NetworkMode.Value is { } mode && mode.StartsWith(OfService, StringComparison.Ordinal) ? mode.Substring(OfService.Length) : null;
            var owner = network is null ? null : nodes.FirstOrDefault(node => node.Compose.Exists(other => other.Service.Name == network));
            if (owner is not null)
                Add(0, id, Target.Of(owner));
        }
    }

    private void AddMissing(int level, string name, Target target)
    {
        if (!_levels[0].ContainsKey(ServiceName.Normal(name)) && !_levels[1].ContainsKey(ServiceName.Normal(name)))
            Add(level, name, target);
    }

    // A name of several means none of them.
    private void Add(int level, string name, Target target)
    {
        var key = level < 2 ? ServiceName.Normal(name) : name;
        _levels[level][key] = !_levels[level].TryGetValue(key, out var known) || known is not null && known.Kind == target.Kind && ReferenceEquals(known.Node, target.Node) ? target : null;
    }
}
