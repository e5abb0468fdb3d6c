using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MeshReady.Tool.Changes;

/// <summary>Reads the lines that git's unified diff without context touches in the new files.</summary>
public static partial class DiffReader
{
    /// <summary>The touched lines by path, from the root of the repository.</summary>
    /// <param name="diff">The output of git diff with <c>--unified=0</c> and the prefix <c>b/</c>.</param>
    public static Dictionary<string, LineRanges> Read(string diff)
    {
        var files = new Dictionary<string, LineRanges>(StringComparer.Ordinal);
        var (isNew, body) = (false, 0);
        LineRanges? current = null;
        foreach (var line in diff.Split('\n'))
        {
            // Lines of a hunk may look like anything; their number is known.
            if (body > 0 && line is ['+' or '-', ..])
            {
                body--;
            }
            else if (line.StartsWith("diff --git ", StringComparison.Ordinal))
            {
                (isNew, body, current) = (false, 0, null);
            }
            else if (line.StartsWith("new file mode", StringComparison.Ordinal))
            {
                isNew = true;
            }
            else if (line.StartsWith("+++ ", StringComparison.Ordinal))
            {
                current = PathOf(line[4..]) is { } path ? files.TryGetValue(path, out var known) ? known : files[path] = new LineRanges() : null;
                if (isNew)
                    current?.AddAll();
            }
            else if (Hunk().Match(line) is { Success: true } hunk)
            {
                var (start, count) = (Number(hunk.Groups["start"], 0), Number(hunk.Groups["count"], 1));
                body = Number(hunk.Groups["old"], 1) + count;
                // Where lines went and none came, what stood before and behind them has changed its meaning.
                current?.Add(Math.Max(1, start), count == 0 ? start + 1 : start + count - 1);
            }
        }

        return files;
    }

    private static int Number(Group group, int otherwise)
        => !group.Success ? otherwise : int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? PathOf(string text)
    {
        // Behind a name with a space git sets a tab.
        text = text.TrimEnd('\r').TrimEnd('\t');
        if (text.Length > 1 && text[0] == '"' && text[^1] == '"')
            text = Unquoted(text[1..^1]);
        return text.StartsWith("b/", StringComparison.Ordinal) ? text[2..] : null;
    }

    // As in C: letters for control characters, octal digits for single bytes.
    private static string Unquoted(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
                continue;
            }

            i++;
            if (text[i] is >= '0' and <= '3' && i + 2 < text.Length && text[i + 1] is >= '0' and <= '7' && text[i + 2] is >= '0' and <= '7')
            {
                bytes.Add((byte)((text[i] - '0') * 64 + (text[i + 1] - '0') * 8 + text[i + 2] - '0'));
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes([text[i] switch { 'a' => '\a', 'b' => '\b', 't' => '\t', 'n' => '\n', 'v' => '\v', 'f' => '\f', 'r' => '\r', var other => other }]));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex(@"^@@ -\d+(?:,(?<old>\d+))? \+(?<start>\d+)(?:,(?<count>\d+))? @@", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hunk();
}
