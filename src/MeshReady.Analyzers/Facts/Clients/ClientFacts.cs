using System.Collections.Immutable;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;

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
