namespace MeshReady.Model.Deployment.Yaml;

/// <summary>A node of a document; a null reference stands for absence, <see cref="YamlUnknown"/> for what cannot be known.</summary>
internal abstract class YamlNode(int line)
{
    /// <summary>The line (1-based) on which the node begins.</summary>
    public int Line { get; } = line;

    /// <summary>The number of nodes below and including this one, counting aliases as often as they are used.</summary>
    public virtual int Size => 1;

    /// <summary>The value of a key: absent (null) where this is a map without it, unknown where it may be there.</summary>
    public virtual YamlNode? Get(string key) => null;

    /// <summary>The node at the end of a path of keys.</summary>
    public YamlNode? Get(string first, string second) => Get(first)?.Get(second);
}

/// <summary>Something is there or may be there, and nobody can say what.</summary>
internal sealed class YamlUnknown(int line, string? expression = null) : YamlNode(line)
{
    /// <summary>The name of the value (<c>.Values.image.tag</c>) where a template puts in nothing but that; otherwise null.</summary>
    public string? Expression { get; } = expression;

    public override YamlNode Get(string key) => this;
}

/// <summary>A scalar; <paramref name="value"/> is null for the plain null of YAML.</summary>
internal sealed class YamlScalar(string? value, int line) : YamlNode(line)
{
    public string? Value { get; } = value;
}

/// <summary>A sequence; open where a template may add items.</summary>
internal sealed class YamlList(IReadOnlyList<YamlNode> items, bool isOpen, int size, int line) : YamlNode(line)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public bool IsOpen { get; } = isOpen;

    public override int Size { get; } = size;
}

/// <summary>A mapping; open where a template may add keys.</summary>
internal sealed class YamlMap(IReadOnlyDictionary<string, YamlNode> entries, bool isOpen, int size, int line) : YamlNode(line)
{
    public IReadOnlyDictionary<string, YamlNode> Entries { get; } = entries;

    public bool IsOpen { get; } = isOpen;

    public override int Size { get; } = size;

    public override YamlNode? Get(string key)
        => Entries.TryGetValue(key, out var value) ? value : IsOpen ? new YamlUnknown(Line) : null;
}
