using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>How a text is compared.</summary>
public enum StringMatchKind
{
    /// <summary>In a way that cannot be read.</summary>
    Unknown,

    /// <summary>It is equal.</summary>
    Exact,

    /// <summary>It begins so.</summary>
    Prefix,

    /// <summary>It begins so, and what follows begins with a slash: the prefix of the Gateway API.</summary>
    PathPrefix,

    /// <summary>All of it fits an expression of RE2.</summary>
    Regex,

    /// <summary>It is there, whatever it says.</summary>
    Present,
}

/// <summary>What a text is compared with.</summary>
/// <param name="Kind">How.</param>
/// <param name="Text">With what; empty for <see cref="StringMatchKind.Present"/> and <see cref="StringMatchKind.Unknown"/>.</param>
/// <param name="Line">The line (1-based) on which it stands.</param>
public sealed record StringMatch(StringMatchKind Kind, string Text, int Line)
{
    private static readonly (string Key, StringMatchKind Kind)[] Kinds =
        [("exact", StringMatchKind.Exact), ("prefix", StringMatchKind.Prefix), ("regex", StringMatchKind.Regex)];

    internal static StringMatch Read(YamlNode node)
    {
        foreach (var (key, kind) in Kinds)
        {
            if (node.At(key).AsText() is { IsKnown: true } text)
                return new(kind, text.Value!, text.Line);
        }

        return new(node is YamlMap { IsOpen: false, Entries.Count: 0 } ? StringMatchKind.Present : StringMatchKind.Unknown, "", node.Line);
    }
}

/// <summary>What a named part of a request (a header, a query parameter) is compared with.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">What its value is compared with.</param>
public sealed record NamedMatch(string Name, StringMatch Value);

/// <summary>What a route serves; all that is given must fit.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Uri">The path.</param>
/// <param name="IgnoresCase">Whether the path's case does not count.</param>
/// <param name="Method">The method.</param>
/// <param name="Scheme">The scheme.</param>
/// <param name="Authority">The host as the request has it.</param>
/// <param name="Headers">Headers that must fit.</param>
/// <param name="WithoutHeaders">Headers that must not.</param>
/// <param name="QueryParams">Query parameters that must fit.</param>
/// <param name="Port">The port that is called.</param>
/// <param name="SourceLabels">Labels of the caller's pod.</param>
/// <param name="SourceNamespace">The namespace of the caller.</param>
/// <param name="Gateways">Where it acts; as its VirtualService where absent.</param>
public sealed record HttpMatch(
    int Line,
    Field<StringMatch> Uri,
    Field<bool> IgnoresCase,
    Field<StringMatch> Method,
    Field<StringMatch> Scheme,
    Field<StringMatch> Authority,
    FieldList<NamedMatch> Headers,
    FieldList<NamedMatch> WithoutHeaders,
    FieldList<NamedMatch> QueryParams,
    Field<int> Port,
    FieldMap SourceLabels,
    Field<string> SourceNamespace,
    FieldList<Field<string>> Gateways)
{
    internal static HttpMatch Everything(int line) => new(
        line, default, default, default, default, default, FieldList<NamedMatch>.Empty, FieldList<NamedMatch>.Empty, FieldList<NamedMatch>.Empty,
        default, FieldMap.Empty, default, FieldList<Field<string>>.Empty);

    internal static HttpMatch Read(YamlNode node) => new(
        node.Line,
        node.At("uri").AsPart(StringMatch.Read),
        node.At("ignoreUriCase").AsFlag(),
        node.At("method").AsPart(StringMatch.Read),
        node.At("scheme").AsPart(StringMatch.Read),
        node.At("authority").AsPart(StringMatch.Read),
        Named(node.At("headers")),
        Named(node.At("withoutHeaders")),
        Named(node.At("queryParams")),
        node.At("port").AsNumber(),
        node.At("sourceLabels").AsMap(),
        node.At("sourceNamespace").AsText(),
        node.At("gateways").AsTexts());

    private static FieldList<NamedMatch> Named(YamlNode? node) => node switch
    {
        null or YamlScalar { Value: null } => FieldList<NamedMatch>.Empty,
        YamlMap map => new([.. map.Entries.Select(static e => new NamedMatch(e.Key, StringMatch.Read(e.Value)))], !map.IsOpen, map.Line),
        _ => new([], isComplete: false, node.Line),
    };
}
