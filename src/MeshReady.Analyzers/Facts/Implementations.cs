using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>Classes of the project that name an interface in their base list.</summary>
internal sealed class Implementations(CodeFacts facts)
{
    // By the interface's name: many namespaces may have an IRepository each, and all files are searched for the name but once.
    private readonly ConcurrentDictionary<string, ILookup<ISymbol, INamedTypeSymbol>> _byName = new(StringComparer.Ordinal);

    /// <summary>The classes that implement the interface directly, found by its name first.</summary>
    public IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (!_byName.TryGetValue(type.Name, out var found))
            found = _byName.GetOrAdd(type.Name, Find(type.Name, cancellationToken));
        return found[type];
    }

    private ILookup<ISymbol, INamedTypeSymbol> Find(string name, CancellationToken cancellationToken)
    {
        var found = new List<(INamedTypeSymbol Interface, INamedTypeSymbol Class)>();
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(name, cancellationToken))
            {
                if (token.Parent?.FirstAncestorOrSelf<BaseTypeSyntax>() is { Parent.Parent: TypeDeclarationSyntax declaration }
                    && facts.ModelOf(tree).GetDeclaredSymbol(declaration, cancellationToken) is INamedTypeSymbol { TypeKind: TypeKind.Class } implementing)
                {
                    foreach (var implemented in implementing.AllInterfaces)
                    {
                        if (implemented.Name == name)
                            found.Add((implemented, implementing));
                    }
                }
            }
        }

        return found.ToLookup(static f => (ISymbol)f.Interface, static f => f.Class, SymbolEqualityComparer.Default);
    }
}
