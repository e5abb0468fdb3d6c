namespace MeshReady.Model.Deployment;

/// <summary>What is known of a value in a manifest.</summary>
public enum FieldState
{
    /// <summary>The manifest was read and the value is not there.</summary>
    Absent,

    /// <summary>The value stands there as a literal.</summary>
    Known,

    /// <summary>The value is, or may be, filled in elsewhere: a template expression, a conditional line, unreadable text.</summary>
    Unknown,
}

/// <summary>A value of a manifest that is known, absent or unknown; the default is absent.</summary>
public readonly struct Field<T> : IEquatable<Field<T>>
{
    private readonly T? _value;

    internal Field(FieldState state, T? value, int line)
    {
        State = state;
        _value = value;
        Line = line;
    }

    /// <summary>Whether the value is known, absent or unknown.</summary>
    public FieldState State { get; }

    /// <summary>The line (1-based) on which the value, or what hides it, stands; 0 where there is none.</summary>
    public int Line { get; }

    /// <summary>Whether there is a literal value.</summary>
    public bool IsKnown => State == FieldState.Known;

    /// <summary>Whether the value is proved not to be there.</summary>
    public bool IsAbsent => State == FieldState.Absent;

    /// <summary>Whether nothing can be said of the value.</summary>
    public bool IsUnknown => State == FieldState.Unknown;

    /// <summary>The literal value; the default of <typeparamref name="T"/> unless <see cref="IsKnown"/>.</summary>
    public T? Value => _value;

    /// <inheritdoc />
    public bool Equals(Field<T> other)
        => State == other.State && Line == other.Line && EqualityComparer<T?>.Default.Equals(_value, other._value);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Field<T> other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => (State, Line, _value).GetHashCode();

    /// <summary>The state alone: values may be secret and are never printed by accident.</summary>
    public override string ToString() => State.ToString();
}

/// <summary>Makes fields of every state.</summary>
public static class Field
{
    /// <summary>A literal <paramref name="value"/> that stands on <paramref name="line"/> (1-based).</summary>
    public static Field<T> Known<T>(T value, int line) => new(FieldState.Known, value, line);

    /// <summary>A value that cannot be read; <paramref name="line"/> is that of what hides it.</summary>
    public static Field<T> Unknown<T>(int line) => new(FieldState.Unknown, default, line);
}

/// <summary>A list of a manifest. Empty and complete where it is not written.</summary>
public sealed class FieldList<T> : IReadOnlyList<T>
{
    private readonly IReadOnlyList<T> _items;

    internal FieldList(IReadOnlyList<T> items, bool isComplete, int line)
    {
        _items = items;
        IsComplete = isComplete;
        Line = line;
    }

    /// <summary>A list that is proved not to be there.</summary>
    public static FieldList<T> Empty { get; } = new([], isComplete: true, line: 0);

    /// <summary>Whether there can be no other items; false where a template may add some, or an item cannot be read.</summary>
    public bool IsComplete { get; }

    /// <summary>The line (1-based) on which the list begins; 0 where it is not written.</summary>
    public int Line { get; }

    /// <summary>Whether the list is proved to hold nothing, written or not.</summary>
    public bool IsEmpty => Count == 0 && IsComplete;

    /// <inheritdoc />
    public int Count => _items.Count;

    /// <inheritdoc />
    public T this[int index] => _items[index];

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public override string ToString() => $"{Count} items{(IsComplete ? "" : " and possibly more")}";
}

/// <summary>Labels, annotations and the like: names with values, some of which may be unknown.</summary>
public sealed class FieldMap
{
    private readonly int _line;

    internal FieldMap(IReadOnlyDictionary<string, Field<string>> entries, bool isComplete, int line)
    {
        Entries = entries;
        IsComplete = isComplete;
        _line = line;
    }

    /// <summary>A map that is proved to hold nothing.</summary>
    public static FieldMap Empty { get; } = new(new Dictionary<string, Field<string>>(), isComplete: true, line: 0);

    /// <summary>The names that stand in the manifest, each with its value.</summary>
    public IReadOnlyDictionary<string, Field<string>> Entries { get; }

    /// <summary>The line (1-based) on which the map begins; 0 where it is not written.</summary>
    public int Line => _line;

    /// <summary>Whether no other names can be there; false where a template may add some.</summary>
    public bool IsComplete { get; }

    /// <summary>The value of <paramref name="key"/>; unknown, rather than absent, where a template may add it.</summary>
    public Field<string> this[string key]
        => Entries.TryGetValue(key, out var field) ? field
            : IsComplete ? default
            : Field.Unknown<string>(_line);

    /// <inheritdoc />
    public override string ToString() => $"{Entries.Count} entries{(IsComplete ? "" : " and possibly more")}";
}
