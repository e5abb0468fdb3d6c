using System.Globalization;
using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>Turns nodes into fields.</summary>
internal static class NodeFields
{
    /// <summary>
    /// A text; absent where there is no node or a null, unknown where a map or list stands in its place or where something
    /// else than Kubernetes fills it in first (<c>${TAG}</c> of envsubst and Skaffold, <c>#{Tag}</c> of release pipelines).
    /// </summary>
    public static Field<string> AsText(this YamlNode? node) => node switch
    {
        null or YamlScalar { Value: null } => default,
        YamlScalar { Value: { } value } when !value.Contains("${") && !value.Contains("#{") => Field.Known(value, node.Line),
        _ => Field.Unknown<string>(node.Line),
    };

    public static Field<int> AsNumber(this YamlNode? node)
        => node.AsText() is var text && !text.IsKnown ? new(text.State, 0, text.Line)
            : int.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? Field.Known(number, text.Line)
            : Field.Unknown<int>(text.Line);

    public static Field<bool> AsFlag(this YamlNode? node)
        => node.AsText() is var text && !text.IsKnown ? new(text.State, false, text.Line)
            : text.Value is "true" or "True" or "TRUE" ? Field.Known(true, text.Line)
            : text.Value is "false" or "False" or "FALSE" ? Field.Known(false, text.Line)
            : Field.Unknown<bool>(text.Line);

    public static FieldMap AsMap(this YamlNode? node) => node switch
    {
        null or YamlScalar { Value: null } => FieldMap.Empty,
        YamlMap map => new(map.Entries.ToDictionary(e => e.Key, e => e.Value.AsText()), !map.IsOpen, map.Line),
        _ => new(FieldMap.Empty.Entries, isComplete: false, node.Line),
    };

    /// <summary>The items, and whether there can be no others.</summary>
    public static (IReadOnlyList<YamlNode> Items, bool IsComplete) AsItems(this YamlNode? node) => node switch
    {
        null or YamlScalar { Value: null } => ([], true),
        YamlList list => (list.Items, !list.IsOpen),
        _ => ([], false),
    };
}
