namespace MeshReady.Model.Systems;

/// <summary>Joins what shows the same call, and adds what AppHosts alone show.</summary>
internal static class CallMerger
{
    /// <summary>One call for each pair of ends and protocol, in the order of their names.</summary>
    /// <param name="calls">What the code shows.</param>
    /// <param name="nodes">The services, finished.</param>
    /// <param name="policies">Finds what acts on a call.</param>
    public static IReadOnlyList<ServiceCall> Merge(IReadOnlyList<ResolvedCall> calls, IReadOnlyList<ServiceNode> nodes, PolicyFinder policies)
    {
        var told = References(nodes, calls);
        var merged = new List<ServiceCall>();
        foreach (var group in calls.Concat(told).GroupBy(static call => (call.From, call.Protocol, call.To.Kind, call.To.Name)))
        {
            List<ResolvedCall> all = [.. group];
            var (from, target) = (all[0].From, all[0].To);
            CallEvidence[] evidence = [.. all.Select(static call => call.Evidence)
                .GroupBy(static e => (e.Kind, e.Text, e.Place, CallPlace: e.Call?.Place)).Select(static same => same.First())
                .OrderBy(static e => e.Place).ThenBy(static e => e.Kind).ThenBy(static e => e.Text, StringComparer.Ordinal).ThenBy(static e => e.Call?.Place)];
            merged.Add(new ServiceCall(from.Service!, new Callee(target.Kind, target.Name, target.Node?.Service), group.Key.Protocol, evidence)
            {
                Policies = policies.Of(from, all),
                IsConditional = Array.TrueForAll(evidence, static e => e.Call is { IsConditional: true }),
            });
        }

        return [.. merged.OrderBy(static c => c.From.Name, StringComparer.Ordinal).ThenBy(static c => c.To.Name, StringComparer.Ordinal).ThenBy(static c => c.To.Kind).ThenBy(static c => c.Protocol)];
    }

    // WithReference tells a service the address of another. It joins what the code shows of that call, and stands for it where the code shows nothing.
    private static IEnumerable<ResolvedCall> References(IReadOnlyList<ServiceNode> nodes, IReadOnlyList<ResolvedCall> calls)
    {
        var byResource = nodes.Where(static node => node.Aspire is not null).GroupBy(static node => node.Aspire!.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(static group => group.Key, static group => group.First(), StringComparer.OrdinalIgnoreCase);
        if (byResource.Count == 0)
            yield break;
        var known = calls.Where(static call => call.To.Node is not null).ToLookup(static call => (call.From, call.To.Node!), static call => call.Protocol);
        foreach (var from in byResource.Values)
        {
            foreach (var name in from.Aspire!.References.Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (!byResource.TryGetValue(name, out var to) || ReferenceEquals(from, to))
                    continue;
                var protocols = known[(from, to)].Where(static p => p is not (CallProtocol.HealthCheck or CallProtocol.Metadata)).Distinct().DefaultIfEmpty(from.Project is null ? CallProtocol.Proxy : ProtocolOf(to));
                foreach (var protocol in protocols)
                    yield return new(from, protocol, Target.Of(to), new(EvidenceKind.Aspire, $"{from.Aspire.Name} references {to.Aspire!.Name}", from.Aspire.Place, null));
            }
        }
    }

    private static CallProtocol ProtocolOf(ServiceNode node)
    {
        var served = node.Parts.SelectMany(static part => part.Endpoints).Where(static e => e.Kind is ServedKind.Grpc or ServedKind.Http).Select(static e => e.Kind).Distinct().ToList();
        return served is [ServedKind.Grpc] ? CallProtocol.Grpc : CallProtocol.Http;
    }
}
