using System.Collections.Immutable;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>The outbound clients of the project, bound when the first rule asks.</summary>
internal sealed class ClientFacts(CodeFacts facts)
{
    private readonly object _gate = new();
    private ImmutableArray<ClientRegistration> _all;
    private Dictionary<ISymbol, ClientRegistration>? _byType;

    /// <summary>All registrations of the compilation.</summary>
    public ImmutableArray<ClientRegistration> All(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_all.IsDefault)
            {
                var reader = new ClientReader(facts, cancellationToken);
                var found = ImmutableArray.CreateBuilder<ClientRegistration>();
                foreach (var site in facts.Sites(SiteKinds.ClientRegistration, cancellationToken))
                {
                    if (reader.At(site) is { } registration)
                        found.Add(registration);
                }

                _all = found.ToImmutable();
            }

            return _all;
        }
    }

    /// <summary>The first registration of which a call through this type is one: of the type itself, or of a class that implements it.</summary>
    public ClientRegistration? CalledThrough(ITypeSymbol? type, CancellationToken cancellationToken)
    {
        var all = All(cancellationToken);
        if (type is null || all.IsEmpty)
            return null;
        return (_byType ??= ByType(all)).TryGetValue(type, out var registration) ? registration : null;
    }

    private static Dictionary<ISymbol, ClientRegistration> ByType(ImmutableArray<ClientRegistration> all)
    {
        var found = new Dictionary<ISymbol, ClientRegistration>(SymbolEqualityComparer.Default);
        foreach (var registration in all)
        {
            if (registration is not { Origin: not ClientOrigin.Class, ClientType: { } client } || registration.Origin == ClientOrigin.Created && client.TypeKind != TypeKind.Interface)
                continue;
            Add(client);
            foreach (var type in client.AllInterfaces)
            {
                if (!type.IsInNamespace("System"))
                    Add(type);
            }

            void Add(ITypeSymbol type)
            {
                if (!found.ContainsKey(type))
                    found.Add(type, registration);
            }
        }

        return found;
    }

    /// <summary>
    /// The client behind a call: the registration of the type through which it is made, else what the code of that type
    /// or of the class around the call says of the address.
    /// </summary>
    public ClientRegistration? TargetOf(Payload payload, CancellationToken cancellationToken)
    {
        if (payload.Client is not INamedTypeSymbol type || payload.Site is null)
            return null;
        if (RegistrationOf(type, cancellationToken) is { } registered)
            return registered;

        var reader = new ClientReader(facts, cancellationToken);
        if (Known(reader.OfType(type)) is { } own)
            return own;
        if (type.TypeKind == TypeKind.Interface)
        {
            foreach (var implementation in facts.Implementations.Of(type, cancellationToken))
            {
                if ((RegistrationOf(implementation, cancellationToken) ?? Known(reader.OfType(implementation))) is { } implemented)
                    return implemented;
            }
        }

        if (payload.Site.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } around || facts.ModelOf(around.SyntaxTree).GetDeclaredSymbol(around, cancellationToken) is not INamedTypeSymbol owner)
            return null;
        return RegistrationOf(owner, cancellationToken) ?? Known(reader.OfType(owner)) ?? NamedIn(around, reader, cancellationToken);
    }

    /// <summary>What protects a client in all: its own chain, other registrations of the same client, and the defaults.</summary>
    public Layers CoverageOf(ClientRegistration registration, CancellationToken cancellationToken)
    {
        var layers = registration.Coverage.Layers;
        if (registration.Origin != ClientOrigin.Factory)
            return layers;

        foreach (var other in All(cancellationToken))
        {
            if (other.Origin == ClientOrigin.Factory && IsSame(registration, other))
                layers |= other.Coverage.Layers;
        }

        return layers != Layers.None ? layers : facts.Defaults.Get(cancellationToken);
    }

    /// <summary>Whether two registrations are of one client: the same type, or the same name.</summary>
    public static bool IsSame(ClientRegistration one, ClientRegistration other)
        => one.Label == other.Label && SymbolEqualityComparer.Default.Equals(one.ClientType, other.ClientType);

    private static ClientRegistration? Known(ClientRegistration? client) => client is { Address.Kind: not AddressKind.Unknown } ? client : null;

    private ClientRegistration? RegistrationOf(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var registration in All(cancellationToken))
        {
            if (registration.ClientType is { } client
                && (SymbolEqualityComparer.Default.Equals(client, type) || (type.TypeKind == TypeKind.Interface && !type.IsInNamespace("System") && client.AllInterfaces.Contains(type, SymbolEqualityComparer.Default))))
            {
                return registration;
            }
        }

        return null;
    }

    /// <summary>The named client that a class takes from the factory.</summary>
    private ClientRegistration? NamedIn(TypeDeclarationSyntax type, ClientReader reader, CancellationToken cancellationToken)
    {
        foreach (var call in type.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (CallChain.NameOf(call)?.Identifier.ValueText != "CreateClient")
                continue;
            foreach (var registration in All(cancellationToken))
            {
                if (registration is { Origin: ClientOrigin.Factory, ClientType: null } && reader.IsNamed(call, registration.Label, facts.ModelOf(type.SyntaxTree)))
                    return registration;
            }
        }

        return null;
    }
}
