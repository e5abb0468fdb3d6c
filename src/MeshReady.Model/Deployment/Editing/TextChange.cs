namespace MeshReady.Model.Deployment.Editing;

/// <summary>Collects what is cut and pasted in a text, and what the nodes must be afterwards.</summary>
internal sealed class TextChange(EditSource source, EditMap resource)
{
    private readonly List<(int Start, int End, string Text)> _splices = [];

    public string Text => source.Readable;

    public EditSource Source => source;

    public EditMap Resource => resource;

    public LayoutOf Layout => field ??= new LayoutOf(source, resource);

    /// <summary>Puts <paramref name="text"/> in the place of what stands between two indices.</summary>
    public void Replace(int start, int end, string text) => _splices.Add((start, end, text));

    /// <summary>Begins new lines after the line of an index.</summary>
    public void AddLines(int after, string lines)
    {
        if (!Lines.IsRestBlank(Text, after))
            throw new EditRefusedException("it is written in a form that is not edited");
        var end = Lines.EndOf(Text, after);
        Replace(end, end, Lines.BreakAt(Text, after) + lines);
    }

    /// <summary>Takes away whole lines.</summary>
    public void RemoveLines(int first, int last)
    {
        if (!Lines.IsRestBlank(Text, last))
            throw new EditRefusedException("it is written in a form that is not edited");
        var start = Lines.StartOf(Text, first);
        var end = Lines.Next(Text, Lines.EndOf(Text, last));
        if (end == Text.Length && Lines.EndOf(Text, last) == end && start > 0)
        {
            // The last line has no end of its own: it takes that of the line before.
            start -= start > 1 && Text[start - 1] == '\n' && Text[start - 2] == '\r' ? 2 : 1;
        }

        Replace(start, end, "");
    }

    /// <summary>The new text.</summary>
    /// <exception cref="EditRefusedException">Read again, it differs in more, or less, than was meant.</exception>
    public string Finish()
    {
        if (_splices.Count == 0)
            return source.Text;
        var text = source.Text;
        foreach (var (start, end, replacement) in _splices.OrderByDescending(static s => s.Start).ThenByDescending(static s => s.End))
            text = text.Substring(0, start) + replacement + text.Substring(end);

        // The nodes of the source have been changed by now, as they should be in the text.
        var result = new EditSource(text);
        if (result.Roots.Count != source.Roots.Count || !result.Roots.Zip(source.Roots, EditNode.Same).All(static same => same))
            throw new EditRefusedException("it is written in a form that is not edited");
        return text;
    }
}
