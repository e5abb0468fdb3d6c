using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>The paths that a route of the mesh serves: segments, of which null stands for any.</summary>
/// <param name="Segments">The segments.</param>
/// <param name="IsOpen">Whether anything may follow.</param>
/// <param name="IsPartial">Whether the last segment may go on as well: Istio's prefix is one of letters.</param>
internal sealed record RoutePath(IReadOnlyList<string?> Segments, bool IsOpen, bool IsPartial)
{
    private static readonly HashSet<string> AnySegment = new(StringComparer.Ordinal)
    {
        "[^/]*", "[^/]+", "([^/]*)", "([^/]+)", "\\d+", "[0-9]+", "\\d*", "\\w+", "[a-z0-9-]+", "[a-zA-Z0-9-]+", "[0-9a-f-]+", "[0-9a-fA-F-]+", "[-\\w]+", "[\\w-]+",
    };

    /// <summary>The paths of a match; null where they cannot be known or are all.</summary>
    public static RoutePath? Of(StringMatch match) => match.Kind switch
    {
        StringMatchKind.Exact when IsPath(match.Text) => new(Split(match.Text.TrimEnd('/')), false, false),
        StringMatchKind.Prefix when IsPath(match.Text) && match.Text.Length > 1 => new(Split(match.Text), true, true),
        StringMatchKind.PathPrefix when IsPath(match.Text) && match.Text.TrimEnd('/').Length > 0 => new(Split(match.Text.TrimEnd('/')), true, false),
        StringMatchKind.Regex => OfRegex(match.Text),
        _ => null,
    };

    /// <summary>The paths of an expression made of literals and of segments that may be anything; null for every other.</summary>
    public static RoutePath? OfRegex(string expression)
    {
        var text = expression.TrimStart('^').TrimEnd('$');
        if (!text.StartsWith("/", StringComparison.Ordinal))
            return null;
        var (segments, parts) = (new List<string?>(), Parts(text));
        for (var i = 0; i < parts.Count; i++)
        {
            if (i == parts.Count - 1 && parts[i] is ".*" or ".+" or "(.*)" or "(.+)")
                return segments.Count == 0 ? null : new(segments, true, false);
            if (AnySegment.Contains(parts[i]))
                segments.Add(null);
            else if (Literal(parts[i]) is { } literal)
                segments.Add(literal);
            else
                return null;
        }

        return new(segments, false, false);
    }

    private static bool IsPath(string text) => text.StartsWith("/", StringComparison.Ordinal) && text.IndexOfAny(['?', '#', '{', '$']) < 0;

    private static string[] Split(string path) => path.Length == 0 ? [] : path.Substring(1).Split('/');

    // A slash within brackets parts nothing.
    private static List<string> Parts(string text)
    {
        var (parts, start, depth) = (new List<string>(), 1, 0);
        for (var i = 1; i <= text.Length; i++)
        {
            if (i == text.Length || text[i] == '/' && depth == 0)
            {
                parts.Add(text.Substring(start, i - start));
                start = i + 1;
            }
            else
            {
                depth += text[i] switch { '[' => 1, ']' => -1, _ => 0 };
            }
        }

        return parts;
    }

    private static string? Literal(string part)
    {
        var text = part.Replace("\\.", "\u0001").Replace("\\-", "-");
        return text.IndexOfAny(['\\', '.', '*', '+', '?', '[', ']', '(', ')', '{', '}', '|', '^', '$']) >= 0 ? null : text.Replace('\u0001', '.');
    }
}
