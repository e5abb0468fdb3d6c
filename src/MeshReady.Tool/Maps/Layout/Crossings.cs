namespace MeshReady.Tool.Maps.Layout;

/// <summary>Orders the slots of each column so that few arrows cross (Sugiyama's sweeps with barycentres).</summary>
internal static class Crossings
{
    private const int Sweeps = 24;

    /// <summary>Orders in place.</summary>
    public static void Reduce(IReadOnlyList<List<Slot>> columns)
    {
        Number(columns);
        var best = Snapshot(columns);
        var least = Count(columns);
        for (var sweep = 0; sweep < Sweeps && least > 0; sweep++)
        {
            var toRight = sweep % 2 == 0;
            foreach (var column in toRight ? columns : columns.Reverse())
            {
                // OrderBy is stable, so that equal slots keep their places.
                List<Slot> sorted = [.. column.OrderBy(slot => Mean(toRight ? slot.Left : slot.Right, slot.Order))];
                for (var i = 0; i < sorted.Count; i++)
                {
                    column[i] = sorted[i];
                    sorted[i].Order = i;
                }
            }

            if (Count(columns) is var count && count < least)
                (least, best) = (count, Snapshot(columns));
        }

        for (var i = 0; i < columns.Count; i++)
        {
            columns[i].Clear();
            columns[i].AddRange(best[i]);
        }

        Number(columns);
    }

    private static void Number(IEnumerable<List<Slot>> columns)
    {
        foreach (var column in columns)
        {
            for (var i = 0; i < column.Count; i++)
                column[i].Order = i;
        }
    }

    private static Slot[][] Snapshot(IEnumerable<List<Slot>> columns) => [.. columns.Select(static c => c.ToArray())];

    private static double Mean(List<Slot> neighbours, int own) => neighbours.Count == 0 ? own : neighbours.Average(static n => n.Order);

    // Inversions between neighbouring columns, counted with a tree of sums.
    private static long Count(IReadOnlyList<List<Slot>> columns)
    {
        var crossings = 0L;
        for (var i = 0; i + 1 < columns.Count; i++)
        {
            var sums = new long[columns[i + 1].Count + 1];
            var seen = 0L;
            foreach (var to in columns[i].SelectMany(static slot => slot.Right.Select(static r => r.Order).Order()))
            {
                var before = 0L;
                for (var k = to + 1; k > 0; k -= k & -k)
                    before += sums[k];
                crossings += seen - before;
                seen++;
                for (var k = to + 1; k < sums.Length; k += k & -k)
                    sums[k]++;
            }
        }

        return crossings;
    }
}
