using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MeshReady.Model.Deployment.Yaml;

/// <summary>
/// Reads one document from the parser's events into nodes. Aliases are shared rather than copied and paid for at their full
/// size, so that neither time nor memory can grow beyond <see cref="YamlLimits"/>.
/// </summary>
internal sealed class YamlTreeReader(int linesBefore, int nodesBefore)
{
    private readonly Dictionary<string, YamlNode> _anchors = [];
    private readonly Stack<Open> _open = new();
    private YamlNode? _root;
    private int _nodes = nodesBefore;

    /// <summary>The root of a document, or null where it is empty.</summary>
    /// <param name="text">The document.</param>
    /// <param name="linesBefore">The lines of its file before it.</param>
    /// <param name="nodesBefore">The nodes of its file before it.</param>
    /// <param name="nodes">The nodes of its file up to its end.</param>
    /// <exception cref="YamlTroubleException">The document is not valid, or costs too much.</exception>
    public static YamlNode? Read(string text, int linesBefore, int nodesBefore, out int nodes)
    {
        try
        {
            return new YamlTreeReader(linesBefore, nodesBefore).Read(text, out nodes);
        }
        catch (YamlTroubleException) when (BlockScalars.WithEmptyFirstLines(text) is not null)
        {
            return new YamlTreeReader(linesBefore, nodesBefore).Read(BlockScalars.WithEmptyFirstLines(text)!, out nodes);
        }
    }

    private YamlNode? Read(string text, out int nodes)
    {
        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            while (parser.MoveNext())
                Take(parser.Current!);
            nodes = _nodes;
            return _root;
        }
        catch (YamlException exception)
        {
            throw new YamlTroubleException("not valid YAML", Line(exception.Start));
        }
        catch (Exception exception) when (exception is not YamlTroubleException and not OutOfMemoryException)
        {
            // The parser is somebody else's, and its input is anybody's.
            throw new YamlTroubleException("not valid YAML", linesBefore + 1);
        }
    }

    private void Take(ParsingEvent current)
    {
        switch (current)
        {
            case Scalar scalar:
                Add(Node(scalar), scalar);
                break;
            case AnchorAlias alias:
                if (!_anchors.TryGetValue(alias.Value.Value, out var shared))
                    throw new YamlTroubleException("an alias without its anchor", Line(alias.Start));
                Add(shared, anchored: null);
                break;
            case MappingStart or SequenceStart:
                if (_open.Count >= YamlLimits.Depth)
                    throw new YamlTroubleException($"nested deeper than {YamlLimits.Depth} levels", Line(current.Start));
                _open.Push(new Open(current is MappingStart, (NodeEvent)current, Line(current.Start)));
                break;
            case MappingEnd or SequenceEnd:
                var done = _open.Pop();
                Add(done.Close(), done.Event);
                break;
        }
    }

    private void Add(YamlNode node, NodeEvent? anchored)
    {
        // An alias counts with all it repeats; a collection's own children have been counted already.
        _nodes += anchored is null ? node.Size : 1;
        if (_nodes > YamlLimits.Nodes || _nodes < 0)
            throw new YamlTroubleException($"more than {YamlLimits.Nodes} values once aliases are followed", node.Line);
        if (anchored is { Anchor.IsEmpty: false })
            _anchors[anchored.Anchor.Value] = node;
        if (_open.Count == 0)
            _root ??= node;
        else
            _open.Peek().Add(node, ref _nodes);
    }

    // U+FFFD is what a decoder leaves of bytes in another encoding.
    private YamlNode Node(Scalar scalar)
        => scalar.Value.Length > YamlLimits.Scalar || scalar.Value.IndexOf('\uFFFD') >= 0
            ? new YamlUnknown(Line(scalar.Start))
            : new YamlScalar(ValueOf(scalar), Line(scalar.Start));

    private static string? ValueOf(Scalar scalar)
        => scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" } ? null : scalar.Value;

    private int Line(Mark mark) => linesBefore + (int)mark.Line;

    /// <summary>A map or list whose end has not been read yet.</summary>
    private sealed class Open(bool isMap, NodeEvent start, int line)
    {
        // Half of each is never needed, and there are many.
        private readonly Dictionary<string, YamlNode>? _entries = isMap ? new(StringComparer.Ordinal) : null;
        private readonly List<YamlNode>? _items = isMap ? null : [];
        private List<YamlMap>? _merged;
        private string? _key;
        private int _size = 1;

        public NodeEvent Event { get; } = start;

        public void Add(YamlNode node, ref int nodes)
        {
            _size = (int)Math.Min((long)_size + node.Size, YamlLimits.Nodes + 1);
            if (!isMap)
            {
                _items!.Add(node);
            }
            else if (_key is null)
            {
                _key = node is YamlScalar scalar
                    ? scalar.Value ?? ""
                    : throw new YamlTroubleException("a key that is not a name", node.Line);
            }
            else
            {
                AddEntry(_key, node, ref nodes);
                _key = null;
            }
        }

        public YamlNode Close()
        {
            foreach (var entry in (_merged ?? []).SelectMany(map => map.Entries))
            {
                if (!_entries!.ContainsKey(entry.Key))
                    _entries.Add(entry.Key, entry.Value);
            }

            return isMap ? new YamlMap(_entries!, isOpen: false, _size, line) : new YamlList(_items!, isOpen: false, _size, line);
        }

        private void AddEntry(string key, YamlNode node, ref int nodes)
        {
            if (key == "<<" && node is YamlMap or YamlList)
            {
                nodes += node.Size;
                _merged ??= [];
                _merged.AddRange(node is YamlMap map ? [map] : ((YamlList)node).Items.OfType<YamlMap>());
                return;
            }

            if (_entries!.ContainsKey(key))
                throw new YamlTroubleException("a key that stands twice in one map", node.Line);
            _entries.Add(key, node);
        }
    }
}
