using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>Makes changed copies of nodes, which are shared and never change themselves.</summary>
internal static class NodeEdits
{
    public static YamlMap With(this YamlMap map, string key, YamlNode? value)
    {
        var entries = new Dictionary<string, YamlNode>(map.Entries.Count + 1, StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (entry.Key != key)
                entries.Add(entry.Key, entry.Value);
        }

        if (value is not null)
            entries.Add(key, value);
        return new YamlMap(entries, map.IsOpen, map.Size, map.Line);
    }

    /// <summary>Sets the value at the end of a path of keys, with maps made where they are missing; unknown places stay unknown.</summary>
    public static YamlMap WithAt(this YamlMap map, YamlNode value, params string[] path) => (YamlMap)Set(map, value, path, 0, map.Line);

    private static YamlNode Set(YamlNode? node, YamlNode value, string[] path, int at, int line)
    {
        if (at == path.Length)
            return value;
        return node switch
        {
            YamlMap map => map.With(path[at], Set(map.Get(path[at]), value, path, at + 1, map.Line)),
            null or YamlScalar { Value: null } => new YamlMap(new Dictionary<string, YamlNode> { [path[at]] = Set(null, value, path, at + 1, line) }, isOpen: false, size: 1, line),
            _ => new YamlUnknown(node.Line),
        };
    }

    /// <summary>Adds entries to the map at the end of a path; nothing where <paramref name="create"/> is off and there is no map.</summary>
    public static YamlMap WithEntries(this YamlMap map, YamlNode? entries, bool create, params string[] path)
    {
        YamlNode? node = map;
        foreach (var key in path)
            node = node?.Get(key);
        if (node is null or YamlScalar { Value: null } && !create || node is not (null or YamlMap or YamlScalar { Value: null }))
            return map;

        var (target, line) = (node as YamlMap, node?.Line ?? map.Line);
        var result = target ?? new YamlMap(new Dictionary<string, YamlNode>(), isOpen: false, size: 1, line);
        if (entries is YamlMap added)
        {
            foreach (var entry in added.Entries)
                result = result.With(entry.Key, entry.Value.MovedTo(line));
        }

        if (entries is YamlUnknown or YamlMap { IsOpen: true })
            result = new YamlMap((IReadOnlyDictionary<string, YamlNode>)result.Entries, isOpen: true, result.Size, line);
        return map.WithAt(result, path);
    }

    /// <summary>A copy whose nodes stand on one line: that of the map into which they are patched from another file.</summary>
    public static YamlNode MovedTo(this YamlNode node, int line) => node switch
    {
        YamlMap map => new YamlMap(map.Entries.ToDictionary(e => e.Key, e => e.Value.MovedTo(line)), map.IsOpen, map.Size, line),
        YamlList list => new YamlList([.. list.Items.Select(item => item.MovedTo(line))], list.IsOpen, list.Size, line),
        YamlScalar scalar => new YamlScalar(scalar.Value, line),
        _ => new YamlUnknown(line),
    };

    /// <summary>A copy to which anything may be added, so that what it does not say is unknown rather than absent.</summary>
    public static YamlNode Opened(this YamlNode node) => node switch
    {
        YamlMap map => new YamlMap(map.Entries.ToDictionary(e => e.Key, e => e.Value.Opened()), isOpen: true, map.Size, map.Line),
        YamlList list => new YamlList([.. list.Items.Select(Opened)], isOpen: true, list.Size, list.Line),
        _ => node,
    };

    /// <summary>A copy to whose maps anything may be added; lists are as complete as they were.</summary>
    public static YamlNode WithOpenMaps(this YamlNode node) => node switch
    {
        // Who writes down the containers of a pod writes down all of them.
        YamlMap { IsOpen: false } map when map.Entries.ContainsKey("containers") && !map.Entries.ContainsKey("initContainers")
            => OpenMap(map.With("initContainers", new YamlScalar(null, map.Line))),
        YamlMap map => OpenMap(map),
        YamlList list => new YamlList([.. list.Items.Select(WithOpenMaps)], list.IsOpen, list.Size, list.Line),
        _ => node,
    };

    private static YamlMap OpenMap(YamlMap map)
        => new(map.Entries.ToDictionary(e => e.Key, e => e.Value.WithOpenMaps()), isOpen: true, map.Size, map.Line);

    /// <summary>An object of which only kind and name are left.</summary>
    public static YamlMap Blurred(this YamlMap root)
    {
        var entries = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var entry in root.Entries)
        {
            entries.Add(entry.Key, entry.Key is "apiVersion" or "kind" ? entry.Value
                : entry.Key == "metadata" && entry.Value is YamlMap { Entries: var metadata } map && metadata.TryGetValue("name", out var name)
                    ? new YamlMap(new Dictionary<string, YamlNode> { ["name"] = name }, isOpen: true, map.Size, map.Line)
                    : new YamlUnknown(entry.Value.Line));
        }

        return new YamlMap(entries, isOpen: true, root.Size, root.Line);
    }
}
