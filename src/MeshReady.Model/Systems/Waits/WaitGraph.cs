namespace MeshReady.Model.Systems;

/// <summary>
/// Who waits for whom while a user's request is answered. Proved by code only: what an AppHost or a manifest alone tells may never be
/// called. Gateways pass requests on and are left out; so are hubs, where nobody waits for an answer.
/// </summary>
internal sealed class WaitGraph
{
    private readonly Dictionary<Service, int> _indexes = new(ByReference<Service>.Instance);

    private WaitGraph(IReadOnlyList<Service> services, IEnumerable<Hop> hops)
    {
        Services = services;
        for (var i = 0; i < services.Count; i++)
            _indexes.Add(services[i], i);
        var from = hops.ToLookup(static hop => hop.From, ByReference<Service>.Instance);
        Hops = [.. services.Select(service => (IReadOnlyList<Hop>)[.. from[service].OrderBy(hop => IndexOf(hop.To))])];
    }

    /// <summary>The services, by name.</summary>
    public IReadOnlyList<Service> Services { get; }

    /// <summary>The hops that leave each service, by the names of their ends.</summary>
    public IReadOnlyList<IReadOnlyList<Hop>> Hops { get; }

    /// <summary>The graph of a system.</summary>
    public static WaitGraph Of(SystemGraph graph)
        => new(
            graph.Services,
            graph.Calls.Where(static call => call is { IsInRequest: true, IsConditional: false, Protocol: not (CallProtocol.WebSocket or CallProtocol.Proxy), To.Service.IsGateway: false, From.IsGateway: false }
                    && !ReferenceEquals(call.From, call.To.Service) && Hop.CodeOf(call).Any())
                .GroupBy(static call => (call.From.Name, To: call.To.Service!.Name))
                .Select(static calls => new Hop(calls.First().From, calls.First().To.Service!, [.. calls])));

    /// <summary>The place of a service in <see cref="Services"/>.</summary>
    public int IndexOf(Service service) => _indexes[service];

    /// <summary>The services that wait for each other, each group with two members or more, all in the order of their names (Tarjan).</summary>
    public IReadOnlyList<IReadOnlyList<int>> Knots(CancellationToken cancellationToken)
    {
        var knots = new List<IReadOnlyList<int>>();
        var (number, low, isOpen, next) = (new int[Services.Count], new int[Services.Count], new bool[Services.Count], new int[Services.Count]);
        var (path, open, count) = (new Stack<int>(), new Stack<int>(), 0);
        for (var start = 0; start < Services.Count; start++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (number[start] == 0)
                Enter(start);
            while (path.Count > 0)
            {
                var at = path.Peek();
                if (next[at] < Hops[at].Count)
                {
                    var to = IndexOf(Hops[at][next[at]++].To);
                    if (number[to] == 0)
                        Enter(to);
                    else if (isOpen[to])
                        low[at] = Math.Min(low[at], number[to]);
                    continue;
                }

                path.Pop();
                if (path.Count > 0)
                    low[path.Peek()] = Math.Min(low[path.Peek()], low[at]);
                if (low[at] != number[at])
                    continue;
                var knot = new List<int>();
                int member;
                do
                {
                    knot.Add(member = open.Pop());
                    isOpen[member] = false;
                }
                while (member != at);
                if (knot.Count > 1)
                    knots.Add([.. knot.OrderBy(static i => i)]);
            }
        }

        return [.. knots.OrderBy(static knot => knot[0])];

        void Enter(int service)
        {
            number[service] = low[service] = ++count;
            isOpen[service] = true;
            path.Push(service);
            open.Push(service);
        }
    }

    /// <summary>The shortest way from a service back to itself.</summary>
    /// <param name="start">The service, a member of a knot.</param>
    public IReadOnlyList<Hop> Circle(int start)
    {
        var cameBy = new Dictionary<int, Hop>();
        var open = new Queue<int>([start]);
        while (open.Count > 0 && !cameBy.ContainsKey(start))
        {
            foreach (var hop in Hops[open.Dequeue()])
            {
                var to = IndexOf(hop.To);
                if (cameBy.ContainsKey(to))
                    continue;
                cameBy.Add(to, hop);
                open.Enqueue(to);
            }
        }

        var circle = new List<Hop>();
        var at = start;
        do
        {
            circle.Add(cameBy[at]);
            at = IndexOf(cameBy[at].From);
        }
        while (at != start);
        circle.Reverse();
        return circle;
    }
}
