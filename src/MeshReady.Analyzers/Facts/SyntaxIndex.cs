using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>
/// The candidate sites of one syntax tree, found by identifier text alone. It belongs to the tree, so an edit of another
/// file leaves it as it is; nothing in it is bound.
/// </summary>
/// <remarks>
/// Bodies are found by one pass over the characters: walking all nodes costs an order of magnitude more, because it
/// makes the compiler materialise every node of the tree (docs/design/0002-syntax-index.md).
/// </remarks>
internal sealed class SyntaxIndex
{
    private static readonly ConditionalWeakTable<SyntaxTree, SyntaxIndex> Cache = new();

    private readonly SyntaxTree _tree;
    private readonly ImmutableArray<Site> _sites;
    private readonly SiteKinds _kinds;
    private readonly int[] _houseMethods;
    private readonly NameFilter _names;

    private SyntaxIndex(SyntaxTree tree, ImmutableArray<Site> sites, int[] houseMethods, NameFilter names, bool isTestFile, List<TypeDeclarationSyntax> derivedTypes)
    {
        DerivedTypes = derivedTypes;
        _tree = tree;
        _sites = sites;
        _houseMethods = houseMethods;
        _names = names;
        IsTestFile = isTestFile;
        foreach (var site in sites)
            _kinds |= site.Kinds;
    }

    /// <summary>The file imports a test framework; what it does is no service's work.</summary>
    public bool IsTestFile { get; }

    /// <summary>The classes and records with a base list.</summary>
    public IReadOnlyList<TypeDeclarationSyntax> DerivedTypes { get; }

    public static SyntaxIndex For(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (Cache.TryGetValue(tree, out var index))
            return index;

        // Built outside the table's lock: two threads may build it, one result is kept.
        index = Build(tree, cancellationToken);
        return Cache.GetValue(tree, _ => index);
    }

    /// <summary>All sites of the tree, or none where no site is of the wanted kinds.</summary>
    public ImmutableArray<Site> Of(SiteKinds kinds)
        => (_kinds & kinds) != 0 && !IsTestFile ? _sites : ImmutableArray<Site>.Empty;

    /// <summary>Calls such as <c>.AddOurDefaults()</c>. Their nodes are looked up only here: most files are never asked.</summary>
    public IEnumerable<Site> HouseMethods(CancellationToken cancellationToken)
    {
        if (_houseMethods.Length == 0 || IsTestFile)
            yield break;

        var root = _tree.GetRoot(cancellationToken);
        foreach (var position in _houseMethods)
        {
            if (CandidateNames.HouseMethodAt(root, position) is { } site)
                yield return site;
        }
    }

    /// <summary>The identifier tokens of the tree that read <paramref name="name"/>, in order.</summary>
    public IEnumerable<SyntaxToken> Identifiers(string name, CancellationToken cancellationToken)
    {
        // A declaration being typed has no name yet, and the empty text is found everywhere, for ever.
        if (name.Length == 0 || !_names.MayHold(name))
            yield break;

        var text = _tree.GetText(cancellationToken);
        var root = _tree.GetRoot(cancellationToken);
        var content = text.ToString();
        for (var at = content.IndexOf(name, StringComparison.Ordinal); at >= 0; at = content.IndexOf(name, at + name.Length, StringComparison.Ordinal))
        {
            if ((at > 0 && SyntaxFacts.IsIdentifierPartCharacter(content[at - 1]))
                || (at + name.Length < content.Length && SyntaxFacts.IsIdentifierPartCharacter(content[at + name.Length])))
            {
                continue;
            }

            var token = root.FindToken(at);
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.SpanStart <= at && token.ValueText == name)
                yield return token;
        }
    }

    private static SyntaxIndex Build(SyntaxTree tree, CancellationToken cancellationToken)
    {
        AnalyzerWork.IndexBuilt();
        var text = tree.GetText(cancellationToken);
        var root = tree.GetRoot(cancellationToken);
        if (root is CompilationUnitSyntax unit)
        {
            var scan = new Scan(root, text.Length);
            var derivedTypes = new List<TypeDeclarationSyntax>();
            AddMembers(unit.Members, scan.Sites, derivedTypes);
            var buffer = ArrayPool<char>.Shared.Rent(Math.Max(text.Length, 1));
            try
            {
                text.CopyTo(0, buffer, 0, text.Length);
                scan.Run(buffer, text.Length);
            }
            finally
            {
                ArrayPool<char>.Shared.Return(buffer);
            }

            return new SyntaxIndex(tree, scan.Sites.ToImmutable(), [.. scan.HouseMethods], scan.Names, ImportsTestFramework(unit), derivedTypes);
        }

        return new SyntaxIndex(tree, ImmutableArray<Site>.Empty, [], new NameFilter(0), isTestFile: false, []);
    }

    private static bool ImportsTestFramework(CompilationUnitSyntax unit)
    {
        foreach (var import in unit.Usings)
        {
            if (import.Name?.ToString() is "Xunit" or "NUnit.Framework" or "Microsoft.VisualStudio.TestTools.UnitTesting" or "TUnit.Core")
                return true;
        }

        return false;
    }

    private static void AddMembers(SyntaxList<MemberDeclarationSyntax> members, ImmutableArray<Site>.Builder sites, List<TypeDeclarationSyntax> derivedTypes)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    AddMembers(space.Members, sites, derivedTypes);
                    break;
                case InterfaceDeclarationSyntax:
                    break;
                case TypeDeclarationSyntax type:
                    if (type.BaseList is not null)
                        derivedTypes.Add(type);
                    AddMembers(type.Members, sites, derivedTypes);
                    break;
                case FieldDeclarationSyntax field when !field.Modifiers.Any(SyntaxKind.ConstKeyword):
                    foreach (var variable in field.Declaration.Variables)
                        sites.Add(new Site(variable, SiteKinds.StateHolder, variable.Identifier.ValueText));
                    break;
                case PropertyDeclarationSyntax property when property.AccessorList is { } accessors && property.ExpressionBody is null:
                    var kinds = property.Initializer is null ? SiteKinds.None : SiteKinds.ConfigurationFallback;
                    if (accessors.Accessors.All(static a => a.Body is null && a.ExpressionBody is null))
                        kinds |= SiteKinds.StateHolder;
                    if (kinds != SiteKinds.None)
                        sites.Add(new Site(property, kinds, property.Identifier.ValueText));
                    break;
            }
        }
    }
}
