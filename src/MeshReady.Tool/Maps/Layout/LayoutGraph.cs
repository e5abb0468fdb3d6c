namespace MeshReady.Tool.Maps.Layout;

/// <summary>A box to be placed.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record Box(double Width, double Height);

/// <summary>An arrow to be routed.</summary>
/// <param name="From">Index of the box where it begins.</param>
/// <param name="To">Index of the box where it ends.</param>
/// <param name="LabelWidth">Room for its label; 0 where it has none.</param>
public sealed record Arrow(int From, int To, double LabelWidth);

/// <summary>A point in pixels, from the upper left.</summary>
public readonly record struct Point(double X, double Y);

/// <summary>Where everything stands.</summary>
/// <param name="Boxes">The upper left corner of each box.</param>
/// <param name="Paths">The path of each arrow, for an SVG <c>d</c>.</param>
/// <param name="Labels">The middle of each arrow's label.</param>
/// <param name="Width">Of the whole.</param>
/// <param name="Height">Of the whole.</param>
public sealed record Placement(IReadOnlyList<Point> Boxes, IReadOnlyList<string> Paths, IReadOnlyList<Point> Labels, double Width, double Height);

/// <summary>A box, or the place where an arrow crosses a column or has its label.</summary>
internal sealed class Slot(int index, int column, double width, double height, bool isBend)
{
    public int Index => index;

    public int Column => column;

    public double Width => width;

    public double Height => height;

    public bool IsBend => isBend;

    /// <summary>The middle, from the top.</summary>
    public double Y { get; set; }

    /// <summary>Its rank within its column.</summary>
    public int Order { get; set; }

    public List<Slot> Left { get; } = [];

    public List<Slot> Right { get; } = [];
}
