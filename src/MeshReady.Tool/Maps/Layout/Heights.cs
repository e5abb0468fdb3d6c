namespace MeshReady.Tool.Maps.Layout;

/// <summary>Gives every slot its height: near its neighbours, in the order of its column, never over another.</summary>
internal static class Heights
{
    private const int Rounds = 16;
    private const double Gap = 16;
    private const double BendGap = 8;

    /// <summary>Sets <see cref="Slot.Y"/>, from 0 down.</summary>
    public static void Set(IReadOnlyList<List<Slot>> columns)
    {
        foreach (var column in columns)
            Spread(column, static (slot, _) => slot.Order * 40);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var column in round % 2 == 0 ? columns : columns.Reverse())
                Spread(column, round % 2 == 0 ? static (slot, at) => Mean(slot.Left, at) : static (slot, at) => Mean(slot.Right, at));
        }

        foreach (var column in columns)
            Spread(column, static (slot, at) => slot.Left.Count + slot.Right.Count == 0 ? at : slot.Left.Concat(slot.Right).Average(static n => n.Y));
        var top = columns.SelectMany(static c => c).Select(static s => s.Y - s.Height / 2).DefaultIfEmpty().Min();
        foreach (var slot in columns.SelectMany(static c => c))
            slot.Y -= top;
    }

    private static double Mean(List<Slot> neighbours, double at) => neighbours.Count == 0 ? at : neighbours.Average(static n => n.Y);

    // The least sum of squared distances to the wished heights with the order kept: pool adjacent violators.
    private static void Spread(List<Slot> column, Func<Slot, double, double> wish)
    {
        if (column.Count == 0)
            return;
        var offsets = new double[column.Count];
        for (var i = 1; i < column.Count; i++)
            offsets[i] = offsets[i - 1] + (column[i - 1].Height + column[i].Height) / 2 + (column[i].IsBend && column[i - 1].IsBend ? BendGap : Gap);
        var blocks = new List<(double Sum, double Weight, int End)>();
        for (var i = 0; i < column.Count; i++)
        {
            // Arrows that stay straight over several columns are easier to follow than boxes in a row.
            double weight = column[i].IsBend ? 2 : 1;
            var block = (Sum: (wish(column[i], column[i].Y) - offsets[i]) * weight, Weight: weight, End: i);
            while (blocks.Count > 0 && blocks[^1].Sum / blocks[^1].Weight > block.Sum / block.Weight)
            {
                block = (block.Sum + blocks[^1].Sum, block.Weight + blocks[^1].Weight, i);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        var start = 0;
        foreach (var block in blocks)
        {
            for (; start <= block.End; start++)
                column[start].Y = block.Sum / block.Weight + offsets[start];
        }
    }
}
