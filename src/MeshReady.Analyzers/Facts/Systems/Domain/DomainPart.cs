using System.Text.RegularExpressions;
using MeshReady.Analyzers.Facts.Systems.Stores;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems.Domain;

/// <summary>
/// The types of the project that hold a business's rules or data: contexts, their entities, aggregates, domain services. Contracts are none:
/// what has no behaviour and is in no context may be shared.
/// </summary>
internal sealed class DomainPart : IFactsPart
{
    private static readonly Regex AggregateBase = new("^I?(Base|Abstract|EventSourced|Audited|Auditable|FullAudited|Domain)*Aggregate(Root|Base)?$", RegexOptions.CultureInvariant);
    private static readonly Regex EntityBase = new("^I?(Base|Abstract|Audited|Auditable|FullAudited|CreationAudited|Domain|Tracked|SoftDeletable)*Entity(Base)?$", RegexOptions.CultureInvariant);

    // What other tools call an entity is none of the business: configurations, exceptions, messages about entities.
    private static readonly string[] NoBehaviour = ["ToString", "Equals", "GetHashCode", "Deconstruct", "Clone", "PrintMembers", "Validate"];

    public ProjectFacts Add(ProjectFacts facts, FactsSource source, CancellationToken cancellationToken)
    {
        if (facts.Kind == ProjectKind.AppHost)
            return facts;
        var found = new Dictionary<string, DomainFact>(StringComparer.Ordinal);
        var types = new List<(TypeDeclarationSyntax Declaration, INamedTypeSymbol Symbol)>();
        foreach (var declaration in CodeNodes.For(source.Code, cancellationToken).Types)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (declaration is ClassDeclarationSyntax or RecordDeclarationSyntax && source.Code.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellationToken) is INamedTypeSymbol { IsAbstract: false, IsStatic: false } symbol)
                types.Add((declaration, symbol));
        }

        foreach (var (declaration, symbol) in types)
        {
            if (IsContext(symbol))
            {
                Put(symbol, "context", declaration);
                foreach (var (entity, _) in ContextTables.Sets(symbol))
                {
                    if (entity.DeclaringSyntaxReferences is [var reference, ..] && source.Code.Compilation.ContainsSyntaxTree(reference.SyntaxTree) && !StoreNames.IsOfLibrary(entity.Name))
                        Put(entity, "entity", reference.GetSyntax(cancellationToken));
                }
            }
        }

        foreach (var (declaration, symbol) in types)
        {
            if (RoleOf(symbol) is { } role)
                Put(symbol, role, declaration);
        }

        return facts with { Domain = [.. found.Values.OrderBy(static d => d.Place).ThenBy(static d => d.Type, StringComparer.Ordinal)] };

        void Put(INamedTypeSymbol symbol, string role, SyntaxNode node)
        {
            var name = LiveCode.FullName(symbol);
            if (!found.TryGetValue(name, out var known) || known.Role == "entity" && role == "aggregate")
                found[name] = new(name, role, source.PlaceOf(node));
        }
    }

    private static bool IsContext(INamedTypeSymbol symbol)
        => symbol.TypeParameters.IsEmpty && !StoreNames.IsOfLibrary(symbol.Name) && (symbol.IsOrInherits("Microsoft.EntityFrameworkCore.DbContext") || symbol.IsOrInherits("System.Data.Entity.DbContext") || ContextTables.Sets(symbol).Any());

    private static string? RoleOf(INamedTypeSymbol symbol)
    {
        var isAggregate = false;
        var isEntity = false;
        for (var level = symbol.BaseType; level is not null && level.SpecialType == SpecialType.None; level = level.BaseType)
        {
            isAggregate |= AggregateBase.IsMatch(level.Name);
            isEntity |= EntityBase.IsMatch(level.Name);
        }

        isAggregate |= symbol.AllInterfaces.Any(static i => AggregateBase.IsMatch(i.Name));
        isEntity |= symbol.AllInterfaces.Any(static i => EntityBase.IsMatch(i.Name));
        if (isAggregate)
            return HasBehaviour(symbol) ? "aggregate" : null;
        if (isEntity)
            return HasBehaviour(symbol) ? "entity" : null;
        return symbol.Name.EndsWith("DomainService", StringComparison.Ordinal) || symbol.AllInterfaces.Any(static i => i.Name == "IDomainService") ? "service" : null;
    }

    /// <summary>Whether the class does something of its own beyond being compared and printed.</summary>
    private static bool HasBehaviour(INamedTypeSymbol symbol)
        => symbol.GetMembers().OfType<IMethodSymbol>().Any(static m => m is { MethodKind: MethodKind.Ordinary, IsImplicitlyDeclared: false, DeclaredAccessibility: not Accessibility.Private } && Array.IndexOf(NoBehaviour, m.Name) < 0);
}
