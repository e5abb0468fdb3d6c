using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using MeshReady.Model.Addresses;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>The calls of the clients that the code registers or makes, and of the addresses that it hands to a client elsewhere.</summary>
internal sealed class ClientCalls(FactsSource source, CancellationToken cancellationToken)
{
    private readonly CodeFacts _code = source.Code;
    private readonly CallPolicies _policies = new(source, cancellationToken);
    private readonly CallRequests _requests = new(source, cancellationToken);
    private readonly ConfigurationPath _paths = new(source.Code, cancellationToken);

    public IEnumerable<CallFact> Find()
    {
        // What a method registers for its callers is told where they call it.
        var houses = new HouseClients(source, cancellationToken);
        var clients = RegisteredClient.In(_code.Clients.All(cancellationToken).Where(client => client.ClientType is not ITypeParameterSymbol && !(client.Origin == ClientOrigin.Factory && houses.IsOpen(client.Node))));
        var sites = new AddressSites(source, cancellationToken).Of(clients).Where(site => !houses.IsOpen(site.Node) && !MayBePath(site)).ToList();
        var told = new HashSet<AddressSite>();
        foreach (var client in clients)
        {
            foreach (var fact in OfClient(client, sites, told))
                yield return fact;
        }

        foreach (var site in sites)
        {
            if (!told.Contains(site) && !IsReplaced(site, sites))
                yield return OfSite(site);
        }
    }

    private IEnumerable<CallFact> OfClient(RegisteredClient client, List<AddressSite> sites, HashSet<AddressSite> told)
    {
        var first = client.First;
        List<AddressSite> own = [.. sites.Where(site => site.Owner == client || first.Origin == ClientOrigin.Created && (first.Node.Span.Contains(site.Node.Span) && first.Node.SyntaxTree == site.Node.SyntaxTree || site.Owner is null && IsBeside(first, site)))];
        var given = own.Find(site => IsSame(site.Value, first.Address)) ?? own.Find(site => site.Name is "BaseAddress" or "Address") ?? own.FirstOrDefault();
        var address = given?.Value ?? first.Address;
        if (given is null && address.Kind != AddressKind.Unknown && (!CallAddress.IsCallable(address, source.Project) || EndpointFilter.IsNotCalled(address.Key)))
            yield break;

        // A client that is made in place, or named, and never given an address in sight says nothing.
        if (address.Kind == AddressKind.Unknown && (first.Origin != ClientOrigin.Factory || first.ClientType is null && !client.Registrations.Any(GivesAddress)))
            yield break;

        var policy = _policies.Of(client);
        var node = client.Registrations[0].Node;
        var fact = new CallFact(first.Family == SinkFamily.Grpc ? CallProtocol.Grpc : CallProtocol.Http, given is null ? source.PlaceOf(NameOf(node)) : source.PlaceOf(given.Place))
        {
            Client = first.Origin is ClientOrigin.Factory || first.Family is not SinkFamily.Http ? PlainLabel(first) : first.ClientType?.Name,
            Contract = first.Family == SinkFamily.Grpc ? ContractOf(first) : null,
            Policy = policy,
            IsConditional = client.Registrations.All(registration => Conditions.MayBeOff(registration.Node, _code, cancellationToken)) || given is not null && Conditions.MayBeOff(given.Place, _code, cancellationToken),
        };
        fact = fact.To(address, given is null && address is { Kind: AddressKind.Configuration, Key: null } ? KeyBehind(client) : given?.Key);
        if (UsesDapr(client) && fact.Host is { } appId)
            fact = fact with { Protocol = CallProtocol.Dapr, AppId = PlainText.Name(appId), Host = null, Scheme = null, Port = null };
        fact = fact with { Requests = first.Family == SinkFamily.Grpc ? [] : _requests.Of(client, address, own) };
        yield return fact;
        foreach (var site in own)
        {
            told.Add(site);
            if (site != given && site.Owner is not null && !IsSame(site.Value, address) && !IsReplaced(site, sites))
                yield return OfSite(site) with { Client = fact.Client, Policy = policy };
        }
    }

    private CallFact OfSite(AddressSite site)
    {
        var protocol = site.Sink switch
        {
            { Name: "Authority" or "MetadataAddress" } => CallProtocol.Metadata,
            { Family: SinkFamily.Grpc } => CallProtocol.Grpc,
            { Family: SinkFamily.Yarp } => CallProtocol.Proxy,
            { Family: SinkFamily.SignalR } or { Type: "System.Net.WebSockets.ClientWebSocket" } => CallProtocol.WebSocket,
            _ => CallProtocol.Http,
        };
        var fact = new CallFact(protocol, source.PlaceOf(site.Place))
        {
            IsConditional = Conditions.MayBeOff(site.Place, _code, cancellationToken) || Conditions.MayBeOff(site.Node, _code, cancellationToken),
            Policy = protocol is CallProtocol.Http ? _policies.OfSite(site) : CodePolicy.Unknown,
            Requests = protocol is CallProtocol.Http ? _requests.OfSite(site) : [],
        };
        return fact.To(site.Value, site.Key);
    }

    /// <summary>Whether a setting that a request takes for its address may hold a path only: nothing says that it is whole.</summary>
    private bool MayBePath(AddressSite site)
    {
        if (site.Value.Kind != AddressKind.Configuration || site.Value.Prefix is { Length: > 0 } || site.Value.LogicalHost is not null || site.Sink is not { Shape: SinkShape.Call or SinkShape.Creation, Family: SinkFamily.Http or SinkFamily.RestSharp or SinkFamily.Flurl })
            return false;
        if ((site.Value.Key ?? site.Key) is not { } key)
            return true;
        var known = source.Project.Values.ValuesOf(key).Select(static found => found.Value.Value).Where(static text => text is { Length: > 0 }).ToList();
        return known.Count > 0 ? known.TrueForAll(static text => ServiceAddress.TryParse(text) is null) : site.Owner is not null;
    }

    /// <summary>Where the metadata's own address is set as well, the authority is not asked.</summary>
    private static bool IsReplaced(AddressSite site, List<AddressSite> sites)
        => site.Name == "Authority" && sites.Exists(other => other.Name == "MetadataAddress" && other.Node.SyntaxTree == site.Node.SyntaxTree
            && other.Node.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { } lambda && lambda == site.Node.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>());

    /// <summary>A made client's address stands in its own type.</summary>
    private static bool IsBeside(ClientRegistration client, AddressSite site)
        => client.Node.SyntaxTree == site.Node.SyntaxTree
            && client.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() == site.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>()
            && (IsSame(client.Address, site.Value) || client.Others.Any(other => IsSame(other, site.Value)));

    private static bool IsSame(AddressValue one, AddressValue other)
        => one.Kind == other.Kind && one.Key == other.Key && one.Prefix == other.Prefix && one.Address?.Display == other.Address?.Display && one.Kind != AddressKind.Unknown;

    /// <summary>The key of an address in a registration that a house method binds, where no single site holds it.</summary>
    private string? KeyBehind(RegisteredClient client)
        => client.First.Node is InvocationExpressionSyntax call ? CallChain.From(call).Calls.Select(next => _paths.OfOptions(next.ArgumentList)).FirstOrDefault(static key => key is not null) : null;

    /// <summary>Whether a registration sets an address, if one that cannot be followed: a name alone may be for any server.</summary>
    private static bool GivesAddress(ClientRegistration registration)
        => registration.Node is InvocationExpressionSyntax call && CallChain.From(call).Calls.Any(static next => next.ArgumentList.DescendantTokens().Any(static t => t.ValueText == "BaseAddress"));

    private string? ContractOf(ClientRegistration client)
        => GrpcContract.OfClient(client.ClientType, cancellationToken) ?? (client.Origin == ClientOrigin.Channel ? new ChannelClients(_code, cancellationToken).ContractOf(client.Node) : null);

    private static bool UsesDapr(RegisteredClient client)
        => client.First.Node is InvocationExpressionSyntax call && CallChain.From(call).Calls.Any(static next => CallChain.NameOf(next)?.Identifier.ValueText == "AddHttpMessageHandler" && next.DescendantTokens().Any(static t => t.ValueText == "InvocationHandler"));

    private static string? PlainLabel(ClientRegistration client) => client.ClientType is { } type ? type.Name : PlainText.Name(client.Label);

    private static SyntaxNode NameOf(ExpressionSyntax node) => node is InvocationExpressionSyntax call ? (SyntaxNode?)CallChain.NameOf(call) ?? node : node;
}
