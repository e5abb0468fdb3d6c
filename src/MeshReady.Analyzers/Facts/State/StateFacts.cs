using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>The state that one compilation keeps in its process, asked field by field; nothing is bound before a field is worth it.</summary>
internal sealed class StateFacts
{
    private static readonly ConditionalWeakTable<CodeFacts, StateFacts> Cache = new();

    private readonly ConcurrentDictionary<(SyntaxTree Tree, string Name), bool> _mentions = new();

    private StateFacts(CodeFacts code)
    {
        Code = code;
        Derived = new DerivedTypes(code);
        Singletons = new SingletonTypes(this);
        Requests = new RequestCode(this);
        IsClientApp = code.Compilation.Options.OutputKind is OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication
            || code.Compilation.ReferencedAssemblyNames.Any(static n => IsClientFramework(n.Name));
    }

    public CodeFacts Code { get; }

    public DerivedTypes Derived { get; }

    public SingletonTypes Singletons { get; }

    public RequestCode Requests { get; }

    /// <summary>The program runs once for its user, in a browser, on a phone or on a desktop: its state is the user's session.</summary>
    public bool IsClientApp { get; }

    public static StateFacts For(CodeFacts code) => Cache.GetValue(code, static c => new StateFacts(c));

    /// <summary>Whether the text of the tree holds the name as a whole word; cheap enough to ask of every tree.</summary>
    public bool Mentions(SyntaxTree tree, string name, CancellationToken cancellationToken)
    {
        if (_mentions.TryGetValue((tree, name), out var known))
            return known;
        known = SyntaxIndex.For(tree, cancellationToken).Identifiers(name, cancellationToken).Any();
        return _mentions.GetOrAdd((tree, name), known);
    }

    private static bool IsClientFramework(string name)
        => name is "Microsoft.AspNetCore.Components.WebAssembly" or "PresentationFramework" or "System.Windows.Forms" or "Avalonia.Controls"
            || name.StartsWith("Microsoft.Maui", StringComparison.Ordinal)
            || name.StartsWith("Xamarin.", StringComparison.Ordinal);
}
