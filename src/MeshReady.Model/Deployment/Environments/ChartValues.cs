using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>
/// The values that a chart is declared to be installed with: those of its own file, and of the declared ones over them. Only an
/// expression that is all of a scalar and nothing but the name of a literal is put in.
/// </summary>
internal sealed class ChartValues
{
    private readonly YamlNode? _values;
    private readonly string? _namespace;

    private ChartValues(YamlNode? values, string? name) => (_values, _namespace) = (values, name);

    /// <summary>The values of a declared chart; null where a value file is not among the given ones or cannot be read.</summary>
    public static ChartValues? Of(ManifestTree tree, string folder, IEnumerable<string?> files, string? name)
    {
        YamlNode? values = null;
        foreach (var path in files.Prepend(tree.File(folder + "/values.yaml") is null ? null : folder + "/values.yaml").Skip(tree.File(folder + "/values.yaml") is null ? 1 : 0))
        {
            if (path is null || tree.File(path) is not { Notes.Count: 0, IsTemplate: false } file || file.Documents.Count != 1)
                return null;
            values = Over(values, file.Documents[0]);
        }

        return new ChartValues(values, name);
    }

    public YamlNode Fill(YamlNode node) => node switch
    {
        YamlMap map => new YamlMap(map.Entries.ToDictionary(e => e.Key, e => Fill(e.Value)), map.IsOpen, map.Size, map.Line),
        YamlList list => new YamlList([.. list.Items.Select(Fill)], list.IsOpen, list.Size, list.Line),
        YamlUnknown { Expression: { } name } => Find(name) is { } text ? new YamlScalar(text, node.Line) : node,
        _ => node,
    };

    private string? Find(string name)
    {
        if (name == ".Release.Namespace")
            return _namespace;
        var parts = name.Split('.');
        if (parts.Length < 3 || parts[1] != "Values")
            return null;
        var node = _values;
        foreach (var part in parts.Skip(2))
            node = node?.Get(part);
        return node.AsText().Value is { Length: > 0 } text ? text : null;
    }

    // Helm merges maps, replaces everything else, and drops what is null.
    private static YamlNode Over(YamlNode? before, YamlNode after)
    {
        if (before is not YamlMap into || after is not YamlMap map)
            return after;
        foreach (var entry in map.Entries)
            into = into.With(entry.Key, Over(into.Get(entry.Key), entry.Value));
        return into;
    }
}
