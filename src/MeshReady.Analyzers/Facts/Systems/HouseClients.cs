using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>
/// Clients that a method of the house registers for its callers: <c>services.AddServiceClient&lt;IOrders, Orders, OrdersOptions&gt;()</c>,
/// <c>services.AddServiceClient("orders", configuration["Orders"])</c>. The call says which client and which address; the method only how.
/// </summary>
internal sealed class HouseClients(FactsSource source, CancellationToken cancellationToken)
{
    private const int Deepest = 2;

    private readonly CodeFacts _code = source.Code;
    private readonly AddressResolver _addresses = new(source.Code, cancellationToken);
    private readonly ConfigurationPath _paths = new(source.Code, cancellationToken);
    private Dictionary<MethodDeclarationSyntax, InvocationExpressionSyntax>? _open;

    /// <summary>Whether a node stands in a method that registers a client which its caller names.</summary>
    public bool IsOpen(SyntaxNode node) => node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && Open().ContainsKey(method);

    public IEnumerable<CallFact> Find()
    {
        var names = Open().Keys.Select(static method => method.Identifier.ValueText).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var call in NamedCall.In(_code, cancellationToken, names))
        {
            if (!IsOpen(call.Node) && !IsInside(call.Node, names) && call.Method(cancellationToken) is { } method && Bind(method, call.Arguments(method), 0) is { } bound && Fact(call, bound) is { } fact)
                yield return fact;
        }
    }

    /// <summary>An overload that hands its own type parameters on.</summary>
    private static bool IsInside(SyntaxNode node, string[] names)
        => node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } around && Array.IndexOf(names, around.Identifier.ValueText) >= 0;

    private CallFact? Fact(NamedCall call, BoundMethod bound)
    {
        var types = (CallChain.NameOf(bound.Registration) as GenericNameSyntax)?.TypeArgumentList.Arguments ?? default;
        var client = types.Count > 0 ? bound.Types.TryGetValue(types[types.Count - 1].ToString(), out var type) ? type : null : null;
        var label = client?.Name ?? NameOf(bound, call);
        if (label is null || client is ITypeParameterSymbol)
            return null;
        var isGrpc = CallChain.NameOf(bound.Registration)?.Identifier.ValueText is "AddGrpcClient" or "AddCodeFirstGrpcClient";
        var fact = new CallFact(isGrpc ? CallProtocol.Grpc : CallProtocol.Http, source.PlaceOf((SyntaxNode?)CallChain.NameOf(call.Node) ?? call.Node))
        {
            Client = label,
            Contract = isGrpc ? GrpcContract.OfClient(client, cancellationToken) : null,
            IsConditional = Conditions.MayBeOff(call.Node, _code, cancellationToken),
            Requests = client is INamedTypeSymbol known ? CallRequests.Sorted(new CallRequests(source, cancellationToken).OfClass(known, "*")) : [],
        };
        foreach (var assignment in bound.Method.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            if (assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "BaseAddress" or "Address" } && With(fact, assignment.Right, bound) is { } addressed)
                return addressed;
        }

        return fact;
    }

    private string? NameOf(BoundMethod bound, NamedCall call)
        => bound.Registration.ArgumentList.Arguments.Select(a => a.Expression is IdentifierNameSyntax name && bound.Values.TryGetValue(name.Identifier.ValueText, out var given) ? call.Model.SyntaxTree == given.SyntaxTree ? call.Model.GetConstantValue(given, cancellationToken).Value as string : null : null)
            .Select(PlainText.Name).FirstOrDefault(static name => name is not null);

    /// <summary>The address that the method makes of what its caller hands over.</summary>
    private CallFact? With(CallFact fact, ExpressionSyntax address, BoundMethod bound)
    {
        if (address is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var text }, ..] })
            address = text;
        switch (address)
        {
            case IdentifierNameSyntax name when bound.Values.TryGetValue(name.Identifier.ValueText, out var given):
                return _addresses.Resolve(given) is var value && CallAddress.IsCallable(value, source.Project) ? fact.To(value, _paths.OfOptions(given)) : null;

            // $"http://{name}"
            case InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax prefix, InterpolationSyntax { Expression: IdentifierNameSyntax hole }, ..] } whole when bound.Values.TryGetValue(hole.Identifier.ValueText, out var given):
                var inner = _addresses.Resolve(given);
                var suffix = whole.Contents.Skip(2).FirstOrDefault() is InterpolatedStringTextSyntax after ? after.TextToken.ValueText : null;
                return inner.Kind == AddressKind.Constant ? fact.To(inner with { Text = prefix.TextToken.ValueText + inner.Text + suffix })
                    : inner.Kind == AddressKind.Configuration ? fact.To(inner with { IsComposed = true, Prefix = prefix.TextToken.ValueText, Suffix = suffix })
                    : null;

            // options.BaseAddress, where the caller names the class of the options
            case MemberAccessExpressionSyntax member when _code.ModelAnywhere(member.SyntaxTree)?.GetTypeInfo(member.Expression, cancellationToken).Type is ITypeParameterSymbol parameter
                && bound.Types.TryGetValue(parameter.Name, out var options) && options is INamedTypeSymbol type:
                var section = _code.Options.SectionOf(type, cancellationToken) ?? (BindsByName(bound.Method, parameter.Name) ? type.Name : null);
                return fact with { Key = section is null ? null : section + ":" + member.Name.Identifier.ValueText };
            default:
                return null;
        }
    }

    /// <summary>Whether the method calls another with this type parameter that takes the type's name for the section.</summary>
    private bool BindsByName(MethodDeclarationSyntax method, string parameter)
        => _code.ModelAnywhere(method.SyntaxTree) is { } model && method.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Any(call => CallChain.NameOf(call) is GenericNameSyntax { TypeArgumentList.Arguments: [var type] } && type.ToString() == parameter
                && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol binder && _paths.TakesTypeName(binder.Declared(), 0));

    /// <summary>The open method behind a call, with what stands for its parameters.</summary>
    private BoundMethod? Bind(IMethodSymbol method, IReadOnlyDictionary<string, ExpressionSyntax> values, int depth)
    {
        var declared = method.Declared();
        if (depth > Deepest || declared.DeclaringSyntaxReferences is not [var single] || single.GetSyntax(cancellationToken) is not MethodDeclarationSyntax syntax)
            return null;
        var types = declared.TypeParameters.Select((parameter, i) => (parameter.Name, Type: i < method.TypeArguments.Length ? method.TypeArguments[i] : parameter)).ToDictionary(static p => p.Name, static p => p.Type, StringComparer.Ordinal);
        if (Open().TryGetValue(syntax, out var registration))
            return new BoundMethod(syntax, registration, types, values);
        if (_code.ModelAnywhere(syntax.SyntaxTree) is not { } model)
            return null;
        foreach (var inner in syntax.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (CallChain.NameOf(inner)?.Identifier.ValueText != method.Name || model.GetSymbolInfo(inner, cancellationToken).Symbol is not IMethodSymbol next)
                continue;
            var handed = new NamedCall(method.Name, inner, model).Arguments(next).Where(pair => pair.Value is IdentifierNameSyntax name && values.ContainsKey(name.Identifier.ValueText))
                .ToDictionary(static pair => pair.Key, pair => values[((IdentifierNameSyntax)pair.Value).Identifier.ValueText], StringComparer.Ordinal);
            if (Bind(next, handed, depth + 1) is { } found)
                return found with { Types = found.Types.ToDictionary(static pair => pair.Key, pair => pair.Value is ITypeParameterSymbol parameter && types.TryGetValue(parameter.Name, out var given) ? given : pair.Value, StringComparer.Ordinal) };
        }

        return null;
    }

    /// <summary>The methods in sight that register a client by a type parameter, or by a name that is a parameter.</summary>
    private Dictionary<MethodDeclarationSyntax, InvocationExpressionSyntax> Open()
    {
        if (_open is not null)
            return _open;
        var found = new Dictionary<MethodDeclarationSyntax, InvocationExpressionSyntax>();
        foreach (var tree in _code.AllTrees())
        {
            var index = SyntaxIndex.For(tree, cancellationToken);
            foreach (var name in ClientNames.Registrations.Select(static group => group.Key))
            {
                foreach (var token in index.Identifiers(name, cancellationToken))
                {
                    if (token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && CallChain.NameOf(call) == token.Parent
                        && call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && IsGivenBy(method, call) && !found.ContainsKey(method))
                    {
                        found.Add(method, call);
                    }
                }
            }
        }

        return _open = found;
    }

    private static bool IsGivenBy(MethodDeclarationSyntax method, InvocationExpressionSyntax registration)
    {
        if (CallChain.NameOf(registration) is GenericNameSyntax { TypeArgumentList.Arguments: { Count: > 0 } types })
            return method.TypeParameterList?.Parameters.Any(parameter => parameter.Identifier.ValueText == types[types.Count - 1].ToString()) == true;
        return registration.ArgumentList.Arguments is [{ Expression: IdentifierNameSyntax name }, ..] && method.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == name.Identifier.ValueText && parameter.Type?.ToString() == "string");
    }

    /// <summary>An open method as a call fills it.</summary>
    private sealed record BoundMethod(MethodDeclarationSyntax Method, InvocationExpressionSyntax Registration, IReadOnlyDictionary<string, ITypeSymbol> Types, IReadOnlyDictionary<string, ExpressionSyntax> Values);
}
