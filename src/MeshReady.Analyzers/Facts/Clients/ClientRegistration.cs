using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>How a client comes to be.</summary>
internal enum ClientOrigin
{
    /// <summary>Registered with the client factory, whose defaults reach it.</summary>
    Factory,

    /// <summary>Made by hand: <c>new HttpClient</c>, <c>RestService.For&lt;T&gt;("…")</c>.</summary>
    Created,

    /// <summary>A gRPC channel that is made by hand.</summary>
    Channel,

    /// <summary>Not registered in sight: only the code of its class speaks of it.</summary>
    Class,
}

/// <summary>An outbound client as the code registers or makes it.</summary>
/// <param name="Node">The registering call, or the creation.</param>
/// <param name="Origin">How it comes to be.</param>
/// <param name="Family">The library.</param>
/// <param name="Label">The client's name for a message: its type, its registered name, the variable that keeps it.</param>
/// <param name="ClientType">The typed client, or the class that makes the client by hand; null for a named one.</param>
/// <param name="Address">Where it goes, as far as the code says.</param>
/// <param name="Coverage">What protects it, defaults left out.</param>
internal sealed record ClientRegistration(ExpressionSyntax Node, ClientOrigin Origin, SinkFamily Family, string Label, ITypeSymbol? ClientType, AddressValue Address, ChainCoverage Coverage)
{
    /// <summary>Further addresses that the same client is used with.</summary>
    public IReadOnlyList<AddressValue> Others { get; init; } = [];
}

/// <summary>Binds the candidates for client registrations.</summary>
internal sealed class ClientReader(CodeFacts facts, CancellationToken cancellationToken)
{
    private readonly AddressResolver _addresses = new(facts, cancellationToken);

    /// <summary>The registration at the site; null where it is none.</summary>
    public ClientRegistration? At(Site site)
    {
        if ((site.Kinds & SiteKinds.ClientRegistration) == 0 || facts.ModelFor(site.Node.SyntaxTree) is not { } model)
            return null;

        return site.Node switch
        {
            InvocationExpressionSyntax call when site.Name == "ForAddress" => new ChannelReader(facts, _addresses, cancellationToken).At(call, model),
            InvocationExpressionSyntax call when site.Name == "For" => Interface(call, model),
            InvocationExpressionSyntax call => Registered(site.Name, call, model),
            BaseObjectCreationExpressionSyntax creation => Created(creation, model),
            _ => null,
        };
    }

    /// <summary>What the code of a class says of the client in it; null where its source is out of sight.</summary>
    public ClientRegistration? OfType(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences is [var first, ..] && facts.ModelFor(first.SyntaxTree) is not null && first.GetSyntax(cancellationToken) is TypeDeclarationSyntax
            ? new ClientRegistration(SyntaxFactory.IdentifierName(type.Name), ClientOrigin.Class, SinkFamily.Http, type.Name, type, AddressIn(SourceOf(type)), ChainCoverage.None)
            : null;

    private ClientRegistration? Registered(string name, InvocationExpressionSyntax call, SemanticModel model)
    {
        // An address that does not bind, in the lambda, leaves the compiler with candidates.
        var symbol = model.GetSymbolInfo(call, cancellationToken);
        var arity = (CallChain.NameOf(call) as GenericNameSyntax)?.TypeArgumentList.Arguments.Count ?? 0;
        if ((symbol.Symbol ?? symbol.CandidateSymbols.FirstOrDefault(s => s is IMethodSymbol { TypeArguments.Length: var count } && count == arity)) is not IMethodSymbol method || !ClientNames.Registrations[name].Any(type => method.IsMethodOf(type)))
            return null;

        // services.AddHttpClient() alone registers the factory.
        var client = method.TypeArguments.Length > 0 ? method.TypeArguments[method.TypeArguments.Length - 1] : null;
        var named = NameArgument(call, model);
        if ((client?.Name ?? named) is not { } label || client is { TypeKind: TypeKind.Error } || (client is not null && Vendors.Makes(client)))
            return null;

        var chain = CallChain.From(call);
        var coverage = new ChainReader(facts, cancellationToken).Read(chain);
        var address = OutboundSinks.At(new Site(call, SiteKinds.OutboundAddress, name), model, cancellationToken) is { } outbound
            ? _addresses.Resolve(outbound.Value)
            : AddressIn(chain.Calls.Select(static c => (SyntaxNode)c.ArgumentList));
        if (client is not null)
        {
            if (address.Kind == AddressKind.Unknown)
                address = AddressIn(SourceOf(client));
            coverage = coverage.With(TypeProtection.Of(client, cancellationToken));
        }
        else if (address.Kind == AddressKind.Unknown)
        {
            foreach (var use in UsesOfNamed(label))
            {
                coverage = coverage.With(use.Layers);
                address = address.Kind == AddressKind.Unknown ? use.Addresses.FirstOrDefault() ?? address : address;
            }
        }

        var family = name switch
        {
            "AddGrpcClient" or "AddCodeFirstGrpcClient" => SinkFamily.Grpc,
            "AddRefitClient" or "AddRefitGeneratedClient" or "AddKeyedRefitClient" => SinkFamily.Refit,
            "AddRestEaseClient" => SinkFamily.RestEase,
            _ => SinkFamily.Http,
        };
        return new ClientRegistration(call, ClientOrigin.Factory, family, label, client, address, coverage);
    }

    /// <summary><c>new HttpClient(…)</c>, followed to the calls that it makes.</summary>
    private ClientRegistration? Created(BaseObjectCreationExpressionSyntax creation, SemanticModel model)
    {
        if (!model.GetTypeInfo(creation, cancellationToken).Type.Is("System.Net.Http.HttpClient"))
            return null;

        var use = new ClientUseReader(facts, _addresses, cancellationToken).Follow(creation);
        if (use.Addresses.Count == 0)
            return null;

        var layers = use.Layers | new ChainReader(facts, cancellationToken).ReadHandler(creation.ArgumentList?.Arguments.FirstOrDefault()?.Expression);
        var declaration = creation.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (declaration is not null)
            layers |= TypeProtection.In(declaration);
        return new ClientRegistration(creation, ClientOrigin.Created, SinkFamily.Http, use.Holder?.Name ?? "HttpClient", TypeOf(declaration, model), use.Addresses[0], new ChainCoverage(layers, [])) { Others = [.. use.Addresses.Skip(1)] };
    }

    /// <summary><c>RestService.For&lt;T&gt;("…")</c> and RestEase's <c>RestClient.For&lt;T&gt;("…")</c>, which make a client of their own.</summary>
    private ClientRegistration? Interface(InvocationExpressionSyntax call, SemanticModel model)
    {
        var site = new Site(call, SiteKinds.OutboundAddress, "For");
        if (OutboundSinks.At(site, model, cancellationToken) is not { Sink.Family: SinkFamily.Refit or SinkFamily.RestEase } outbound || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { TypeArguments: [var client] })
            return null;

        // Settings may bring a handler of their own.
        var layers = call.ArgumentList.Arguments.Count > 1 && call.ArgumentList.Arguments[1].ToString().Contains("Handler") ? Layers.Unknown : Layers.None;
        return new ClientRegistration(call, ClientOrigin.Created, outbound.Sink.Family, client.Name, client, _addresses.Resolve(outbound.Value), new ChainCoverage(layers, []));
    }

    /// <summary>What happens to the clients that the factory hands out under this name.</summary>
    private IEnumerable<ClientUse> UsesOfNamed(string label)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers("CreateClient", cancellationToken))
            {
                if (token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && CallChain.NameOf(call) == token.Parent && IsNamed(call, label, facts.ModelOf(tree)))
                    yield return new ClientUseReader(facts, _addresses, cancellationToken).Follow(call);
            }
        }
    }

    /// <summary>Whether the call takes the client of this name from the factory.</summary>
    internal bool IsNamed(InvocationExpressionSyntax call, string label, SemanticModel model)
        => call.ArgumentList.Arguments is [{ Expression: var name }]
            && (model.GetConstantValue(name, cancellationToken) is { HasValue: true, Value: string text } ? text : name.ToString()) == label;

    private string? NameArgument(InvocationExpressionSyntax call, SemanticModel model)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (model.GetTypeInfo(argument.Expression, cancellationToken).Type?.SpecialType == SpecialType.System_String)
                return model.GetConstantValue(argument.Expression, cancellationToken) is { HasValue: true, Value: string text } ? text.Length > 0 ? text : null : argument.Expression.ToString();
        }

        return null;
    }

    private INamedTypeSymbol? TypeOf(TypeDeclarationSyntax? declaration, SemanticModel model)
        => declaration is null ? null : model.GetDeclaredSymbol(declaration, cancellationToken);

    /// <summary>The declarations of a class and its base classes in this compilation.</summary>
    private IEnumerable<SyntaxNode> SourceOf(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var reference in current.DeclaringSyntaxReferences)
            {
                if (facts.ModelFor(reference.SyntaxTree) is not null)
                    yield return reference.GetSyntax(cancellationToken);
            }
        }
    }

    /// <summary>The first address that these parts of the code give to a client.</summary>
    private AddressValue AddressIn(IEnumerable<SyntaxNode> parts)
    {
        foreach (var part in parts)
        {
            foreach (var site in SyntaxIndex.For(part.SyntaxTree, cancellationToken).Of(SiteKinds.OutboundAddress))
            {
                if ((site.Kinds & SiteKinds.OutboundAddress) == 0 || !part.Span.Contains(site.Node.Span))
                    continue;
                if (OutboundSinks.At(site, facts.ModelOf(part.SyntaxTree), cancellationToken) is { Sink.Family: not SinkFamily.Infrastructure } outbound && _addresses.Resolve(outbound.Value) is { Kind: not AddressKind.Unknown } value && (value.Kind != AddressKind.Constant || value.Address is not null))
                    return value;
            }
        }

        return AddressValue.Unknown;
    }
}
