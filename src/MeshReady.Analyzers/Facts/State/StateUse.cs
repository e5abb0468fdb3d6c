using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>What one mention of a field does to it.</summary>
[Flags]
internal enum UseKind
{
    None = 0,

    /// <summary>Looks at what the field holds.</summary>
    Read = 1 << 0,

    /// <summary>Puts data in: Add, an indexer set, AddOrUpdate, a change of an element.</summary>
    Add = 1 << 1,

    /// <summary>Takes data out.</summary>
    Remove = 1 << 2,

    /// <summary>Fills in what could be computed again: GetOrAdd, <c>??=</c>, <c>if (x == null) x = …</c>.</summary>
    Fill = 1 << 3,

    /// <summary>Counts: <c>++</c>, <c>+=</c>, Interlocked.Increment.</summary>
    Count = 1 << 4,

    /// <summary>Counts down: <c>--</c>, Interlocked.Decrement.</summary>
    CountDown = 1 << 5,

    /// <summary>Gives the field a new value that came in from outside.</summary>
    Assign = 1 << 6,

    /// <summary>Gives the field a constant or a value computed here.</summary>
    AssignOwn = 1 << 7,

    /// <summary>Hands the field on under another name, to be followed there.</summary>
    Alias = 1 << 8,

    /// <summary>Data goes in and the outcome is looked at in one expression: <c>if (!seen.Add(id))</c>, <c>AddOrUpdate(…)</c> with its result used.</summary>
    TestAndSet = 1 << 9,

    Writes = Add | Remove | Count | CountDown | Assign | AssignOwn,
}

/// <summary>One mention of a field.</summary>
internal readonly struct StateUse(SyntaxNode node, UseKind kind, CodePlace place)
{
    public SyntaxNode Node { get; } = node;

    public UseKind Kind { get; } = kind;

    public CodePlace Place { get; } = place;
}
