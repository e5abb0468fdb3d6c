using System.Text;
using YamlDotNet.Core;

namespace MeshReady.Model.Deployment.Editing;

/// <summary>Writes values in the layout of an object.</summary>
internal sealed class ValueText(LayoutOf layout, string lineBreak)
{
    /// <summary>A key with its value, as lines that begin in a column; the first is not indented.</summary>
    public string Entry(string key, EditNode value, int column)
    {
        var name = Text(new EditScalar(key, ScalarStyle.Plain), isFlow: false) + ":";
        return value switch
        {
            EditMap { Entries.Count: > 0 } => name + lineBreak + Children(value, column),
            EditList { Items.Count: > 0 } => name + lineBreak + Children(value, column),
            _ => name + " " + Flow(value, isNested: false),
        };
    }

    /// <summary>What stands below a key of a column, with the indentation of every line.</summary>
    public string Children(EditNode value, int columnOfKey)
    {
        var column = columnOfKey + (value is EditList ? layout.Dash : layout.Step);
        return new string(' ', column) + (value is EditList list ? Items(list, column) : Entries((EditMap)value, column));
    }

    /// <summary>An item of a list with its dash, as lines that begin in a column; the first is not indented.</summary>
    public string Item(EditNode value, int column, int offset = 2)
        => "-" + new string(' ', offset - 1) + (value is EditMap { Entries.Count: > 0 } map ? Entries(map, column + offset) : Flow(value, isNested: false));

    /// <summary>The value on one line.</summary>
    public string Flow(EditNode value, bool isNested = true)
        => value switch
        {
            EditScalar scalar => Text(scalar, isNested),
            EditMap { Entries.Count: 0 } => "{}",
            EditList { Items.Count: 0 } => "[]",
            EditMap map => "{ " + string.Join(", ", map.Entries.Select(e => FlowEntry(e.Key.Value, e.Value))) + " }",
            EditList list => "[" + string.Join(", ", list.Items.Select(item => Flow(item))) + "]",
            _ => throw new EditRefusedException("the new value is not one plain value of YAML"),
        };

    /// <summary>A key with its value on one line, within braces.</summary>
    public string FlowEntry(string key, EditNode value) => Text(new EditScalar(key, layout.IsJson ? ScalarStyle.DoubleQuoted : ScalarStyle.Plain), isFlow: true) + ": " + Flow(value);

    /// <summary>A scalar in the style that it has, or in the nearest in which it means the same here.</summary>
    public string Text(EditScalar scalar, bool isFlow)
    {
        if (layout.IsJson)
            return scalar.IsText ? DoubleQuoted(scalar.Value) : scalar.IsNull ? "null" : scalar.Value;
        if (scalar.IsPlain)
            return scalar.IsText && !IsPlainSafe(scalar.Value, isFlow) ? DoubleQuoted(scalar.Value) : scalar.IsEmpty ? "null" : scalar.Value;
        return scalar.Style == ScalarStyle.SingleQuoted && scalar.Value.IndexOfAny(['\r', '\n']) < 0
            ? $"'{scalar.Value.Replace("'", "''")}'"
            : DoubleQuoted(scalar.Value);
    }

    private string Entries(EditMap map, int column)
        => string.Join(lineBreak + new string(' ', column), map.Entries.Select(e => Entry(e.Key.Value, e.Value, column)));

    private string Items(EditList list, int column)
        => string.Join(lineBreak + new string(' ', column), list.Items.Select(item => Item(item, column)));

    private static bool IsPlainSafe(string value, bool isFlow)
        => value.Length > 0
            && value.IndexOfAny(['\r', '\n', '\t', '"', '\\']) < 0
            && value.Trim() == value
            && "-?:,[]{}#&*!|>'%@`".IndexOf(value[0]) < 0
            && value.IndexOf(": ", StringComparison.Ordinal) < 0
            && value.IndexOf(" #", StringComparison.Ordinal) < 0
            && value[value.Length - 1] != ':'
            && (!isFlow || value.IndexOfAny([',', '[', ']', '{', '}', ':']) < 0);

    private static string DoubleQuoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }
}
