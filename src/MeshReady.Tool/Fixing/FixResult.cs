using MeshReady.Tool.Loading;

namespace MeshReady.Tool.Fixing;

/// <summary>What a run of fixes wants to write.</summary>
/// <param name="Changes">By path.</param>
/// <param name="Applied">Id and file of each fix.</param>
/// <param name="Remarks">What was left and why, one line each.</param>
public sealed record FixResult(IReadOnlyList<FileChange> Changes, IReadOnlyList<(string Id, string Path)> Applied, IReadOnlyList<string> Remarks);

/// <summary>A file's text before and after.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Before">Null for a new file.</param>
/// <param name="After">The text to write.</param>
public sealed record FileChange(string Path, TextFile? Before, string After)
{
    /// <summary>What to write, in the encoding that the file has.</summary>
    public byte[] Content => Before?.Encode(After) ?? System.Text.Encoding.UTF8.GetBytes(After);
}

/// <summary>Keeps a file's line endings.</summary>
public static class LineEndings
{
    /// <summary>The new text with the old one's line endings, where those were all alike.</summary>
    public static string Like(string old, string text)
    {
        var crlf = old.AsSpan().Count("\r\n");
        var lf = old.AsSpan().Count('\n') - crlf;
        return (crlf, lf) switch
        {
            (> 0, 0) => text.ReplaceLineEndings("\r\n"),
            (0, > 0) => text.Replace("\r\n", "\n", StringComparison.Ordinal),
            _ => text,
        };
    }
}
