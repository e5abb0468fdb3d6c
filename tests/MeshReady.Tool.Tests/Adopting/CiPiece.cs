using System.Text.RegularExpressions;
using MeshReady.Testing;
using YamlDotNet.RepresentationModel;

namespace MeshReady.Tool.Tests.Adopting;

/// <summary>A fenced piece of docs/adopting.md, made to be pasted.</summary>
/// <param name="Language">What the fence says.</param>
/// <param name="Text">What stands in it.</param>
public sealed partial record CiPiece(string Language, string Text)
{
    /// <summary>All pieces below the heading "In CI", in their order.</summary>
    public static IReadOnlyList<CiPiece> All { get; } = [.. Fences().Matches(Section()).Select(static m => new CiPiece(m.Groups["language"].Value, m.Groups["text"].Value))];

    /// <summary>What the comment in its first line says it is.</summary>
    public string Name => Text.Split('\n')[0].TrimStart('#', ' ');

    /// <summary>The shell lines of YAML, with the names of their steps: what stands below <c>run</c>, <c>script</c>, <c>source</c> or <c>args</c>.</summary>
    public IReadOnlyList<(string Name, string Script)> Steps => [.. Scripts(Yaml)];

    public YamlMappingNode Yaml
    {
        get
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(Text));
            return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
        }
    }

    public static CiPiece Of(string name) => Assert.Single(All, piece => piece.Name == name);

    /// <summary>The value at a path of keys and numbers.</summary>
    public string At(params string[] path) => ((YamlScalarNode)NodeAt(path)).Value!;

    /// <summary>The values of a list.</summary>
    public string[] List(params string[] path) => [.. ((YamlSequenceNode)NodeAt(path)).Children.Select(static c => ((YamlScalarNode)c).Value!)];

    private YamlNode NodeAt(string[] path)
        => path.Aggregate((YamlNode)Yaml, static (node, key) => node is YamlSequenceNode list ? list[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)] : node[key]);

    private static IEnumerable<(string Name, string Script)> Scripts(YamlNode node)
    {
        if (node is YamlSequenceNode list)
        {
            foreach (var script in list.Children.SelectMany(Scripts))
                yield return script;
        }

        if (node is not YamlMappingNode map)
            yield break;
        var name = map.Children.TryGetValue("name", out var written) && written is YamlScalarNode { Value: { } text } ? text : "";
        foreach (var (key, value) in map.Children)
        {
            if (((YamlScalarNode)key).Value is "run" or "script" or "source" or "args" && Lines(value) is { } lines)
                yield return (name, lines);
            else
            {
                foreach (var (below, script) in Scripts(value))
                    yield return (below.Length > 0 ? below : name, script);
            }
        }
    }

    private static string? Lines(YamlNode node) => node switch
    {
        YamlScalarNode scalar => scalar.Value,
        YamlSequenceNode list when list.Children.All(static c => c is YamlScalarNode) => string.Join("\n", list.Children.Select(static c => ((YamlScalarNode)c).Value)),
        _ => null,
    };

    private static string Section()
    {
        var text = File.ReadAllText(Repository.PathOf("docs", "adopting.md")).ReplaceLineEndings("\n");
        var start = text.IndexOf("\n## In CI\n", StringComparison.Ordinal);
        return text[start..text.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}
