using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Finds and binds the mentions of a field or captured local, following it through the names it is handed on under.</summary>
internal static class StateUses
{
    private const int MaxAliases = 3;

    /// <summary>
    /// Whether the mentions could be what the rule looks for: something outside of start-up writes, something else reads.
    /// Syntax only, so that tables, caches and what one constructor fills cost no binding.
    /// </summary>
    /// <param name="trees">Where the name can be meant.</param>
    public static bool MayBeKept(IEnumerable<SyntaxTree> trees, string name, CancellationToken cancellationToken)
    {
        SyntaxNode? writer = null, reader = null;
        var (writers, readers) = (0, 0);
        foreach (var tree in trees)
        {
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(name, cancellationToken))
            {
                if (token.Parent is not SimpleNameSyntax mention || UseSyntax.Classify(mention) is var kind && kind == UseKind.None || IsOfNewObject(mention))
                    continue;
                // Under another name anything can follow; a test-and-set writes and reads at once.
                if (kind == UseKind.Alias || (kind & UseKind.TestAndSet) != 0)
                    return true;
                var body = UseSyntax.BodyOf(mention);
                if ((kind & UseKind.Writes) != 0 && !UseSyntax.IsStartUp(body))
                    (writers, writer) = (writer is null || writer != body ? writers + 1 : writers, body);
                if ((kind & UseKind.Read) != 0)
                    (readers, reader) = (reader is null || reader != body ? readers + 1 : readers, body);
                if (writers > 0 && readers > 0 && (writer != reader || writers > 1 || readers > 1))
                    return true;
            }
        }

        return writer is not null && UseSyntax.MayRefuseCalls(writer);
    }

    public static List<StateUse> Of(ISymbol holder, StateFacts facts, CancellationToken cancellationToken)
    {
        var uses = new List<StateUse>();
        Collect(holder, facts, uses, MaxAliases, cancellationToken);
        return uses;
    }

    /// <summary>
    /// The trees in which the holder can be named. A static one is named through its type or a derived one: of <c>None</c>
    /// or <c>Empty</c>, which stand in every other file, only those are bound where one of the types is mentioned.
    /// </summary>
    public static IEnumerable<SyntaxTree> TreesOf(ISymbol holder, StateFacts facts, CancellationToken cancellationToken)
    {
        var trees = facts.Code.Uses.TreesOf(holder);
        if (holder is not { IsStatic: true, DeclaredAccessibility: not Accessibility.Private, ContainingType: { } owner })
            return trees;
        List<string> names = [owner.Name, .. facts.Derived.NamesOf(owner.Name, cancellationToken).Distinct()];
        List<SyntaxTree> naming = [.. trees.Where(tree => names.Exists(name => facts.Mentions(tree, name, cancellationToken)))];
        // An alias for all files hides the type's name in all of them.
        return naming.Exists(tree => tree.GetRoot(cancellationToken) is CompilationUnitSyntax unit && unit.Usings.Any(static u => u.GlobalKeyword.RawKind != 0 && (u.Alias is not null || u.StaticKeyword.RawKind != 0))) ? trees : naming;
    }

    private static void Collect(ISymbol holder, StateFacts facts, List<StateUse> uses, int aliases, CancellationToken cancellationToken)
    {
        foreach (var tree in TreesOf(holder, facts, cancellationToken))
        {
            var isOnlyName = IsOnlyName(holder, tree, cancellationToken);
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(holder.Name, cancellationToken))
            {
                if (token.Parent is not SimpleNameSyntax name || UseSyntax.Classify(name) is var kind && kind == UseKind.None)
                    continue;
                if (IsOfNewObject(name))
                    continue;
                var model = facts.Code.ModelOf(tree);
                if (!(isOnlyName && IsOwnMention(name, holder.ContainingType))
                    && !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, holder.OriginalDefinition))
                {
                    continue;
                }

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

    // An object initialiser writes the object being made, not the one that is shared.
    private static bool IsOfNewObject(SimpleNameSyntax name) => name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } set && set.Left == name;

    // Binding one mention makes the compiler analyse the whole member around it. Where a file declares the name once, a
    // plain mention inside the type can mean nothing else.
    private static bool IsOnlyName(ISymbol holder, SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (holder is not (IFieldSymbol or IPropertySymbol) || holder.DeclaringSyntaxReferences is not [var declaration])
            return false;
        foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(holder.Name, cancellationToken))
        {
            if (token.Parent is not SimpleNameSyntax && !(declaration.SyntaxTree == tree && declaration.Span.Contains(token.Span)))
                return false;
        }

        return true;
    }

    private static bool IsOwnMention(SimpleNameSyntax name, INamedTypeSymbol owner)
        => name is IdentifierNameSyntax
            && name.Parent is not (NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax or MemberBindingExpressionSyntax or AttributeSyntax)
            && (name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name || access.Expression is ThisExpressionSyntax)
            && name.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is { } type
            && owner.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == type.SyntaxTree && r.Span == type.Span);

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

        if ((kind & UseKind.Add) != 0 && Stored(whole) is { } stored && LooksItUpFirst(name) && !CarriesInput(stored, model, 3, cancellationToken))
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
