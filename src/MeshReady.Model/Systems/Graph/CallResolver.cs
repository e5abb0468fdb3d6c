using System.Globalization;

namespace MeshReady.Model.Systems;

/// <summary>Follows each call of the code to its callee: through configuration, Compose, Kubernetes, AppHosts, Dapr and contracts.</summary>
internal sealed class CallResolver
{
    private readonly HostTable _hosts;
    private readonly Dictionary<ServiceNode, ServiceSettings> _settings;
    private readonly Dictionary<string, ServiceNode?> _contracts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<ProjectFacts, int> _users = new(ByReference<ProjectFacts>.Instance);

    public CallResolver(IReadOnlyList<ServiceNode> nodes, HostTable hosts, Dictionary<ServiceNode, ServiceSettings> settings)
    {
        (_hosts, _settings) = (hosts, settings);
        foreach (var node in nodes)
        {
            foreach (var part in node.Parts)
                _users[part] = _users.TryGetValue(part, out var count) ? count + 1 : 1;
            foreach (var contract in node.Parts.SelectMany(static part => part.Endpoints).Where(static e => e.Kind == ServedKind.Grpc).Select(static e => e.Contract).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
                _contracts[contract] = _contracts.ContainsKey(contract) ? null : node;
        }
    }

    /// <summary>The calls of a service, unresolved ones among them, in the order of its parts.</summary>
    public IEnumerable<ResolvedCall> Of(ServiceNode node)
        => node.Parts.SelectMany(part => part.Calls.SelectMany(call => Resolve(node, part, call)));

    private IEnumerable<ResolvedCall> Resolve(ServiceNode node, ProjectFacts part, CallFact call)
    {
        List<ResolvedCall> found = [.. Candidates(node, call)];

        // A port of the developer's machine counts only where nothing else tells.
        var best = found.FindAll(static c => c.To.IsKnown && !c.To.IsWeak);
        if (best.Count == 0)
            best = found.FindAll(static c => c.To.IsWeak);
        if (best.Count == 0)
            best = found.FindAll(static c => c.To.Kind == CalleeKind.UnknownHost).Take(1).ToList();
        if (best.Count > 0)
            return best.Where(c => !ReferenceEquals(c.To.Node, node));

        // A client in a library that several services share says nothing of those that do not configure it.
        return _users[part] > 1 && !ReferenceEquals(part, node.Project) ? []
            : [new(node, call.Protocol, new(CalleeKind.Unresolved, call.Key ?? call.Client ?? call.Contract ?? "an address made at run time", null), new(EvidenceKind.Code, Unresolved(call), call.Place, call))];
    }

    private IEnumerable<ResolvedCall> Candidates(ServiceNode node, CallFact call)
    {
        if (call.AppId is { } id)
        {
            var target = _hosts.ByName(id) is { } named ? Target.Of(named) : new(CalleeKind.UnknownHost, id, null);
            yield return new(node, call.Protocol, target, new(EvidenceKind.DaprAppId, "app id " + id, call.Place, call));
        }

        var isFound = false;
        if (call.Key is { } key)
        {
            foreach (var value in _settings[node].ValuesOf(key, call.Prefix, call.Suffix))
            {
                // What nobody is known to read counts only where what is read leads nowhere.
                if (isFound && !value.IsDeployed || Find(node, call, value) is not { } resolved)
                    continue;
                isFound |= resolved.To is { IsKnown: true, IsWeak: false };
                yield return resolved;
            }
        }

        if (!isFound && call.Host is { } host)
        {
            var address = new ShownAddress(call.Scheme, host, call.Port, null, null);
            yield return new(node, call.Protocol, _hosts.Find(node, host, call.Port, null), new(EvidenceKind.Code, address.ToString(), call.Place, call)) { Address = address };
        }

        if (call.Contract is { } contract && _contracts.TryGetValue(contract, out var server) && server is not null && !ReferenceEquals(server, node))
            yield return new(node, call.Protocol, Target.Of(server), new(EvidenceKind.Contract, "contract " + contract, call.Place, call));
    }

    private ResolvedCall? Find(ServiceNode node, CallFact call, KeyValue value)
    {
        var address = value.Address;
        if ((address.Host ?? address.Name) is not { } host)
            return null;
        var shown = address with { Host = host, Name = null, Scheme = address.Scheme ?? call.Scheme, Database = null };
        var text = string.Format(CultureInfo.InvariantCulture, "{0} = {1}", call.Key, shown);
        return new(node, call.Protocol, _hosts.Find(node, host, address.Port, value.Set), new(value.Kind, text, value.Place, call)) { Address = shown, Set = value.Set };
    }

    private static string Unresolved(CallFact call)
        => call.Key is { } key ? key + " has no value that was read" : "the code does not tell the address";
}
