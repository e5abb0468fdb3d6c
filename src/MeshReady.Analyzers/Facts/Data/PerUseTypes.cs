using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Data;

/// <summary>Types of which every request, or every use, gets an instance of its own.</summary>
internal sealed class PerUseTypes
{
    private static readonly ConditionalWeakTable<CodeFacts, PerUseTypes> Cache = new();

    private readonly CodeFacts _facts;
    private readonly ConcurrentDictionary<INamedTypeSymbol, string> _known = new(SymbolEqualityComparer.Default);

    private PerUseTypes(CodeFacts facts) => _facts = facts;

    public static PerUseTypes For(CodeFacts facts) => Cache.GetValue(facts, static f => new PerUseTypes(f));

    /// <summary>The registration that makes the instances (<c>AddScoped</c>), or <c>each request</c> of a controller; null where none is seen, or a singleton is.</summary>
    public string? RegistrationOf(INamedTypeSymbol type, CancellationToken cancellationToken)
        => _known.GetOrAdd(type, t => Find(t, cancellationToken)) is { Length: > 0 } found ? found : null;

    private string Find(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (StateFacts.For(_facts).Singletons.Contains(type, cancellationToken))
            return "";
        if (type.IsOrInherits("Microsoft.AspNetCore.Mvc.ControllerBase"))
            return "the controller";
        foreach (var site in _facts.Sites(SiteKinds.Connection, cancellationToken))
        {
            if (Array.IndexOf(ConnectionNames.PerUse, site.Name) < 0 || site.Node is not InvocationExpressionSyntax call)
                continue;
            var model = _facts.ModelOf(call.SyntaxTree);
            if (model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
                && method.Declared().IsInNamespace("Microsoft.Extensions.DependencyInjection")
                && Registered(call, method, model, cancellationToken).Any(t => Made(t, type)))
            {
                return "'" + site.Name + "'";
            }
        }

        return "";
    }

    private static IEnumerable<ITypeSymbol?> Registered(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var type in method.TypeArguments)
            yield return type;
        foreach (var argument in call.ArgumentList.Arguments)
        {
            foreach (var node in argument.DescendantNodes())
            {
                if (node is TypeOfExpressionSyntax typeOf)
                    yield return model.GetTypeInfo(typeOf.Type, cancellationToken).Type;
                else if (node is BaseObjectCreationExpressionSyntax creation)
                    yield return model.GetTypeInfo(creation, cancellationToken).Type;
            }
        }
    }

    // A type parameter stands for what derives from its constraint.
    private static bool Made(ITypeSymbol? registered, INamedTypeSymbol type)
        => registered is ITypeParameterSymbol parameter
            ? parameter.ConstraintTypes.Any(c => Made(c, type))
            : Bases(registered).Any(b => SymbolEqualityComparer.Default.Equals(b.OriginalDefinition, type.OriginalDefinition));

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            yield return current;
    }
}
