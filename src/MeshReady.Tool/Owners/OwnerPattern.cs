using System.Text;
using System.Text.RegularExpressions;

namespace MeshReady.Tool.Owners;

/// <summary>One pattern of a CODEOWNERS file.</summary>
/// <remarks>Source: docs.github.com "About code owners" and docs.gitlab.com "Code Owners syntax".</remarks>
public sealed class OwnerPattern
{
    private const int LongestPattern = 1_000;

    private readonly Regex _expression;

    private OwnerPattern(Regex expression) => _expression = expression;

    /// <summary>Reads a pattern whose escapes still stand; null for what no host takes for one.</summary>
    /// <param name="pattern">As written.</param>
    /// <param name="dialect">Whose rules hold.</param>
    public static OwnerPattern? Of(string pattern, OwnerDialect dialect)
    {
        if (pattern.Length is 0 or > LongestPattern || pattern is "/" || pattern.StartsWith('!') || pattern.AsSpan().IndexOfAny('[', ']') >= 0 || pattern.Contains("***", StringComparison.Ordinal))
            return null;
        // It runs over every path of a stranger's file, so its time is bounded by the length of the path.
        return new OwnerPattern(new Regex(Expression(Segments(pattern, dialect), dialect), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline));
    }

    /// <summary>Whether it takes a file.</summary>
    /// <param name="path">From the root of the repository, with slashes, without a leading one.</param>
    public bool Matches(string path) => _expression.IsMatch(path);

    private static List<string> Segments(string pattern, OwnerDialect dialect)
    {
        List<string> segments = [.. pattern.Split('/')];
        if (segments[0].Length == 0)
            segments.RemoveAt(0);
        // GitLab looks for every relative path in all folders, GitHub (as Git does) only for one without a slash inside.
        else if (segments[0] != "**" && (dialect == OwnerDialect.GitLab || segments.Count == 1 || segments is [_, ""]))
            segments.Insert(0, "**");
        if (segments.Count > 1 && segments[^1].Length == 0)
            segments[^1] = "**";
        return segments;
    }

    private static string Expression(List<string> segments, OwnerDialect dialect)
    {
        var text = new StringBuilder(@"\A");
        for (var i = 0; i < segments.Count; i++)
        {
            var isLast = i == segments.Count - 1;
            text.Append(segments[i] switch
            {
                "**" when isLast => ".+",
                "**" => "(?:.+/)?",
                "*" => "[^/]+",
                var literal => Literal(literal),
            });
            if (!isLast)
                text.Append(segments[i] == "**" ? "" : "/");
            // Where a pattern names a folder, all below it is meant; GitLab wants the slash for that.
            else if (segments[i] is not ("*" or "**") && dialect == OwnerDialect.GitHub)
                text.Append("(?:/.*)?");
        }

        return text.Append(@"\z").ToString();
    }

    private static string Literal(string segment)
    {
        var text = new StringBuilder();
        for (var i = 0; i < segment.Length; i++)
        {
            text.Append(segment[i] switch
            {
                '\\' when i + 1 < segment.Length => Regex.Escape(segment[++i].ToString()),
                '*' => "[^/]*",
                '?' => "[^/]",
                var other => Regex.Escape(other.ToString()),
            });
        }

        return text.ToString();
    }
}

/// <summary>Whose rules a CODEOWNERS file follows.</summary>
public enum OwnerDialect
{
    /// <summary>One list; the last pattern that matches counts.</summary>
    GitHub,

    /// <summary>Sections, each with a last match of its own, whose owners add up.</summary>
    GitLab,
}
