using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Tenancy;

/// <summary>Which entities a query filter holds to their tenant.</summary>
internal sealed class TenantFilters
{
    private static readonly ConditionalWeakTable<CodeFacts, TenantFilters> Cache = new();

    private readonly object _gate = new();
    private HashSet<string>? _entities;
    private bool _isForAll;

    private TenantFilters()
    {
    }

    public static TenantFilters For(CodeFacts facts) => Cache.GetValue(facts, static _ => new TenantFilters());

    /// <summary>What holds the entity to its tenant, for a message; null where nothing is known to.</summary>
    public string? Of(ITypeSymbol entity, CodeFacts facts, CancellationToken cancellationToken)
    {
        lock (_gate)
            _entities ??= Read(facts, cancellationToken);
        for (var type = entity; type is not null; type = type.BaseType)
        {
            if (_entities.Contains(type.Name))
                return "its query filter";
        }

        if (_isForAll && (entity.AllInterfaces.FirstOrDefault(static i => TenantNames.IsTenant(i.Name)) is { } marked ? marked.Name : HasTenant(entity) ? "its property of the tenant" : null) is { } by)
            return by;
        return null;
    }

    private static bool HasTenant(ITypeSymbol entity)
    {
        for (var type = entity; type is not null; type = type.BaseType)
        {
            if (type.GetMembers().Any(static m => m is IPropertySymbol && TenantNames.IsTenant(m.Name)))
                return true;
        }

        return false;
    }

    /// <summary>The entities of all filters that speak of a tenant, by name. A filter in generic code is for all that have one.</summary>
    private HashSet<string> Read(CodeFacts facts, CancellationToken cancellationToken)
    {
        var entities = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in facts.AllTrees())
        {
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers("HasQueryFilter", cancellationToken))
            {
                if (token.Parent is not SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Expression: var builder, Parent: InvocationExpressionSyntax call } } name)
                    continue;
                if (!MentionsTenant(call.ArgumentList) && !(call.Ancestors().FirstOrDefault(static n => n is BaseMethodDeclarationSyntax) is { } around && IsGeneric(around) && MentionsTenant(around)))
                    continue;
                if (EntityOf(builder, name) is { } entity)
                    entities.Add(entity);
                else
                    _isForAll = true;
            }
        }

        return entities;
    }

    private static bool MentionsTenant(SyntaxNode node)
        => node.DescendantTokens().Any(static token => token.Parent is SimpleNameSyntax or LiteralExpressionSyntax && TenantNames.IsTenant(token.ValueText));

    private static bool IsGeneric(SyntaxNode method) => method is MethodDeclarationSyntax { TypeParameterList: not null } || method.DescendantNodes().OfType<SimpleNameSyntax>().Any(static n => n.Identifier.ValueText == "GetEntityTypes");

    /// <summary>The entity of <c>model.Entity&lt;Order&gt;()</c>, of a lambda around it, or of the class of configuration around it.</summary>
    private static string? EntityOf(ExpressionSyntax builder, SyntaxNode name)
    {
        var generic = builder.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault(static g => g.Identifier.ValueText == "Entity")
            ?? name.Ancestors().OfType<InvocationExpressionSyntax>().Select(static i => i.Expression is MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: "Entity" } found } ? found : null).FirstOrDefault(static g => g is not null);
        if (generic is { TypeArgumentList.Arguments: [var type] })
            return Known(type, name);
        var configuration = name.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.BaseList?.Types.Select(static t => t.Type).OfType<GenericNameSyntax>().FirstOrDefault(static g => g.Identifier.ValueText == "IEntityTypeConfiguration");
        return configuration is { TypeArgumentList.Arguments: [var configured] } ? Known(configured, name) : null;
    }

    private static TypeParameterListSyntax? TypeParametersOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.TypeParameterList,
        LocalFunctionStatementSyntax function => function.TypeParameterList,
        TypeDeclarationSyntax type => type.TypeParameterList,
        _ => null,
    };

    private static string? Known(TypeSyntax type, SyntaxNode name)
    {
        var text = type is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : type.ToString();
        return name.Ancestors().Any(n => TypeParametersOf(n)?.Parameters.Any(p => p.Identifier.ValueText == text) == true) ? null : text;
    }
}
