using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems.Stores;

/// <summary>The schema and the tables of a context of Entity Framework, as its own code names them.</summary>
internal sealed class ContextTables(FactsSource source, CancellationToken cancellationToken)
{
    private readonly TextSource _texts = source.TextsWith(cancellationToken);
    private readonly Dictionary<CodeFacts, Dictionary<string, (string Table, string? Schema)>> _named = [];

    /// <summary>The context class of the name; null where its source is out of sight.</summary>
    public INamedTypeSymbol? Find(string context)
    {
        var name = context.Substring(context.LastIndexOf('.') + 1);
        foreach (var tree in source.Code.AllTrees())
        {
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(name, cancellationToken))
            {
                if (token.Parent is ClassDeclarationSyntax type && source.Code.ModelAnywhere(tree)?.GetDeclaredSymbol(type, cancellationToken) is INamedTypeSymbol symbol && LiveCode.FullName(symbol) == context)
                    return symbol;
            }
        }

        return null;
    }

    /// <summary>The entities of the sets that the context itself declares, with the sets' names.</summary>
    public static IEnumerable<(INamedTypeSymbol Entity, string Set)> Sets(INamedTypeSymbol context)
        => context.GetMembers().OfType<IPropertySymbol>()
            .Where(static p => p.Type is INamedTypeSymbol { Name: "DbSet" or "IDbSet", TypeArguments: [INamedTypeSymbol] })
            .Select(static p => ((INamedTypeSymbol)((INamedTypeSymbol)p.Type).TypeArguments[0], p.Name));

    /// <summary>The tables; those of libraries are left out.</summary>
    public IReadOnlyList<string> Tables(INamedTypeSymbol context)
        => [.. Sets(context).Select(set => TableOf(set.Entity, context) ?? set.Set).Where(static t => !StoreNames.IsOfLibrary(t)).Distinct().OrderBy(static t => t, StringComparer.Ordinal)];

    /// <summary>The schema: the context's own default, or the one that all its tables name.</summary>
    public string? Schema(INamedTypeSymbol context)
    {
        for (var level = context; level is not null && level.Name != "DbContext"; level = level.BaseType)
        {
            foreach (var call in level.DeclaringSyntaxReferences.SelectMany(r => r.GetSyntax(cancellationToken).DescendantNodes()).OfType<InvocationExpressionSyntax>())
            {
                if (Clients.CallChain.NameOf(call)?.Identifier.ValueText == "HasDefaultSchema" && _texts.Constant(call.ArgumentList.Arguments.FirstOrDefault()?.Expression) is { } schema)
                    return schema;
            }
        }

        var named = Sets(context).Select(set => NamedBeside(context).TryGetValue(LiveCode.FullName(set.Entity), out var table) ? table.Schema : null).Distinct().ToList();
        return named is [{ } only] ? only : null;
    }

    private string? TableOf(INamedTypeSymbol entity, INamedTypeSymbol context)
    {
        if (NamedBeside(context).TryGetValue(LiveCode.FullName(entity), out var table))
            return table.Table;
        return entity.GetAttributes().FirstOrDefault(static a => a.AttributeClass?.Name == "TableAttribute")?.ConstructorArguments.FirstOrDefault().Value as string;
    }

    /// <summary>What <c>ToTable</c> says of entities, in the context or in a configuration class of its project.</summary>
    private Dictionary<string, (string Table, string? Schema)> NamedBeside(INamedTypeSymbol context)
    {
        var owner = context.DeclaringSyntaxReferences.Select(r => source.Code.Around(r.SyntaxTree)).FirstOrDefault(static o => o is not null) ?? source.Code;
        if (_named.TryGetValue(owner, out var named))
            return named;
        _named.Add(owner, named = new(StringComparer.Ordinal));
        foreach (var call in CodeNodes.For(owner, cancellationToken).Calls("ToTable"))
        {
            if (call.ArgumentList.Arguments is not [{ Expression: not LambdaExpressionSyntax and var name }, ..] arguments || _texts.Constant(name) is not { } table || EntityOf(call, owner) is not { } entity)
                continue;
            var second = arguments.Count > 1 && arguments[1].Expression is not LambdaExpressionSyntax ? _texts.Constant(arguments[1].Expression) : null;
            named[LiveCode.FullName(entity)] = (table, second);
        }

        return named;
    }

    private ITypeSymbol? EntityOf(InvocationExpressionSyntax call, CodeFacts owner)
        => call.Expression is MemberAccessExpressionSyntax access && owner.ModelOf(call.SyntaxTree).GetTypeInfo(access.Expression, cancellationToken).Type is INamedTypeSymbol { TypeArguments: [INamedTypeSymbol entity, ..] } ? entity : null;
}
