using YamlDotNet.Core;

namespace MeshReady.Model.Deployment.Editing;

/// <summary>Gives a value to a key.</summary>
internal static class SetOperation
{
    /// <summary>Replaces a scalar by a scalar, or adds the key with the parents that are missing.</summary>
    public static void Apply(TextChange change, PathWalk walk, EditNode value)
    {
        if (walk.Missing.Count > 0)
        {
            Add(change, walk, value);
            return;
        }

        var node = walk.Last.Node;
        if (EditNode.Same(node, value))
            return;
        if (node is not EditScalar old || walk.Parent is not { } parent || old.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            throw new EditRefusedException("something else than a scalar stands there");

        if (value is not EditScalar scalar)
        {
            Fill(change, walk.Steps[walk.Steps.Count - 2], walk.Last, old, value);
            return;
        }

        var isFlow = parent.Node is EditMap { IsFlow: true } or EditList { IsFlow: true };
        var text = new ValueText(change.Layout, Lines.BreakAt(change.Text, old.Start)).Text(scalar, isFlow);
        change.Replace(old.Start, old.End, old.IsEmpty ? " " + text : text);
        parent.Put(walk.Last.Position, value);
    }

    /// <summary>Adds a key to the last node that is there.</summary>
    private static void Add(TextChange change, PathWalk walk, EditNode value)
    {
        for (var i = walk.Missing.Count - 1; i > 0; i--)
        {
            if (walk.Missing[i] is not PathPart.Key inner)
                throw new EditRefusedException("the list on the way has no such item");
            var outer = new EditMap(isFlow: false);
            outer.Entries.Add(new EditEntry(new EditScalar(inner.Name, ScalarStyle.Plain), value, Colon: 0));
            value = outer;
        }

        if (walk.Missing[0] is not PathPart.Key { Name: var key })
            throw new EditRefusedException("the list on the way has no such item");
        switch (walk.Last.Node)
        {
            case EditMap map:
                change.Source.RequireClosed(change.Resource, map);
                AddTo(change, map, key, value);
                break;
            case EditScalar { IsNull: true } empty when walk.Parent is { } parent:
                var filled = new EditMap(isFlow: false);
                filled.Entries.Add(new EditEntry(new EditScalar(key, ScalarStyle.Plain), value, Colon: 0));
                Fill(change, parent, walk.Last, empty, filled);
                break;
            default:
                throw new EditRefusedException("the file has another form than the path");
        }
    }

    private static void AddTo(TextChange change, EditMap map, string key, EditNode value)
    {
        var writer = new ValueText(change.Layout, Lines.BreakAt(change.Text, map.Start));
        if (map.Entries.Count == 0)
        {
            change.Replace(map.Start, map.End, "{ " + writer.FlowEntry(key, value) + " }");
        }
        else if (map.IsFlow)
        {
            FlowText.Append(change, map.Entries[map.Entries.Count - 1].Key.Start, map.Entries[map.Entries.Count - 1].Value.End, writer.FlowEntry(key, value));
        }
        else
        {
            var column = Lines.ColumnOf(change.Text, map.Start);
            change.AddLines(map.End, new string(' ', column) + writer.Entry(key, value, column));
        }

        map.Entries.Add(new EditEntry(new EditScalar(key, ScalarStyle.Plain), value, Colon: 0));
    }

    /// <summary>Puts a map or a list where nothing is.</summary>
    private static void Fill(TextChange change, PathStep parent, PathStep step, EditScalar empty, EditNode value)
    {
        if (!empty.IsNull)
            throw new EditRefusedException("something else stands there");
        var writer = new ValueText(change.Layout, Lines.BreakAt(change.Text, empty.Start));
        if (empty.IsEmpty && parent.Node is EditMap { IsFlow: false } map && Lines.IsRestBlank(change.Text, empty.Start) && value is EditMap { Entries.Count: > 0 } or EditList { Items.Count: > 0 })
            change.AddLines(empty.Start, writer.Children(value, Lines.ColumnOf(change.Text, ((EditMap)parent.Node).Entries[step.Position].Key.Start)));
        else
            change.Replace(empty.Start, empty.End, (empty.IsEmpty ? " " : "") + writer.Flow(value));
        parent.Put(step.Position, value);
    }
}

/// <summary>Splices within braces and brackets.</summary>
internal static class FlowText
{
    /// <summary>Adds an entry or item behind the last one, on a line of its own where that one has its own.</summary>
    public static void Append(TextChange change, int lastStart, int lastEnd, string text)
    {
        var between = Lines.IsFirst(change.Text, lastStart)
            ? "," + Lines.BreakAt(change.Text, lastStart) + new string(' ', Lines.ColumnOf(change.Text, lastStart))
            : ", ";
        change.Replace(lastEnd, lastEnd, between + text);
    }

    /// <summary>Takes away one of several entries or items with its comma.</summary>
    public static void Remove(TextChange change, IReadOnlyList<(int Start, int End)> all, int position)
    {
        var (start, end) = position + 1 < all.Count ? (all[position].Start, all[position + 1].Start)
            : position > 0 ? (all[position - 1].End, all[position].End)
            : all[position];
        if (change.Text.IndexOf('#', start, end - start) >= 0)
            throw new EditRefusedException("a comment stands there");
        change.Replace(start, end, "");
    }
}
