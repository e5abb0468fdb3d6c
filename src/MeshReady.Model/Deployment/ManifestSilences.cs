using System.Text.RegularExpressions;

namespace MeshReady.Model.Deployment;

/// <summary>
/// The findings that comments of a manifest silence, each with its reason: <c># meshready: disable MSA1226 stops within 3 s</c> at
/// the end of a line or above it, <c># meshready: disable-document …</c> anywhere in a document, <c># meshready: disable-file …</c>
/// anywhere in the file. A comment without a reason silences nothing.
/// </summary>
public sealed class ManifestSilences
{
    private const string Marker = "meshready:";

    private static readonly Regex Comment = new(
        @"(?:^|\s)#\s*meshready:\s*disable(-document|-file)?\s+((?>MSA\d{4}(?:\s*,\s*MSA\d{4})*))\s.*\w\w",
        RegexOptions.CultureInvariant,
        TimeSpan.FromMilliseconds(200));

    private readonly List<(string Id, int First, int Last)> _ranges = [];

    private ManifestSilences()
    {
    }

    /// <summary>Nothing is silenced.</summary>
    public static ManifestSilences None { get; } = new();

    /// <summary>Reads the comments of a file.</summary>
    public static ManifestSilences Read(string text)
    {
        if (text.IndexOf(Marker, StringComparison.Ordinal) < 0)
            return None;

        var lines = text.Split('\n');
        var silences = new ManifestSilences();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].IndexOf(Marker, StringComparison.Ordinal) < 0 || Match(lines[i]) is not { Success: true } match)
                continue;
            var (first, last) = match.Groups[1].Value switch
            {
                "-file" => (0, lines.Length - 1),
                "-document" => Document(lines, i),
                _ => Line(lines, i),
            };
            foreach (var id in match.Groups[2].Value.Split(','))
                silences._ranges.Add((id.Trim(), first + 1, last + 1));
        }

        return silences;
    }

    /// <summary>Whether a comment silences the rule on this line.</summary>
    /// <param name="id">The rule.</param>
    /// <param name="line">The line, from 1.</param>
    public bool IsSilenced(string id, int line)
    {
        foreach (var range in _ranges)
        {
            if (range.Id == id && line >= range.First && line <= range.Last)
                return true;
        }

        return false;
    }

    private static Match? Match(string line)
    {
        try
        {
            return Comment.Match(line);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>The line itself; for a comment alone on its line, the next one that is none.</summary>
    private static (int First, int Last) Line(string[] lines, int at)
    {
        var next = at;
        while (next + 1 < lines.Length && lines[next].TrimStart() is var text && (text.Length == 0 || text[0] == '#'))
            next++;
        return (next, next);
    }

    private static (int First, int Last) Document(string[] lines, int at)
    {
        var (first, last) = (at, at);
        while (first > 0 && !IsSeparator(lines[first]))
            first--;
        while (last + 1 < lines.Length && !IsSeparator(lines[last + 1]))
            last++;
        return (first, last);
    }

    private static bool IsSeparator(string line) => line.StartsWith("---", StringComparison.Ordinal);
}
