using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>
/// Makes the Applications of an ApplicationSet: those of a list, and those of a Git generator whose folders are among the
/// given files. Other generators ask a cluster or a server, and nobody here can answer.
/// </summary>
internal static class ApplicationSets
{
    private const int MostElements = 200;

    /// <summary>The Application itself, or those of the set.</summary>
    public static IEnumerable<(string? Name, ApplicationSpec Spec)> Expand(KubernetesResource resource, ApplicationSpec spec, ManifestTree tree, IReadOnlyList<string> folders, Action<string> note)
    {
        if (!spec.IsSet)
            return [(resource.Name, spec)];
        var template = spec.Spec.At("template");
        var found = new List<(string?, ApplicationSpec)>();
        foreach (var generator in spec.Spec.At("generators").AsItems().Items)
        {
            if (Elements(generator, tree, folders) is not { } elements)
            {
                note($"ApplicationSet {resource.Name ?? "?"} has a generator that needs a cluster or a server");
                continue;
            }

            foreach (var values in elements.Take(MostElements))
            {
                var filled = Fill(template, values);
                found.Add((filled.At("metadata").At("name").AsText().Value, ApplicationSpec.Read(filled.At("spec"), isSet: false)));
            }
        }

        return found;
    }

    private static List<Dictionary<string, string>>? Elements(YamlNode generator, ManifestTree tree, IReadOnlyList<string> folders)
    {
        if (generator.At("list").At("elements") is YamlList { IsOpen: false } list)
            return [.. list.Items.Select(Values)];
        if (generator.At("git").At("directories") is not YamlList { IsOpen: false } directories)
            return null;

        var wanted = directories.Items.Where(static d => !d.At("exclude").AsFlag().Value).Select(static d => PathGlob.Of(d.At("path").AsText().Value)).ToList();
        var unwanted = directories.Items.Where(static d => d.At("exclude").AsFlag().Value).Select(static d => PathGlob.Of(d.At("path").AsText().Value)).ToList();
        var paths = from root in folders.DefaultIfEmpty("")
                    from folder in tree.Folders
                    where folder != root && FilePath.IsIn(folder, root)
                    let path = FilePath.Below(root, folder)
                    where wanted.Exists(glob => glob?.IsMatch(path) == true) && !unwanted.Exists(glob => glob?.IsMatch(path) == true)
                    select path;
        return [.. paths.Distinct().OrderBy(static path => path, StringComparer.Ordinal).Select(OfFolder)];
    }

    // Both forms of the templates: "{{path.basename}}" and, with goTemplate, "{{.path.basename}}" and "{{.path.path}}".
    private static Dictionary<string, string> OfFolder(string path) => new(StringComparer.Ordinal)
    {
        ["path"] = path,
        ["path.path"] = path,
        ["path.basename"] = FilePath.NameOf(path),
        ["path.basenameNormalized"] = FilePath.NameOf(path).ToLowerInvariant().Replace('_', '-').Replace('.', '-'),
    };

    private static Dictionary<string, string> Values(YamlNode element)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("", element);
        return values;

        void Add(string prefix, YamlNode node)
        {
            if (node is YamlMap map)
            {
                foreach (var entry in map.Entries)
                    Add(prefix.Length == 0 ? entry.Key : prefix + "." + entry.Key, entry.Value);
            }
            else if (node.AsText().Value is { } text)
            {
                values[prefix] = text;
            }
        }
    }

    /// <summary>A copy with the values put in; an expression that is no name of a value stays, and is unknown.</summary>
    private static YamlNode? Fill(YamlNode? node, Dictionary<string, string> values) => node switch
    {
        YamlMap map => new YamlMap(map.Entries.ToDictionary(e => e.Key, e => Fill(e.Value, values)!), map.IsOpen, map.Size, map.Line),
        YamlList list => new YamlList([.. list.Items.Select(item => Fill(item, values)!)], list.IsOpen, list.Size, list.Line),
        YamlScalar { Value: { } text } when text.Contains("{{") => new YamlScalar(Fill(text, values), node.Line),
        _ => node,
    };

    private static string Fill(string text, Dictionary<string, string> values)
    {
        for (var open = text.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = text.IndexOf("{{", open + 1, StringComparison.Ordinal))
        {
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
                break;
            var name = text.Substring(open + 2, close - open - 2).Trim().TrimStart('.');
            if (values.TryGetValue(name, out var value))
                text = text.Substring(0, open) + value + text.Substring(close + 2);
        }

        return text;
    }
}
