using System.Collections.Immutable;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Clients;

/// <summary>The outbound clients of the project, bound when the first rule asks.</summary>
internal sealed class ClientFacts(CodeFacts facts)
{
    private readonly object _gate = new();
    private ImmutableArray<ClientRegistration> _all;

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

    /// <summary>
    /// The client that a type is, implements or holds: its registration, else what its own code or that of the class
    /// around the call says of the address.
    /// </summary>
    public ClientRegistration? TargetOf(ITypeSymbol? type, SyntaxNode call, CancellationToken cancellationToken)
    {
        if (type is not null)
        {
            foreach (var registration in All(cancellationToken))
            {
                if (registration.ClientType is { } client && (SymbolEqualityComparer.Default.Equals(client, type) || client.AllInterfaces.Contains(type, SymbolEqualityComparer.Default)))
                    return registration;
            }
        }

        var reader = new ClientReader(facts, cancellationToken);
        if (type is INamedTypeSymbol named && reader.OfType(named) is { Address.Kind: not Addresses.AddressKind.Unknown } own)
            return own;
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Interface } contract)
        {
            foreach (var implementation in facts.Implementations.Of(contract, cancellationToken))
            {
                if (reader.OfType(implementation) is { Address.Kind: not Addresses.AddressKind.Unknown } implemented)
                    return implemented;
            }
        }

        return call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } around
            && facts.ModelOf(call.SyntaxTree).GetDeclaredSymbol(around, cancellationToken) is INamedTypeSymbol owner
            && reader.OfType(owner) is { Address.Kind: not Addresses.AddressKind.Unknown } near
            ? near
            : null;
    }

    /// <summary>What protects a client in all: its own chain, other registrations of the same client, and the defaults.</summary>
    public Layers CoverageOf(ClientRegistration registration, CancellationToken cancellationToken)
    {
        var layers = registration.Coverage.Layers;
        foreach (var other in All(cancellationToken))
        {
            if (other.Label == registration.Label && SymbolEqualityComparer.Default.Equals(other.ClientType, registration.ClientType))
                layers |= other.Coverage.Layers;
        }

        // Defaults reach the clients of the factory, not a channel that is made by hand.
        return registration.Label == "GrpcChannel" || layers != Layers.None ? layers : layers | facts.Defaults.Get(cancellationToken);
    }
}
