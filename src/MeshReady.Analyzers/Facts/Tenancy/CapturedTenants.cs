using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Tenancy;

/// <summary>What a singleton keeps of the tenant of whoever happened to ask for it first.</summary>
internal sealed class CapturedTenants(CodeFacts facts, CancellationToken cancellationToken)
{
    private static readonly ConditionalWeakTable<CodeFacts, HashSet<string>> Scoped = new();

    /// <summary>What a registered singleton captures: the thing, and where; null where nothing of a tenant.</summary>
    public (string What, SyntaxNode Node)? At(InvocationExpressionSyntax call)
    {
        var model = facts.ModelOf(call.SyntaxTree);
        var info = model.GetSymbolInfo(call, cancellationToken);
        if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not IMethodSymbol method || !method.Declared().IsInNamespace("Microsoft.Extensions.DependencyInjection")
            || TypeOf(call, method, model) is not { } type || type.DeclaringSyntaxReferences.IsEmpty)
        {
            return null;
        }

        return type.InstanceConstructors.Select(OfConstructor).FirstOrDefault(static found => found is not null);
    }

    /// <summary>The type that the container makes; a factory's own creations are its author's.</summary>
    private INamedTypeSymbol? TypeOf(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model)
    {
        if (call.ArgumentList.Arguments.Any(static a => a.Expression is not TypeOfExpressionSyntax and not LiteralExpressionSyntax))
            return null;
        var type = call.ArgumentList.Arguments.Select(static a => a.Expression).OfType<TypeOfExpressionSyntax>().LastOrDefault() is { } typeOf
            ? model.GetTypeInfo(typeOf.Type, cancellationToken).Type
            : method.TypeArguments.LastOrDefault();
        return type is INamedTypeSymbol { TypeKind: TypeKind.Class } named ? named : null;
    }

    private (string What, SyntaxNode Node)? OfConstructor(IMethodSymbol constructor)
    {
        foreach (var parameter in constructor.Parameters)
        {
            if (parameter.DeclaringSyntaxReferences is not [var declaration] || facts.ModelFor(declaration.SyntaxTree) is null)
                continue;
            if (ScopedTenants().Contains(parameter.Type.Name))
                return (parameter.Type.Name, declaration.GetSyntax(cancellationToken));

            // The accessor may live for ever, and what it says in the constructor is the first caller's.
            if ((TenantNames.IsTenant(parameter.Type.Name) && !TenantNames.IsSettings(parameter.Type.Name) || parameter.Type.Name == "IHttpContextAccessor")
                && Kept(constructor, parameter) is { } kept)
            {
                return (kept.Name, kept.Node);
            }
        }

        return null;
    }

    /// <summary>A field or property of the tenant's name that the constructor fills from a member of the parameter.</summary>
    private (string Name, SyntaxNode Node)? Kept(IMethodSymbol constructor, IParameterSymbol parameter)
    {
        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellationToken);
            var assigned = syntax is ConstructorDeclarationSyntax
                ? syntax.DescendantNodes().OfType<AssignmentExpressionSyntax>().Select(static a => (Name: (a.Left as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText ?? a.Left.ToString(), Value: a.Right))
                : syntax is TypeDeclarationSyntax type ? type.Members.SelectMany(Initialised) : [];
            foreach (var (name, value) in assigned)
            {
                if (TenantNames.IsTenant(name) && value.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax } used && used.Identifier.ValueText == parameter.Name)
                    && !value.DescendantNodesAndSelf().Any(static n => n is AnonymousFunctionExpressionSyntax))
                {
                    return (name, value);
                }
            }
        }

        return null;
    }

    private static IEnumerable<(string Name, ExpressionSyntax Value)> Initialised(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Where(static v => v.Initializer is not null).Select(static v => (v.Identifier.ValueText, v.Initializer!.Value)),
        PropertyDeclarationSyntax { Initializer.Value: var value } property => [(property.Identifier.ValueText, value)],
        _ => [],
    };

    /// <summary>The names of the services that live for one request and are named for a tenant.</summary>
    private HashSet<string> ScopedTenants()
    {
        if (Scoped.TryGetValue(facts, out var known))
            return known;

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in facts.AllTrees())
        {
            foreach (var method in new[] { "AddScoped", "TryAddScoped" })
            {
                foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(method, cancellationToken))
                {
                    var service = token.Parent switch
                    {
                        GenericNameSyntax { TypeArgumentList.Arguments: [var first, ..] } => first,
                        IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: TypeOfExpressionSyntax { Type: var first } }, ..] } } } => first,
                        _ => null,
                    };
                    var name = service is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : (service as IdentifierNameSyntax)?.Identifier.ValueText;
                    if (name is not null && IsOfOneRequest(name))
                        names.Add(name);
                }
            }
        }

        return Scoped.GetValue(facts, _ => names);
    }

    // A store or a factory knows all tenants; who asks it names one.
    private static bool IsOfOneRequest(string name)
        => TenantNames.IsTenant(name) && !TenantNames.KnowsAll(name);
}
