namespace MeshReady.Analyzers.Facts.Endpoints;

/// <summary>Compares the patterns of routes with paths, as ASP.NET does: without regard to case or to a slash at the end.</summary>
internal static class RoutePattern
{
    /// <summary>Whether a request of this path may be served by the pattern. What cannot be read fits everything.</summary>
    public static bool Fits(string pattern, string path)
    {
        var wanted = Segments(path);
        var segments = Segments(pattern);
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = segments[i];
            if (segment.StartsWith("{*", StringComparison.Ordinal))
                return true;
            if (i == wanted.Length)
                return segments.Skip(i).All(static s => IsOptional(s));
            if (segment.IndexOf('{') < 0 && segment.IndexOf('[') < 0 && !string.Equals(segment, wanted[i], StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return segments.Length == wanted.Length;
    }

    /// <summary>Whether some prefix before the pattern would make it fit.</summary>
    public static bool MayFitBelow(string suffix, string path)
    {
        var wanted = Segments(path);
        for (var start = 0; start <= wanted.Length; start++)
        {
            if (Fits(suffix, string.Join("/", wanted.Skip(start))))
                return true;
        }

        return false;
    }

    /// <summary>One path after the other.</summary>
    public static string Join(string prefix, string rest)
        => "/" + string.Join("/", Segments(prefix).Concat(Segments(rest)));

    /// <summary>The path of a probe or a URL without its query.</summary>
    public static string WithoutQuery(string path)
    {
        var query = path.IndexOf('?');
        return query < 0 ? path : path.Substring(0, query);
    }

    private static bool IsOptional(string segment)
        => segment.Length > 2 && segment[0] == '{' && (segment[segment.Length - 2] == '?' || segment.IndexOf('=') > 0 || segment.StartsWith("{*", StringComparison.Ordinal));

    private static string[] Segments(string path)
        => path.Trim('~').Split(['/'], StringSplitOptions.RemoveEmptyEntries);
}
