namespace MeshReady.Tool.Changes;

/// <summary>Lines of one file that a change touches.</summary>
public sealed class LineRanges
{
    private readonly List<(int First, int Last)> _ranges = [];

    /// <summary>Whether all of the file is new.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Takes the whole file.</summary>
    public void AddAll() => IsWhole = true;

    /// <summary>Takes lines, counted from 1.</summary>
    public void Add(int first, int last) => _ranges.Add((first, last));

    /// <summary>Whether one of these lines is touched.</summary>
    public bool Touches(int first, int last) => IsWhole || _ranges.Exists(range => range.First <= last && first <= range.Last);
}
