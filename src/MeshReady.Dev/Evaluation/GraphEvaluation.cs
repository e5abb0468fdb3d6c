namespace MeshReady.Dev.Evaluation;

/// <summary>What of one kind is right, missing and wrong.</summary>
/// <param name="Kind">Services, calls, shared stores or messages.</param>
/// <param name="Right">In both.</param>
/// <param name="Missing">What the reader saw and the tool did not.</param>
/// <param name="Wrong">What the tool shows and the reader did not see.</param>
public sealed record GraphScore(string Kind, IReadOnlyList<string> Right, IReadOnlyList<string> Missing, IReadOnlyList<string> Wrong);

/// <summary>Compares the tool's graph of a system with that of a reader.</summary>
public static class GraphEvaluation
{
    /// <summary>The scores of services, calls, shared stores and messages.</summary>
    public static IReadOnlyList<GraphScore> Compare(LabelledSystem labels, LabelledSystem graph)
    {
        // The tool's name of a service, by the reader's.
        var wanted = labels.Services.Select(static s => s[0]).ToHashSet(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var service in graph.Services)
            names.TryAdd(service[0], service.FirstOrDefault(name => wanted.Contains(name) && !names.ContainsValue(name)) ?? service[0]);
        return
        [
            Score("services", labels.Services.Select(static s => s[0]), names.Values),
            Score("calls", labels.Calls.Select(Show), Renamed(graph.Calls, names)),
            Score("shared stores", labels.Shared.Select(Sorted), Renamed(graph.Shared, names, sorted: true)),
            Score("messages", labels.Messages.Select(Show), Renamed(graph.Messages, names)),
        ];
    }

    /// <summary>A line of counts for each kind, and below it what to look at.</summary>
    public static void Write(TextWriter output, string name, IReadOnlyList<GraphScore> scores)
    {
        foreach (var score in scores)
        {
            output.WriteLine($"{name,-38} {score.Kind,-14} right {score.Right.Count,4}  missing {score.Missing.Count,4}  wrong {score.Wrong.Count,4}");
            foreach (var missing in score.Missing)
                output.WriteLine($"  missing  {missing}");
            foreach (var wrong in score.Wrong)
                output.WriteLine($"  wrong    {wrong}");
        }
    }

    private static GraphScore Score(string kind, IEnumerable<string> labels, IEnumerable<string> graph)
    {
        var (wanted, shown) = (labels.ToHashSet(StringComparer.Ordinal), graph.ToHashSet(StringComparer.Ordinal));
        return new(kind, Sort(wanted.Intersect(shown)), Sort(wanted.Except(shown)), Sort(shown.Except(wanted)));
    }

    private static IEnumerable<string> Renamed(IEnumerable<(string From, string To)> edges, Dictionary<string, string> names, bool sorted = false)
        => edges.Select(edge => (names.GetValueOrDefault(edge.From, edge.From), names.GetValueOrDefault(edge.To, edge.To))).Select(edge => sorted ? Sorted(edge) : Show(edge));

    private static string Show((string From, string To) edge) => $"{edge.From} -> {edge.To}";

    private static string Sorted((string From, string To) edge) => string.CompareOrdinal(edge.From, edge.To) <= 0 ? $"{edge.From} + {edge.To}" : $"{edge.To} + {edge.From}";

    private static string[] Sort(IEnumerable<string> texts) => [.. texts.Order(StringComparer.Ordinal)];
}
