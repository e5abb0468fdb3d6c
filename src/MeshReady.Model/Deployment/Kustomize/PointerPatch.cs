using System.Globalization;
using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>
/// Applies the operations of a JSON patch as far as they are simple: a literal that is set below keys and existing items.
/// What any other operation touches becomes unknown.
/// </summary>
internal static class PointerPatch
{
    public static YamlMap Apply(YamlMap root, YamlList operations, bool blur)
    {
        YamlNode result = root;
        foreach (var operation in operations.Items)
        {
            var name = operation.At("op").AsText().Value;
            if (name == "test")
                continue;
            var value = name is "add" or "replace" && !blur && operation.At("value") is YamlScalar { Value: not null } scalar ? scalar : null;
            var pointers = new[] { operation.At("path").AsText(), name is "move" or "copy" ? operation.At("from").AsText() : Field.Known("", 0) };
            foreach (var pointer in pointers)
            {
                if (!pointer.IsKnown || operation is not YamlMap)
                    return root.Blurred();
                if (pointer.Value!.Length > 1)
                    result = Set(result, [.. pointer.Value.Substring(1).Split('/').Select(Unescape)], 0, value, name == "remove" && !blur, result.Line) ?? result;
            }
        }

        return result as YamlMap ?? root.Blurred();
    }

    private static string Unescape(string part) => part.Replace("~1", "/").Replace("~0", "~");

    private static YamlNode? Set(YamlNode? node, string[] path, int at, YamlScalar? value, bool removes, int line)
    {
        if (at == path.Length)
            return value is null ? new YamlUnknown(line) : value.MovedTo(line);
        switch (node)
        {
            case YamlMap map:
                // What is certain to be there is certain to be gone.
                var isGone = removes && at == path.Length - 1 && map.Entries.TryGetValue(path[at], out var there) && there is not YamlUnknown;
                return map.With(path[at], isGone ? null : Set(map.Get(path[at]), path, at + 1, value, removes, map.Line));
            case YamlList list:
                var items = list.Items.ToList();
                var isItem = int.TryParse(path[at], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count && !list.IsOpen;
                if (!isItem)
                    return new YamlList(path[at] == "-" || list.IsOpen ? items : [], isOpen: true, list.Size, list.Line);
                var isLast = at == path.Length - 1;
                items[index] = isLast ? new YamlUnknown(list.Line) : Set(items[index], path, at + 1, value, removes, items[index].Line) ?? new YamlUnknown(list.Line);

                // An operation on the item itself may insert, and so move the others.
                return new YamlList(isLast ? [] : items, list.IsOpen || isLast, list.Size, list.Line);
            default:
                return new YamlUnknown(node?.Line ?? line);
        }
    }
}
