using MeshReady.Model.Systems;
using MeshReady.Tool.Output;

namespace MeshReady.Tool.Maps;

/// <summary>A system as it is drawn: the same nodes and edges in the same order for the same graph.</summary>
/// <param name="Nodes">Services first, then what they call, send and keep.</param>
/// <param name="Edges">Calls first, then messages, then data.</param>
public sealed record SystemMap(IReadOnlyList<MapNode> Nodes, IReadOnlyList<MapEdge> Edges)
{
    /// <summary>Who waits for whom.</summary>
    public IEnumerable<MapEdge> Calls => Edges.Where(static e => e.Kind == EdgeKind.Call);

    /// <summary>Makes the map of a graph.</summary>
    public static SystemMap Of(SystemGraph graph)
    {
        var nodes = new Dictionary<(NodeKind, string), MapNode>();
        var edges = new List<MapEdge>();
        foreach (var service in graph.Services)
            OfService(service);
        foreach (var call in graph.Calls)
        {
            IReadOnlyList<PolicyRow> rows = [.. call.Policies.Select(PolicyRow.Of)];
            Add(OfService(call.From), Far(call), EdgeKind.Call, EdgeLabel.Of(call, rows), edge => edge with
            {
                Call = call,
                Policies = rows,
                Places = [.. call.Evidence.Select(static e => e.Place).Distinct()],
            });
        }

        foreach (var channel in graph.Channels)
        {
            var node = Node(NodeKind.Channel, (channel.Broker ?? "") + "\0" + channel.Name, channel.Name, static (n, c) => n with { Channel = c }, channel);
            foreach (var ends in channel.Publishers.GroupBy(static e => e.Service.Name, StringComparer.Ordinal))
                Add(OfService(ends.First().Service), node, EdgeKind.Publish, "", edge => edge with { Places = [.. ends.Select(static e => e.Place)] });
            foreach (var ends in channel.Consumers.GroupBy(static e => e.Service.Name, StringComparer.Ordinal))
                Add(node, OfService(ends.First().Service), EdgeKind.Consume, "", edge => edge with { Places = [.. ends.Select(static e => e.Place)] });
        }

        foreach (var store in graph.Stores)
        {
            var node = Node(NodeKind.Store, $"{store.System}\0{store.Server}\0{store.Database}\0{store.Schema}", store.ToString(), static (n, s) => n with { Store = s }, store);
            foreach (var uses in store.Users.GroupBy(static u => u.Service.Name, StringComparer.Ordinal))
                Add(OfService(uses.First().Service), node, EdgeKind.Keep, "", edge => edge with { Places = [.. uses.Select(static u => u.Place).Distinct()] });
        }

        return new SystemMap([.. nodes.Values], edges);

        MapNode OfService(Service service)
            => Node(service.IsGateway ? NodeKind.Gateway : NodeKind.Service, service.Name, service.Name, static (n, s) => n with { Service = s }, service);

        MapNode Far(ServiceCall call) => call.To switch
        {
            { Service: { } service } => OfService(service),
            // Two callers that name the same key need not mean the same address.
            { Kind: CalleeKind.Unresolved } => Node(NodeKind.Unresolved, call.From.Name + "\0" + call.To.Name, call.To.Name, static (n, _) => n, 0),
            { Kind: CalleeKind.External } => Node(NodeKind.External, call.To.Name, call.To.Name, static (n, _) => n, 0),
            { Kind: CalleeKind.Infrastructure } => Node(NodeKind.Infrastructure, call.To.Name, call.To.Name, static (n, _) => n, 0),
            _ => Node(NodeKind.UnknownHost, call.To.Name, call.To.Name, static (n, _) => n, 0),
        };

        MapNode Node<T>(NodeKind kind, string key, string name, Func<MapNode, T, MapNode> with, T part)
        {
            if (!nodes.TryGetValue((kind, key), out var node))
                nodes[(kind, key)] = node = with(new MapNode($"n{nodes.Count + 1}", kind, Redaction.Clean(name)), part);
            return node;
        }

        void Add(MapNode from, MapNode to, EdgeKind kind, string label, Func<MapEdge, MapEdge> with)
            => edges.Add(with(new MapEdge($"e{edges.Count + 1}", from, to, kind, label)));
    }
}
