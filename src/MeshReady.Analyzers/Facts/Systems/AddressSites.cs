using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>A place where the code hands an address that can be called to a client.</summary>
/// <param name="Node">The call, creation or assignment.</param>
/// <param name="Name">The method, type or property.</param>
/// <param name="Sink">Where the address goes.</param>
/// <param name="Value">What the code says of it.</param>
/// <param name="Key">The key that decides; null where none is known.</param>
/// <param name="Place">The expression that holds the address.</param>
/// <param name="Owner">The client that is registered for it; null where none is.</param>
internal sealed record AddressSite(SyntaxNode Node, string Name, Sink Sink, AddressValue Value, string? Key, SyntaxNode Place, RegisteredClient? Owner);

/// <summary>A client with everything that the code registers for it.</summary>
/// <param name="Registrations">Its registrations, the one that gives the address first; never empty.</param>
internal sealed record RegisteredClient(IReadOnlyList<ClientRegistration> Registrations)
{
    public ClientRegistration First => Registrations[0];

    /// <summary>The registrations by client: the same type, or the same name.</summary>
    public static IReadOnlyList<RegisteredClient> In(IEnumerable<ClientRegistration> all)
    {
        var groups = new List<List<ClientRegistration>>();
        foreach (var registration in all)
        {
            var known = registration.Origin == ClientOrigin.Factory ? groups.Find(group => group[0].Origin == ClientOrigin.Factory && ClientFacts.IsSame(group[0], registration)) : null;
            if (known is null)
                groups.Add([registration]);
            else if (known[0].Address.Kind == AddressKind.Unknown && registration.Address.Kind != AddressKind.Unknown)
                known.Insert(0, registration);
            else
                known.Add(registration);
        }

        return [.. groups.Select(static group => new RegisteredClient(group))];
    }
}

/// <summary>Finds the places where addresses of other services leave the code; addresses that are published, compared or listened on are none.</summary>
internal sealed class AddressSites(FactsSource source, CancellationToken cancellationToken)
{
    private readonly CodeFacts _code = source.Code;
    private readonly AddressResolver _addresses = new(source.Code, cancellationToken);
    private readonly ConfigurationPath _paths = new(source.Code, cancellationToken);

    public IEnumerable<AddressSite> Of(IReadOnlyList<RegisteredClient> clients)
    {
        var senders = new UnsafeCallReader(_code, _addresses, cancellationToken);
        var chains = clients.SelectMany(static client => client.Registrations.Select(registration => (Client: client, Calls: registration is { Origin: not ClientOrigin.Created, Node: InvocationExpressionSyntax call } ? CallChain.From(call).Calls : [])))
            .Where(static chain => chain.Calls.Count > 0).ToList();
        foreach (var site in _code.Sites(SiteKinds.OutboundAddress, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var model = _code.ModelOf(site.Node.SyntaxTree);
            if (OutboundSinks.At(site, model, cancellationToken) is not { Sink.Family: not (SinkFamily.Infrastructure or SinkFamily.Dapr) } outbound || IsLibrary(outbound.Sink))
                continue;
            var value = _addresses.Resolve(outbound.Value);
            if (value.Kind == AddressKind.Constant && value.Address?.Scheme is null && outbound.Sink.Family is not (SinkFamily.Grpc or SinkFamily.Yarp)
                || !CallAddress.IsCallable(value, source.Project))
            {
                continue;
            }

            var use = outbound.Value.Syntax;
            var key = value is { Kind: AddressKind.Configuration or AddressKind.Fallback, Key: null, IsEnvironment: false }
                ? _paths.OfOptions(use) ?? (use.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } user ? _paths.Options.OnlyAddressIn(user) : null)
                : null;
            var place = value.Kind == AddressKind.Constant && value.Origin is { } origin && _code.Compilation.ContainsSyntaxTree(origin.SyntaxTree) ? origin : use;
            if (outbound.Sink.Name is not ("Authority" or "MetadataAddress") && EndpointFilter.IsNotCalled(value.Key ?? key) || EndpointFilter.IsNotCalled(place) || EndpointFilter.IsNotCalled(use) || EndpointFilter.IsDesignTime(use))
                continue;
            yield return new(site.Node, site.Name, outbound.Sink, value, key, place, OwnerOf(site, model));
        }

        RegisteredClient? OwnerOf(Site site, SemanticModel model)
        {
            foreach (var (client, calls) in chains)
            {
                foreach (var call in calls)
                {
                    if (call.SyntaxTree == site.Node.SyntaxTree && call.ArgumentList.Span.Contains(site.Node.Span))
                        return client;
                }
            }

            if (site.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } around && model.GetDeclaredSymbol(around, cancellationToken) is INamedTypeSymbol type
                && clients.FirstOrDefault(client => client.First is { Origin: ClientOrigin.Factory, ClientType: { } registered } && IsPartOf(registered, type)) is { } typed)
            {
                return typed;
            }

            return site.Node is InvocationExpressionSyntax send && senders.SenderOf(send, model) is { } sender
                ? clients.FirstOrDefault(client => client.Registrations.Contains(sender))
                : null;
        }
    }

    /// <summary>An address in an attribute of an interface, or in a request, is a path; where it is whole, it is one of the family's own.</summary>
    private static bool IsLibrary(Sink sink) => sink is { Shape: SinkShape.Attribute, Family: SinkFamily.Refit };

    private static bool IsPartOf(ITypeSymbol client, INamedTypeSymbol type)
    {
        for (var current = client; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, type))
                return true;
        }

        return client.TypeKind == TypeKind.Interface && type.AllInterfaces.Contains(client, SymbolEqualityComparer.Default);
    }
}
