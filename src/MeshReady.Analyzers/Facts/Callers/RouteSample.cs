namespace MeshReady.Analyzers.Facts.Callers;

/// <summary>A path that a route answers, and the ways of writing it that routing takes for the same.</summary>
internal sealed class RouteSample
{
    private readonly List<(string Text, bool IsLiteral)> _segments;

    private RouteSample(List<(string Text, bool IsLiteral)> segments) => _segments = segments;

    /// <summary>The path with the letters of the route.</summary>
    public string Path => Join(_segments.Select(static s => s.Text));

    /// <summary>The path in several cases of letters, as the route has it first. Values of parameters keep theirs: their case may mean something.</summary>
    public IEnumerable<string> Casings
    {
        get
        {
            yield return Path;
            for (var i = 0; i < _segments.Count; i++)
            {
                if (_segments[i] is { IsLiteral: true, Text: var text } && Flipped(text) is { } flipped)
                    yield return Join(_segments.Select((s, at) => at == i ? flipped : s.Text));
            }

            yield return Join(_segments.Select(static s => s.IsLiteral ? s.Text.ToUpperInvariant() : s.Text));
            yield return Join(_segments.Select(static s => s.IsLiteral ? s.Text.ToLowerInvariant() : s.Text));
        }
    }

    /// <summary>A path for a pattern; null where no value is known that its constraints let pass.</summary>
    public static RouteSample? Of(string pattern)
    {
        var segments = new List<(string, bool)>();
        foreach (var segment in pattern.TrimStart('~').Split(['/'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment.IndexOf('{') < 0)
            {
                segments.Add((segment, segment.IndexOf('[') < 0));
                continue;
            }

            if (IsOptional(segment))
                continue;
            if (Filled(segment) is not { } text)
                return null;
            segments.Add((text, false));
        }

        return new RouteSample(segments);
    }

    private static bool IsOptional(string segment)
        => segment[0] == '{' && segment[segment.Length - 1] == '}' && segment[1] != '*' && (segment[segment.Length - 2] == '?' || segment.IndexOf('=') > 0);

    /// <summary>The segment with a value in the place of each parameter.</summary>
    private static string? Filled(string segment)
    {
        var text = "";
        for (var at = 0; at < segment.Length;)
        {
            var open = segment.IndexOf('{', at);
            if (open < 0)
                return text + segment.Substring(at);
            var close = segment.IndexOf('}', open);
            if (close < 0)
                return null;
            var colon = segment.IndexOf(':', open);
            var value = colon > open && colon < close ? ValueOf(segment.Substring(colon + 1, close - colon - 1).TrimEnd('?')) : "1";
            if (value is null)
                return null;
            text += segment.Substring(at, open - at) + value;
            at = close + 1;
        }

        return text;
    }

    private static string? ValueOf(string constraint) => constraint switch
    {
        "int" or "long" or "decimal" or "double" or "float" or "apiVersion" or "required" or "nonfile" => "1",
        "guid" => "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "bool" => "true",
        "alpha" => "a",
        _ => null,
    };

    private static string? Flipped(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsLetter(text[i]))
                return text.Substring(0, i) + (char.IsUpper(text[i]) ? char.ToLowerInvariant(text[i]) : char.ToUpperInvariant(text[i])) + text.Substring(i + 1);
        }

        return null;
    }

    private static string Join(IEnumerable<string> segments) => "/" + string.Join("/", segments);
}
