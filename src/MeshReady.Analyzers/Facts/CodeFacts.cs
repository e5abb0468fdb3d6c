using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Endpoints;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Facts;

/// <summary>What the code of one compilation does, as far as somebody asked: each fact is bound on its first use and kept for the compilation.</summary>
internal sealed class CodeFacts
{
    private static readonly ConditionalWeakTable<Compilation, CodeFacts> Cache = new();

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<Compilation, CodeFacts> _referenced = new();
    private readonly AnalyzerOptions _options;

    private readonly Lazy<bool> _isOutOfScope;
    private bool? _hasServiceDiscovery;

    private CodeFacts(Compilation compilation, AnalyzerOptions options)
    {
        _options = options;
        _isOutOfScope = new(() => ProjectScope.IsOutOfScope(compilation, options));
        Houses = new HouseMethods(MeshSettings.For(options).Provides);
        Compilation = compilation;
        Symbols = new KnownSymbols(compilation);
        Writes = new Writes(this);
        Uses = new Uses(this);
        Options = new OptionsClasses(this);
        Implementations = new Implementations(this);
        ByHand = new HandProtection(this);
        Defaults = new DefaultCoverage(this);
        Clients = new ClientFacts(this);
        Endpoints = new EndpointFacts(this);
        Addressed = new AddressedCalls(this);
    }

    public Compilation Compilation { get; }

    public KnownSymbols Symbols { get; }

    public Writes Writes { get; }

    public Uses Uses { get; }

    public OptionsClasses Options { get; }

    public Implementations Implementations { get; }

    public HandProtection ByHand { get; }

    public DefaultCoverage Defaults { get; }

    public ClientFacts Clients { get; }

    public EndpointFacts Endpoints { get; }
    public AddressedCalls Addressed { get; }

    /// <summary>What the settings say of house methods. The settings of a compilation are one with it.</summary>
    public HouseMethods Houses { get; }

    /// <summary>The compilation can resolve service names at run time (Microsoft.Extensions.ServiceDiscovery, Steeltoe).</summary>
    public bool HasServiceDiscovery => _hasServiceDiscovery ??= Compilation.ReferencedAssemblyNames.Any(static r => r.Name is "Microsoft.Extensions.ServiceDiscovery" or "Microsoft.Extensions.ServiceDiscovery.Abstractions" || r.Name.StartsWith("Steeltoe.Discovery", StringComparison.Ordinal));

    /// <summary>The project is no service's code; asked by every rule, so answered once.</summary>
    public bool IsOutOfScope => _isOutOfScope.Value;

    public static CodeFacts For(Compilation compilation, AnalyzerOptions options)
        => Cache.GetValue(compilation, c => new CodeFacts(c, options));

    /// <summary>The semantic model of any tree of the compilation; one for all rules.</summary>
    public SemanticModel ModelOf(SyntaxTree tree)
#pragma warning disable RS0030 // The one place that may
        => _models.GetOrAdd(tree, t => Compilation.GetSemanticModel(t));
#pragma warning restore RS0030

    /// <summary>As <see cref="ModelOf"/>; null for a tree of another project, of which only the syntax can be read.</summary>
    public SemanticModel? ModelFor(SyntaxTree tree) => Compilation.ContainsSyntaxTree(tree) ? ModelOf(tree) : null;

    /// <summary>
    /// As <see cref="ModelOf"/>, also for a tree of a referenced project whose source is in sight (in the IDE and in the tool).
    /// Null for a tree of nobody's.
    /// </summary>
    public SemanticModel? ModelAnywhere(SyntaxTree tree)
    {
        if (Compilation.ContainsSyntaxTree(tree))
            return ModelOf(tree);
        foreach (var reference in Compilation.References)
        {
            if (reference is CompilationReference { Compilation: var project } && project.ContainsSyntaxTree(tree))
            {
#pragma warning disable RS0030 // The one place that may
                return _models.GetOrAdd(tree, t => project.GetSemanticModel(t));
#pragma warning restore RS0030
            }
        }

        return null;
    }

    /// <summary>
    /// The facts of the compilation that a tree belongs to: this one, or a referenced project's whose source is in sight, seen with this
    /// project's settings. Null for a tree of nobody's.
    /// </summary>
    public CodeFacts? Around(SyntaxTree tree)
    {
        if (Compilation.ContainsSyntaxTree(tree))
            return this;
        foreach (var reference in Compilation.References)
        {
            // Not in the table of all compilations: the project has settings of its own there.
            if (reference is CompilationReference { Compilation: var project } && project.ContainsSyntaxTree(tree))
                return _referenced.GetOrAdd(project, p => new CodeFacts(p, _options));
        }

        return null;
    }

    /// <summary>The trees of the project and of the referenced projects whose source is in sight.</summary>
    public IEnumerable<SyntaxTree> AllTrees()
        => Compilation.SyntaxTrees.Concat(Compilation.References.OfType<CompilationReference>().SelectMany(static r => r.Compilation.SyntaxTrees));

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
            foreach (var site in kinds == SiteKinds.HouseMethod ? index.HouseMethods(cancellationToken) : index.Of(kinds))
            {
                if ((site.Kinds & kinds) != 0)
                    yield return site;
            }
        }
    }
}
