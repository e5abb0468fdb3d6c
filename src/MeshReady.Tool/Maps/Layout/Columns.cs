namespace MeshReady.Tool.Maps.Layout;

/// <summary>Finds the column of each box, so that as many arrows as possible lead to the right.</summary>
internal static class Columns
{
    /// <summary>The columns, from 0, and whether each arrow leads to the left.</summary>
    public static (int[] Columns, bool[] IsTurned) Of(int boxes, IReadOnlyList<Arrow> arrows)
    {
        var turned = Turned(boxes, arrows);
        var outgoing = Enumerable.Range(0, boxes).Select(static _ => new List<int>()).ToArray();
        var incoming = new int[boxes];
        for (var i = 0; i < arrows.Count; i++)
        {
            var (from, to) = turned[i] ? (arrows[i].To, arrows[i].From) : (arrows[i].From, arrows[i].To);
            if (from == to)
                continue;
            outgoing[from].Add(to);
            incoming[to]++;
        }

        var columns = new int[boxes];
        int[] waiting = [.. incoming];
        var sorted = new List<int>(boxes);
        sorted.AddRange(Enumerable.Range(0, boxes).Where(box => incoming[box] == 0));
        for (var next = 0; next < sorted.Count; next++)
        {
            foreach (var to in outgoing[sorted[next]])
            {
                columns[to] = Math.Max(columns[to], columns[sorted[next]] + 1);
                if (--waiting[to] == 0)
                    sorted.Add(to);
            }
        }

        // What nobody calls stands beside what it calls first, not at the far left.
        foreach (var box in sorted.AsEnumerable().Reverse().Where(box => incoming[box] == 0 && outgoing[box].Count > 0))
            columns[box] = outgoing[box].Min(to => columns[to]) - 1;
        return (columns, turned);
    }

    // An arrow that closes a circle, met in the order of the boxes. Without recursion: chains may be long.
    private static bool[] Turned(int boxes, IReadOnlyList<Arrow> arrows)
    {
        var outgoing = Enumerable.Range(0, boxes).Select(static _ => new List<int>()).ToArray();
        var incoming = new int[boxes];
        for (var i = 0; i < arrows.Count; i++)
        {
            outgoing[arrows[i].From].Add(i);
            incoming[arrows[i].To] += arrows[i].From == arrows[i].To ? 0 : 1;
        }

        var turned = new bool[arrows.Count];
        var state = new byte[boxes];
        var open = new Stack<(int Box, int Next)>();
        foreach (var start in Enumerable.Range(0, boxes).OrderBy(box => incoming[box] == 0 ? 0 : 1).Where(box => state[box] == 0))
        {
            if (state[start] != 0)
                continue;
            state[start] = 1;
            open.Push((start, 0));
            while (open.TryPop(out var at))
            {
                if (at.Next == outgoing[at.Box].Count)
                {
                    state[at.Box] = 2;
                    continue;
                }

                open.Push((at.Box, at.Next + 1));
                var arrow = outgoing[at.Box][at.Next];
                var to = arrows[arrow].To;
                if (state[to] == 1)
                    turned[arrow] = true;
                else if (state[to] == 0)
                {
                    state[to] = 1;
                    open.Push((to, 0));
                }
            }
        }

        return turned;
    }
}
