using System.Globalization;
using System.Text;
using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>Reads files of Docker Compose. What <c>${VAR}</c> fills in is unknown.</summary>
internal static class ComposeReader
{
    /// <summary>The services, or null where this is no Compose file by its name and content (values of a chart have services, too).</summary>
    public static ComposeSpec? Read(YamlNode root, string path)
    {
        if (root is not YamlMap map || map.Entries.ContainsKey("apiVersion") || map.Get("services") is not YamlMap services
            || FilePath.NameOf(path).IndexOf("compose", StringComparison.OrdinalIgnoreCase) < 0 && !IsVersioned(map, services))
        {
            return null;
        }

        var known = services.Entries.Where(static entry => entry.Value is YamlMap).Select(static entry => Service(entry.Key, entry.Value)).ToArray();
        return new(new FieldList<ComposeService>(known, known.Length == services.Entries.Count && !services.IsOpen && map.Get("include") is null, services.Line));
    }

    // Some call the file otherwise; then its old mark tells: version: "3.8", and services that each have an image or build one.
    private static bool IsVersioned(YamlMap map, YamlMap services)
        => map.Get("version") is YamlScalar { Value: { } version } && version.Split('.')[0] is "2" or "3"
            && services.Entries.Count > 0 && services.Entries.Values.All(static service => service is YamlMap && (service.At("image") ?? service.At("build")) is not null);

    private static ComposeService Service(string name, YamlNode node)
    {
        var build = node.At("build");
        var (variables, hasAll) = Variables(node.At("environment"));
        return new(
            node.Line,
            name,
            node.At("image").AsText(),
            build is YamlMap ? build.At("context").AsText() : build.AsText(),
            build is YamlMap ? build.At("dockerfile").AsText() : default,
            Ports(node.At("ports")),
            node.At("expose").AsTexts(),
            variables,
            hasAll && node.At("env_file") is null && node.At("extends") is null,
            node.At("depends_on") is YamlMap needed
                ? new([.. needed.Entries.Select(static entry => Field.Known(entry.Key, entry.Value.Line))], isComplete: true, needed.Line)
                : node.At("depends_on").AsTexts())
        {
            ImageName = ImageName(node.At("image")),
            Command = Command(node.At("command")),
            NetworkMode = node.At("network_mode").AsText(),
        };
    }

    private static FieldList<Field<string>> Command(YamlNode? node)
        => node is YamlScalar { Value: { } text }
            ? new([.. text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(word => new YamlScalar(word, node.Line).AsText())], isComplete: true, node.Line)
            : node.AsTexts();

    // ${REGISTRY:-ghcr.io}/shop/orders:${TAG} is orders.
    private static Field<string> ImageName(YamlNode? node)
    {
        if (node is not YamlScalar { Value: { } text })
            return new(node.AsText().State, null, node?.Line ?? 0);
        var literal = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var end = text[at] == '$' && at + 1 < text.Length && text[at + 1] == '{' ? text.IndexOf('}', at) : -1;
            literal.Append(end < 0 ? text[at] : '$');
            at = Math.Max(at, end);
        }

        var name = NameForms.OfImage(literal.ToString());
        return name.Length == 0 || name.IndexOf('$') >= 0 ? Field.Unknown<string>(node.Line) : Field.Known(name, node.Line);
    }

    private static (IReadOnlyList<EnvironmentVariable> Variables, bool IsComplete) Variables(YamlNode? node)
    {
        if (node is YamlMap map)
        {
            // A key without a value takes that of the machine.
            return ([.. map.Entries.Select(static entry => new EnvironmentVariable(
                entry.Key, entry.Value.AsText() is { IsKnown: true } value ? value : Field.Unknown<string>(entry.Value.Line), entry.Value.Line) { UsualValue = Usual(entry.Value) })], true);
        }

        var (items, isComplete) = node.AsItems();
        var variables = new List<EnvironmentVariable>(items.Count);
        foreach (var item in items)
        {
            var text = (item as YamlScalar)?.Value ?? "$";
            var equals = text.IndexOf('=');
            var name = equals < 0 ? text : text.Substring(0, equals);
            if (name.IndexOf('$') >= 0)
                isComplete = false;
            else
                variables.Add(new(name, equals < 0 ? Field.Unknown<string>(item.Line) : new YamlScalar(text.Substring(equals + 1), item.Line).AsText(), item.Line) { UsualValue = equals < 0 ? default : Usual(new YamlScalar(text.Substring(equals + 1), item.Line)) });
        }

        return (variables, isComplete);
    }

    // ${DB:-Server=sql;Database=orders} is Server=sql;Database=orders as long as nobody sets DB.
    private static Field<string> Usual(YamlNode node)
    {
        if (node is not YamlScalar { Value: { } text } || text.IndexOf("${", StringComparison.Ordinal) < 0)
            return default;
        var usual = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$')
            {
                usual.Append(text[at]);
                continue;
            }

            var end = at + 1 < text.Length && text[at + 1] == '{' ? text.IndexOf('}', at) : -1;
            var dash = end < 0 ? -1 : text.IndexOf('-', at, end - at);
            if (dash < 0 || text.IndexOf('$', at + 1, end - at) >= 0)
                return default;
            usual.Append(text, dash + 1, end - dash - 1);
            at = end;
        }

        return Field.Known(usual.ToString(), node.Line);
    }

    private static FieldList<ComposePort> Ports(YamlNode? node)
    {
        var (items, isComplete) = node.AsItems();
        return new([.. items.Select(Port)], isComplete, node?.Line ?? 0);
    }

    private static ComposePort Port(YamlNode node)
    {
        if (node is YamlMap)
            return new(node.Line, node.At("target").AsNumber(), node.At("published").AsNumber());
        var text = (node as YamlScalar)?.Value ?? "";

        // [address:][published:]target[/protocol]; a variable with a default has colons of its own.
        if (text.IndexOf("${", StringComparison.Ordinal) >= 0 && text.LastIndexOf('}') is var brace && brace >= 0)
        {
            var rest = text.Substring(brace + 1);
            return new(node.Line, rest.Length > 1 && rest[0] == ':' ? Number(rest.Substring(rest.LastIndexOf(':') + 1), node.Line) : Field.Unknown<int>(node.Line), Field.Unknown<int>(node.Line))
            {
                UsualPublished = rest.Length > 1 && text.LastIndexOf(":-", brace, StringComparison.Ordinal) is > 0 and var colon ? Number(text.Substring(colon + 2, brace - colon - 2), node.Line) : Field.Unknown<int>(node.Line),
            };
        }

        var parts = text.Split(':');
        return new(node.Line, Number(parts[parts.Length - 1], node.Line), parts.Length > 1 ? Number(parts[parts.Length - 2], node.Line) : default);
    }

    // A range of ports is more than one number.
    private static Field<int> Number(string text, int line)
    {
        var slash = text.IndexOf('/');
        return int.TryParse(slash < 0 ? text : text.Substring(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Field.Known(number, line)
            : Field.Unknown<int>(line);
    }
}
