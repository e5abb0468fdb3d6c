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
        if (CompiledAddress.At(context, site) is not { Sink: { } sink, Address: var address, Origin: var origin } compiled || !IsService(context, address, out var host) || IsDiscovered(address))
            return;

        // Neither an IP address nor the port of a proxy is better in configuration.
        if (IpLiterals.SpeakOf(context, address) || SidecarPort.SpeakOf(context, compiled) || !context.IsFirst(origin) || !compiled.IsCalled(context))
            return;

        if (Judge(context, sink, address, host) is not { } verdict || AddressAgreements.SpeakAt(context, origin) || HttpsIntoMesh.SpeaksAt(context, origin, verdict.Severity)
            || context.IsEnabled("MSA0703") && VersionedHost.At(context, site) is not null)
        {
            return;
        }

        context.Report(Diagnostic.Create(Descriptor, origin.GetLocation(), verdict.Severity, compiled.Further(context), Properties(context, compiled.Value, origin), compiled.Shown, verdict.Note));
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
