namespace MeshReady.Model.Deployment.Editing;

/// <summary>Adds an item to a list.</summary>
internal static class InsertOperation
{
    /// <summary>Adds the item at the end, or before the index that the path ends with; nothing where the list has it already.</summary>
    public static void Apply(TextChange change, PathWalk walk, EditNode value)
    {
        var (list, position) = walk switch
        {
            { Missing.Count: 0, Parent.Node: EditList parent } => (parent, walk.Last.Position),
            { Missing: [PathPart.Index], Last.Node: EditList last } => (last, last.Items.Count),
            { Missing.Count: 0, Last.Node: EditList last } => (last, last.Items.Count),
            _ => (null, 0),
        };
        if (list is null)
        {
            var only = new EditList(isFlow: false);
            only.Items.Add(value);
            SetOperation.Apply(change, walk, only);
            return;
        }

        if (list.Items.Exists(item => EditNode.Same(item, value)))
            return;
        change.Source.RequireClosed(change.Resource, list);
        Insert(change, list, position, value);
        list.Items.Insert(position, value);
    }

    private static void Insert(TextChange change, EditList list, int position, EditNode value)
    {
        var text = change.Text;
        var lineBreak = Lines.BreakAt(text, list.Start);
        var writer = new ValueText(change.Layout, lineBreak);
        if (list.Items.Count == 0)
        {
            change.Replace(list.Start, list.End, "[" + writer.Flow(value) + "]");
        }
        else if (list.IsFlow)
        {
            if (position < list.Items.Count)
                change.Replace(list.Items[position].Start, list.Items[position].Start, writer.Flow(value) + ", ");
            else
                FlowText.Append(change, list.Items[position - 1].Start, list.Items[position - 1].End, writer.Flow(value));
        }
        else
        {
            var column = Lines.ColumnOf(text, list.Start);
            var offset = Math.Max(2, Lines.ColumnOf(text, list.Items[0].Start) - column);
            var item = new string(' ', column) + writer.Item(value, column, Lines.StartOf(text, list.Items[0].Start) == Lines.StartOf(text, list.Start) ? offset : 2);
            if (position == list.Items.Count)
            {
                change.AddLines(list.End, item);
                return;
            }

            var at = Lines.StartOf(text, ListText.DashOf(text, list, position));
            change.Replace(at, at, item + lineBreak);
        }
    }
}
