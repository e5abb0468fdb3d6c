using System.Text;
using System.Text.RegularExpressions;

namespace MeshReady.Model.Deployment;

/// <summary>Globs of Argo CD: <c>*</c>, <c>**</c>, <c>?</c> and <c>{a,b}</c>.</summary>
internal static class PathGlob
{
    private const int LongestPattern = 1_000;

    /// <summary>The expression for whole relative paths; null where there is no pattern.</summary>
    public static Regex? Of(string? pattern)
    {
        if (pattern is null || pattern.Length is 0 or > LongestPattern)
            return null;
        var text = new StringBuilder("^");
        var depth = 0;
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '*' when at + 1 < pattern.Length && pattern[at + 1] == '*':
                    text.Append(".*");
                    at += at + 2 < pattern.Length && pattern[at + 2] == '/' ? 2 : 1;
                    break;
                case '*':
                    text.Append("[^/]*");
                    break;
                case '?':
                    text.Append("[^/]");
                    break;
                case '{' when pattern.IndexOf('}', at) > 0:
                    text.Append("(?:");
                    depth++;
                    break;
                case '}' when depth > 0:
                    text.Append(')');
                    depth--;
                    break;
                case ',' when depth > 0:
                    text.Append('|');
                    break;
                case var other:
                    text.Append(Regex.Escape(other.ToString()));
                    break;
            }
        }

        text.Append(')', depth).Append('$');
        return new Regex(text.ToString(), RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(200));
    }
}
