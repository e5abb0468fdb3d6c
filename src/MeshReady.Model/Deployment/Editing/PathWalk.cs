namespace MeshReady.Model.Deployment.Editing;

/// <summary>A path followed through an object as far as it goes.</summary>
internal sealed class PathWalk
{
    private PathWalk(IReadOnlyList<PathStep> steps, IReadOnlyList<PathPart> missing) => (Steps, Missing) = (steps, missing);

    /// <summary>The nodes on the way, the object first.</summary>
    public IReadOnlyList<PathStep> Steps { get; }

    /// <summary>The parts that are not there; none where the path leads to a node.</summary>
    public IReadOnlyList<PathPart> Missing { get; }

    public PathStep Last => Steps[Steps.Count - 1];

    /// <summary>The node above the last one; null where that is the object itself.</summary>
    public PathStep? Parent => Steps.Count > 1 ? Steps[Steps.Count - 2] : null;

    /// <summary>Follows a path; refuses where the way leads over an anchor, an alias, a merge key or an expression.</summary>
    public static PathWalk Follow(EditSource source, EditMap resource, IReadOnlyList<PathPart> path)
    {
        var steps = new List<PathStep> { new(resource, Position: -1) };
        Check(source, resource, resource, resource.Start);
        for (var i = 0; i < path.Count; i++)
        {
            if (Next(steps[steps.Count - 1].Node, path[i]) is not { } next)
                return new PathWalk(steps, [.. path.Skip(i)]);
            // A map begins with its first key, which may be conditional where the map itself is not.
            Check(source, resource, next.Node, steps[steps.Count - 1].Map?.Entries[next.Position].Key.Start ?? next.Node.Start);
            steps.Add(next);
        }

        return new PathWalk(steps, []);
    }

    private static PathStep? Next(EditNode node, PathPart part)
    {
        switch (node, part)
        {
            case (EditMap map, PathPart.Key key):
                var position = map.Entries.FindIndex(e => e.Key.Value == key.Name);
                return position < 0 ? null : new PathStep(map.Entries[position].Value, position);
            case (EditList list, PathPart.Index index):
                return index.Value < list.Items.Count ? new PathStep(list.Items[index.Value], index.Value) : null;
            case (EditList list, PathPart.Where where):
                int[] found = [.. Enumerable.Range(0, list.Items.Count).Where(i => list.Items[i] is EditMap map && map.Entries.Exists(e => e.Key.Value == where.Name && e.Value is EditScalar scalar && scalar.Value == where.Value))];
                if (found.Length > 1)
                    throw new EditRefusedException($"several items have the {where.Name} {where.Value}");
                return found is [var only] ? new PathStep(list.Items[only], only) : null;
            case (EditScalar { IsNull: true }, PathPart.Key):
                return null;
            default:
                throw new EditRefusedException("the file has another form than the path");
        }
    }

    private static void Check(EditSource source, EditMap resource, EditNode node, int at)
    {
        if (node is EditAlias || node.Properties.Length > 0)
            throw new EditRefusedException("an anchor, an alias or a tag takes part in it");
        if (node is EditScalar { Value: var value } && EditSource.IsMasked(value))
            throw new EditRefusedException("the template fills it in");
        if (node is EditMap map)
        {
            if (map.Entries.Exists(static e => e.Key is { Value: "<<" } || e.Key.Properties.Length > 0 || e.Colon < 0))
                throw new EditRefusedException("a merge key or an unusual key takes part in it");
            if (map.Entries.Exists(static e => EditSource.IsMasked(e.Key.Value)))
                throw new EditRefusedException("the template fills in a key there");
            if (map.Entries.Select(static e => e.Key.Value).Distinct().Count() < map.Entries.Count)
                throw new EditRefusedException("a key stands twice");
        }

        source.RequireUnconditional(resource, at);
    }
}

/// <summary>A node on a path.</summary>
/// <param name="Node">The node.</param>
/// <param name="Position">Its place among its parent's entries or items; -1 for the object itself.</param>
internal sealed record PathStep(EditNode Node, int Position)
{
    public EditMap? Map => Node as EditMap;

    public EditList? List => Node as EditList;

    /// <summary>Puts another node in the place of a child.</summary>
    public void Put(int position, EditNode child)
    {
        if (Node is EditMap map)
            map.Entries[position] = map.Entries[position] with { Value = child };
        else if (Node is EditList list)
            list.Items[position] = child;
    }
}
