namespace MeshReady.Model.Systems;

/// <summary>A line that proves something.</summary>
/// <param name="Path">The file, seen from the root of its repository, with forward slashes.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record Place(string Path, int Line) : IComparable<Place>
{
    /// <inheritdoc />
    public int CompareTo(Place? other)
        => other is null ? 1 : string.CompareOrdinal(Path, other.Path) is var order and not 0 ? order : Line.CompareTo(other.Line);

    /// <summary>As it is shown: <c>src/Shop/Program.cs:12</c>.</summary>
    public override string ToString() => Path + ":" + Line.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
