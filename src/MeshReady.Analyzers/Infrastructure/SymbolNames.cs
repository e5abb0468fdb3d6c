using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers;

/// <summary>Compares symbols with metadata names, without allocating and without regard to assembly or version.</summary>
internal static class SymbolNames
{
    /// <summary>Whether the type (or the generic type it is made from) has this name: <c>Space.Outer+Inner`1</c>, arity optional.</summary>
    public static bool Is(this ITypeSymbol? type, string metadataName)
    {
        if (type is null)
            return false;

        var end = metadataName.Length;
        var tick = metadataName.LastIndexOf('`');
        if (tick > 0)
            end = tick;

        INamespaceOrTypeSymbol? symbol = type;
        while (symbol is not null && symbol is not INamespaceSymbol { IsGlobalNamespace: true })
        {
            var name = symbol.Name;
            var start = end - name.Length;
            if (start < 0 || string.CompareOrdinal(metadataName, start, name, 0, name.Length) != 0)
                return false;

            INamespaceOrTypeSymbol? outer = symbol.ContainingType is { } containing ? containing : symbol.ContainingNamespace;
            if (start == 0)
                return outer is null or INamespaceSymbol { IsGlobalNamespace: true };

            if (metadataName[start - 1] != (symbol.ContainingType is null ? '.' : '+'))
                return false;
            end = start - 1;
            symbol = outer;
        }

        return false;
    }

    /// <summary>Whether the type is, derives from or implements the named type.</summary>
    public static bool IsOrInherits(this ITypeSymbol? type, string metadataName)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Is(metadataName))
                return true;
        }

        if (type is not null)
        {
            foreach (var implemented in type.AllInterfaces)
            {
                if (implemented.Is(metadataName))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The method as declared: for an extension called on a receiver, the static method.</summary>
    public static IMethodSymbol Declared(this IMethodSymbol method) => (method.ReducedFrom ?? method).OriginalDefinition;

    /// <summary>The named type that declares the method. Members of a C# 14 extension block lie in a nameless type within it.</summary>
    public static INamedTypeSymbol Home(this IMethodSymbol method)
    {
        var type = method.Declared().ContainingType;
        return type is { Name: "", ContainingType: { } outer } ? outer : type;
    }

    /// <summary>Whether the method extends the type of its receiver, in the classic form or in an extension block of C# 14.</summary>
    public static bool IsExtension(this IMethodSymbol method)
        => method.IsExtensionMethod || method.ContainingType is { Name: "", ContainingType: not null };

    /// <summary>The type that an extension extends; null where the method extends none.</summary>
    public static ITypeSymbol? Extended(this IMethodSymbol method, InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (method.Declared() is { IsExtensionMethod: true, Parameters: [{ Type: var first }, ..] })
            return first;

        // Of an extension block this Roslyn shows no parameter; the receiver is at least as exact.
        return method.IsExtension() && call.Expression is MemberAccessExpressionSyntax access ? model.GetTypeInfo(access.Expression, cancellationToken).Type : null;
    }

    /// <summary>Whether the method is declared in the named type.</summary>
    public static bool IsMethodOf(this IMethodSymbol method, string metadataName) => method.Home().Is(metadataName);

    private static bool IsNamed(INamespaceSymbol space, string name)
    {
        var end = name.Length;
        for (var current = space; !current.IsGlobalNamespace; current = current.ContainingNamespace)
        {
            var start = end - current.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, current.Name, 0, current.Name.Length) != 0)
                return false;
            end = start - 1;
        }

        return end == -1;
    }

    /// <summary>Whether the symbol's namespace is the named one or lies below it.</summary>
    public static bool IsInNamespace(this ISymbol symbol, string name)
    {
        var below = 0;
        for (var space = symbol.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            below++;
        foreach (var c in name)
        {
            if (c == '.')
                below--;
        }

        // What is left of the depth lies below the named one.
        var candidate = symbol.ContainingNamespace;
        while (--below > 0)
            candidate = candidate.ContainingNamespace;
        return below == 0 && IsNamed(candidate, name);
    }
}
