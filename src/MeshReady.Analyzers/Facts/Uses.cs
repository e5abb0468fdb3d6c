using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>Where symbols are named, found by text first and bound only where the name stands.</summary>
internal sealed class Uses(CodeFacts facts)
{
    /// <summary>The names that mean the symbol, its declaration left out.</summary>
    public IEnumerable<SimpleNameSyntax> Of(ISymbol symbol, CancellationToken cancellationToken) => Of(symbol, static _ => true, cancellationToken);

    /// <summary>As <see cref="Of(ISymbol, CancellationToken)"/>, of those names that look as wanted; only they are bound.</summary>
    public IEnumerable<SimpleNameSyntax> Of(ISymbol symbol, Func<SimpleNameSyntax, bool> looks, CancellationToken cancellationToken)
    {
        foreach (var tree in TreesOf(symbol))
        {
            // Of a referenced project only the syntax is in sight.
            if (!facts.Compilation.ContainsSyntaxTree(tree))
                continue;
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(symbol.Name, cancellationToken))
            {
                if (token.Parent is SimpleNameSyntax name && looks(name) && SymbolEqualityComparer.Default.Equals(Original(facts.ModelOf(tree).GetSymbolInfo(name, cancellationToken).Symbol), Original(symbol)))
                    yield return name;
            }
        }
    }

    /// <summary>The trees in which the symbol can be named.</summary>
    public IEnumerable<SyntaxTree> TreesOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol or IParameterSymbol => symbol.DeclaringSyntaxReferences.Select(static r => r.SyntaxTree),
        { DeclaredAccessibility: Accessibility.Private, ContainingType: { } type } => type.DeclaringSyntaxReferences.Select(static r => r.SyntaxTree).Distinct(),
        _ => facts.Compilation.SyntaxTrees,
    };

    private static ISymbol? Original(ISymbol? symbol) => symbol is IMethodSymbol method ? method.Declared() : symbol?.OriginalDefinition;
}
