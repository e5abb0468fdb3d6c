using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Endpoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MeshReady.Analyzers.Rules.Addressing;

/// <summary>The ports of a proxy are its own: who calls them depends on its version and mode, and who listens there takes them from it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0107SidecarPortAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.OutboundAddress | SiteKinds.Listening)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0107",
        title: "Leave the ports of a sidecar or agent to it",
        messageFormat: "'{0}' is {1}; {2}",
        category: Category.Addressing,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if ((site.Kinds & SiteKinds.Listening) != 0)
            Listens(context, site);
        if ((site.Kinds & SiteKinds.OutboundAddress) == 0 || (CompiledAddress.At(context, site) ?? OfConsul(context, site)) is not { } compiled || SidecarPort.Of(context, compiled) is not { } port)
            return;
        if (context.IsFirst(compiled.Origin) && compiled.IsCalled(context))
            context.Report(Diagnostic.Create(Descriptor, compiled.Origin.GetLocation(), port.Severity, compiled.Further(context), null, compiled.Shown, port.Harm, port.Advice));
    }

    /// <summary><c>new ConsulClient(c => c.Address = new Uri("…"))</c>: Consul's client is no client of a service.</summary>
    private static CompiledAddress? OfConsul(RuleContext context, Site site)
        => site.Name == "Address" && context.Model.GetOperation(site.Node, context.CancellationToken) is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.ContainingType: var type }, Value: var value } && type.Is("Consul.ConsulClientConfiguration")
            ? CompiledAddress.Of(context, site, value, sink: null)
            : null;

    /// <summary>A server at a port that Istio's proxy takes in the same pod.</summary>
    private static void Listens(RuleContext context, Site site)
    {
        if (!context.Placements.Any(static placement => placement.Mesh is { Mesh: "istio", IsAmbient: false }) && context.Mesh is not { Mesh: "istio", IsAmbient: false })
            return;
        var code = ListenFacts.For(context.Facts).Code(context.CancellationToken);
        foreach (var endpoint in code.Endpoints.Concat(code.UseUrls))
        {
            if (endpoint is { Port: { } port, Node: { } node } && SidecarPort.IsIstio(port) && node.SyntaxTree == site.Node.SyntaxTree && site.Node.Span.IntersectsWith(node.Span) && context.IsFirst(node))
                context.Report(Diagnostic.Create(Descriptor, node is InvocationExpressionSyntax call ? CallChain.LocationOf(call) : node.GetLocation(), DiagnosticSeverity.Warning, null, null, port.ToString(System.Globalization.CultureInfo.InvariantCulture), "taken by Istio's proxy in the same pod", "listen at another port: 15000 to 15090 are Istio's"));
        }
    }
}
