namespace MeshReady.Dev.Docs;

/// <summary>Replaces the generated part of a page that is otherwise written by hand.</summary>
public static class Markers
{
    /// <summary>
    /// The page with <paramref name="content"/> between its two markers, or null where it has no marker. A closing marker
    /// may carry a slash; where it is missing altogether, it is added.
    /// </summary>
    public static string? Replace(string page, string name, string content)
    {
        var open = $"<!-- {name} -->";
        var start = page.IndexOf(open, StringComparison.Ordinal);
        if (start < 0)
            return null;

        var from = start + open.Length;
        var block = $"{open}\n\n{content.Trim('\n')}\n\n";
        foreach (var close in (string[])[$"<!-- /{name} -->", open])
        {
            var end = page.IndexOf(close, from, StringComparison.Ordinal);
            if (end >= 0)
                return page[..start] + block + page[end..];
        }

        return page[..start] + block + open + page[from..];
    }
}
