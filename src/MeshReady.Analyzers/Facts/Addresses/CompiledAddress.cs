using System.Collections.Immutable;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>An address that stands in the code and is handed to a client.</summary>
/// <param name="Sink">Where it goes; null for a bare socket.</param>
/// <param name="Value">What the code says of it.</param>
/// <param name="Address">The server in it.</param>
/// <param name="Use">The expression that is handed over.</param>
/// <param name="Origin">The literal where the same document holds it, because that is the mistake; else the use.</param>
internal sealed record CompiledAddress(Sink? Sink, AddressValue Value, ServiceAddress Address, SyntaxNode Use, SyntaxNode Origin)
{
    /// <summary>The address that a site hands to a client of a known library; null where configuration decides, or nothing is known.</summary>
    public static CompiledAddress? At(RuleContext context, Site site)
        => (site.Kinds & SiteKinds.OutboundAddress) != 0 && OutboundSinks.At(site, context.Model, context.CancellationToken) is { } outbound
            ? Of(context, site, outbound.Value, outbound.Sink)
            : null;

    /// <summary>The address in an expression that is handed over at a site.</summary>
    public static CompiledAddress? Of(RuleContext context, Site site, IOperation given, Sink? sink)
    {
        if (context.Addresses.Resolve(given) is not { Kind: AddressKind.Constant, Text: not null } value)
            return null;
        var address = sink is null or { Family: SinkFamily.Infrastructure } ? EndpointText.FindHost(value.Text) : value.Address;
        if (address is null)
            return null;
        var origin = value.Origin is { } literal && literal.SyntaxTree == site.Node.SyntaxTree ? literal : given.Syntax;
        return new(sink, value, address, given.Syntax, origin);
    }

    /// <summary>Whether production calls it: not published or compared, not for a command line or development alone.</summary>
    public bool IsCalled(RuleContext context)
        => !EndpointFilter.IsNotCalled(Origin) && !EndpointFilter.IsDesignTime(Use)
            && !DevelopmentGuard.IsDevelopmentOnly(Use, context.Model, context.CancellationToken)
            && !DevelopmentGuard.IsDevelopmentOnly(Origin, context.Model, context.CancellationToken);

    /// <summary>The use of a literal that stands elsewhere, or the literal of another file.</summary>
    public ImmutableArray<Location> Further(RuleContext context)
    {
        if (Origin != Use)
            return Use.Span.Contains(Origin.Span) ? ImmutableArray<Location>.Empty : context.Further(Use);
        return Value.Origin is { } elsewhere && elsewhere.SyntaxTree != Use.SyntaxTree ? context.Further(elsewhere) : ImmutableArray<Location>.Empty;
    }

    /// <summary>The server for a message, without anything that could be secret.</summary>
    public string Shown => EndpointText.Show(Address, Value.Text!);
}
