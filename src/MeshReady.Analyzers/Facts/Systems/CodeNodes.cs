using System.Runtime.CompilerServices;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>
/// The calls, creations, attributes and types of a project's own files, by name. The facts of a system ask for hundreds of names, so that one
/// walk is cheaper than many searches; tests, generated files and migrations are left out.
/// </summary>
internal sealed class CodeNodes
{
    private static readonly ConditionalWeakTable<CodeFacts, CodeNodes> Cache = new();

    private readonly CodeFacts _facts;
    private readonly Dictionary<string, List<InvocationExpressionSyntax>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<BaseObjectCreationExpressionSyntax>> _creations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<AttributeSyntax>> _attributes = new(StringComparer.Ordinal);
    private readonly List<ImplicitObjectCreationExpressionSyntax> _nameless = [];
    private bool _areNamed;

    private CodeNodes(CodeFacts facts) => _facts = facts;

    /// <summary>The classes and records, in the order of the files.</summary>
    public List<TypeDeclarationSyntax> Types { get; } = [];

    /// <summary>The names of all methods that are called.</summary>
    public IEnumerable<string> CalledNames => _calls.Keys;

    public static CodeNodes For(CodeFacts facts, CancellationToken cancellationToken)
    {
        if (Cache.TryGetValue(facts, out var known))
            return known;
        var nodes = new CodeNodes(facts);
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsGenerated(tree.FilePath) && !SyntaxIndex.For(tree, cancellationToken).IsTestFile)
                nodes.Add(tree.GetRoot(cancellationToken));
        }

        return Cache.GetValue(facts, _ => nodes);
    }

    public IReadOnlyList<InvocationExpressionSyntax> Calls(string name) => _calls.TryGetValue(name, out var found) ? found : [];

    public IReadOnlyList<AttributeSyntax> Attributes(string name) => _attributes.TryGetValue(name, out var found) ? found : [];

    /// <summary>The creations of types of the name, also where it is not written.</summary>
    public IReadOnlyList<BaseObjectCreationExpressionSyntax> Creations(string type, CancellationToken cancellationToken)
    {
        lock (_creations)
        {
            if (!_areNamed)
            {
                foreach (var creation in _nameless)
                {
                    if (_facts.ModelOf(creation.SyntaxTree).GetTypeInfo(creation, cancellationToken).Type is { Name.Length: > 0 } made)
                        Put(_creations, made.Name, creation);
                }

                _areNamed = true;
            }

            return _creations.TryGetValue(type, out var found) ? found : [];
        }
    }

    /// <summary>The names of all types of which something is made, with the creations.</summary>
    public IEnumerable<BaseObjectCreationExpressionSyntax> AllCreations(CancellationToken cancellationToken)
    {
        Creations("", cancellationToken);
        return _creations.Values.SelectMany(static c => c);
    }

    /// <summary>As <see cref="AllCreations"/>, those of one name together.</summary>
    public IReadOnlyList<IReadOnlyList<BaseObjectCreationExpressionSyntax>> CreationsByName(CancellationToken cancellationToken)
    {
        Creations("", cancellationToken);
        return [.. _creations.Values];
    }

    private void Add(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes(static n => n is not ClassDeclarationSyntax type || !IsMigration(type)))
        {
            switch (node)
            {
                case InvocationExpressionSyntax call when CallChain.NameOf(call) is { } name:
                    Put(_calls, name.Identifier.ValueText, call);
                    break;
                case ObjectCreationExpressionSyntax creation when Last(creation.Type) is { } type:
                    Put(_creations, type, creation);
                    break;
                case ImplicitObjectCreationExpressionSyntax creation:
                    _nameless.Add(creation);
                    break;
                case AttributeSyntax attribute when Last(attribute.Name) is { } name:
                    Put(_attributes, name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name, attribute);
                    break;
                case TypeDeclarationSyntax type and not InterfaceDeclarationSyntax when !IsMigration(type):
                    Types.Add(type);
                    break;
            }
        }
    }

    private static void Put<T>(Dictionary<string, List<T>> table, string name, T node)
    {
        if (!table.TryGetValue(name, out var list))
            table.Add(name, list = []);
        list.Add(node);
    }

    /// <summary>The last part of a type's name as it is written.</summary>
    public static string? Last(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        NullableTypeSyntax nullable => Last(nullable.ElementType),
        _ => null,
    };

    private static bool IsMigration(TypeDeclarationSyntax type)
        => type.BaseList?.Types.Any(static t => Last(t.Type) is "Migration" or "ModelSnapshot") == true || type.Identifier.ValueText.EndsWith("ModelSnapshot", StringComparison.Ordinal);

    private static bool IsGenerated(string path)
        => path.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".Designer.cs", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".g.i.cs", StringComparison.OrdinalIgnoreCase);
}
