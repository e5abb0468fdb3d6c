using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>
/// Merges a patch into an object as Kustomize does: maps by key, the lists of pods and Services by the key of their items,
/// other lists as a whole. A patched value takes the line of the map into which it is merged, since the patch stands in
/// another file. With <paramref name="blur"/> what the patch touches becomes unknown instead.
/// </summary>
/// <param name="blur">Whether it is not known that the patch applies.</param>
/// <param name="hasKeyedLists">Whether the kind's lists are merged item by item; those of custom resources are replaced.</param>
internal sealed class StrategicMerge(bool blur, bool hasKeyedLists)
{
    private const string Directive = "$patch";

    /// <summary>The merged object; null where the patch deletes it.</summary>
    public static YamlMap? Apply(YamlMap original, YamlMap patch, bool blur)
    {
        var merge = new StrategicMerge(blur, HasKeyedLists(original.Get("apiVersion").AsText().Value));
        if (patch.Entries.TryGetValue(Directive, out var directive))
            return directive.AsText().Value == "delete" && !blur ? null : original.Blurred();
        return (YamlMap)merge.Maps(original, WithoutIdentity(patch));
    }

    // Kind and name say what the patch is for; with a target they are placeholders.
    private static YamlMap WithoutIdentity(YamlMap patch)
    {
        var rest = patch.With("apiVersion", null).With("kind", null);
        return rest.Get("metadata") is YamlMap metadata ? rest.With("metadata", metadata.With("name", null)) : rest;
    }

    private static bool HasKeyedLists(string? apiVersion)
    {
        if (apiVersion is null)
            return false;
        var group = apiVersion.IndexOf('/') is > 0 and var slash ? apiVersion.Substring(0, slash) : "";
        return group.IndexOf('.') < 0 || group.EndsWith(".k8s.io", StringComparison.Ordinal) && group != "gateway.networking.k8s.io";
    }

    // Null stands for a deleted entry.
    private YamlNode? Merge(YamlNode? original, YamlNode patch, string key, int line) => patch switch
    {
        YamlMap map when original is YamlMap into => map.Entries.TryGetValue(Directive, out var directive) ? Directed(map, directive, line) : Maps(into, map),
        YamlList list when original is YamlList into && KeyOf(key, [.. into.Items, .. list.Items]) is { } itemKey => Lists(into, list, itemKey),
        _ when blur || original is YamlUnknown && patch is not YamlScalar => new YamlUnknown(original?.Line ?? line),
        YamlScalar { Value: null } => null,
        YamlMap map when HasDirective(map) => Directed(map, map.Entries[Directive], line),
        YamlList list when list.Items.Any(HasDirective) => new YamlUnknown(line),
        _ => patch.MovedTo(line),
    };

    private YamlMap Maps(YamlMap original, YamlMap patch)
    {
        var result = original;
        foreach (var entry in patch.Entries)
        {
            if (entry.Key.StartsWith("$", StringComparison.Ordinal))
            {
                // The order of items is nobody's business here; what else a directive keeps or drops is.
                if (!entry.Key.StartsWith("$setElementOrder", StringComparison.Ordinal))
                    result = (YamlMap)OpenedOnly(result);
                continue;
            }

            result = result.With(entry.Key, Merge(original.Get(entry.Key), entry.Value, entry.Key, original.Line));
        }

        return patch.IsOpen ? (YamlMap)OpenedOnly(result) : result;
    }

    private YamlNode? Directed(YamlMap patch, YamlNode directive, int line)
        => blur ? new YamlUnknown(line) : directive.AsText().Value switch
        {
            "delete" => null,
            "replace" => patch.With(Directive, null).MovedTo(line),
            _ => new YamlUnknown(line),
        };

    private YamlList Lists(YamlList original, YamlList patch, string itemKey)
    {
        List<YamlNode> items = [.. original.Items];
        var isOpen = original.IsOpen || patch.IsOpen;
        if (patch.Items.Any(item => item is YamlMap map && HasDirective(map) && map.Get(itemKey) is null))
            return new YamlList([], isOpen: true, original.Size, original.Line);

        foreach (var item in patch.Items)
        {
            var name = item.At(itemKey).AsText();
            var at = name.IsKnown ? items.FindIndex(other => other.At(itemKey).AsText().Value == name.Value) : -1;
            if (item is not YamlMap map || !name.IsKnown || items.Any(static other => other is YamlUnknown))
            {
                isOpen = true;
            }
            else if (at < 0)
            {
                isOpen |= blur;
                if (!HasDirective(map) && !blur)
                    items.Add(map.MovedTo(original.Line));
            }
            else if (Merge(items[at], map, itemKey, original.Line) is { } merged)
            {
                items[at] = merged;
            }
            else
            {
                items.RemoveAt(at);
            }
        }

        return new YamlList(items, isOpen, original.Size, original.Line);
    }

    private string? KeyOf(string list, IReadOnlyList<YamlNode> items) => !hasKeyedLists ? null : list switch
    {
        "containers" or "initContainers" or "ephemeralContainers" or "env" or "volumes" or "imagePullSecrets" => "name",
        "volumeMounts" => "mountPath",
        "ports" => items.All(static item => item is not YamlMap map || map.Entries.ContainsKey("containerPort")) ? "containerPort" : "port",
        _ => null,
    };

    private static bool HasDirective(YamlNode node) => node is YamlMap map && map.Entries.ContainsKey(Directive);

    private static YamlNode OpenedOnly(YamlMap map) => new YamlMap(map.Entries, isOpen: true, map.Size, map.Line);
}
