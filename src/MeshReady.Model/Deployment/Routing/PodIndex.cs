namespace MeshReady.Model.Deployment;

/// <summary>Finds the few workloads that a selector can choose.</summary>
internal sealed class PodIndex
{
    private readonly KubernetesResource[] _workloads;
    private readonly Dictionary<(string Key, string Value), List<int>> _byLabel = [];
    private readonly List<int> _open = [];

    /// <summary>An index of workloads with pods, whose order is kept in every answer.</summary>
    public PodIndex(KubernetesResource[] workloads)
    {
        _workloads = workloads;
        for (var i = 0; i < workloads.Length; i++)
        {
            var labels = workloads[i].PodTemplate!.Labels;
            if (!labels.IsComplete || labels.Entries.Values.Any(static value => value.IsUnknown))
            {
                _open.Add(i);
                continue;
            }

            foreach (var entry in labels.Entries.Where(static entry => entry.Value.IsKnown))
            {
                if (!_byLabel.TryGetValue((entry.Key, entry.Value.Value!), out var list))
                    _byLabel.Add((entry.Key, entry.Value.Value!), list = []);
                list.Add(i);
            }
        }
    }

    /// <summary>All that a selector can choose, and perhaps others.</summary>
    public IEnumerable<KubernetesResource> With(FieldMap selector)
    {
        List<int>? fewest = null;
        foreach (var entry in selector.Entries.Where(static entry => entry.Value.IsKnown))
        {
            List<int> hits = _byLabel.TryGetValue((entry.Key, entry.Value.Value!), out var list) ? list : [];
            fewest = fewest is null || hits.Count < fewest.Count ? hits : fewest;
        }

        return fewest is null ? _workloads : fewest.Concat(_open).OrderBy(static i => i).Select(i => _workloads[i]);
    }
}
