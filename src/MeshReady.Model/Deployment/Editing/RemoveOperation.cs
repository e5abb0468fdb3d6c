namespace MeshReady.Model.Deployment.Editing;

/// <summary>Takes away a key with its value, or an item.</summary>
internal static class RemoveOperation
{
    /// <summary>Takes away the node that the path leads to; what is not there needs no change.</summary>
    public static void Apply(TextChange change, PathWalk walk)
    {
        if (walk.Missing.Count > 0)
            return;
        switch (walk.Parent?.Node)
        {
            case EditMap map:
                FromMap(change, walk, map, walk.Last.Position);
                break;
            case EditList list:
                FromList(change, walk, list, walk.Last.Position);
                break;
            default:
                throw new EditRefusedException("that is the whole object");
        }
    }

    private static void FromMap(TextChange change, PathWalk walk, EditMap map, int position)
    {
        var entry = map.Entries[position];
        if (map.IsFlow)
        {
            FlowText.Remove(change, [.. map.Entries.Select(static e => (e.Key.Start, e.Value.End))], position);
            map.Entries.RemoveAt(position);
        }
        else if (map.Entries.Count == 1)
        {
            Empty(change, walk, map.Start, map.End, new EditMap(isFlow: true), "{}");
        }
        else if (Lines.IsFirst(change.Text, entry.Key.Start))
        {
            change.RemoveLines(entry.Key.Start, entry.Value.End);
            map.Entries.RemoveAt(position);
        }
        else
        {
            // It shares its line with a dash, and the next entry takes its place there.
            var next = map.Entries[position + 1].Key.Start;
            if (change.Text.IndexOf('#', entry.Value.End, next - entry.Value.End) >= 0)
                throw new EditRefusedException("a comment stands there");
            change.Replace(entry.Key.Start, next, "");
            map.Entries.RemoveAt(position);
        }
    }

    private static void FromList(TextChange change, PathWalk walk, EditList list, int position)
    {
        if (list.IsFlow)
        {
            FlowText.Remove(change, [.. list.Items.Select(static i => (i.Start, i.End))], position);
            list.Items.RemoveAt(position);
            return;
        }

        if (list.Items.Count == 1)
        {
            Empty(change, walk, list.Start, list.End, new EditList(isFlow: true), "[]");
            return;
        }

        var dash = ListText.DashOf(change.Text, list, position);
        change.RemoveLines(dash, Math.Max(dash, list.Items[position].End));
        list.Items.RemoveAt(position);
    }

    /// <summary>A key must not be left without its value, which would be null: it gets an empty map or list.</summary>
    private static void Empty(TextChange change, PathWalk walk, int start, int end, EditNode empty, string text)
    {
        if (walk.Steps.Count < 3 || walk.Steps[walk.Steps.Count - 3] is not { Node: EditMap holder } step || holder.Entries[walk.Parent!.Position] is not { Colon: >= 0 } entry
            || !Lines.IsRestBlank(change.Text, entry.Colon) || !Lines.IsFirst(change.Text, start))
        {
            throw new EditRefusedException("it is written in a form that is not edited");
        }

        change.Replace(entry.Colon, entry.Colon, " " + text);
        change.RemoveLines(start, end);
        step.Put(walk.Parent.Position, empty);
    }
}

/// <summary>Finds the dashes of block lists.</summary>
internal static class ListText
{
    /// <summary>The index of the dash of an item.</summary>
    /// <exception cref="EditRefusedException">It does not stand first on its line.</exception>
    public static int DashOf(string text, EditList list, int position)
    {
        var column = Lines.ColumnOf(text, list.Start);
        for (var line = Lines.StartOf(text, list.Items[position].Start); ; line = Lines.StartOf(text, line - 1))
        {
            var dash = line + column;
            if (dash < text.Length && text[dash] == '-' && Lines.IsFirst(text, dash) && dash < Lines.EndOf(text, line) + 1)
                return dash;
            if (line <= list.Start)
                throw new EditRefusedException("it is written in a form that is not edited");
        }
    }
}
