using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>Hops in a row, each of which repeats what the one before repeats.</summary>
/// <param name="Hops">The hops, the caller's first; those that send once are among them, but not at the ends.</param>
/// <param name="Requests">The requests that arrive at the last service for one of the first, while it fails.</param>
internal sealed record RetryChain(IReadOnlyList<HopTries> Hops, long Requests);

/// <summary>
/// Finds for each hop that is the last to repeat the way to it on which most requests come together. Services that wait for each other
/// in a circle count as one: what goes round in it has no end, and is another mistake.
/// </summary>
internal static class RetryChains
{
    private const long Most = int.MaxValue;

    /// <summary>The chains in the order of the services in which they end. Time and space are linear in the hops.</summary>
    public static IEnumerable<RetryChain> Find(WaitGraph waits, FactSet? set, bool countDefault, CancellationToken cancellationToken)
    {
        var component = Components(waits, cancellationToken);
        var order = Order(waits, component);
        var hops = new List<HopTries>[waits.Services.Count];
        for (var i = 0; i < hops.Length; i++)
            hops[i] = [.. waits.Hops[i].Where(hop => component[waits.IndexOf(hop.To)] != component[i]).Select(hop => HopTries.Of(hop, set, countDefault))];

        // The most requests on any way that ends in a component, and the hop by which it comes; 1 where nothing before repeats.
        var into = new Dictionary<int, (long Requests, HopTries? By)>();
        foreach (var service in order)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = into.TryGetValue(component[service], out var found) ? found.Requests : 1;
            foreach (var tries in hops[service])
            {
                var target = component[waits.IndexOf(tries.Hop.To)];
                var requests = Math.Min(Most, before * tries.Inner);
                if (requests > (into.TryGetValue(target, out var best) ? best.Requests : 1))
                    into[target] = (requests, tries);
            }
        }

        var repeatsBeyond = new HashSet<int>();
        foreach (var service in Enumerable.Reverse(order))
        {
            if (hops[service].Exists(tries => tries.Last > 1 || repeatsBeyond.Contains(component[waits.IndexOf(tries.Hop.To)])))
                repeatsBeyond.Add(component[service]);
        }

        foreach (var tries in hops.SelectMany(static list => list))
        {
            if (tries.Last <= 1 || repeatsBeyond.Contains(component[waits.IndexOf(tries.Hop.To)]) || !into.TryGetValue(component[waits.IndexOf(tries.Hop.From)], out var way))
                continue;
            var chain = new List<HopTries> { tries };
            for (var at = way.By; at is not null; at = into.TryGetValue(component[waits.IndexOf(at.Hop.From)], out way) ? way.By : null)
                chain.Add(at);
            chain.Reverse();
            yield return new(chain, Math.Min(Most, into[component[waits.IndexOf(tries.Hop.From)]].Requests * tries.Last));
        }
    }

    private static int[] Components(WaitGraph waits, CancellationToken cancellationToken)
    {
        var component = new int[waits.Services.Count];
        for (var i = 0; i < component.Length; i++)
            component[i] = i;
        foreach (var knot in waits.Knots(cancellationToken))
        {
            foreach (var member in knot)
                component[member] = knot[0];
        }

        return component;
    }

    /// <summary>The services, each component behind all that wait for it, its members together.</summary>
    private static int[] Order(WaitGraph waits, int[] component)
    {
        var members = Enumerable.Range(0, component.Length).ToLookup(i => component[i]);
        var waiting = new int[component.Length];
        foreach (var hop in waits.Hops.SelectMany(static list => list))
        {
            if (component[waits.IndexOf(hop.From)] != component[waits.IndexOf(hop.To)])
                waiting[component[waits.IndexOf(hop.To)]]++;
        }

        var order = new List<int>(component.Length);
        var ready = new Queue<int>(Enumerable.Range(0, component.Length).Where(i => component[i] == i && waiting[i] == 0));
        while (ready.Count > 0)
        {
            foreach (var member in members[ready.Dequeue()])
            {
                order.Add(member);
                foreach (var hop in waits.Hops[member])
                {
                    var target = component[waits.IndexOf(hop.To)];
                    if (target != component[member] && --waiting[target] == 0)
                        ready.Enqueue(target);
                }
            }
        }

        return [.. order];
    }
}
