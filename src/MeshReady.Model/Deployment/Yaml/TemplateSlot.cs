namespace MeshReady.Model.Deployment.Yaml;

/// <summary>A place in a template that turns out to hold a scalar, a map, a list or something unknown.</summary>
internal sealed class TemplateSlot(int line)
{
    private Dictionary<string, TemplateSlot>? _entries;
    private List<TemplateSlot>? _items;
    private YamlScalar? _scalar;
    private string? _expression;
    private bool _isUnknown;

    /// <summary>Whether the place holds something that cannot be read.</summary>
    public bool IsUnknown
    {
        get => _isUnknown;
        set => (_isUnknown, _expression) = (value, null);
    }

    /// <summary>Whether an expression may add keys or items here.</summary>
    public bool IsOpen { get; set; }

    public bool IsTouched => IsUnknown || IsOpen || _entries is not null || _items is not null || _scalar is not null;

    public bool CanHoldItems => _items is not null || _entries is null && _scalar is null;

    public TemplateSlot AddEntry(string key, int line, bool isUnknown)
    {
        var slot = new TemplateSlot(line) { IsUnknown = isUnknown };
        if (_items is not null || _scalar is not null)
        {
            // A continuation of a scalar, or a text that only looks like a key.
            IsUnknown = true;
            return slot;
        }

        _entries ??= new(StringComparer.Ordinal);
        if (_entries.TryGetValue(key, out var earlier))
            earlier.IsUnknown = true;
        else
            _entries.Add(key, slot);
        return slot;
    }

    public TemplateSlot AddItem(int line, bool isUnknown)
    {
        var slot = new TemplateSlot(line) { IsUnknown = isUnknown };
        if (_entries is not null || _scalar is not null)
        {
            IsUnknown = true;
            return slot;
        }

        (_items ??= []).Add(slot);
        IsOpen |= isUnknown;
        return slot;
    }

    /// <summary>Takes a text that is no key: the scalar of this place, or more of a scalar than one line can say.</summary>
    public void SetText(string text)
    {
        if (_entries is not null || _items is not null || _scalar is not null || IsUnknown)
            IsUnknown = true;
        else if (TemplateText.Expression(text) is { } expression)
            (_isUnknown, _expression) = (true, expression);
        else if (text is not ("{}" or "[]") && TemplateText.Scalar(text, line) is not { } literal)
            IsUnknown = true;
        else if (text == "{}")
            _entries = [];
        else if (text == "[]")
            _items = [];
        else if (text[0] != '#')
            _scalar = (YamlScalar)TemplateText.Scalar(text, line)!;
    }

    /// <summary>The finished node; as deep as <see cref="YamlLimits.Depth"/> at most.</summary>
    public YamlNode ToNode()
    {
        if (IsUnknown)
            return new YamlUnknown(line, IsOpen || _entries is not null || _items is not null ? null : _expression);
        if (_entries is not null)
            return new YamlMap(_entries.ToDictionary(e => e.Key, e => e.Value.ToNode()), IsOpen, _entries.Count, line);
        if (_items is not null)
            return new YamlList([.. _items.Select(item => item.ToNode())], IsOpen, _items.Count, line);
        return IsOpen ? new YamlUnknown(line) : _scalar ?? new YamlScalar(null, line);
    }
}

/// <summary>Reads keys and scalars of single lines.</summary>
internal static class TemplateText
{
    /// <summary>The key and the rest of <c>key: rest</c>, or null where the text is no entry of a map.</summary>
    public static (string Key, string Value)? SplitKey(string text)
    {
        if (text[0] is '"' or '\'')
        {
            var close = text.IndexOf(text[0], 1);
            return close > 0 && close + 1 < text.Length && text[close + 1] == ':'
                ? (text.Substring(1, close - 1), Rest(text, close + 2))
                : null;
        }

        for (var at = text.IndexOf(':'); at >= 0; at = text.IndexOf(':', at + 1))
        {
            if (at + 1 == text.Length || text[at + 1] is ' ' or '\t')
                return at == 0 || BeginsOtherwise(text) ? null : (text.Substring(0, at).TrimEnd(), Rest(text, at + 1));
        }

        return null;
    }

    // A flow collection, an anchor, an alias, a tag or a complex key; "{{" is an expression and may well make a key.
    private static bool BeginsOtherwise(string text)
        => text[0] is '[' or '&' or '*' or '!' or '?' or '#' || text[0] == '{' && !text.StartsWith("{{", StringComparison.Ordinal);

    /// <summary>The name of a value that is all of a scalar: <c>{{ .Values.a }}</c>, <c>"{{ .Values.a }}"</c>, <c>{{ .Values.a | quote }}</c>.</summary>
    public static string? Expression(string text)
    {
        var inner = text.Length > 6 && text[0] is '"' or '\'' && text[text.Length - 1] == text[0] ? text.Substring(1, text.Length - 2) : text;
        if (!inner.StartsWith("{{", StringComparison.Ordinal) || !inner.EndsWith("}}", StringComparison.Ordinal))
            return null;
        var name = inner.Substring(2, inner.Length - 4).Trim('-', ' ');
        if (name.EndsWith("| quote", StringComparison.Ordinal))
            name = name.Substring(0, name.Length - "| quote".Length).TrimEnd();
        return name.Length > 1 && name[0] == '.' && name.Skip(1).All(static c => char.IsLetterOrDigit(c) || c is '.' or '_') ? name : null;
    }

    /// <summary>The literal in <paramref name="text"/>, or null where it needs more than one line, or an expression, to know.</summary>
    public static YamlScalar? Scalar(string text, int line)
    {
        if (text.Length > YamlLimits.Scalar || text.IndexOf("{{", StringComparison.Ordinal) >= 0 || text.IndexOf('\uFFFD') >= 0)
            return null;
        if (text[0] == '\'' || text[0] == '"')
            return Quoted(text, line);
        if (text[0] is '|' or '>' or '{' or '[' or '&' or '*' or '!' or '%' or '@' or '`' or '?')
            return null;
        return new YamlScalar(text is "~" or "null" or "Null" or "NULL" ? null : text, line);
    }

    private static YamlScalar? Quoted(string text, int line)
    {
        var inner = text.Length > 1 && text[text.Length - 1] == text[0] ? text.Substring(1, text.Length - 2) : null;
        if (inner is null || inner.IndexOf(text[0]) >= 0 || text[0] == '"' && inner.IndexOf('\\') >= 0)
            return null;
        return new YamlScalar(inner, line);
    }

    // A comment begins at a # after a blank; within quotes there may be one that is none.
    private static string Rest(string text, int at)
    {
        var rest = text.Substring(Math.Min(at, text.Length)).Trim();
        if (rest.Length == 0 || rest[0] == '#')
            return "";
        var from = rest[0] is '"' or '\'' ? Math.Max(0, rest.IndexOf(rest[0], 1)) : 0;
        var comment = rest.IndexOf(" #", from, StringComparison.Ordinal);
        return comment < 0 ? rest : rest.Substring(0, comment).TrimEnd();
    }
}
