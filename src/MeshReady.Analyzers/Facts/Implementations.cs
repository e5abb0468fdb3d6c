using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>Classes of the project that name an interface in their base list.</summary>
internal sealed class Implementations(CodeFacts facts)
{
    /// <summary>The classes that implement the interface directly, found by its name first.</summary>
    public IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(type.Name, cancellationToken))
            {
                if (token.Parent?.FirstAncestorOrSelf<BaseTypeSyntax>() is { Parent.Parent: TypeDeclarationSyntax declaration }
                    && facts.ModelOf(tree).GetDeclaredSymbol(declaration, cancellationToken) is INamedTypeSymbol { TypeKind: TypeKind.Class } found
                    && found.AllInterfaces.Contains(type, SymbolEqualityComparer.Default))
                {
                    yield return found;
                }
            }
        }
    }
}
