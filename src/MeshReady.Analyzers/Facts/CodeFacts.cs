using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts;

/// <summary>What the code of one compilation does, as far as somebody asked: each fact is bound on its first use and kept for the compilation.</summary>
internal sealed class CodeFacts
{
    private static readonly ConditionalWeakTable<Compilation, CodeFacts> Cache = new();

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();

    private CodeFacts(Compilation compilation)
    {
        Compilation = compilation;
        Symbols = new KnownSymbols(compilation);
        Writes = new Writes(this);
    }

    public Compilation Compilation { get; }

    public KnownSymbols Symbols { get; }

    public Writes Writes { get; }

    public static CodeFacts For(Compilation compilation) => Cache.GetValue(compilation, static c => new CodeFacts(c));

    /// <summary>The semantic model of any tree of the compilation; one for all rules.</summary>
    public SemanticModel ModelOf(SyntaxTree tree)
#pragma warning disable RS0030 // The one place that may
        => _models.GetOrAdd(tree, t => Compilation.GetSemanticModel(t));
#pragma warning restore RS0030

    /// <summary>The syntax indexes of all trees of the compilation, in their order.</summary>
    public IEnumerable<SyntaxIndex> Indexes(CancellationToken cancellationToken)
    {
        foreach (var tree in Compilation.SyntaxTrees)
            yield return SyntaxIndex.For(tree, cancellationToken);
    }

    /// <summary>The candidate sites of a kind in all trees.</summary>
    public IEnumerable<Site> Sites(SiteKinds kinds, CancellationToken cancellationToken)
    {
        foreach (var index in Indexes(cancellationToken))
        {
            foreach (var site in index.Of(kinds))
            {
                if ((site.Kinds & kinds) != 0)
                    yield return site;
            }
        }
    }
}
