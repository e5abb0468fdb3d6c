using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Which classes of the compilation derive from which: by name first, bound only when somebody asks for the types.</summary>
internal sealed class DerivedTypes(CodeFacts code)
{
    // Deep enough for real hierarchies; broken code may declare a circle.
    private const int MaxDepth = 4;

    private Dictionary<string, List<TypeDeclarationSyntax>>? _byBase;

    /// <summary>The names of the classes that, by their base lists, derive from a class of this name.</summary>
    public IEnumerable<string> NamesOf(string name, CancellationToken cancellationToken) => Declarations(name, MaxDepth, cancellationToken).Select(static d => d.Identifier.ValueText);

    /// <summary>The classes that derive from this one.</summary>
    public IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol type, CancellationToken cancellationToken) => Of(type, static _ => true, cancellationToken);

    /// <summary>Those of the classes that derive from this one whose names are wanted; only they are bound.</summary>
    public IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol type, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        foreach (var declaration in Declarations(type.Name, MaxDepth, cancellationToken))
        {
            if (!isWanted(declaration.Identifier.ValueText))
                continue;
            if (code.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol found)
                continue;
            var basis = found.BaseType;
            for (var depth = 0; depth < MaxDepth && basis is not null; depth++, basis = basis.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(basis.OriginalDefinition, type.OriginalDefinition))
                {
                    yield return found;
                    break;
                }
            }
        }
    }

    private IEnumerable<TypeDeclarationSyntax> Declarations(string name, int depth, CancellationToken cancellationToken)
    {
        if (depth == 0 || !(_byBase ??= Collect(cancellationToken)).TryGetValue(name, out var direct))
            yield break;
        foreach (var declaration in direct)
        {
            yield return declaration;
            foreach (var further in Declarations(declaration.Identifier.ValueText, depth - 1, cancellationToken))
                yield return further;
        }
    }

    private Dictionary<string, List<TypeDeclarationSyntax>> Collect(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, List<TypeDeclarationSyntax>>(StringComparer.Ordinal);
        foreach (var index in code.Indexes(cancellationToken))
        {
            foreach (var declaration in index.DerivedTypes)
            {
                // A base class stands first.
                if (declaration.BaseList is not { Types: [{ Type: var first }, ..] } || NameOf(first) is not { } name)
                    continue;
                if (!found.TryGetValue(name, out var declarations))
                    found[name] = declarations = [];
                declarations.Add(declaration);
            }
        }

        return found;
    }

    private static string? NameOf(TypeSyntax type) => type switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => null,
    };
}
