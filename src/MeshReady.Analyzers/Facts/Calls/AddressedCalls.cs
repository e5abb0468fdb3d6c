using System.Collections.Concurrent;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>An address that the code hands to a client of another service, with the call that it makes in each placement.</summary>
/// <param name="Sink">Where the address goes.</param>
/// <param name="Value">What the code says of it.</param>
/// <param name="Place">The literal that holds it where the same document does; else the expression that is handed over.</param>
/// <param name="Use">The expression that is handed over.</param>
/// <param name="Calls">The call in every placement in which the address is known; never empty.</param>
internal sealed record AddressedCall(Sink Sink, AddressValue Value, SyntaxNode Place, SyntaxNode Use, IReadOnlyList<MeshedCall> Calls);

/// <summary>
/// Brings each address of the code together with the manifests, once for all rules. Left out are servers that no mesh routes by
/// host, addresses that are not called (issuers, origins, redirects), agents of the own pod, hosts of the outside world, names that service
/// discovery finds elsewhere, and code for development.
/// </summary>
internal sealed class AddressedCalls(CodeFacts facts)
{
    private static readonly Sink Destination = SinkTable.ByName["Address"].First(static sink => sink.Family == SinkFamily.Yarp);

    private readonly ConcurrentDictionary<SyntaxNode, AddressedCall?> _known = new();

    // Steeltoe asks a registry of its own for every name.
    private readonly Lazy<bool> _isDiscoveredElsewhere = new(() => facts.Compilation.ReferencedAssemblyNames.Any(static reference => reference.Name.StartsWith("Steeltoe.Discovery", StringComparison.Ordinal)));

    /// <summary>The address at a site, with its calls; null where there is none that manifests can speak of.</summary>
    public AddressedCall? At(RuleContext context, Site site)
    {
        if (context.Placements.Count == 0 || (site.Kinds & SiteKinds.OutboundAddress) == 0)
            return null;
        if (_known.TryGetValue(site.Node, out var known))
            return known;
        var found = Find(context, site);
        _known[site.Node] = found;
        return found;
    }

    /// <summary>The address that a place of the document holds; null where none is handed to a client from there.</summary>
    public AddressedCall? HeldBy(RuleContext context, SyntaxNode place)
    {
        if (context.Placements.Count == 0)
            return null;
        foreach (var site in SyntaxIndex.For(place.SyntaxTree, context.CancellationToken).Of(SiteKinds.OutboundAddress))
        {
            if (At(context, site) is { } address && address.Place.SyntaxTree == place.SyntaxTree && (address.Place.Span.IntersectsWith(place.Span) || address.Value.Origin?.Span.IntersectsWith(place.Span) == true))
                return address;
        }

        return null;
    }

    /// <summary>The destinations of YARP that stand in the settings which a call loads, one for each key.</summary>
    public IReadOnlyList<AddressedCall> LoadedAt(RuleContext context, Site site)
    {
        if (context.Placements.Count == 0 || site.Name != "LoadFromConfig" || site.Node is not InvocationExpressionSyntax load
            || _isDiscoveredElsewhere.Value || DevelopmentGuard.IsDevelopmentOnly(load, context.Model, context.CancellationToken))
        {
            return [];
        }

        return [.. ProxySettings.DestinationsIn(context, load)
            .Where(destination => IsService(context, destination.Call.Address) && !IsDiscovered(context, destination.Call))
            .GroupBy(static destination => destination.Key, static destination => destination.Call, StringComparer.OrdinalIgnoreCase)
            .Select(destination => new AddressedCall(Destination, new AddressValue(AddressKind.Configuration, Key: destination.Key), load, load, [.. destination]))];
    }

    private AddressedCall? Find(RuleContext context, Site site)
    {
        if (OutboundSinks.At(site, context.Model, context.CancellationToken) is not { } outbound
            || outbound.Sink is { Family: SinkFamily.Infrastructure or SinkFamily.Dapr } or { Name: "Authority" or "MetadataAddress" })
        {
            return null;
        }

        var value = context.Addresses.Resolve(outbound.Value);
        var calls = MeshedCalls.Of(context, value);
        if (calls.Count == 0 || EndpointFilter.IsNotCalled(value.Key) || _isDiscoveredElsewhere.Value)
            return null;

        calls = [.. calls.Where(call => IsService(context, call.Address) && !IsDiscovered(context, call))];
        if (calls.Count == 0)
            return null;

        var use = outbound.Value.Syntax;
        var place = value.Origin is { } literal && literal.SyntaxTree == site.Node.SyntaxTree && calls.Any(static c => c.Source is null) ? literal : use;
        return EndpointFilter.IsNotCalled(place) || EndpointFilter.IsNotCalled(use) || EndpointFilter.IsDesignTime(use)
            || DevelopmentGuard.IsDevelopmentOnly(use, context.Model, context.CancellationToken)
            || place != use && DevelopmentGuard.IsDevelopmentOnly(place, context.Model, context.CancellationToken)
            ? null
            : new(outbound.Sink, value, place, use, calls);
    }

    // An address of the network, and localhost with whatever listens there, names no Service.
    private static bool IsService(RuleContext context, ServiceAddress address)
        => context.Project.Hosts.Classify(address.Host) is HostClass.LogicalSingleLabel or HostClass.ClusterFqdn && address.Host[0] != '_'
            && address.Scheme is null or "http" or "https" or "ws" or "wss" or "grpc" or "https+http" or "http+https" or "dns";

    /// <summary>Service discovery takes what configuration says of a name, and only where it says nothing the name itself.</summary>
    private bool IsDiscovered(RuleContext context, MeshedCall call)
        => facts.HasServiceDiscovery && Array.Exists(["http:0", "https:0", "default:0", ""], endpoint => !call.Placement.ValueOf(
            "services:" + call.Address.Host + (endpoint.Length > 0 ? ":" + endpoint : ""), context.Project.Values).Value.IsAbsent);
}
