using System.Globalization;
using System.Text;

namespace MeshReady.Model.Systems;

/// <summary>
/// Writes JSON with one fact a line. System.Text.Json is no part of what a compiler may load an analyzer with, and what is written
/// here is names and numbers.
/// </summary>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new();
    private readonly Stack<bool> _isFirst = new();

    public JsonText Open(char bracket)
    {
        _text.Append(bracket);
        _isFirst.Push(true);
        return this;
    }

    public JsonText Close(char bracket)
    {
        var isEmpty = _isFirst.Pop();
        if (!isEmpty && _isFirst.Count == 0)
            _text.Append('\n');
        _text.Append(bracket);
        return this;
    }

    public JsonText Name(string name)
    {
        Separate();
        Quote(name);
        _text.Append(_isFirst.Count == 1 ? ": " : ":");
        return this;
    }

    public JsonText Value(string value)
    {
        Quote(value);
        return this;
    }

    public JsonText Value(long value)
    {
        _text.Append(value.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    public JsonText Value(bool value)
    {
        _text.Append(value ? "true" : "false");
        return this;
    }

    public JsonText Some(string name, string? value) => value is null ? this : Name(name).Value(value);

    public JsonText Some(string name, long? value) => value is { } known ? Name(name).Value(known) : this;

    public JsonText Some(string name, bool? value) => value is { } known ? Name(name).Value(known) : this;

    public JsonText Some(string name, bool value) => value ? Name(name).Value(true) : this;

    public JsonText Some(string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return this;
        Name(name);
        _text.Append('[');
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0)
                _text.Append(',');
            Quote(values[i]);
        }

        _text.Append(']');
        return this;
    }

    /// <summary>A list of objects, each on a line of its own; nothing where it is empty.</summary>
    public JsonText Lines<T>(string name, IReadOnlyList<T> items, Func<JsonText, T, JsonText> write)
    {
        if (items.Count == 0)
            return this;
        Name(name);
        _text.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            _text.Append(i == 0 ? "\n    " : ",\n    ");
            Open('{');
            write(this, items[i]).Close('}');
        }

        _text.Append("\n  ]");
        return this;
    }

    public string End() => _text.Append('\n').ToString();

    private void Separate()
    {
        var isFirst = _isFirst.Pop();
        _isFirst.Push(false);
        if (!isFirst)
            _text.Append(',');
        if (_isFirst.Count == 1)
            _text.Append("\n  ");
    }

    // What ends a line for YAML, by which the text is read, must not stand in it as it is.
    private void Quote(string value)
    {
        _text.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\')
                _text.Append('\\').Append(c);
            else if (c < ' ' || c is '\u007f' or '\u0085' or '\u2028' or '\u2029' or '\ufeff' || char.IsSurrogate(c) || c is > '\u007f' and < '\u00a0' or '\ufffe' or '\uffff')
                _text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                _text.Append(c);
        }

        _text.Append('"');
    }
}
