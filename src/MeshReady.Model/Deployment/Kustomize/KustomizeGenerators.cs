using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>Makes the ConfigMaps that a kustomization generates; Secrets are made without values.</summary>
internal static class KustomizeGenerators
{
    public static void Add(KustomizationSpec spec, string path, KustomizeResult result)
    {
        foreach (var (field, kind) in new[] { ("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret") })
        {
            foreach (var node in spec.Root.At(field).AsItems().Items)
            {
                if (node.At("name").AsText().Value is not { } name || node.At("behavior").AsText().Value is "merge" or "replace")
                {
                    result.IsWhole = false;
                    continue;
                }

                var root = Map(node.Line, isOpen: false, ("apiVersion", Text("v1", node)), ("kind", Text(kind, node)), ("metadata", Map(node.Line, isOpen: false, ("name", Text(name, node)))));
                if (kind == "ConfigMap")
                    root = root.With("data", Data(node));
                var found = new List<KubernetesResource>(1);
                ResourceReader.Read(root, path, found);
                foreach (var resource in found)
                    result.Add(new KustomizeObject(resource, root));
            }
        }
    }

    private static YamlMap Data(YamlNode generator)
    {
        var (items, isComplete) = generator.At("literals").AsItems();
        var entries = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item is YamlScalar { Value: { } literal } && literal.IndexOf('=') is > 0 and var equals)
                entries[literal.Substring(0, equals)] = new YamlScalar(literal.Substring(equals + 1).Trim('"', '\''), item.Line);
            else
                isComplete = false;
        }

        // What a file holds is known only by its name, if at all.
        var isOpen = !isComplete || generator.At("files") is not null || generator.At("envs") is not null || generator.At("env") is not null;
        return new YamlMap(entries, isOpen, entries.Count + 1, generator.Line);
    }

    private static YamlMap Map(int line, bool isOpen, params (string Key, YamlNode Value)[] entries)
        => new(entries.ToDictionary(static e => e.Key, static e => e.Value), isOpen, entries.Length + 1, line);

    private static YamlScalar Text(string value, YamlNode at) => new(value, at.Line);
}
