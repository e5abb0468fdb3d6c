using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>
/// Gives objects their prefix and suffix, and renames the references to them: in pods, autoscalers and ingresses. Addresses
/// in variables and the hosts of mesh routes keep the old name, as they do in Kustomize.
/// </summary>
internal sealed class KustomizeNames
{
    private static readonly HashSet<string> References = new(StringComparer.Ordinal)
    {
        "configMapRef", "configMapKeyRef", "configMap", "secretRef", "secretKeyRef", "scaleTargetRef", "service",
    };

    private readonly Field<string> _prefix;
    private readonly Field<string> _suffix;
    private readonly HashSet<string> _names;

    private KustomizeNames(Field<string> prefix, Field<string> suffix, HashSet<string> names)
        => (_prefix, _suffix, _names) = (prefix, suffix, names);

    public static KustomizeNames? For(KustomizationSpec spec, IEnumerable<KustomizeObject> objects)
        => spec.NamePrefix.IsAbsent && spec.NameSuffix.IsAbsent
            ? null
            : new(spec.NamePrefix, spec.NameSuffix, new(objects.Where(static o => IsRenamed(o.Kind)).Select(static o => o.Name).OfType<string>(), StringComparer.Ordinal));

    public YamlMap Apply(YamlMap map, KustomizeObject item)
    {
        if (IsRenamed(item.Kind) && item.Name is { } name)
            map = map.WithAt(New(name, map.Line), "metadata", "name");
        return map.Get("spec") is { } spec ? map.With("spec", Renamed(spec, key: "spec")) : map;
    }

    private static bool IsRenamed(string? kind) => kind is not ("Namespace" or "CustomResourceDefinition" or "APIService");

    private YamlNode New(string name, int line)
        => _prefix.IsUnknown || _suffix.IsUnknown ? new YamlUnknown(line) : new YamlScalar(_prefix.Value + name + _suffix.Value, line);

    private YamlNode Renamed(YamlNode node, string key)
    {
        switch (node)
        {
            case YamlList list:
                return new YamlList([.. list.Items.Select(item => Renamed(item, key))], list.IsOpen, list.Size, list.Line);
            case YamlMap map:
                var entries = new Dictionary<string, YamlNode>(map.Entries.Count, StringComparer.Ordinal);
                foreach (var entry in map.Entries)
                {
                    var isReference = entry.Key is "serviceAccountName" or "serviceName" or "claimName" || entry.Key == "name" && References.Contains(key);
                    entries.Add(entry.Key, isReference && entry.Value is YamlScalar { Value: { } name } && _names.Contains(name) ? New(name, entry.Value.Line) : Renamed(entry.Value, entry.Key));
                }

                return new YamlMap(entries, map.IsOpen, map.Size, map.Line);
            default:
                return node;
        }
    }
}
