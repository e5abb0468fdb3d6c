namespace MeshReady.Model.Deployment.Editing;

/// <summary>How an object is laid out, so that what is added looks like the rest.</summary>
internal sealed class LayoutOf
{
    public LayoutOf(EditSource source, EditMap resource)
    {
        var text = source.Readable;
        var (steps, dashes) = Measure(text, resource);
        foreach (var root in source.Roots)
        {
            if (steps.Count > 0 && dashes.Count > 0)
                break;
            var (moreSteps, moreDashes) = Measure(text, root);
            (steps, dashes) = (steps.Count > 0 ? steps : moreSteps, dashes.Count > 0 ? dashes : moreDashes);
        }

        Step = MostFrequent(steps) ?? 2;
        Dash = MostFrequent(dashes) ?? Step;
        IsJson = resource.IsFlow && resource.Entries is [{ Key.Style: YamlDotNet.Core.ScalarStyle.DoubleQuoted }, ..];
    }

    /// <summary>How far a map stands to the right of its key.</summary>
    public int Step { get; }

    /// <summary>How far a dash stands to the right of its list's key: often not at all.</summary>
    public int Dash { get; }

    /// <summary>Whether the object is JSON, where every text is quoted.</summary>
    public bool IsJson { get; }

    private static (List<int> Steps, List<int> Dashes) Measure(string text, EditNode root)
    {
        var (steps, dashes) = (new List<int>(), new List<int>());
        foreach (var map in root.All().OfType<EditMap>().Where(static map => !map.IsFlow))
        {
            foreach (var entry in map.Entries)
            {
                var list = entry.Value is EditMap { IsFlow: false } ? steps : entry.Value is EditList { IsFlow: false } ? dashes : null;
                if (list is not null && Lines.StartOf(text, entry.Value.Start) != Lines.StartOf(text, entry.Key.Start))
                    list.Add(Lines.ColumnOf(text, entry.Value.Start) - Lines.ColumnOf(text, entry.Key.Start));
            }
        }

        return (steps, dashes);
    }

    private static int? MostFrequent(List<int> numbers)
        => numbers.Count == 0 ? null : numbers.GroupBy(static n => n).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key).First().Key;
}
