using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Messaging;

/// <summary>The bodies that a call can run, where their source is in sight: the method's own, or those of the classes that keep an interface's promise.</summary>
internal sealed class CodeInSight
{
    private static readonly ConditionalWeakTable<CodeFacts, CodeInSight> Cache = new();
    private static readonly string[] StandIns = ["Null", "NoOp", "Noop", "Fake", "Dummy", "InMemory", "Stub", "Mock", "Test"];

    private readonly CodeFacts _facts;
    private readonly ConcurrentDictionary<string, IReadOnlyList<INamedTypeSymbol>> _classes = new(StringComparer.Ordinal);

    private CodeInSight(CodeFacts facts) => _facts = facts;

    public static CodeInSight For(CodeFacts facts) => Cache.GetValue(facts, static f => new CodeInSight(f));

    /// <summary>The bodies; none where the source is out of sight.</summary>
    /// <param name="method">The method that the call binds to.</param>
    /// <param name="receiver">The static type of what it is called on.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public IEnumerable<MethodInSight> Of(IMethodSymbol method, ITypeSymbol? receiver, CancellationToken cancellationToken)
    {
        var declared = method.Declared();
        if (!declared.IsAbstract && BodyOf(declared, cancellationToken) is { } own)
            return [own];
        if (!declared.IsAbstract)
            return [];
        var searched = receiver is INamedTypeSymbol { TypeKind: TypeKind.Interface or TypeKind.Class, IsAbstract: true } named ? named : declared.ContainingType;
        return ClassesOf(searched, cancellationToken)
            .Select(type => Kept(declared, type) is { } kept ? BodyOf(kept, cancellationToken) : null)
            .OfType<MethodInSight>()
            .GroupBy(static m => m.Body)
            .Select(static g => g.First());
    }

    // Of the project and of the referenced ones: the interface often stands in a third.
    private IReadOnlyList<INamedTypeSymbol> ClassesOf(INamedTypeSymbol type, CancellationToken cancellationToken)
        => _classes.TryGetValue(type.OriginalDefinition.ToDisplayString(), out var known) ? known : _classes.GetOrAdd(type.OriginalDefinition.ToDisplayString(), Find(type, cancellationToken));

    private List<INamedTypeSymbol> Find(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var found = new List<INamedTypeSymbol>();
        foreach (var tree in _facts.AllTrees())
        {
            var index = SyntaxIndex.For(tree, cancellationToken);
            if (index.IsTestFile)
                continue;
            foreach (var token in index.Identifiers(type.Name, cancellationToken))
            {
                if (token.Parent?.FirstAncestorOrSelf<BaseTypeSyntax>() is { Parent.Parent: TypeDeclarationSyntax declaration }
                    && !Array.Exists(StandIns, s => declaration.Identifier.ValueText.StartsWith(s, StringComparison.Ordinal))
                    && _facts.ModelAnywhere(tree)?.GetDeclaredSymbol(declaration, cancellationToken) is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } named
                    && (named.AllInterfaces.Any(i => Same(i, type)) || Bases(named).Any(b => Same(b, type))))
                {
                    found.Add(named);
                }
            }
        }

        return found;
    }

    private static IMethodSymbol? Kept(IMethodSymbol promise, INamedTypeSymbol type)
    {
        foreach (var member in type.AllInterfaces.Where(i => Same(i, promise.ContainingType)).SelectMany(i => i.GetMembers(promise.Name)).OfType<IMethodSymbol>())
        {
            if (SameShape(member, promise) && type.FindImplementationForInterfaceMember(member) is IMethodSymbol kept)
                return kept.OriginalDefinition;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(promise.Name).OfType<IMethodSymbol>().FirstOrDefault(m => m.IsOverride && SameShape(m, promise)) is { } overriding)
                return overriding.OriginalDefinition;
        }

        return null;
    }

    private MethodInSight? BodyOf(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (method.DeclaringSyntaxReferences is not [var reference, ..])
            return null;
        var declaration = reference.GetSyntax(cancellationToken);
        SyntaxNode? body = declaration switch
        {
            BaseMethodDeclarationSyntax known => (SyntaxNode?)known.Body ?? known.ExpressionBody,
            LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody,
            _ => null,
        };
        return body is not null && _facts.ModelAnywhere(body.SyntaxTree) is { } model ? new MethodInSight(body, model) : null;
    }

    // A type seen from two compilations is two symbols.
    private static bool Same(INamedTypeSymbol one, INamedTypeSymbol other)
        => one.Name == other.Name && one.Arity == other.Arity
            && (SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, other.OriginalDefinition) || one.OriginalDefinition.ToDisplayString() == other.OriginalDefinition.ToDisplayString());

    private static bool SameShape(IMethodSymbol one, IMethodSymbol other)
    {
        var (a, b) = (one.OriginalDefinition, other.OriginalDefinition);
        if (a.Parameters.Length != b.Parameters.Length || a.Arity != b.Arity)
            return false;
        for (var i = 0; i < a.Parameters.Length; i++)
        {
            if (a.Parameters[i].Type.Name != b.Parameters[i].Type.Name && a.Parameters[i].Type.TypeKind != TypeKind.TypeParameter && b.Parameters[i].Type.TypeKind != TypeKind.TypeParameter)
                return false;
        }

        return true;
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
            yield return current;
    }
}

/// <summary>A body with the model that binds it.</summary>
internal sealed record MethodInSight(SyntaxNode Body, SemanticModel Model);
