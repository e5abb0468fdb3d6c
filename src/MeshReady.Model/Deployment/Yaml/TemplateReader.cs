namespace MeshReady.Model.Deployment.Yaml;

/// <summary>
/// Reads Helm templates, which are not YAML until rendered. Only scalar literals on lines without an expression are known.
/// What an expression touches is unknown; where it may add keys or items, the map or list is open, so that nothing in it is
/// called absent. What stands in a conditional block that does not hold the whole document is unknown as well. Never fails.
/// </summary>
internal sealed class TemplateReader
{
    private readonly List<Frame> _frames = [];
    private readonly int _baseDepth;

    private TemplateReader(IEnumerable<TemplateLine> lines)
        => _baseDepth = lines.Where(line => !line.IsBlank && !line.IsOnlyAction).Select(line => line.Depth).DefaultIfEmpty(0).Min();

    /// <summary>The root of each document in <paramref name="text"/>; documents without content are left out.</summary>
    public static IEnumerable<YamlNode> Read(string text)
    {
        var document = new List<TemplateLine>();
        foreach (var line in TemplateLines.Read(text))
        {
            if (!line.HasAction && YamlDocuments.IsMarker(line.Text, 0))
            {
                if (new TemplateReader(document).ReadDocument(document) is { } root)
                    yield return root;
                document.Clear();
            }
            else
            {
                document.Add(line);
            }
        }

        if (new TemplateReader(document).ReadDocument(document) is { } last)
            yield return last;
    }

    private YamlNode? ReadDocument(List<TemplateLine> lines)
    {
        var root = new TemplateSlot(lines.Where(line => !line.IsBlank && !line.IsOnlyAction).Select(line => line.Number).FirstOrDefault());
        _frames.Add(new Frame(root, ParentIndent: -1, IsItem: false));
        var blockIndent = int.MaxValue;
        foreach (var line in lines)
        {
            if (string.IsNullOrWhiteSpace(line.Text) || line.Indent > blockIndent)
                continue;
            blockIndent = int.MaxValue;
            if (line.IsOnlyAction)
                TakeAction(line);
            else if (!line.IsBlank)
                blockIndent = TakeContent(line);
        }

        return root.IsTouched ? root.ToNode() : null;
    }

    // "{{- include "x" . | nindent 8 }}" adds to whatever map or list holds column 8; without the number it may be any of them.
    private void TakeAction(TemplateLine line)
    {
        if (!line.Prints)
            return;
        var column = ColumnOf(line.Text);
        if (column is { } indent)
            PopTo(indent, isItem: true);
        foreach (var frame in _frames.Skip(column is null ? 0 : _frames.Count - 1))
            frame.Slot.IsOpen = true;
    }

    private static int? ColumnOf(string text)
    {
        var at = text.LastIndexOf("indent ", StringComparison.Ordinal);
        if (at < 0)
            return null;
        var digits = new string([.. text.Skip(at + "indent ".Length).TakeWhile(char.IsDigit).Take(4)]);
        return digits.Length == 0 ? null : int.Parse(digits);
    }

    // Returns the column of a block scalar's key where one begins, else the largest number.
    private int TakeContent(TemplateLine line)
    {
        var isUnknown = line.Depth > _baseDepth;
        var indent = line.Indent;
        var text = line.Text.Substring(indent);
        while (text == "-" || text.StartsWith("- ", StringComparison.Ordinal))
        {
            PopTo(indent, isItem: true);
            var list = _frames[_frames.Count - 1].Slot;
            var item = list.AddItem(line.Number, isUnknown);
            Push(item, indent, isItem: true);
            var rest = text.Substring(1).TrimStart(' ');
            if (rest.Length == 0 || _frames.Count == YamlLimits.Depth)
                return int.MaxValue;
            indent += text.Length - rest.Length;
            text = rest;
        }

        PopTo(indent, isItem: false);
        var top = _frames[_frames.Count - 1].Slot;
        if (TemplateText.SplitKey(text) is not { } entry)
        {
            top.SetText(text);
            return int.MaxValue;
        }

        if (entry.Key.IndexOf("{{", StringComparison.Ordinal) >= 0)
        {
            // A key that is computed may be any key; what is below it belongs to nobody.
            top.IsOpen = true;
            Push(new TemplateSlot(line.Number) { IsOpen = true }, indent, isItem: false);
            return int.MaxValue;
        }

        var value = top.AddEntry(entry.Key, line.Number, isUnknown);
        Push(value, indent, isItem: false);
        if (entry.Value.Length > 0)
            value.SetText(entry.Value);
        return entry.Value.Length > 0 && entry.Value[0] is '|' or '>' ? indent : int.MaxValue;
    }

    // A list may stand at the column of its own key, so that an item leaves the frame of a key in the same column open.
    private void PopTo(int indent, bool isItem)
    {
        while (_frames.Count > 1)
        {
            var (slot, parentIndent, isFrameOfItem) = _frames[_frames.Count - 1];
            if (parentIndent < indent || isItem && parentIndent == indent && !isFrameOfItem && slot.CanHoldItems)
                return;
            _frames.RemoveAt(_frames.Count - 1);
        }
    }

    private void Push(TemplateSlot slot, int indent, bool isItem)
    {
        if (_frames.Count < YamlLimits.Depth)
            _frames.Add(new Frame(slot, indent, isItem));
        else
            slot.IsUnknown = true;
    }

    private readonly record struct Frame(TemplateSlot Slot, int ParentIndent, bool IsItem);
}
