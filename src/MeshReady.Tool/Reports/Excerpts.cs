using System.Globalization;
using MeshReady.Tool.Analysis;

namespace MeshReady.Tool.Reports;

/// <summary>Some lines around a place.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line that is meant, from 1.</param>
/// <param name="First">The number of the first shown line.</param>
/// <param name="Lines">The lines; empty where the file cannot be read.</param>
public sealed record Excerpt(string Path, int Line, int First, IReadOnlyList<string> Lines)
{
    /// <summary>Whether it is of the code; otherwise of a manifest or of settings.</summary>
    public bool IsCode => Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || Path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) || Path.EndsWith(".proto", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Cuts excerpts out of files, each of which is read once.</summary>
/// <param name="read">The text of a file by its shown path.</param>
public sealed class Excerpts(Func<string, string?> read)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _files = new(StringComparer.Ordinal);

    /// <summary>The lines around the place of a finding and around those that belong to it, without repetition.</summary>
    public IEnumerable<Excerpt> Of(Finding finding)
        => [At(finding.Path, finding.Line), .. finding.Also.Select(Parse).Where(static p => p is not null).Select(p => At(p!.Value.Path, p.Value.Line)).Where(static e => e.Lines.Count > 0)];

    /// <summary>The lines around a line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">From 1.</param>
    /// <param name="around">How many lines before and behind.</param>
    public Excerpt At(string path, int line, int around = 3)
    {
        if (!_files.TryGetValue(path, out var lines))
            _files[path] = lines = read(path) is { } text ? SafeSource.Lines(path, text) : [];
        if (line < 1 || line > lines.Count)
            return new Excerpt(path, line, line, []);
        var first = Math.Max(1, line - around);
        return new Excerpt(path, line, first, [.. lines.Skip(first - 1).Take(Math.Min(lines.Count, line + around) - first + 1)]);
    }

    private static (string Path, int Line)? Parse(string place)
        => place.LastIndexOf(':') is > 0 and var colon && int.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? (place[..colon], line) : null;
}
