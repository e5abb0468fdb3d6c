namespace MeshReady.Model.Deployment.Editing;

/// <summary>
/// Reads paths into manifests. Keys are separated by dots; a key that holds a dot or a bracket stands in single quotes
/// (<c>metadata.annotations.'sidecar.istio.io/inject'</c>); an item of a list is <c>[2]</c>, or <c>[name=cart]</c> for the one
/// whose key has that value.
/// </summary>
public static class ManifestPath
{
    /// <summary>A key as it stands in a path.</summary>
    public static string Key(string key) => key.IndexOfAny(['.', '[', ']', '\'']) < 0 && key.Length > 0 ? key : $"'{key.Replace("'", "''")}'";

    /// <summary>The item of a list whose <paramref name="key"/> has the value, as it stands after the list's own path.</summary>
    public static string Where(string key, string value) => $"[{key}={value}]";

    /// <summary>The parts of a path, or null where it is none.</summary>
    internal static IReadOnlyList<PathPart>? Parse(string path)
    {
        var parts = new List<PathPart>();
        for (var at = 0; at < path.Length;)
        {
            var part = path[at] == '[' ? Item(path, ref at) : KeyAt(path, ref at);
            if (part is null)
                return null;
            parts.Add(part);
            if (at == path.Length)
                return parts;
            if (path[at] == '.')
                at++;
            else if (path[at] != '[')
                return null;
            if (at == path.Length)
                return null;
        }

        return null;
    }

    private static PathPart? Item(string path, ref int at)
    {
        var close = path.IndexOf(']', at);
        if (close < 0)
            return null;
        var inner = path.Substring(at + 1, close - at - 1);
        at = close + 1;
        if (inner.IndexOf('=') is > 0 and var equals)
            return new PathPart.Where(inner.Substring(0, equals), inner.Substring(equals + 1));
        return int.TryParse(inner, out var index) && index >= 0 ? new PathPart.Index(index) : null;
    }

    private static PathPart? KeyAt(string path, ref int at)
    {
        var start = at;
        if (path[at] != '\'')
        {
            while (at < path.Length && path[at] is not ('.' or '['))
                at++;
            return at > start ? new PathPart.Key(path.Substring(start, at - start)) : null;
        }

        for (at++; at < path.Length; at++)
        {
            if (path[at] != '\'')
                continue;
            if (at + 1 == path.Length || path[at + 1] != '\'')
                return new PathPart.Key(path.Substring(start + 1, at++ - start - 1).Replace("''", "'"));
            at++;
        }

        return null;
    }
}

/// <summary>One step of a path.</summary>
internal abstract record PathPart
{
    /// <summary>A key of a map.</summary>
    public sealed record Key(string Name) : PathPart;

    /// <summary>An item of a list, counted from 0.</summary>
    public sealed record Index(int Value) : PathPart;

    /// <summary>The one item of a list whose key has a value.</summary>
    public sealed record Where(string Name, string Value) : PathPart;
}
