using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment.Editing;

/// <summary>Tells whether a place of an object reaches the cluster as its file has it, or whether a kustomization changes it on the way.</summary>
internal static class WrittenPlace
{
    public static bool IsAsWritten(KubernetesResource resource, string path)
        => resource.Written is not { } written || ReferenceEquals(resource.Root, written.Root)
            || ManifestPath.Parse(path) is { } parts && IsSame(resource.Root, written.Root, parts, at: 0);

    private static bool IsSame(YamlNode? now, YamlNode? written, IReadOnlyList<PathPart> path, int at)
    {
        if (ReferenceEquals(now, written))
            return true;
        if (at == path.Count)
            return IsSame(now, written);
        return (path[at], now, written) switch
        {
            (PathPart.Key key, YamlMap one, YamlMap other) => IsSame(one.Get(key.Name), other.Get(key.Name), path, at + 1),
            (PathPart.Index index, YamlList one, YamlList other) => one.Items.Count == other.Items.Count && IsSame(one.Items.ElementAtOrDefault(index.Value), other.Items.ElementAtOrDefault(index.Value), path, at + 1),
            (PathPart.Where where, YamlList one, YamlList other) => Item(one, where) is { } item && IsSame(item, Item(other, where), path, at + 1),
            _ => false,
        };
    }

    private static YamlNode? Item(YamlList list, PathPart.Where where)
        => list.Items.FirstOrDefault(item => item.At(where.Name).AsText().Value == where.Value);

    private static bool IsSame(YamlNode? now, YamlNode? written) => (now, written) switch
    {
        (null, null) => true,
        (YamlScalar one, YamlScalar other) => one.Value == other.Value,
        (YamlMap one, YamlMap other) => one.IsOpen == other.IsOpen && one.Entries.Count == other.Entries.Count
            && one.Entries.All(entry => other.Entries.TryGetValue(entry.Key, out var value) && IsSame(entry.Value, value)),
        (YamlList one, YamlList other) => one.IsOpen == other.IsOpen && one.Items.Count == other.Items.Count
            && one.Items.Zip(other.Items, IsSame).All(static same => same),
        _ => false,
    };
}
