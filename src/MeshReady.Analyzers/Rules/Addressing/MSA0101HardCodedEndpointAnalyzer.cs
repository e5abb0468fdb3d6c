using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Rollout;
using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Addressing;

/// <summary>An address that is compiled into the service is the same in every environment, and no route of the mesh can move it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0101HardCodedEndpointAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.OutboundAddress)
{
    private const string Harm = ": every environment calls it, and moving the service takes a new build";
    private const string RightForm = ", which is the right form in a mesh but fixes the name";

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0101",
        title: "Read the address of a service from configuration",
        messageFormat: "'{0}' is compiled in{1}; read it from configuration",
        category: Category.Addressing,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (OutboundSinks.At(site, context.Model, context.CancellationToken) is not { } outbound
            || context.Addresses.Resolve(outbound.Value) is not { Kind: AddressKind.Constant, Text: not null } value)
        {
            return;
        }

        var address = outbound.Sink.Family == SinkFamily.Infrastructure ? EndpointText.FindHost(value.Text) : value.Address;
        if (address is null || !IsService(context, address, out var host) || IsDiscovered(address))
            return;

        // The literal is the mistake; where another file declares it, the use is what this document shows.
        var use = outbound.Value.Syntax;
        var origin = value.Origin is { } literal && literal.SyntaxTree == site.Node.SyntaxTree ? literal : use;
        if (!context.IsFirst(origin) || EndpointFilter.IsNotCalled(origin) || EndpointFilter.IsDesignTime(use) || DevelopmentGuard.IsDevelopmentOnly(use, context.Model, context.CancellationToken) || DevelopmentGuard.IsDevelopmentOnly(origin, context.Model, context.CancellationToken))
            return;

        if (Judge(context, outbound.Sink, address, host) is not { } verdict || AddressAgreements.SpeakAt(context, origin) || context.IsEnabled("MSA0703") && VersionedHost.At(context, site) is not null)
            return;

        var properties = Properties(context, value, origin);
        context.Report(Diagnostic.Create(Descriptor, origin.GetLocation(), verdict.Severity, Others(context, value, use, origin), properties, EndpointText.Show(address, value.Text), verdict.Note));
    }

    /// <summary>The use of a literal that stands elsewhere, or the literal of another file.</summary>
    private static ImmutableArray<Location> Others(RuleContext context, AddressValue value, SyntaxNode use, SyntaxNode origin)
    {
        if (origin != use)
            return use.Span.Contains(origin.Span) ? ImmutableArray<Location>.Empty : context.Further(use);
        return value.Origin is { } elsewhere && elsewhere.SyntaxTree != use.SyntaxTree ? context.Further(elsewhere) : ImmutableArray<Location>.Empty;
    }

    private static bool IsService(RuleContext context, ServiceAddress address, out HostClass host)
    {
        host = context.Project.Hosts.Classify(address.Host);
        return context.Project.Hosts.IsService(host) && !EndpointFilter.IsLocalAgent(address, host);
    }

    /// <summary><c>https+http://basket</c> is a name that service discovery looks up in configuration.</summary>
    private static bool IsDiscovered(ServiceAddress address) => address.Scheme is "https+http" or "http+https";

    /// <summary>Whether the rule warns of such an address, so that a rule which would only remark something on it is silent.</summary>
    internal static bool Warns(RuleContext context, Sink sink, ServiceAddress address)
        => Judge(context, sink, address, context.Project.Hosts.Classify(address.Host)) is { Severity: DiagnosticSeverity.Warning };

    private static (DiagnosticSeverity Severity, string Note)? Judge(RuleContext context, Sink sink, ServiceAddress address, HostClass host)
    {
        if (sink.Family == SinkFamily.Infrastructure)
            return (DiagnosticSeverity.Info, " as the server of a database, broker or collector");

        if (host == HostClass.LogicalSingleLabel && address.Port is null)
        {
            return context.Project.LogicalNames(context.DocumentOptions) switch
            {
                "allow" => null,
                "warn" => (DiagnosticSeverity.Warning, Harm),
                "suggest" => (DiagnosticSeverity.Info, RightForm),
                _ => context.Project.ResolvesLogicalNames(context.Facts) ? (DiagnosticSeverity.Info, RightForm) : (DiagnosticSeverity.Warning, Harm),
            };
        }

        // A console program without a host is a tool or a demonstration.
        var isService = context.Facts.Symbols.ServiceCollection is not null || context.Facts.Symbols.HttpContext is not null;
        return (isService ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, Harm);
    }

    private static ImmutableDictionary<string, string?> Properties(RuleContext context, AddressValue value, SyntaxNode origin)
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (origin is not ExpressionSyntax literal)
            return properties;
        if (EndpointRewrite.TextToMove(literal, value.Text!) is not { } text)
            return properties;

        var (key, isHeld) = context.Project.KeyFor(text, literal, context.KeysGiven);
        properties = properties.Add(FixProperties.Key, key).Add(FixProperties.Value, text);
        return isHeld ? properties.Add(FixProperties.Equivalent, "true") : properties;
    }
}
