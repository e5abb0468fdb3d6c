using System.Text;
using CsCheck;
using MeshReady.Model.Deployment.Editing;
using YamlDotNet.RepresentationModel;

namespace MeshReady.Model.Tests.Deployment.Editing;

/// <summary>
/// Edits of documents that nobody wrote: whatever the layout, an edit is refused or it changes what is meant and nothing else,
/// judged by another reader of YAML than the editor's own.
/// </summary>
public sealed class ManifestEditorPropertyTests
{
    private static readonly string[] Keys = ["replicas", "name", "env", "a.b/c", "ports", "limits", "x"];
    private static readonly string[] Scalars = ["1", "text", "\"quoted # no comment\"", "'it''s'", "true", "", "~", "10s", "|\n  block\n\n  text", ">-\n  folded\n  text", "\"1\"", "-x", "plain\n  goes on"];

    private static readonly Gen<Node> Nodes = Gen.Recursive<Node>((depth, self) => depth > 3
        ? Gen.Int[0, Scalars.Length - 1].Select(i => new Node(null, null, Scalars[i]))
        : Gen.Int[0, 9].SelectMany(kind => kind switch
        {
            < 4 => Gen.Int[0, Scalars.Length - 1].Select(i => new Node(null, null, Scalars[i])),
            < 8 => Gen.Shuffle(Keys).SelectMany(keys => self.Array[1, 4].Select(children => new Node([.. keys.Take(children.Length).Zip(children)], null, null))),
            _ => self.Array[1, 3].Select(items => new Node(null, items, null)),
        }));

    private static readonly Gen<Layout> Layouts = Gen.Select(Gen.Int[1, 4], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[0, 3], Gen.Bool)
        .Select(t => new Layout(t.Item1, t.Item2, t.Item3 ? "\r\n" : "\n", t.Item4, t.Item5, t.Item6));

    private static readonly Gen<(string Text, ManifestEdit Edit)> Cases = Gen.Select(Nodes, Layouts, Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int, Gen.Int[0, 2])
        .Select(t => Case(t.Item1, t.Item2, (ManifestOperation)t.Item3, t.Item4, t.Item5, t.Item6));

    [Fact]
    public void Result_holds_the_change_and_nothing_else()
    {
        var changed = 0;
        Cases.Sample(
            c =>
            {
                var result = ManifestEditor.Apply(c.Text, [c.Edit]);
                if (result.Text is not { } text)
                {
                    Assert.NotEmpty(result.Refusal!);
                    return;
                }

                if (text != c.Text)
                    Interlocked.Increment(ref changed);
                var (before, after) = (Read(c.Text), Read(text));
                Assert.Equal(before.Count, after.Count);
                Assert.Equal(Show(before[0]), Show(after[0]));
                Assert.Equal(Show(before[^1]), Show(after[^1]));
                Assert.Equal(Without(before[1], c.Edit), Without(after[1], c.Edit));
                AssertOneStretch(c.Text, text);
                // A removed index would name the next item; everything else is as wanted now.
                if (c.Edit.Operation != ManifestOperation.Remove || !c.Edit.Path.EndsWith(']'))
                    Assert.Equal(text, ManifestEditor.Apply(text, [c.Edit]).Text);
            },
            iter: 4_000);
        Assert.True(changed > 1_000, $"only {changed} edits were made");
    }

    [Fact]
    public void Comments_stay()
        => Cases.Where(static c => c.Edit.Operation != ManifestOperation.Remove).Sample(
            c =>
            {
                if (ManifestEditor.Apply(c.Text, [c.Edit]).Text is { } text)
                    Assert.Equal(Comments(c.Text), Comments(text));
            },
            iter: 2_000);

    [Fact]
    public void Damaged_text_is_edited_or_refused_and_never_more()
        => Gen.Select(Cases, Gen.Int, Dirt("{{ .Values.x }}", "&a ", "*a", "<<: ", "\t", "}", "[", "\"", "---\n", "!!str ", "? ", "\0", "{{- if x }}\n", "{{- end }}\n", "#", "\r")).Sample(
            (c, at, dirt) =>
            {
                var text = c.Text.Insert((at & int.MaxValue) % (c.Text.Length + 1), dirt);
                var result = ManifestEditor.Apply(text, [c.Edit]);
                Assert.True(result.Text is null == result.Refusal is not null);
            },
            iter: 4_000);

    private static Gen<string> Dirt(params string[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static (string, ManifestEdit) Case(Node spec, Layout layout, ManifestOperation operation, int depth, int choice, int newKey)
    {
        var document = new StringBuilder("# the object\nkind: Thing\nmetadata:\n  name: thing # its name\nspec:");
        spec.Write(document, 0, layout);
        var text = "# first\nkind: Other\nmetadata: {name: other}\n---\n" + document + "# the end of it\n---\nkind: Last\nmetadata: { name: last } # last\n";
        if (!layout.EndsWithBreak)
            text = text.TrimEnd('\n');
        text = text.Replace("\n", layout.Break, StringComparison.Ordinal);

        var path = "spec";
        var at = spec;
        var random = new Random(choice);
        for (var i = 0; i < depth && (at.Entries ?? (object?)at.Items) is not null; i++)
        {
            if (at.Entries is { } entries)
            {
                var (key, value) = entries[random.Next(entries.Length)];
                (path, at) = (path + "." + ManifestPath.Key(key), value);
            }
            else
            {
                var index = random.Next(at.Items!.Length);
                (path, at) = ($"{path}[{index}]", at.Items[index]);
            }
        }

        if (newKey == 0 && operation == ManifestOperation.Set)
            path += ".added.deeper";
        if (newKey == 1 && operation == ManifestOperation.Insert)
            path += ".list";
        var edited = operation switch
        {
            ManifestOperation.Set => random.Next(3) switch { 0 => "7", 1 => "some text", _ => "sleep: { seconds: 5 }" },
            ManifestOperation.Insert => random.Next(2) == 0 ? "name: new\nport: 80" : "item",
            _ => "",
        };
        return (text, new ManifestEdit("a.yaml", "Thing", "thing", null, 0, operation, path, edited));
    }

    private static List<YamlNode> Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(d => d.RootNode)];
    }

    // The document but for what the edit may touch: what is below its path, and what was empty and holds something now, or the reverse.
    private static string Without(YamlNode root, ManifestEdit edit)
    {
        var path = edit.Path;
        var parent = path.EndsWith(".added.deeper", StringComparison.Ordinal) ? path[..^".added.deeper".Length]
            : path.EndsWith(".list", StringComparison.Ordinal) ? path[..^".list".Length]
            : ParentOf(path);
        var touched = path.EndsWith(".added.deeper", StringComparison.Ordinal) ? path[..^".deeper".Length]
            : edit.Operation != ManifestOperation.Set && path.EndsWith(']') ? parent
            : path;
        return string.Join('\n', Show(root).Split('\n').Where(line => !IsBelow(line, touched) && !line.StartsWith(parent + "=", StringComparison.Ordinal)));
    }

    private static string ParentOf(string path)
        => path.EndsWith(']') ? path[..path.LastIndexOf('[')]
            : path.EndsWith('\'') ? path[..path.LastIndexOf(".'", StringComparison.Ordinal)]
            : path.Contains('.') ? path[..path.LastIndexOf('.')] : path;

    private static bool IsBelow(string line, string path)
        => line.StartsWith(path, StringComparison.Ordinal) && line.Length > path.Length && line[path.Length] is '.' or '[' or '=';

    private static string Show(YamlNode node)
    {
        var text = new StringBuilder();
        Write(node, "");
        return text.ToString();

        void Write(YamlNode current, string path)
        {
            switch (current)
            {
                case YamlMappingNode { Children.Count: > 0 } map:
                    foreach (var (key, value) in map.Children)
                        Write(value, (path.Length == 0 ? "" : path + ".") + ManifestPath.Key(((YamlScalarNode)key).Value!));
                    break;
                case YamlSequenceNode { Children.Count: > 0 } list:
                    for (var i = 0; i < list.Children.Count; i++)
                        Write(list.Children[i], $"{path}[{i}]");
                    break;
                case YamlScalarNode scalar:
                    text.Append(path).Append('=').Append(scalar.Style is YamlDotNet.Core.ScalarStyle.Plain ? "" : "text ").Append(scalar.Value?.Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
                    break;
                default:
                    text.Append(path).Append("=empty\n");
                    break;
            }
        }
    }

    // The texts are alike up to one place and again from another one on; at most two places where a list or map is emptied.
    private static void AssertOneStretch(string before, string after)
    {
        var (a, b) = (before.Split('\n'), after.Split('\n'));
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start])
            start++;
        var end = 0;
        while (end < a.Length - start && end < b.Length - start && a[^(end + 1)] == b[^(end + 1)])
            end++;
        Assert.True(Math.Min(a.Length, b.Length) - start - end <= 3, $"more than one place changed\n{before}\n=====\n{after}");
    }

    private static IEnumerable<string> Comments(string text)
        => text.Split('\n').Where(static line => line.Contains("# c", StringComparison.Ordinal) || line.StartsWith('#')).Select(static line => line[line.LastIndexOf('#')..].TrimEnd('\r'));

    private sealed record Layout(int Step, bool IsIndented, string Break, bool HasComments, int FlowDepth, bool EndsWithBreak);

    private sealed record Node((string Key, Node Value)[]? Entries, Node[]? Items, string? Scalar)
    {
        public void Write(StringBuilder text, int column, Layout layout, int depth = 0)
        {
            var comment = layout.HasComments && depth % 2 == 0 ? " # c" + depth : "";
            if (Scalar is not null)
            {
                var lines = Scalar.Split('\n');
                text.Append(lines[0].Length == 0 ? "" : " ").Append(lines[0]).Append(lines.Length > 1 && lines[0] is not ("|" or ">-") ? "" : comment).Append('\n');
                foreach (var line in lines.Skip(1))
                    text.Append(line.Length == 0 ? "" : new string(' ', column + 2) + line.Trim()).Append('\n');
            }
            else if (depth > layout.FlowDepth && IsFlow)
            {
                text.Append(' ');
                WriteFlow(text);
                text.Append(comment).Append('\n');
            }
            else if (Entries is { } entries)
            {
                text.Append(comment).Append('\n');
                WriteEntries(text, entries, column + layout.Step, layout, depth, isFirstIndented: true);
            }
            else
            {
                text.Append(comment).Append('\n');
                var dash = column + (layout.IsIndented ? layout.Step : 0);
                foreach (var item in Items!)
                {
                    if (layout.HasComments)
                        text.Append(new string(' ', dash)).Append("# c item\n");
                    text.Append(new string(' ', dash)).Append('-');
                    if (item.Entries is { } map && !(depth + 1 > layout.FlowDepth && item.IsFlow))
                    {
                        text.Append(' ');
                        WriteEntries(text, map, dash + 2, layout, depth + 1, isFirstIndented: false);
                    }
                    else
                    {
                        item.Write(text, dash + (item.Items is null ? 0 : 2), layout with { IsIndented = true }, depth + 1);
                    }
                }
            }
        }

        private static void WriteEntries(StringBuilder text, (string Key, Node Value)[] entries, int column, Layout layout, int depth, bool isFirstIndented)
        {
            for (var i = 0; i < entries.Length; i++)
            {
                text.Append(i > 0 || isFirstIndented ? new string(' ', column) : "").Append(entries[i].Key).Append(':');
                entries[i].Value.Write(text, column, layout, depth + 1);
            }
        }

        private bool IsFlow => Scalar is not null ? !Scalar.Contains('\n') && Scalar.Length > 0 : Entries is not null ? Entries.All(static e => e.Value.IsFlow) : Items!.All(static i => i.IsFlow);

        private void WriteFlow(StringBuilder text)
        {
            if (Scalar is not null)
            {
                text.Append(Scalar);
                return;
            }

            text.Append(Entries is null ? '[' : '{');
            var rest = false;
            foreach (var (key, value) in Entries ?? [.. Items!.Select(static i => ("", i))])
            {
                text.Append(rest ? ", " : "").Append(key).Append(key.Length > 0 ? ": " : "");
                value.WriteFlow(text);
                rest = true;
            }

            text.Append(Entries is null ? ']' : '}');
        }
    }
}
