using YamlDotNet.Core;

namespace MeshReady.Model.Deployment.Editing;

/// <summary>A node of a document with its place in the text, precise enough to edit there.</summary>
internal abstract class EditNode
{
    /// <summary>The index of the first character; for a block list that of its first dash.</summary>
    public int Start { get; set; }

    /// <summary>The index after the last character that belongs to the node; never that of a line's end.</summary>
    public int End { get; set; }

    /// <summary>Anchor and tag as written, for comparison; empty where there are none.</summary>
    public string Properties { get; init; } = "";

    /// <summary>Whether the two say the same, wherever and in whichever style they are written.</summary>
    public static bool Same(EditNode a, EditNode b)
        => a.Properties == b.Properties && (a, b) switch
        {
            (EditScalar x, EditScalar y) => x.Value == y.Value && x.IsText == y.IsText,
            (EditAlias x, EditAlias y) => x.Name == y.Name,
            (EditList x, EditList y) => x.Items.Count == y.Items.Count && x.Items.Zip(y.Items, Same).All(static same => same),
            (EditMap x, EditMap y) => x.Entries.Count == y.Entries.Count
                && x.Entries.Zip(y.Entries, static (p, q) => Same(p.Key, q.Key) && Same(p.Value, q.Value)).All(static same => same),
            _ => false,
        };

    /// <summary>This node and all below it.</summary>
    public IEnumerable<EditNode> All()
    {
        var open = new Stack<EditNode>();
        open.Push(this);
        while (open.Count > 0)
        {
            var node = open.Pop();
            yield return node;
            foreach (var child in node switch
            {
                EditMap map => map.Entries.SelectMany(static e => new[] { e.Key, e.Value }),
                EditList list => list.Items,
                _ => [],
            })
            {
                open.Push(child);
            }
        }
    }
}

/// <summary>A scalar; empty where only the key or the dash is written.</summary>
internal sealed class EditScalar(string value, ScalarStyle style) : EditNode
{
    public string Value => value;

    public ScalarStyle Style => style;

    public bool IsPlain => style is ScalarStyle.Plain or ScalarStyle.Any;

    public bool IsEmpty => IsPlain && value.Length == 0;

    public bool IsNull => IsPlain && value is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Whether every reader of YAML takes it for text: quoted, or plain without looking like a number, a date, a boolean or null.</summary>
    public bool IsText => !IsPlain || !LooksTyped(value);

    private static bool LooksTyped(string value)
        => value.Length == 0
            || value is "~" or "<<" or "="
            || value.ToLowerInvariant() is "null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n" or ".inf" or "-.inf" or "+.inf" or ".nan"
            || (char.IsDigit(value[0]) || value[0] is '+' or '-' or '.') && value.All(static c => char.IsDigit(c) || c is >= 'a' and <= 'f' or >= 'A' and <= 'F' or 'x' or 'o' or 'X' or 'O' or '_' or '.' or '+' or '-' or ':' or 'T' or 'Z' or ' ');
}

/// <summary>A reference to an anchor.</summary>
internal sealed class EditAlias(string name) : EditNode
{
    public string Name => name;
}

/// <summary>A map.</summary>
internal sealed class EditMap(bool isFlow) : EditNode
{
    public List<EditEntry> Entries { get; } = [];

    public bool IsFlow => isFlow;
}

/// <summary>A list.</summary>
internal sealed class EditList(bool isFlow) : EditNode
{
    public List<EditNode> Items { get; } = [];

    public bool IsFlow => isFlow;
}

/// <summary>A key with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value.</param>
/// <param name="Colon">The index after the colon, or -1 where the key is written in another form.</param>
internal sealed record EditEntry(EditScalar Key, EditNode Value, int Colon);

/// <summary>A change that is not made, and why; never leaves the editor.</summary>
internal sealed class EditRefusedException(string reason) : Exception(reason);
