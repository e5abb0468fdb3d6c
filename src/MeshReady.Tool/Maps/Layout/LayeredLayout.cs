using System.Globalization;
using System.Text;

namespace MeshReady.Tool.Maps.Layout;

/// <summary>
/// Places boxes in columns from left to right, with a column for labels between two columns of boxes, so that no label lies on
/// another. The same input gives the same picture. (No layout library for .NET that is kept up and freely licensed was to be had.)
/// </summary>
public static class LayeredLayout
{
    private const double Margin = 16;
    private const double ColumnGap = 34;
    private const double LabelHeight = 18;
    private const double RowWidth = 900;

    /// <summary>Places everything.</summary>
    public static Placement Place(IReadOnlyList<Box> boxes, IReadOnlyList<Arrow> arrows)
    {
        var (at, turned) = Columns.Of(boxes.Count, arrows);
        var linked = new HashSet<int>(arrows.SelectMany(static a => a.From == a.To ? Array.Empty<int>() : [a.From, a.To]));
        var columns = Enumerable.Range(0, linked.Count == 0 ? 0 : linked.Max(b => at[b]) * 2 + 1).Select(static _ => new List<Slot>()).ToArray();
        var slots = new Slot[boxes.Count];
        for (var i = 0; i < boxes.Count; i++)
        {
            slots[i] = new Slot(i, at[i] * 2, boxes[i].Width, boxes[i].Height, isBend: false);
            if (linked.Contains(i))
                columns[at[i] * 2].Add(slots[i]);
        }

        Slot[][] ways = [.. arrows.Select((arrow, i) => arrow.From == arrow.To ? [] : Way(slots, columns, arrow, turned[i], i))];
        Crossings.Reduce(columns);
        Heights.Set(columns);

        var lefts = new double[columns.Length + 1];
        var widths = columns.Select(static c => c.Count == 0 ? 0 : c.Max(static s => s.Width)).ToArray();
        lefts[0] = Margin;
        for (var i = 0; i < columns.Length; i++)
            lefts[i + 1] = lefts[i] + widths[i] + ColumnGap;
        var corners = new Point[boxes.Count];
        foreach (var slot in columns.SelectMany(static c => c).Where(static s => !s.IsBend))
            corners[slot.Index] = new Point(lefts[slot.Column] + (widths[slot.Column] - slot.Width) / 2, Margin + slot.Y - slot.Height / 2);
        var width = columns.Length == 0 ? 2 * Margin : lefts[columns.Length] - ColumnGap + Margin;
        var height = 2 * Margin + columns.SelectMany(static c => c).Select(static s => s.Y + s.Height / 2).DefaultIfEmpty().Max();
        Alone(boxes, linked, corners, ref width, ref height);

        var ports = new Ports(ways);
        var paths = new string[arrows.Count];
        var labels = new Point[arrows.Count];
        for (var i = 0; i < arrows.Count; i++)
        {
            if (ways[i].Length == 0)
            {
                paths[i] = Loop(corners[arrows[i].From], boxes[arrows[i].From], out labels[i]);
                continue;
            }

            paths[i] = Path(ways[i], i, turned[i], corners, lefts, widths, ports);
            var middle = Array.Find(ways[i], static s => s.IsBend && s.Column % 2 == 1)!;
            labels[i] = new Point(lefts[middle.Column] + widths[middle.Column] / 2, Margin + middle.Y);
        }

        return new Placement(corners, paths, labels, width, height);
    }

    // The slots of an arrow from left to right; the first odd column has its label.
    private static Slot[] Way(Slot[] slots, List<Slot>[] columns, Arrow arrow, bool isTurned, int index)
    {
        var (from, to) = isTurned ? (slots[arrow.To], slots[arrow.From]) : (slots[arrow.From], slots[arrow.To]);
        var way = new List<Slot> { from };
        for (var column = from.Column + 1; column < to.Column; column++)
        {
            var hasLabel = column == from.Column + 1 && arrow.LabelWidth > 0;
            var bend = new Slot(index, column, hasLabel ? arrow.LabelWidth : 0, hasLabel ? LabelHeight : 2, isBend: true);
            columns[column].Add(bend);
            way.Add(bend);
        }

        way.Add(to);
        for (var i = 0; i + 1 < way.Count; i++)
        {
            way[i].Right.Add(way[i + 1]);
            way[i + 1].Left.Add(way[i]);
        }

        return [.. way];
    }

    private static string Path(Slot[] way, int index, bool isTurned, Point[] corners, double[] lefts, double[] widths, Ports ports)
    {
        var points = new List<Point>();
        for (var i = 0; i < way.Length; i++)
        {
            var slot = way[i];
            if (slot.IsBend)
            {
                points.Add(new Point(lefts[slot.Column], Margin + slot.Y));
                points.Add(new Point(lefts[slot.Column] + widths[slot.Column], Margin + slot.Y));
            }
            else
            {
                var isStart = i == 0;
                points.Add(new Point(corners[slot.Index].X + (isStart ? slot.Width : 0), Margin + slot.Y + ports.Shift(index, isStart)));
            }
        }

        if (isTurned)
            points.Reverse();
        var path = new StringBuilder($"M{At(points[0])}");
        for (var i = 1; i < points.Count; i++)
        {
            var (a, b) = (points[i - 1], points[i]);
            if (Math.Abs(a.Y - b.Y) < 0.5)
            {
                path.Append($"L{At(b)}");
                continue;
            }

            var bend = (a.X + b.X) / 2;
            path.Append($"C{At(new Point(bend, a.Y))} {At(new Point(bend, b.Y))} {At(b)}");
        }

        return path.ToString();
    }

    private static string Loop(Point corner, Box box, out Point label)
    {
        var x = corner.X + box.Width / 2;
        label = new Point(x, corner.Y - 10);
        return $"M{At(new Point(x - 14, corner.Y))}C{At(new Point(x - 22, corner.Y - 15))} {At(new Point(x + 22, corner.Y - 15))} {At(new Point(x + 14, corner.Y))}";
    }

    // Boxes without an arrow stand in rows below the rest.
    private static void Alone(IReadOnlyList<Box> boxes, HashSet<int> linked, Point[] corners, ref double width, ref double height)
    {
        var (x, y, tallest) = (Margin, linked.Count == 0 ? Margin : height + Margin, 0d);
        var right = Math.Max(width - Margin, RowWidth);
        for (var i = 0; i < boxes.Count; i++)
        {
            if (linked.Contains(i))
                continue;
            if (x > Margin && x + boxes[i].Width > right)
                (x, y, tallest) = (Margin, y + tallest + Margin, 0);
            corners[i] = new Point(x, y);
            width = Math.Max(width, x + boxes[i].Width + Margin);
            x += boxes[i].Width + Margin;
            tallest = Math.Max(tallest, boxes[i].Height);
            height = y + tallest + Margin;
        }
    }

    private static string At(Point point) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(point.X, 1)} {Math.Round(point.Y, 1)}");
}

/// <summary>Spreads the ends of arrows along the side of a box, in the order in which they leave it.</summary>
internal sealed class Ports
{
    private readonly Dictionary<(int Arrow, bool IsStart), double> _shifts = [];

    public Ports(Slot[][] ways)
    {
        for (var side = 0; side < 2; side++)
        {
            var isStart = side == 0;
            var ends = ways.Select((way, i) => (Way: way, Arrow: i)).Where(static w => w.Way.Length > 0);
            foreach (var group in ends.GroupBy(w => isStart ? w.Way[0] : w.Way[^1]))
            {
                var sorted = group.OrderBy(w => isStart ? w.Way[1].Y : w.Way[^2].Y).ToArray();
                var step = Math.Min(9, (group.Key.Height - 12) / Math.Max(1, sorted.Length - 1));
                for (var i = 0; i < sorted.Length; i++)
                    _shifts[(sorted[i].Arrow, isStart)] = (i - (sorted.Length - 1) / 2d) * step;
            }
        }
    }

    public double Shift(int arrow, bool isStart) => _shifts[(arrow, isStart)];
}
