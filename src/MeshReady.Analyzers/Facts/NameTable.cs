namespace MeshReady.Analyzers.Facts;

/// <summary>The syntax in which a name makes a candidate.</summary>
[Flags]
internal enum NameShapes
{
    /// <summary>The method of an invocation.</summary>
    Call = 1 << 0,

    /// <summary>The type of an object creation, also of a target-typed one with the type written beside it.</summary>
    Creation = 1 << 1,

    /// <summary>The left side of an assignment, also in an object initialiser.</summary>
    Assigned = 1 << 2,

    /// <summary>The name of an attribute.</summary>
    Attribute = 1 << 3,

    /// <summary>Any other use of the name.</summary>
    Mention = 1 << 4,
}

/// <summary>A hash table from names to what they may mean, searched by characters so that a look-up allocates nothing.</summary>
internal sealed class NameTable
{
    public const int Seed = 5381;

    private readonly Entry?[] _buckets;
    private readonly int _mask;

    public NameTable(IEnumerable<Entry> entries)
    {
        var merged = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var entry in entries)
            merged[entry.Name] = merged.TryGetValue(entry.Name, out var other) ? other.With(entry) : entry;

        var size = 16;
        while (size < merged.Count * 4)
            size *= 2;
        _mask = size - 1;
        _buckets = new Entry?[size];
        foreach (var entry in merged.Values)
        {
            var hash = Seed;
            foreach (var c in entry.Name)
                hash = Add(hash, c);
            var slot = hash & _mask;
            while (_buckets[slot] is not null)
                slot = (slot + 1) & _mask;
            _buckets[slot] = entry;
        }
    }

    public static int Add(int hash, char c) => unchecked((hash * 33) ^ c);

    public Entry? Find(char[] text, int start, int length, int hash)
    {
        for (var slot = hash & _mask; _buckets[slot] is { } entry; slot = (slot + 1) & _mask)
        {
            if (Matches(entry.Name, text, start, length))
                return entry;
        }

        return null;
    }

    private static bool Matches(string name, char[] text, int start, int length)
    {
        if (name.Length != length)
            return false;
        for (var i = 0; i < length; i++)
        {
            if (name[i] != text[start + i])
                return false;
        }

        return true;
    }

    /// <summary>One name with the kinds of site it makes in each syntax.</summary>
    /// <param name="name">The name.</param>
    /// <param name="shapes">The syntax in which it is one.</param>
    /// <param name="kinds">The kinds of site.</param>
    /// <param name="after">Text that must stand before the name: names such as Create and Add are everywhere.</param>
    /// <param name="before">Text that must follow the name.</param>
    internal sealed class Entry(string name, NameShapes shapes, SiteKinds kinds, string? after = null, string? before = null)
    {
        private readonly (NameShapes Shape, SiteKinds Kinds)[] _meanings = [(shapes, kinds)];
        private readonly (string? After, string? Before)[] _places = after is null && before is null ? [] : [(after, before)];

        private Entry(string name, (NameShapes Shape, SiteKinds Kinds)[] meanings, (string? After, string? Before)[] places)
            : this(name, default(NameShapes), default(SiteKinds))
        {
            _meanings = meanings;
            _places = places;
            foreach (var meaning in meanings)
                Shapes |= meaning.Shape;
        }

        public string Name { get; } = name;

        public NameShapes Shapes { get; } = shapes;

        public SiteKinds KindsOf(NameShapes shape)
        {
            var found = SiteKinds.None;
            foreach (var meaning in _meanings)
            {
                if ((meaning.Shape & shape) != 0)
                    found |= meaning.Kinds;
            }

            return found;
        }

        /// <summary>Both meanings; where one of them may stand anywhere, the name may.</summary>
        public Entry With(Entry other)
            => new(Name, [.. _meanings, .. other._meanings], _places.Length == 0 || other._places.Length == 0 ? [] : [.. _places.Union(other._places)]);

        /// <summary>Whether the name may mean anything where it stands in the text.</summary>
        public bool FitsAt(char[] text, int start, int end, int length)
        {
            if (_places.Length == 0)
                return true;
            foreach (var (after, before) in _places)
            {
                if ((after is null || EndsWith(text, start, after)) && (before is null || StartsWith(text, end, length, before)))
                    return true;
            }

            return false;
        }

        private static bool EndsWith(char[] text, int end, string expected)
        {
            for (var i = expected.Length - 1; i >= 0; i--)
            {
                while (end > 0 && text[end - 1] is ' ' or '\t' or '\r' or '\n')
                    end--;
                if (end == 0 || text[--end] != expected[i])
                    return false;
            }

            return true;
        }

        private static bool StartsWith(char[] text, int start, int length, string expected)
        {
            foreach (var c in expected)
            {
                while (start < length && text[start] is ' ' or '\t' or '\r' or '\n')
                    start++;
                if (start >= length || text[start++] != c)
                    return false;
            }

            return true;
        }
    }
}
