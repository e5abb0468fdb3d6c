using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Which types of a compilation have one instance for the whole process.</summary>
/// <remarks>The names come from syntax alone and are kept per tree; a registration is bound only when a type of its name is asked about.</remarks>
internal sealed class SingletonTypes(StateFacts facts)
{
    private static readonly ConditionalWeakTable<SyntaxIndex, Dictionary<string, List<SyntaxNode>>> OfTree = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _known = new(SymbolEqualityComparer.Default);
    private Dictionary<string, List<SyntaxNode>>? _names;

    /// <summary>Whether a registration or a static field speaks of a type of this name, or of one derived from it.</summary>
    public bool MayBe(string name, CancellationToken cancellationToken)
    {
        var names = Names(cancellationToken);
        return names.ContainsKey(name) || facts.Derived.NamesOf(name, cancellationToken).Any(names.ContainsKey);
    }

    /// <summary>Whether the type, or one derived from it, is registered as a singleton or made once into a static member.</summary>
    public bool Contains(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (!MayBe(type.Name, cancellationToken))
            return false;
        if (_known.TryGetValue(type, out var known))
            return known;
        return _known.GetOrAdd(type, Find(type, cancellationToken) || facts.Derived.Of(type, Names(cancellationToken).ContainsKey, cancellationToken).Any(d => Find(d, cancellationToken)));
    }

    /// <summary>What speaks of a type of each name, in the whole compilation.</summary>
    private Dictionary<string, List<SyntaxNode>> Names(CancellationToken cancellationToken)
    {
        if (_names is { } known)
            return known;

        var names = new Dictionary<string, List<SyntaxNode>>(StringComparer.Ordinal);
        foreach (var index in facts.Code.Indexes(cancellationToken))
        {
            foreach (var named in NamesOf(index))
            {
                if (!names.TryGetValue(named.Key, out var nodes))
                    names[named.Key] = nodes = [];
                nodes.AddRange(named.Value);
            }
        }

        return _names = names;
    }

    /// <summary>
    /// Whether this in-memory type is what the solution runs with: registered without a condition, by a method that does
    /// not speak of memory, for an interface of another project that nothing else here implements.
    /// </summary>
    public bool IsTheOnlyChoice(INamedTypeSymbol type, CancellationToken cancellationToken)
        => type.AllInterfaces.Any(i => !SymbolEqualityComparer.Default.Equals(i.ContainingAssembly, type.ContainingAssembly) && !i.IsInNamespace("System") && !i.IsInNamespace("Microsoft")
                && facts.Code.Implementations.Of(i, cancellationToken).All(t => SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, type.OriginalDefinition)))
            && Names(cancellationToken).TryGetValue(type.Name, out var nodes) && nodes.Exists(node =>
                node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddSingleton" } } call
                && node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } composition && !StateRoles.IsNamedAsChoice(composition.Identifier.ValueText)
                && !node.Ancestors().Any(static n => n is IfStatementSyntax)
                && Registered(call, facts.Code.ModelOf(node.SyntaxTree), cancellationToken).Any(t => SymbolEqualityComparer.Default.Equals(t?.OriginalDefinition, type.OriginalDefinition)));

    private bool Find(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (!Names(cancellationToken).TryGetValue(type.Name, out var nodes))
            return false;

        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            // Grains and actors are addressed by key and live once in the cluster; that is their point.
            if (current.Name.EndsWith("Grain", StringComparison.Ordinal) || current.Name.EndsWith("Actor", StringComparison.Ordinal) || current.Name.StartsWith("Grain", StringComparison.Ordinal))
                return false;
        }

        foreach (var node in nodes)
        {
            var model = facts.Code.ModelOf(node.SyntaxTree);
            if (node is InvocationExpressionSyntax call
                ? Registered(call, model, cancellationToken).Any(t => SymbolEqualityComparer.Default.Equals(t?.OriginalDefinition, type.OriginalDefinition))
                : IsOnlyInstance(node, type, model, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<ITypeSymbol?> Registered(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        var info = model.GetSymbolInfo(call, cancellationToken);
        if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not IMethodSymbol method
            || !method.Declared().IsInNamespace("Microsoft.Extensions.DependencyInjection")
            || IsOneOfTwo(call))
        {
            yield break;
        }

        var found = false;
        ITypeSymbol? lastTypeOf = null;
        foreach (var argument in call.ArgumentList.Arguments)
        {
            switch (argument.Expression)
            {
                case TypeOfExpressionSyntax typeOf:
                    lastTypeOf = model.GetTypeInfo(typeOf.Type, cancellationToken).Type;
                    break;
                case AnonymousFunctionExpressionSyntax factory:
                    foreach (var result in Results(factory))
                    {
                        found = true;
                        yield return model.GetTypeInfo(result, cancellationToken).Type;
                    }

                    break;
                case LiteralExpressionSyntax:
                    break;
                case var instance when model.GetTypeInfo(instance, cancellationToken).Type is INamedTypeSymbol { TypeKind: TypeKind.Class } type && !type.Is("System.String"):
                    found = true;
                    yield return type;
                    break;
            }
        }

        if (lastTypeOf is not null)
            yield return lastTypeOf;
        else if (!found && !method.TypeArguments.IsEmpty)
            yield return method.TypeArguments[method.TypeArguments.Length - 1];
    }

    private static IEnumerable<ExpressionSyntax> Results(AnonymousFunctionExpressionSyntax factory)
        => factory.ExpressionBody is { } expression
            ? [expression]
            : factory.DescendantNodes(static n => n is not LocalFunctionStatementSyntax).OfType<ReturnStatementSyntax>().Select(static r => r.Expression!).Where(static e => e is not null);

    // A store for development beside a real one is a decision that somebody took.
    private static bool IsOneOfTwo(SyntaxNode node)
    {
        for (var current = node; current.Parent is { } parent && current is not MemberDeclarationSyntax; current = parent)
        {
            switch (parent)
            {
                case IfStatementSyntax choice when choice.Else is not null || choice.Condition.ToString() is var text && (text.Contains("IsDevelopment") || text.Contains("InMemory")):
                case ElseClauseSyntax:
                case SwitchSectionSyntax:
                case ConditionalExpressionSyntax:
                    return true;
            }
        }

        return false;
    }

    private bool IsOnlyInstance(SyntaxNode holder, INamedTypeSymbol type, SemanticModel model, CancellationToken cancellationToken)
    {
        var held = model.GetDeclaredSymbol(holder, cancellationToken) switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };
        if (!SymbolEqualityComparer.Default.Equals(held, type))
            return false;

        var made = 0;
        foreach (var tree in facts.Code.Compilation.SyntaxTrees)
        {
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(type.Name, cancellationToken))
            {
                SyntaxNode? name = token.Parent;
                if (name is not TypeSyntax)
                    continue;
                while (name?.Parent is QualifiedNameSyntax or NullableTypeSyntax)
                    name = name.Parent;
                if (name?.Parent is ObjectCreationExpressionSyntax
                    || name?.Parent is VariableDeclarationSyntax declaration && declaration.Variables.Any(static v => v.Initializer?.Value is ImplicitObjectCreationExpressionSyntax)
                    || name?.Parent is PropertyDeclarationSyntax { Initializer.Value: ImplicitObjectCreationExpressionSyntax })
                {
                    made++;
                }
            }
        }

        return made == 1;
    }

    private static Dictionary<string, List<SyntaxNode>> NamesOf(SyntaxIndex index) => OfTree.GetValue(index, static i => Collect(i));

    private static Dictionary<string, List<SyntaxNode>> Collect(SyntaxIndex index)
    {
        var names = new Dictionary<string, List<SyntaxNode>>(StringComparer.Ordinal);
        foreach (var site in index.Of(SiteKinds.ServiceRegistration | SiteKinds.StateHolder))
        {
            if ((site.Kinds & SiteKinds.ServiceRegistration) != 0 && site.Node is InvocationExpressionSyntax call)
            {
                foreach (var name in TypeNames(call))
                    Add(name, call);
            }
            else if ((site.Kinds & SiteKinds.StateHolder) != 0)
            {
                var (type, value, modifiers) = site.Node switch
                {
                    VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: FieldDeclarationSyntax field } declaration } variable => (declaration.Type, variable.Initializer?.Value, field.Modifiers),
                    PropertyDeclarationSyntax property => (property.Type, property.Initializer?.Value, property.Modifiers),
                    _ => (null, null, default),
                };
                if (value is BaseObjectCreationExpressionSyntax && type is NameSyntax && modifiers.Any(SyntaxKind.StaticKeyword) && Simple(type) is { } name)
                    Add(name, site.Node);
            }
        }

        return names;

        void Add(string name, SyntaxNode node)
        {
            if (!names.TryGetValue(name, out var nodes))
                names[name] = nodes = [];
            nodes.Add(node);
        }
    }

    private static IEnumerable<string> TypeNames(InvocationExpressionSyntax call)
    {
        var method = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            var other => other as SimpleNameSyntax,
        };
        var types = new List<SyntaxNode>();
        if (method is GenericNameSyntax generic)
            types.AddRange(generic.TypeArgumentList.Arguments);
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is IdentifierNameSyntax local)
            {
                types.AddRange(MadeInto(local));
                continue;
            }

            foreach (var node in argument.DescendantNodes())
            {
                if (node is TypeOfExpressionSyntax typeOf)
                    types.Add(typeOf.Type);
                else if (node is ObjectCreationExpressionSyntax creation)
                    types.Add(creation.Type);
            }
        }

        return types.Select(Simple).Where(static n => n is not null).Distinct()!;
    }

    // services.AddSingleton(store) with `var store = new Store();` above it.
    private static IEnumerable<SyntaxNode> MadeInto(IdentifierNameSyntax local)
    {
        var scope = local.Ancestors().FirstOrDefault(static n => n is BaseMethodDeclarationSyntax or CompilationUnitSyntax);
        foreach (var variable in scope?.DescendantNodes().OfType<VariableDeclaratorSyntax>() ?? [])
        {
            if (variable.Identifier.ValueText != local.Identifier.ValueText)
                continue;
            if (variable.Initializer?.Value is ObjectCreationExpressionSyntax creation)
                yield return creation.Type;
            else if (variable.Initializer?.Value is ImplicitObjectCreationExpressionSyntax && variable.Parent is VariableDeclarationSyntax declaration)
                yield return declaration.Type;
        }
    }

    private static string? Simple(SyntaxNode? type) => type switch
    {
        NullableTypeSyntax nullable => Simple(nullable.ElementType),
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => null,
    };
}
