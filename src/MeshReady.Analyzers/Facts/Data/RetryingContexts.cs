using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Data;

/// <summary>The DbContext types whose execution strategy retries, by what the program registers.</summary>
internal sealed class RetryingContexts
{
    private const string DbContext = "Microsoft.EntityFrameworkCore.DbContext";

    // A lambda, the helper that holds it, the house method around both.
    private const int MaxDepth = 3;

    private static readonly ConditionalWeakTable<CodeFacts, RetryingContexts> Cache = new();

    private readonly CodeFacts _facts;
    private readonly object _gate = new();
    private List<(ITypeSymbol Context, SyntaxNode Cause)>? _all;

    private RetryingContexts(CodeFacts facts) => _facts = facts;

    public static RetryingContexts For(CodeFacts facts) => Cache.GetValue(facts, static f => new RetryingContexts(f));

    /// <summary>The call that makes the context retry, or one derived from it; null where none does.</summary>
    public SyntaxNode? CauseOf(ITypeSymbol context, CancellationToken cancellationToken)
    {
        lock (_gate)
            _all ??= [.. Find(cancellationToken)];
        foreach (var (known, cause) in _all)
        {
            if (known.IsOrInherits(context.OriginalDefinition.ToDisplayString()))
                return cause;
        }

        return null;
    }

    private IEnumerable<(ITypeSymbol, SyntaxNode)> Find(CancellationToken cancellationToken)
    {
        foreach (var site in _facts.Sites(SiteKinds.DatabaseRetry, cancellationToken).Concat(ReferencedProjects.Sites(_facts.Compilation, SiteKinds.DatabaseRetry, cancellationToken)))
        {
            if (site.Node is not InvocationExpressionSyntax call || _facts.ModelAnywhere(call.SyntaxTree) is not { } model || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
                continue;
            if (site.Name == DataNames.Retry
                ? method.Home().Name.EndsWith("DbContextOptionsBuilder", StringComparison.Ordinal) && method.IsInNamespace("Microsoft.EntityFrameworkCore") && ProductionCode.AlwaysRuns(call, model, cancellationToken)
                : Array.IndexOf(DataNames.Integrations, site.Name) >= 0 && method.IsInNamespace("Microsoft.Extensions.Hosting") && call.ToString().IndexOf("DisableRetry", StringComparison.Ordinal) < 0)
            {
                foreach (var context in ContextsAt(call, model, 0, cancellationToken))
                    yield return (context, call);
            }
        }
    }

    private IEnumerable<ITypeSymbol> ContextsAt(SyntaxNode node, SemanticModel model, int depth, CancellationToken cancellationToken)
    {
        foreach (var outer in node.AncestorsAndSelf())
        {
            switch (outer)
            {
                case InvocationExpressionSyntax call when model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { TypeArguments: { IsEmpty: false } types } && types.LastOrDefault(IsContext) is { } context:
                    return context is ITypeParameterSymbol parameter ? Given(parameter, depth, cancellationToken) : [context];
                case MethodDeclarationSyntax { Identifier.ValueText: "OnConfiguring" } when outer.Parent is TypeDeclarationSyntax type && model.GetDeclaredSymbol(type, cancellationToken) is ITypeSymbol own && IsContext(own):
                    return [own];
                case TypeDeclarationSyntax:
                    return [];
                case MethodDeclarationSyntax or LocalFunctionStatementSyntax when depth < MaxDepth && model.GetDeclaredSymbol(outer, cancellationToken) is IMethodSymbol helper && helper.DeclaredAccessibility != Accessibility.Protected:
                    return [.. Named(helper, cancellationToken).SelectMany(name => ContextsAt(name.Name, name.Model, depth + 1, cancellationToken))];
            }
        }

        return [];
    }

    // services.AddOurContext<OrderContext>(…) tells what TContext is.
    private IEnumerable<ITypeSymbol> Given(ITypeParameterSymbol parameter, int depth, CancellationToken cancellationToken)
    {
        if (depth >= MaxDepth || parameter.DeclaringMethod is not { } house)
            yield break;
        foreach (var (name, model) in Named(house, cancellationToken))
        {
            if (model.GetSymbolInfo(name, cancellationToken).Symbol is not IMethodSymbol { TypeArguments: var types } || types.Length <= parameter.Ordinal)
                continue;
            if (types[parameter.Ordinal] is ITypeParameterSymbol next)
            {
                foreach (var context in Given(next, depth + 1, cancellationToken))
                    yield return context;
            }
            else if (IsContext(types[parameter.Ordinal]))
            {
                yield return types[parameter.Ordinal];
            }
        }
    }

    private IEnumerable<(SimpleNameSyntax Name, SemanticModel Model)> Named(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var tree in _facts.AllTrees())
        {
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(method.Name, cancellationToken))
            {
                if (token.Parent is SimpleNameSyntax name && _facts.ModelAnywhere(tree) is { } model && model.GetSymbolInfo(name, cancellationToken).Symbol is IMethodSymbol found
                    && found.Declared().ToDisplayString() == method.Declared().ToDisplayString())
                {
                    yield return (name, model);
                }
            }
        }
    }

    private static bool IsContext(ITypeSymbol type)
        => type is ITypeParameterSymbol parameter ? parameter.ConstraintTypes.Any(static c => c.IsOrInherits(DbContext)) : type.IsOrInherits(DbContext);
}
