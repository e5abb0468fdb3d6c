using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems.Stores;

/// <summary>
/// Reads the registrations and connections of stores: in the project's own code, and in the methods and base classes of the referenced
/// projects that it uses.
/// </summary>
internal sealed class StoreReader(FactsSource source, CancellationToken cancellationToken)
{
    private const int MaxDepth = 6;

    private readonly List<StoreFact> _found = [];
    private readonly HashSet<SyntaxNode> _following = [];
    private readonly HashSet<SyntaxNode> _empty = [];
    private bool _isCut;
    private readonly TextSource _texts = source.TextsWith(cancellationToken);

    public IReadOnlyList<StoreFact> Read()
    {
        var code = source.Code;
        var nodes = CodeNodes.For(code, cancellationToken);
        foreach (var name in nodes.CalledNames.ToList())
        {
            foreach (var call in nodes.Calls(name))
                ReadCall(call, name, code, Frame.Own, null);
        }

        foreach (var type in StoreNames.Connections.Keys.Concat(["DocumentStore"]))
        {
            foreach (var creation in nodes.Creations(type, cancellationToken))
                ReadCreation(creation, type, code, Frame.Own, null);
        }

        foreach (var type in nodes.Types)
            ReadBase(type);
        // Of a library's helper that takes any connection nobody can tell what it connects to.
        return source.Origin.Kind == ProjectKind.Library ? _found.FindAll(static f => f.Key is not null || f.Server is not null || f.Database is not null || f.Context is not null) : _found;
    }

    private void ReadCall(InvocationExpressionSyntax call, string name, CodeFacts code, Frame frame, SyntaxNode? place)
    {
        var isNamed = StoreNames.ByConnection.ContainsKey(name) || StoreNames.WithContext.ContainsKey(name) || StoreNames.ByConnectionName.ContainsKey(name) || StoreNames.Factories.ContainsKey(name)
            || Array.IndexOf(StoreNames.DaprState, name) >= 0 || name is "Connection" or "ConnectionString";
        if (!isNamed && (!MayBeHouse(name) || frame.Depth >= MaxDepth))
        {
            _isCut |= frame.Depth >= MaxDepth;
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var model = code.ModelOf(call.SyntaxTree);
        var info = model.GetSymbolInfo(call, cancellationToken);
        var method = (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) as IMethodSymbol;
        if (method is not null && !method.Declared().DeclaringSyntaxReferences.IsEmpty)
        {
            Follow(call, method, code, frame, place ?? call);
            return;
        }

        if (!isNamed || !LiveCode.Is(call, model, cancellationToken) || IsProbe(call) || frame.Depth == 0 && IsOffered(call, model))
            return;
        if (StoreNames.ByConnectionName.TryGetValue(name, out var client) && IsBuilder(call, model))
            AddConnectionName(call, client, code, method, frame, place);
        else if (StoreNames.Factories.TryGetValue(name, out var factories))
        {
            foreach (var (type, system) in factories)
            {
                if (call.Expression is MemberAccessExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: var home } } && home == type && call.ArgumentList.Arguments is [{ Expression: not LambdaExpressionSyntax and var text }, ..])
                    Add(system, text, null, place ?? call, frame);
            }
        }
        else if (Array.IndexOf(StoreNames.DaprState, name) >= 0)
        {
            if ((method?.Home() ?? (call.Expression is MemberAccessExpressionSyntax owner ? model.GetTypeInfo(owner.Expression, cancellationToken).Type : null)) is { } dapr && LiveCode.Is(dapr, "Dapr.Client.DaprClient") && call.ArgumentList.Arguments is [{ Expression: var store }, ..] && _texts.All(store, frame) is { Count: > 0 } stores)
                _found.AddRange(stores.Select(value => new StoreFact("dapr", source.PlaceOf(place ?? call)) { Database = value.Key is null ? value.Text : null, Key = value.Key }));
        }
        else if (name == "Connection")
        {
            if (method?.Home().IsInNamespace("Marten") ?? model.SyntaxTree.GetRoot(cancellationToken) is CompilationUnitSyntax unit && unit.Usings.Any(static u => u.Name?.ToString() == "Marten"))
                Add("postgres", call.ArgumentList.Arguments.FirstOrDefault()?.Expression, null, place ?? call, frame);
        }
        else if (name == "ConnectionString")
        {
            // Fluent NHibernate: MsSqlConfiguration.MsSql2012.ConnectionString(text)
            if (call.Expression is MemberAccessExpressionSyntax access && Dialects.SystemOf(access.Expression.ToString()) is { } dialect && access.Expression.ToString().Contains("Configuration"))
                Add(dialect, call.ArgumentList.Arguments.FirstOrDefault()?.Expression, null, place ?? call, frame);
        }
        else if (StoreNames.WithContext.TryGetValue(name, out var direct))
        {
            if (ContextOf(call, model, frame) is { } context)
                Add(direct, First(call, method), context, place ?? call, frame, call, method);
        }
        else if (StoreNames.ByConnection.TryGetValue(name, out var chosen))
        {
            AddProvider(call, name, chosen, model, method, frame, place);
        }
    }

    private void AddProvider(InvocationExpressionSyntax call, string name, string system, SemanticModel model, IMethodSymbol? method, Frame frame, SyntaxNode? place)
    {
        var registration = call.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(static outer => CallChain.NameOf(outer)?.Identifier.ValueText is { } n && (StoreNames.ContextRegistrations.Contains(n) || StoreNames.ByConnectionName.ContainsKey(n)));
        // Aspire's integration knows the connection already.
        if (registration is not null && StoreNames.ByConnectionName.ContainsKey(CallChain.NameOf(registration)!.Identifier.ValueText))
            return;
        ITypeSymbol? context = null;
        if (registration is not null)
        {
            var isOpen = TypeArguments(registration, model).LastOrDefault() is ITypeParameterSymbol;
            context = ContextOf(registration, model, frame);
            // A context that the caller names is read at the call.
            if (isOpen && context is null)
                return;
        }
        else if (name.StartsWith("Use", StringComparison.Ordinal))
        {
            var options = call.Expression is MemberAccessExpressionSyntax access ? model.GetTypeInfo(access.Expression, cancellationToken).Type as INamedTypeSymbol : null;
            context = frame.TypeOf(options?.TypeArguments.FirstOrDefault());
            context ??= call.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } type && model.GetDeclaredSymbol(type, cancellationToken) is { } around && around.IsOrInherits("Microsoft.EntityFrameworkCore.DbContext") ? around : null;
        }

        Add(system, First(call, method), context, place ?? call, frame, call, method);
    }

    /// <summary>The connection: a text of its own, or what a lambda sets.</summary>
    private ExpressionSyntax? First(InvocationExpressionSyntax call, IMethodSymbol? method)
    {
        foreach (var parameter in new[] { "connectionString", "nameOrConnectionString", "accountEndpoint", "connection", "dataSource" })
        {
            if (method is not null && TextSource.Of(call.ArgumentList, method, parameter) is { } told)
                return told;
        }

        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is not LambdaExpressionSyntax)
                return argument.Expression;
            foreach (var write in argument.Expression.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                if ((write.Left as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText is "Configuration" or "ConnectionString" or "ConfigurationOptions")
                    return write.Right;
            }
        }

        return null;
    }

    private void AddConnectionName(InvocationExpressionSyntax call, string system, CodeFacts code, IMethodSymbol? method, Frame frame, SyntaxNode? place)
    {
        var name = _texts.Constant(call.ArgumentList.Arguments.FirstOrDefault()?.Expression, frame);
        var database = system == "cosmosdb" && method is not null ? _texts.Constant(TextSource.Of(call.ArgumentList, method, "databaseName"), frame) : null;
        var context = ContextOf(call, code.ModelOf(call.SyntaxTree), frame);
        _found.Add(new(system, source.PlaceOf(place ?? call)) { Key = name is null ? null : "ConnectionStrings:" + name, Database = database, Context = context is null ? null : LiveCode.FullName(context) });
    }

    private void ReadCreation(BaseObjectCreationExpressionSyntax creation, string type, CodeFacts code, Frame frame, SyntaxNode? place)
    {
        var model = code.ModelOf(creation.SyntaxTree);
        if (model.GetTypeInfo(creation, cancellationToken).Type is { } made && !made.DeclaringSyntaxReferences.IsEmpty || !LiveCode.Is(creation, model, cancellationToken) || IsProbe(creation) || frame.Depth == 0 && IsOffered(creation, model))
            return;
        if (type == "DocumentStore")
        {
            if (creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(static e => e.Left.ToString() == "Database") is { } database)
                _found.Add(new("ravendb", source.PlaceOf(place ?? creation)) { Database = _texts.Constant(database.Right, frame) });
            return;
        }

        Add(StoreNames.Connections[type], creation.ArgumentList?.Arguments.FirstOrDefault()?.Expression, null, place ?? creation, frame);
    }

    /// <summary>A method in sight: of another project its body is read for this one; of this project only for what the caller names.</summary>
    private void Follow(InvocationExpressionSyntax call, IMethodSymbol method, CodeFacts code, Frame frame, SyntaxNode place)
    {
        var declared = method.Declared();
        if (declared.DeclaringSyntaxReferences is not [var reference] || source.Code.Around(reference.SyntaxTree) is not { } owner || SyntaxIndex.For(reference.SyntaxTree, cancellationToken).IsTestFile)
            return;
        // What a library registers for whoever calls it is read there, with the caller's settings; the project's own methods where they stand.
        if (frame.Depth == 0 && owner != source.Code && IsOffered(call, code.ModelOf(call.SyntaxTree)))
            return;
        if (owner == source.Code && frame.Depth == 0 && declared.TypeParameters.IsEmpty || !LiveCode.Is(call, code.ModelOf(call.SyntaxTree), cancellationToken))
            return;
        var body = reference.GetSyntax(cancellationToken);
        if (declared.Name.IndexOf("HealthCheck", StringComparison.Ordinal) >= 0 || _empty.Contains(body))
            return;
        if (!_following.Add(body))
        {
            _isCut = true;
            return;
        }

        var (before, wasCut) = (_found.Count, _isCut);
        _isCut = false;
        var inner = frame.Into(method, call);
        // The call that names the context tells more than the one that leads there.
        if (TypeArguments(call, code.ModelOf(call.SyntaxTree)).Any(static t => t is INamedTypeSymbol))
            place = call;
        foreach (var node in body.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax next && CallChain.NameOf(next)?.Identifier.ValueText is { } name)
            {
                if (owner != source.Code || CouldBeOpen(next, owner))
                    ReadCall(next, name, owner, inner, place);
            }
            else if (owner != source.Code && node is ObjectCreationExpressionSyntax creation && CodeNodes.Last(creation.Type) is { } type && (StoreNames.Connections.ContainsKey(type) || type == "DocumentStore"))
            {
                ReadCreation(creation, type, owner, inner, place);
            }
        }

        _following.Remove(body);
        // What registers nothing for one caller registers nothing for the next.
        if (_found.Count == before && !_isCut)
            _empty.Add(body);
        _isCut |= wasCut;
    }

    private bool CouldBeOpen(InvocationExpressionSyntax call, CodeFacts owner)
        => call.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().Any(outer => TypeArguments(outer, owner.ModelOf(call.SyntaxTree)).Any(static t => t is ITypeParameterSymbol));

    /// <summary>A class whose base class, in another project, connects.</summary>
    private void ReadBase(TypeDeclarationSyntax type)
    {
        if (type.BaseList is null || source.Code.ModelOf(type.SyntaxTree).GetDeclaredSymbol(type, cancellationToken) is not INamedTypeSymbol { IsAbstract: false, BaseType: { DeclaringSyntaxReferences: [var reference] } parent } symbol)
            return;
        if (source.Code.Around(reference.SyntaxTree) is not { } owner || owner == source.Code || parent.SpecialType != SpecialType.None)
            return;
        var before = _found.Count;
        foreach (var creation in reference.GetSyntax(cancellationToken).DescendantNodes().OfType<ObjectCreationExpressionSyntax>())
        {
            if (CodeNodes.Last(creation.Type) is { } name && StoreNames.Connections.ContainsKey(name))
                ReadCreation(creation, name, owner, Frame.Own with { Depth = 1 }, type);
        }

        // What opens connections to a relational database is no context of data.
        for (var i = before; i < _found.Count; i++)
            _found[i] = _found[i].System is "postgres" or "sqlserver" or "mysql" or "sqlite" or "oracle" ? _found[i] : _found[i] with { Context = LiveCode.FullName(symbol) };
    }

    private void Add(string system, ExpressionSyntax? text, ITypeSymbol? context, SyntaxNode place, Frame frame, InvocationExpressionSyntax? call = null, IMethodSymbol? method = null)
    {
        var values = _texts.All(text, frame);
        var database = call is not null && method is not null ? _texts.Constant(TextSource.Of(call.ArgumentList, method, "databaseName"), frame) : null;
        foreach (var value in values.Count > 0 ? values : [default])
        {
            var parts = system == "sqlite" ? new ConnectionParts(null, ConnectionParts.FileOf(value.Text)) : ConnectionParts.Of(value.Text);
            // A database in memory is nobody's store.
            if (system == "sqlite" && value.Text?.IndexOf("memory", StringComparison.OrdinalIgnoreCase) >= 0)
                continue;
            _found.Add(new(system, source.PlaceOf(place)) { Key = value.Key, Server = parts.Server, Database = database ?? parts.Database, Context = context is null ? null : LiveCode.FullName(context) });
        }
    }

    private ITypeSymbol? ContextOf(InvocationExpressionSyntax call, SemanticModel model, Frame frame) => frame.TypeOf(TypeArguments(call, model).LastOrDefault());

    private IEnumerable<ITypeSymbol> TypeArguments(InvocationExpressionSyntax call, SemanticModel model)
        => CallChain.NameOf(call) is GenericNameSyntax generic ? generic.TypeArgumentList.Arguments.Select(a => model.GetTypeInfo(a, cancellationToken).Type).OfType<ITypeSymbol>() : [];

    private bool IsBuilder(InvocationExpressionSyntax call, SemanticModel model)
        => call.Expression is MemberAccessExpressionSyntax access && model.GetTypeInfo(access.Expression, cancellationToken).Type is { } type && type.Name.EndsWith("Builder", StringComparison.Ordinal);

    /// <summary>A library's extension that registers a store for whoever calls it is read where it is called; a base class where somebody derives from it.</summary>
    private bool IsOffered(SyntaxNode node, SemanticModel model)
    {
        if (source.Origin.Kind != ProjectKind.Library)
            return false;
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && model.GetDeclaredSymbol(method, cancellationToken) is { IsExtensionMethod: true, DeclaredAccessibility: Accessibility.Public, Parameters: [{ Type.Name: var first }, ..] })
            return first.EndsWith("Builder", StringComparison.Ordinal) || first == "IServiceCollection";
        return node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } type && !type.Modifiers.Any(SyntaxKind.SealedKeyword)
            && (type.TypeParameterList is not null || type.Modifiers.Any(SyntaxKind.AbstractKeyword) || type.Members.Any(static m => m.Modifiers.Any(SyntaxKind.ProtectedKeyword) || m.Modifiers.Any(SyntaxKind.VirtualKeyword)))
            && model.GetDeclaredSymbol(type, cancellationToken)?.IsOrInherits("Microsoft.EntityFrameworkCore.DbContext") == false;
    }

    /// <summary>A health check asks whether others' stores answer, too.</summary>
    private static bool IsProbe(SyntaxNode node)
        => node.Ancestors().Any(static n => n is InvocationExpressionSyntax { Expression: var called } && called.ToString().IndexOf("HealthCheck", StringComparison.Ordinal) >= 0 || n is MethodDeclarationSyntax { Identifier.ValueText: var name } && name.IndexOf("HealthCheck", StringComparison.Ordinal) >= 0);

    private static bool MayBeHouse(string name)
        => name.StartsWith("Add", StringComparison.Ordinal) || name.StartsWith("Use", StringComparison.Ordinal) || name.StartsWith("Configure", StringComparison.Ordinal) || name.StartsWith("Register", StringComparison.Ordinal) || name.StartsWith("With", StringComparison.Ordinal) || name.StartsWith("Setup", StringComparison.Ordinal);
}
