using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Finds and binds the mentions of a field or captured local, following it through the names it is handed on under.</summary>
internal static class StateUses
{
    private const int MaxAliases = 3;

    /// <summary>Whether any mention in the tree could write; syntax only, so that the many read-only tables cost no binding.</summary>
    public static bool MayBeWritten(StateFacts facts, SyntaxTree tree, string name, bool isVisible, CancellationToken cancellationToken)
    {
        foreach (var candidate in isVisible ? facts.Code.Compilation.SyntaxTrees : [tree])
        {
            foreach (var token in SyntaxIndex.For(candidate, cancellationToken).Identifiers(name, cancellationToken))
            {
                if (token.Parent is SimpleNameSyntax mention && UseSyntax.Classify(mention) is not (UseKind.None or UseKind.Read))
                    return true;
            }
        }

        return false;
    }

    public static List<StateUse> Of(ISymbol holder, StateFacts facts, CancellationToken cancellationToken)
    {
        var uses = new List<StateUse>();
        Collect(holder, facts, uses, MaxAliases, cancellationToken);
        return uses;
    }

    private static void Collect(ISymbol holder, StateFacts facts, List<StateUse> uses, int aliases, CancellationToken cancellationToken)
    {
        foreach (var tree in TreesOf(holder, facts))
        {
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(holder.Name, cancellationToken))
            {
                if (token.Parent is not SimpleNameSyntax name || UseSyntax.Classify(name) is var kind && kind == UseKind.None)
                    continue;
                var model = facts.Code.ModelOf(tree);
                if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, holder.OriginalDefinition))
                    continue;
                // An object initialiser writes the object being made, not the one that is shared.
                if (name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax })
                    continue;
                if (CodePlace.Of(name, model, cancellationToken) is not { } place)
                    continue;

                if (kind == UseKind.Alias)
                {
                    var alias = AliasOf(name, model, cancellationToken);
                    if (alias is not null && aliases > 0 && StateTypes.IsInCollections(TypeOf(alias)))
                    {
                        Collect(alias, facts, uses, aliases - 1, cancellationToken);
                        continue;
                    }

                    kind = UseKind.Read;
                }

                uses.Add(new StateUse(name, Refine(name, kind, model, cancellationToken), place));
            }
        }
    }

    private static IEnumerable<SyntaxTree> TreesOf(ISymbol holder, StateFacts facts) => holder switch
    {
        ILocalSymbol => holder.DeclaringSyntaxReferences.Select(static r => r.SyntaxTree),
        { DeclaredAccessibility: Accessibility.Private } => holder.ContainingType.DeclaringSyntaxReferences.Select(static r => r.SyntaxTree).Distinct(),
        _ => facts.Code.Compilation.SyntaxTrees,
    };

    private static ISymbol? AliasOf(SimpleNameSyntax name, SemanticModel model, CancellationToken cancellationToken)
    {
        var whole = UseSyntax.Whole(name);
        if (whole.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax local })
            return model.GetDeclaredSymbol(local, cancellationToken);
        var property = whole.Ancestors().OfType<PropertyDeclarationSyntax>().FirstOrDefault();
        return property is null ? null : model.GetDeclaredSymbol(property, cancellationToken);
    }

    private static ITypeSymbol TypeOf(ISymbol alias) => alias switch
    {
        ILocalSymbol local => local.Type,
        IPropertySymbol property => property.Type,
        _ => throw new ArgumentOutOfRangeException(nameof(alias)),
    };

    private static UseKind Refine(SimpleNameSyntax name, UseKind kind, SemanticModel model, CancellationToken cancellationToken)
    {
        var whole = UseSyntax.Whole(name);
        if (kind == UseKind.AssignOwn && whole.Parent is AssignmentExpressionSyntax assignment)
        {
            // _items = _items.Add(item): an immutable collection that grows; _count = _count + 1: a counter.
            if (assignment.Right.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(n => n.Identifier.ValueText == name.Identifier.ValueText && n != name))
                return assignment.Right is BinaryExpressionSyntax ? UseKind.Count : UseKind.Add;
            return CarriesInput(assignment.Right, model, 3, cancellationToken) ? UseKind.Assign : UseKind.AssignOwn;
        }

        if ((kind & UseKind.Add) != 0 && Stored(whole) is { } stored && !CarriesInput(stored, model, 3, cancellationToken) && LooksItUpFirst(name))
            return UseKind.Fill;
        return kind;
    }

    private static ExpressionSyntax? Stored(SyntaxNode whole) => whole.Parent switch
    {
        ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } set } element when set.Left == element => set.Right,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "TryAdd", Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [_, var value] } } => value.Expression,
        _ => null,
    };

    // TryGetValue or ContainsKey, and then the entry: filled on demand.
    private static bool LooksItUpFirst(SimpleNameSyntax name)
    {
        var body = name.Ancestors().FirstOrDefault(static n => n is AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax or LocalFunctionStatementSyntax);
        return body is not null && body.DescendantNodes().OfType<SimpleNameSyntax>().Any(n =>
            n.Identifier.ValueText == name.Identifier.ValueText
            && UseSyntax.Whole(n).Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue" or "ContainsKey" });
    }

    /// <summary>Whether the value is, or is put together from, what the caller handed in; a call's result is computed here.</summary>
    private static bool CarriesInput(ExpressionSyntax value, SemanticModel model, int depth, CancellationToken cancellationToken)
    {
        if (depth == 0)
            return false;
        switch (value)
        {
            case IdentifierNameSyntax identifier:
                return model.GetSymbolInfo(identifier, cancellationToken).Symbol switch
                {
                    IParameterSymbol => true,
                    ILocalSymbol local => local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } initial }
                        && CarriesInput(initial, model, depth - 1, cancellationToken),
                    _ => false,
                };
            case MemberAccessExpressionSyntax access:
                return CarriesInput(access.Expression, model, depth, cancellationToken);
            case ParenthesizedExpressionSyntax inner:
                return CarriesInput(inner.Expression, model, depth, cancellationToken);
            case CastExpressionSyntax cast:
                return CarriesInput(cast.Expression, model, depth, cancellationToken);
            case WithExpressionSyntax:
                return true;
            case BinaryExpressionSyntax binary:
                return CarriesInput(binary.Left, model, depth, cancellationToken) || CarriesInput(binary.Right, model, depth, cancellationToken);
            case BaseObjectCreationExpressionSyntax creation:
                return (creation.ArgumentList?.Arguments.Any(a => CarriesInput(a.Expression, model, depth - 1, cancellationToken)) ?? false)
                    || (creation.Initializer?.Expressions.Any(e => CarriesInput(e is AssignmentExpressionSyntax set ? set.Right : e, model, depth - 1, cancellationToken)) ?? false);
            case TupleExpressionSyntax tuple:
                return tuple.Arguments.Any(a => CarriesInput(a.Expression, model, depth - 1, cancellationToken));
            default:
                return false;
        }
    }
}
