using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment.Editing;

/// <summary>A text to edit. What a template fills in is masked, character by character, so that the rest can be read as YAML.</summary>
internal sealed class EditSource
{
    /// <summary>Stands for a character of an expression; no manifest holds it.</summary>
    private const char Mask = '\uE000';

    private readonly IReadOnlyList<TemplateLine> _lines;

    public EditSource(string text)
    {
        if (text.IndexOf('\0') >= 0 || text.IndexOf('\uFFFD') >= 0)
            throw new EditRefusedException("the file is binary, or not UTF-8");
        Text = text;
        IsTemplate = text.Contains("{{");
        if (IsTemplate && text.IndexOf(Mask) >= 0)
            throw new EditRefusedException("the file is a template with unusual characters");
        _lines = IsTemplate ? [.. TemplateLines.Read(text)] : [];
        Readable = IsTemplate ? Masked(text, _lines) : text;
        Roots = EditReader.Read(Readable);
    }

    /// <summary>The text as it is.</summary>
    public string Text { get; }

    /// <summary>The text as it was read; places are the same in both.</summary>
    public string Readable { get; }

    public bool IsTemplate { get; }

    public IReadOnlyList<EditNode> Roots { get; }

    public static bool IsMasked(string text) => text.IndexOf(Mask) >= 0;

    /// <summary>The object that an edit means.</summary>
    public EditMap Find(ManifestEdit edit)
    {
        EditMap[] objects = [.. Roots.SelectMany(root => Objects(root, depth: 0))];
        EditMap[] alike = [.. objects.Where(map => Agrees(map, "kind", edit.Kind) && Agrees(Child(map, "metadata"), "name", edit.Name))];
        if (alike.Length > 1)
            alike = Narrowed(alike, map => Agrees(Child(map, "metadata"), "namespace", edit.Namespace) && (edit.Namespace is not null || Scalar(Child(map, "metadata"), "namespace") is null));
        if (alike.Length > 1 || edit.Kind is null || edit.Name is null)
            alike = [.. alike.Where(map => LineOf(map.Start) == edit.Line)];
        return alike is [var only] ? only : throw new EditRefusedException(alike.Length == 0 ? "the object is not in the file" : "the file holds several such objects");
    }

    /// <summary>Refuses where a conditional block that is not the whole document's decides about the place.</summary>
    public void RequireUnconditional(EditMap resource, int at)
    {
        if (IsTemplate && _lines[LineOf(at) - 1].Depth != BaseDepth(resource))
            throw new EditRefusedException("a condition of the template decides about it");
    }

    /// <summary>Refuses where a template may put keys or items into a map or a list.</summary>
    public void RequireClosed(EditMap resource, EditNode container)
    {
        if (!IsTemplate)
            return;
        var last = LineOf(container.End);
        var first = LineOf(container.Start);
        while (first > 1 && (_lines[first - 2].IsBlank || _lines[first - 2].IsOnlyAction))
            first--;
        for (var line = first; line <= _lines.Count; line++)
        {
            var current = _lines[line - 1];
            if (line > last && !current.IsBlank && !current.IsOnlyAction)
                return;
            if (current.IsOnlyAction && (line <= last || current.Prints))
                throw new EditRefusedException("the template fills in something there");
        }
    }

    private int BaseDepth(EditMap resource)
        => _lines.Skip(LineOf(resource.Start) - 1)
            .Take(LineOf(resource.End) - LineOf(resource.Start) + 1)
            .Where(static line => !line.IsBlank && !line.IsOnlyAction)
            .Min(static line => line.Depth);

    private int LineOf(int at)
    {
        var line = 1;
        for (var end = Text.IndexOf('\n'); end >= 0 && end < at; end = Text.IndexOf('\n', end + 1))
            line++;
        return line;
    }

    private static EditMap[] Narrowed(EditMap[] all, Func<EditMap, bool> choose) => Array.FindAll(all, map => choose(map)) is { Length: > 0 } some ? some : all;

    private static IEnumerable<EditMap> Objects(EditNode node, int depth)
    {
        if (node is not EditMap map)
            return [];
        return depth < 8 && Scalar(map, "kind") == "List" && Child(map, "items") is EditList list
            ? list.Items.SelectMany(item => Objects(item, depth + 1))
            : [map];
    }

    private static bool Agrees(EditNode? map, string key, string? value) => value is null || Scalar(map, key) == value;

    private static string? Scalar(EditNode? map, string key) => (Child(map, key) as EditScalar)?.Value;

    private static EditNode? Child(EditNode? map, string key) => (map as EditMap)?.Entries.Find(e => e.Key.Value == key)?.Value;

    private static string Masked(string text, IReadOnlyList<TemplateLine> lines)
    {
        var masked = text.ToCharArray();
        var inAction = false;
        var at = 0;
        foreach (var line in lines)
        {
            if (line.IsOnlyAction)
                masked[at + line.Indent] = '#';
            for (var i = at; i < at + line.Text.Length; i++)
            {
                if (!inAction && string.CompareOrdinal(text, i, "{{", 0, 2) == 0)
                    inAction = true;
                var closes = inAction && i > at && text[i] == '}' && text[i - 1] == '}';
                if (inAction && masked[i] != '#' | !line.IsOnlyAction)
                    masked[i] = line.IsOnlyAction && i == at + line.Indent ? '#' : Mask;
                inAction &= !closes;
            }

            at = Lines.Next(text, at + line.Text.Length);
        }

        return new string(masked);
    }
}
