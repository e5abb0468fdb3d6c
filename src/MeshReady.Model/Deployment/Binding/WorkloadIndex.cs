namespace MeshReady.Model.Deployment;

/// <summary>Finds the few workloads that a project's names may mean, so that a thousand projects need not look at a thousand workloads each.</summary>
internal sealed class WorkloadIndex
{
    private readonly Dictionary<string, List<int>> _byForm = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An index of the workloads, whose order is kept in every answer.</summary>
    public WorkloadIndex(IReadOnlyList<Workload> workloads)
    {
        All = workloads;
        for (var i = 0; i < workloads.Count; i++)
        {
            Add(_byName, workloads[i].Name, i);
            foreach (var form in FormsOf(workloads[i]).Distinct(StringComparer.Ordinal))
                Add(_byForm, form, i);
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Workload> All { get; }

    /// <summary>Those of which some name, label or image is one of <paramref name="names"/> but for case and separators, and all others that bear the name of one of them.</summary>
    public IReadOnlyList<Workload> Among(IEnumerable<string> names)
    {
        var found = new SortedSet<int>();
        foreach (var form in names.SelectMany(static name => new[] { NameForms.Squeeze(name), NameForms.Squeeze(NameForms.Kebab(name)) }).Distinct(StringComparer.Ordinal))
        {
            if (_byForm.TryGetValue(form, out var hits))
                found.UnionWith(hits.SelectMany(hit => _byName[All[hit].Name]));
        }

        return [.. found.Select(i => All[i])];
    }

    private static void Add(Dictionary<string, List<int>> index, string key, int value)
    {
        if (!index.TryGetValue(key, out var list))
            index.Add(key, list = []);
        list.Add(value);
    }

    private static IEnumerable<string> FormsOf(Workload workload)
        => new WorkloadClues(workload).Names.Append(workload.Name)
            .Concat(workload.Variants.SelectMany(static variant => variant.PodTemplate?.Containers ?? [])
                .Select(static container => container.Image.Value).OfType<string>().Select(NameForms.OfImage))
            .Select(NameForms.Squeeze);
}
