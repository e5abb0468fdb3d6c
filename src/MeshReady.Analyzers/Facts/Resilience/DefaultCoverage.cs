using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Resilience;

/// <summary>What protects every client of the project without being written beside it.</summary>
internal sealed class DefaultCoverage(CodeFacts facts)
{
    private static readonly string[] Builders =
    [
        "Microsoft.Extensions.DependencyInjection.IServiceCollection",
        "Microsoft.Extensions.Hosting.IHostApplicationBuilder",
        "Microsoft.Extensions.Hosting.IHostBuilder",
        "Microsoft.AspNetCore.Hosting.IWebHostBuilder",
        "Microsoft.AspNetCore.Builder.WebApplicationBuilder",
        "Microsoft.Extensions.Hosting.HostApplicationBuilder",
    ];

    private readonly object _gate = new();
    private Layers? _layers;
    private IReadOnlyList<RetryCall>? _retries;
    private IReadOnlyList<RetryCall>? _inherited;

    /// <summary>The defaults for all clients: in this project, in the projects it refers to, or possibly in a method out of sight.</summary>
    public Layers Get(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _layers ??= Find(cancellationToken);
    }

    /// <summary>The retries that this project gives to every client of its factory.</summary>
    public IReadOnlyList<RetryCall> Retries(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _retries ??= [.. OwnDefaults(cancellationToken).SelectMany(static coverage => coverage.Retries)];
    }

    /// <summary>The retries that a method of a referenced project in sight, called here, gives to every client of the factory.</summary>
    public IReadOnlyList<RetryCall> Inherited(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _inherited ??= [.. facts.Compilation.References.OfType<CompilationReference>().SelectMany(reference => InheritedFrom(reference.Compilation, cancellationToken))];
    }

    private IEnumerable<RetryCall> InheritedFrom(Compilation project, CancellationToken cancellationToken)
    {
        var reader = new ChainReader(facts, cancellationToken);
        foreach (var tree in project.SyntaxTrees)
        {
            foreach (var site in SyntaxIndex.For(tree, cancellationToken).Of(SiteKinds.Resilience))
            {
                if (site.Name == "ConfigureHttpClientDefaults" && site.Node is InvocationExpressionSyntax call
                    && call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && IsCalled(method.Identifier.ValueText, tree, depth: 0, cancellationToken))
                {
                    foreach (var retry in reader.ReadBody(call.ArgumentList).Retries)
                        yield return retry;
                }
            }
        }
    }

    /// <summary>Whether the project calls a method of this name, or one of the same file that does.</summary>
    private bool IsCalled(string method, SyntaxTree home, int depth, CancellationToken cancellationToken)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            if (CallsIn(tree, method, cancellationToken).Any())
                return true;
        }

        return depth < 2 && CallsIn(home, method, cancellationToken)
            .Any(call => call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } caller && caller.Identifier.ValueText != method && IsCalled(caller.Identifier.ValueText, home, depth + 1, cancellationToken));
    }

    private static IEnumerable<InvocationExpressionSyntax> CallsIn(SyntaxTree tree, string method, CancellationToken cancellationToken)
        => SyntaxIndex.For(tree, cancellationToken).Identifiers(method, cancellationToken)
            .Select(static token => token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>())
            .OfType<InvocationExpressionSyntax>().Where(call => CallChain.NameOf(call)?.Identifier.ValueText == method);

    private IEnumerable<ChainCoverage> OwnDefaults(CancellationToken cancellationToken)
    {
        var reader = new ChainReader(facts, cancellationToken);
        foreach (var site in facts.Sites(SiteKinds.Resilience, cancellationToken))
        {
            if (site.Name == "ConfigureHttpClientDefaults" && site.Node is InvocationExpressionSyntax call)
                yield return reader.ReadBody(call.ArgumentList);
        }
    }

    private Layers Find(CancellationToken cancellationToken)
    {
        var layers = Layers.None;
        foreach (var coverage in OwnDefaults(cancellationToken))
            layers |= coverage.Layers;
        if (layers != Layers.None)
            return layers;

        foreach (var reference in facts.Compilation.References)
        {
            if (reference is CompilationReference { Compilation: var project } && Protects(project, cancellationToken))
                return Layers.Custom;
        }

        return CallsUnseenBuilder(cancellationToken);
    }

    /// <summary>The source of a referenced project sets defaults; that its method is called is taken for granted.</summary>
    private static bool Protects(Compilation project, CancellationToken cancellationToken)
    {
        foreach (var tree in project.SyntaxTrees)
        {
            foreach (var site in SyntaxIndex.For(tree, cancellationToken).Of(SiteKinds.Resilience))
            {
                if (site.Name == "ConfigureHttpClientDefaults"
                    && site.Node.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(static c => CallChain.NameOf(c)?.Identifier.ValueText is { } n && (ResilienceNames.OnBuilder.ContainsKey(n) || !ResilienceNames.Harmless.Contains(n))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>One look at each differently named extension on a builder whose body is out of sight.</summary>
    private Layers CallsUnseenBuilder(CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var layers = Layers.None;
        foreach (var site in facts.Sites(SiteKinds.HouseMethod, cancellationToken))
        {
            // What maps endpoints extends a pipeline, not the builder of clients.
            if (site.Node is not InvocationExpressionSyntax call || site.Name.StartsWith("Map", StringComparison.Ordinal) || !names.Add(site.Name))
                continue;
            if (facts.Houses.Declared(site.Name) is { } declared)
            {
                layers |= declared;
                continue;
            }

            var model = facts.ModelOf(call.SyntaxTree);
            if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || method.Extended(call, model, cancellationToken) is not { } extended)
                continue;
            var original = method.Declared();
            if (original.DeclaringSyntaxReferences.IsEmpty && IsBuilder(extended) && HouseMethods.MayProtect(original.ContainingAssembly))
                layers |= Layers.Unknown;
        }

        return layers;
    }

    private static bool IsBuilder(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol { ConstraintTypes: [var constraint, ..] })
            type = constraint;
        foreach (var builder in Builders)
        {
            if (type.IsOrInherits(builder))
                return true;
        }

        return false;
    }
}
