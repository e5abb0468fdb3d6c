using MeshReady.Model.Deployment.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MeshReady.Model.Deployment.Editing;

/// <summary>Reads a text into nodes that know their places. Aliases stay aliases, so that no text grows on the way.</summary>
internal sealed class EditReader
{
    private readonly string _text;
    private readonly IParser _parser;
    private int _nodes;

    private EditReader(string text)
    {
        _text = text;
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The root of each document that has one.</summary>
    /// <exception cref="EditRefusedException">The text is not valid, or costs too much.</exception>
    public static List<EditNode> Read(string text)
    {
        if (text.Length > YamlLimits.Text)
            throw new EditRefusedException("the file is too large");
        try
        {
            return new EditReader(text).Documents();
        }
        catch (Exception exception) when (exception is not EditRefusedException and not OutOfMemoryException)
        {
            // The parser is somebody else's, and its input is anybody's.
            throw new EditRefusedException("the file is not valid YAML");
        }
    }

    private List<EditNode> Documents()
    {
        var roots = new List<EditNode>();
        _parser.MoveNext();
        while (_parser.MoveNext())
        {
            if (_parser.Current is DocumentStart)
            {
                _parser.MoveNext();
                var start = Index(_parser.Current!.Start);
                roots.Add(Node(start, depth: 0));
            }
        }

        return roots;
    }

    // The parser stands on the node's first event, and is left on its last.
    private EditNode Node(int from, int depth)
    {
        if (depth > YamlLimits.Depth || ++_nodes > YamlLimits.Nodes)
            throw new EditRefusedException("the file is nested too deeply, or too large");
        switch (_parser.Current)
        {
            case AnchorAlias alias:
                return new EditAlias(alias.Value.Value) { Start = Index(alias.Start), End = Index(alias.End) };
            case Scalar scalar:
                return Scalar(scalar, from);
            case MappingStart start:
                return Map(start, depth);
            case SequenceStart start:
                return List(start, depth);
            default:
                throw new EditRefusedException("the file is not valid YAML");
        }
    }

    private EditScalar Scalar(Scalar scalar, int from)
    {
        var (start, end) = (Index(scalar.Start), Index(scalar.End));
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
        {
            var header = Lines.EndOf(_text, start);
            var keeps = _text.IndexOf('+', start, header - start) >= 0;
            end = Trimmed(start, end, keeps);
        }
        else if (end <= start)
        {
            (start, end) = (from, from);
        }
        else if (scalar.Style is ScalarStyle.Plain)
        {
            end = Trimmed(start, end, keepsBlankLines: false);
        }

        return new EditScalar(scalar.Value, scalar.Style) { Start = start, End = end, Properties = Properties(scalar) };
    }

    private int Trimmed(int start, int end, bool keepsBlankLines)
    {
        var last = Math.Min(end, _text.Length);
        while (last > start && _text[last - 1] is ' ' or '\t' or '\r' or '\n')
            last--;
        if (!keepsBlankLines)
            return last;

        // Blank lines that the scalar keeps belong to it.
        last = Lines.EndOf(_text, last);
        while (Lines.Next(_text, last) is var next && next < _text.Length && string.IsNullOrWhiteSpace(_text.Substring(next, Lines.EndOf(_text, next) - next)))
            last = Lines.EndOf(_text, next);
        return last;
    }

    private EditMap Map(MappingStart start, int depth)
    {
        var isFlow = start.Style == MappingStyle.Flow;
        var map = new EditMap(isFlow) { Start = Index(start.Start), Properties = Properties(start) };
        _parser.MoveNext();
        while (_parser.Current is not MappingEnd)
        {
            if (_parser.Current is not YamlDotNet.Core.Events.Scalar)
                throw new EditRefusedException("a key of the file is not a name");
            var key = (EditScalar)Node(Index(_parser.Current.Start), depth + 1);
            var colon = Colon(key.End);
            _parser.MoveNext();
            var value = Node(colon < 0 ? key.End : colon, depth + 1);
            map.Entries.Add(new EditEntry(key, value, colon));
            _parser.MoveNext();
        }

        if (!isFlow && map.Entries.Count > 0)
            map.Start = map.Entries[0].Key.Start;
        // The parser's mark of a closing bracket ends where it begins.
        map.End = isFlow || map.Entries.Count == 0 ? Math.Min(Index(_parser.Current.Start) + 1, _text.Length) : map.Entries[map.Entries.Count - 1].Value.End;
        return map;
    }

    private EditList List(SequenceStart start, int depth)
    {
        var isFlow = start.Style == SequenceStyle.Flow;
        var list = new EditList(isFlow) { Start = Index(start.Start), End = Index(start.Start) + 1, Properties = Properties(start) };
        _parser.MoveNext();
        while (_parser.Current is not SequenceEnd)
        {
            var dash = isFlow ? list.End : Lines.SkipBlank(_text, list.Items.Count == 0 ? list.Start : list.End);
            var item = Node(Math.Min(dash + 1, _text.Length), depth + 1);
            list.Items.Add(item);
            list.End = item.End;
            _parser.MoveNext();
        }

        if (isFlow)
            list.End = Math.Min(Index(_parser.Current.Start) + 1, _text.Length);
        return list;
    }

    private int Colon(int at)
    {
        while (at < _text.Length && _text[at] is ' ' or '\t')
            at++;
        return at < _text.Length && _text[at] == ':' ? at + 1 : -1;
    }

    private static string Properties(NodeEvent node)
        => (node.Anchor.IsEmpty ? "" : "&" + node.Anchor.Value) + (node.Tag.IsEmpty ? "" : "!" + node.Tag.Value);

    private static int Index(Mark mark) => (int)mark.Index;
}

/// <summary>Finds the ends and beginnings of lines; a line ends with LF, CRLF or CR.</summary>
internal static class Lines
{
    /// <summary>The index of the end of the line that <paramref name="at"/> lies on: that of its CR or LF, or the text's end.</summary>
    public static int EndOf(string text, int at)
    {
        var end = text.IndexOfAny(['\r', '\n'], Math.Min(at, text.Length));
        return end < 0 ? text.Length : end;
    }

    /// <summary>The index of the first character of the line.</summary>
    public static int StartOf(string text, int at)
    {
        while (at > 0 && text[at - 1] is not ('\r' or '\n'))
            at--;
        return at;
    }

    /// <summary>The index after the line's end that begins at <paramref name="end"/>.</summary>
    public static int Next(string text, int end)
        => end >= text.Length ? text.Length : text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;

    /// <summary>How far into its line an index lies.</summary>
    public static int ColumnOf(string text, int at) => at - StartOf(text, at);

    /// <summary>Whether only blanks stand before it on its line.</summary>
    public static bool IsFirst(string text, int at) => string.IsNullOrWhiteSpace(text.Substring(StartOf(text, at), at - StartOf(text, at)));

    /// <summary>Whether only blanks or a comment stand from here to the end of the line.</summary>
    public static bool IsRestBlank(string text, int at)
    {
        var end = EndOf(text, at);
        var rest = text.Substring(at, end - at);
        var trimmed = rest.TrimStart(' ', '\t');
        return trimmed.Length == 0 || trimmed[0] == '#' && trimmed.Length < rest.Length;
    }

    /// <summary>The index of the next character that is neither blank nor in a comment.</summary>
    public static int SkipBlank(string text, int at)
    {
        while (at < text.Length)
        {
            if (text[at] == '#')
                at = EndOf(text, at);
            else if (text[at] is ' ' or '\t' or '\r' or '\n')
                at++;
            else
                break;
        }

        return at;
    }

    /// <summary>How lines end around an index.</summary>
    public static string BreakAt(string text, int at)
    {
        var end = EndOf(text, at);
        if (end >= text.Length)
            end = StartOf(text, at) is > 0 and var start ? text[start - 1] == '\n' && start > 1 && text[start - 2] == '\r' ? start - 2 : start - 1 : text.Length;
        return end >= text.Length ? "\n" : text.Substring(end, Next(text, end) - end);
    }
}
