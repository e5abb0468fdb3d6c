namespace MeshReady.Model.Systems;

/// <summary>The longest ways through a system on which each service waits for the next. Circles are cut: rules about them speak of those.</summary>
internal sealed class WaitChains
{
    private readonly WaitGraph _graph;
    private readonly int[] _knot;
    private readonly Hop?[] _next;
    private readonly int[] _length;

    private WaitChains(WaitGraph graph, CancellationToken cancellationToken)
    {
        _graph = graph;
        _knot = new int[graph.Services.Count];
        (_next, _length) = (new Hop?[graph.Services.Count], new int[graph.Services.Count]);
        var number = 0;
        foreach (var knot in graph.Knots(cancellationToken))
        {
            number++;
            foreach (var member in knot)
                _knot[member] = number;
        }

        Measure(cancellationToken);
    }

    /// <summary>
    /// The longest chain from each service for which nobody waits, where it has more than <paramref name="most"/> hops: the longest first.
    /// Of several as long the one whose services come first by name.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<Hop>> LongerThan(int most, WaitGraph graph, CancellationToken cancellationToken)
    {
        var chains = new WaitChains(graph, cancellationToken);
        var isCalled = new bool[graph.Services.Count];
        foreach (var hop in graph.Hops.SelectMany(static hops => hops).Where(chains.IsOpen))
            isCalled[graph.IndexOf(hop.To)] = true;
        return [.. Enumerable.Range(0, graph.Services.Count).Where(i => !isCalled[i] && chains._length[i] > most)
            .OrderByDescending(i => chains._length[i]).ThenBy(static i => i).Select(chains.From)];
    }

    private IReadOnlyList<Hop> From(int service)
    {
        var hops = new List<Hop>();
        for (var hop = _next[service]; hop is not null; hop = _next[_graph.IndexOf(hop.To)])
            hops.Add(hop);
        return hops;
    }

    private bool IsOpen(Hop hop) => _knot[_graph.IndexOf(hop.From)] is var knot && (knot == 0 || knot != _knot[_graph.IndexOf(hop.To)]);

    // Depth first without recursion: a chain may be as long as the system is large.
    private void Measure(CancellationToken cancellationToken)
    {
        var at = new int[_graph.Services.Count];
        var isEntered = new bool[_graph.Services.Count];
        var path = new Stack<int>();
        for (var start = 0; start < _graph.Services.Count; start++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!isEntered[start])
                path.Push(start);
            while (path.Count > 0)
            {
                var service = path.Peek();
                isEntered[service] = true;
                if (at[service] == _graph.Hops[service].Count)
                {
                    path.Pop();
                    continue;
                }

                var hop = _graph.Hops[service][at[service]];
                var to = _graph.IndexOf(hop.To);
                if (IsOpen(hop) && !isEntered[to])
                {
                    path.Push(to);
                    continue;
                }

                at[service]++;
                if (IsOpen(hop) && _length[to] + 1 > _length[service])
                    (_length[service], _next[service]) = (_length[to] + 1, hop);
            }
        }
    }
}
