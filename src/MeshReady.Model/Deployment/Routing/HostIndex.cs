namespace MeshReady.Model.Deployment;

/// <summary>Finds the few rules that can be about a host: a rule and a call of one host agree in its first label, however either writes the rest.</summary>
internal sealed class HostIndex<T>
{
    private readonly Dictionary<string, List<int>> _byLabel = new(StringComparer.Ordinal);
    private readonly List<int> _open = [];
    private readonly List<T> _items = [];

    /// <summary>An index of rules in their order.</summary>
    /// <param name="items">Each rule with its hosts; null where it may be about any host. A host with a wildcard may be any.</param>
    public HostIndex(IEnumerable<(T Item, IReadOnlyList<string>? Hosts)> items)
    {
        foreach (var (item, hosts) in items)
        {
            var number = _items.Count;
            _items.Add(item);
            if (hosts is null || hosts.Any(static host => host.IndexOf('*') >= 0))
            {
                _open.Add(number);
                continue;
            }

            foreach (var label in hosts.Select(FirstLabel).Distinct(StringComparer.Ordinal))
            {
                if (!_byLabel.TryGetValue(label, out var numbers))
                    _byLabel.Add(label, numbers = []);
                numbers.Add(number);
            }
        }
    }

    /// <summary>The rules that can be about a host, in their order.</summary>
    public IEnumerable<T> For(string host)
    {
        if (!_byLabel.TryGetValue(FirstLabel(host), out var numbers))
            return _open.Select(number => _items[number]);
        return numbers.Concat(_open).OrderBy(static number => number).Select(number => _items[number]);
    }

    private static string FirstLabel(string host) => ServiceName.Normal(host).Split('.')[0];
}
