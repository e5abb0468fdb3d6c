using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>Makes the graph of a system from what each project does and what the manifests say.</summary>
public static class SystemGraphBuilder
{
    /// <summary>The system. The same input gives the same graph, whatever the order of the projects.</summary>
    /// <param name="projects">The facts of its projects, in any order.</param>
    /// <param name="sets">Its manifests; their paths begin where those of the projects do.</param>
    /// <param name="hosts">Tells services from the outside world.</param>
    public static SystemGraph Build(IEnumerable<ProjectFacts> projects, FactSets sets, HostClassifier hosts)
    {
        ProjectFacts[] ordered = [.. projects.OrderBy(static p => p.Project, StringComparer.Ordinal).ThenBy(static p => p.Name, StringComparer.Ordinal)];
        var nodes = ServiceFinder.Find(ordered, sets, new ProjectMap(ordered));
        var settings = nodes.ToDictionary(static node => node, static node => new ServiceSettings(node));
        var table = new HostTable(nodes, ordered, sets, hosts);
        var resolver = new CallResolver(nodes, table, settings);
        List<ResolvedCall> calls = [.. nodes.SelectMany(resolver.Of)];
        ExposureFinder.Find(nodes, sets, table.Services);

        var gateways = new HashSet<ServiceNode>(calls.GroupBy(static call => call.From).Where(PassesOn).Select(static own => own.Key)
            .Concat(nodes.Where(static node => node.Project is null && node.Aspire is not null)));
        Service[] services = [.. nodes.Select(node => node.Finish(gateways.Contains(node)))];
        return new SystemGraph(
            services,
            CallMerger.Merge(calls, nodes, new PolicyFinder()),
            ChannelBuilder.Build(nodes, sets, settings),
            StoreBuilder.Build(nodes, ordered, settings),
            Libraries(ordered, nodes),
            sets);
    }

    // A page that forwards the pictures of one service and asks three others itself is no gateway.
    private static bool PassesOn(IEnumerable<ResolvedCall> calls)
    {
        var all = calls.ToList();
        var led = Targets(static call => call is { Protocol: CallProtocol.Proxy, To.Node: not null });
        var asked = Targets(static call => call.Protocol is CallProtocol.Http or CallProtocol.Grpc or CallProtocol.Dapr);
        return led > 0 && (asked == 0 || led > 1 && led >= asked);

        int Targets(Func<ResolvedCall, bool> which) => all.Where(which).Select(static call => (call.To.Kind, call.To.Name)).Distinct().Count();
    }

    private static IReadOnlyList<Library> Libraries(ProjectFacts[] projects, IReadOnlyList<ServiceNode> nodes)
    {
        var users = nodes.SelectMany(static node => node.Parts.Skip(1).Select(part => (Part: part, Node: node)))
            .ToLookup(static pair => pair.Part, static pair => pair.Node.Service!, ByReference<ProjectFacts>.Instance);
        return [.. projects.Where(static p => p.Kind == ProjectKind.Library).Select(library => new Library(library, [.. users[library]]))];
    }
}
