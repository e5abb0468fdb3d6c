using System.Globalization;
using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>Turns nodes into fields.</summary>
internal static class NodeFields
{
    /// <summary>
    /// A text; absent where there is no node or a null, unknown where a map or list stands in its place or where something
    /// else than Kubernetes fills it in first (<c>${TAG}</c> of envsubst and Skaffold, <c>#{Tag}</c> of release pipelines, <c>{{name}}</c> of an ApplicationSet).
    /// </summary>
    public static Field<string> AsText(this YamlNode? node) => node switch
    {
        null or YamlScalar { Value: null } => default,
        YamlScalar { Value: { } value } when !value.Contains("${") && !value.Contains("#{") && !value.Contains("{{") => Field.Known(value, node.Line),
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

    /// <summary>The value of a key of a node that may be absent itself.</summary>
    public static YamlNode? At(this YamlNode? node, string key) => node?.Get(key);

    /// <summary>A share or a quota, which may have a fraction.</summary>
    public static Field<double> AsFraction(this YamlNode? node)
        => node.AsText() is var text && !text.IsKnown ? new(text.State, 0, text.Line)
            : double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Field.Known(number, text.Line)
            : Field.Unknown<double>(text.Line);

    /// <summary>A duration in one of <paramref name="forms"/>; unknown where the text is in none of them.</summary>
    public static Field<TimeSpan> AsDuration(this YamlNode? node, DurationForms forms) => node.AsText().AsDuration(forms);

    /// <inheritdoc cref="AsDuration(YamlNode?, DurationForms)"/>
    public static Field<TimeSpan> AsDuration(this Field<string> text, DurationForms forms)
        => !text.IsKnown ? new(text.State, default, text.Line)
            : Durations.Parse(text.Value!, forms) is { } duration ? Field.Known(duration, text.Line)
            : Field.Unknown<TimeSpan>(text.Line);

    /// <summary>The part of a manifest that <paramref name="read"/> reads from a map; an empty map is known, too.</summary>
    public static Field<T> AsPart<T>(this YamlNode? node, Func<YamlNode, T> read) => node switch
    {
        null or YamlScalar { Value: null } => default,
        YamlMap map => Field.Known(read(map), map.Line),
        _ => Field.Unknown<T>(node.Line),
    };

    /// <summary>The items that <paramref name="read"/> reads from maps; one that is no map may be anything.</summary>
    public static FieldList<T> AsParts<T>(this YamlNode? node, Func<YamlNode, T> read)
        => node.AsList(item => item is YamlMap, read);

    /// <summary>The texts of a list; one that cannot be known leaves the list incomplete.</summary>
    public static FieldList<Field<string>> AsTexts(this YamlNode? node)
        => node.AsList(static item => item.AsText().IsKnown, AsText);

    private static FieldList<T> AsList<T>(this YamlNode? node, Func<YamlNode, bool> isKnown, Func<YamlNode, T> read)
    {
        if (node is null or YamlScalar { Value: null })
            return FieldList<T>.Empty;
        var (items, isComplete) = node.AsItems();
        var known = new List<T>(items.Count);
        foreach (var item in items)
        {
            if (isKnown(item))
                known.Add(read(item));
            else
                isComplete = false;
        }

        return new FieldList<T>(known, isComplete, node.Line);
    }
}
