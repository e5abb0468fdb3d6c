using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment.Editing;

/// <summary>
/// Changes manifests as a careful person does: what is not meant stays byte for byte, comments and the other documents
/// included. Each result is read again and must differ from the old text in the intended change alone; otherwise, and
/// wherever an anchor, an alias, a merge key or a template takes part in the path, the edit is refused.
/// </summary>
public static class ManifestEditor
{
    /// <summary>Applies edits in their order, all or none. Never throws on account of the text or the edits.</summary>
    /// <param name="text">The whole text of the file.</param>
    /// <param name="edits">The edits; which file they name is not looked at.</param>
    public static ManifestEditResult Apply(string text, IEnumerable<ManifestEdit> edits)
    {
        var mark = text.Length > 0 && text[0] == '\uFEFF' ? "\uFEFF" : "";
        var changed = text.Substring(mark.Length);
        try
        {
            foreach (var edit in edits)
                changed = Apply(changed, edit);
            return new ManifestEditResult(mark + changed, Refusal: null);
        }
        catch (EditRefusedException refusal)
        {
            return new ManifestEditResult(Text: null, refusal.Message);
        }
    }

    private static string Apply(string text, ManifestEdit edit)
    {
        if (ManifestPath.Parse(edit.Path) is not { } path)
            throw new EditRefusedException($"'{edit.Path}' is no path");

        var source = new EditSource(text);
        var resource = source.Find(edit);
        var change = new TextChange(source, resource);
        var walk = PathWalk.Follow(source, resource, path);
        switch (edit.Operation)
        {
            case ManifestOperation.Set:
                SetOperation.Apply(change, walk, Value(edit));
                break;
            case ManifestOperation.Remove:
                RemoveOperation.Apply(change, walk);
                break;
            default:
                InsertOperation.Apply(change, walk, Value(edit));
                break;
        }

        return change.Finish();
    }

    private static EditNode Value(ManifestEdit edit)
        => EditReader.Read(edit.Value) is [var value] && value.All().All(static node => node is not EditAlias && node.Properties.Length == 0)
            ? value
            : throw new EditRefusedException("the new value is not one plain value of YAML");
}

/// <summary>What became of edits.</summary>
/// <param name="Text">The new text, which equals the old where all is as wanted already; null where an edit was refused.</param>
/// <param name="Refusal">Why nothing was changed, to be put after "because"; null where it was.</param>
public sealed record ManifestEditResult(string? Text, string? Refusal);
