using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Addressing;

/// <summary>A second registry beside that of the cluster goes stale in its own way, and hands out addresses of pods that no route of the mesh acts on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("What replaces a registry is a Service and a setting for each client")]
public sealed class MSA0105ClientSideRegistryAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.ServiceRegistry)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0105",
        title: "Leave the registry of services to the cluster",
        messageFormat: "'{0}' {1}, {2}; call Services by name",
        category: Category.Addressing,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if ((site.Kinds & SiteKinds.ServiceRegistry) == 0 || RegistryUse.At(context, site) is not { } use)
            return;

        // Where Consul is the mesh, its registry is the mesh's.
        var evidence = ContainerFacts.Of(context);
        if (evidence == ContainerEvidence.None || context.Mesh.Mesh == "consul" || DevelopmentGuard.IsDevelopmentOnly(site.Node, context.Model, context.CancellationToken))
            return;

        var harm = evidence switch
        {
            ContainerEvidence.Mesh => "past the mesh: no route, retry or identity of its acts on the address of a pod",
            ContainerEvidence.Kubernetes => "beside that of Kubernetes, which knows by readiness which pods are there",
            _ => "though the DNS of Compose and of a cluster resolves their names",
        };
        var location = site.Node is InvocationExpressionSyntax call ? CallChain.LocationOf(call) : site.Node.GetLocation();
        var severity = evidence >= ContainerEvidence.Kubernetes ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info;
        context.Report(Diagnostic.Create(Descriptor, location, severity, null, null, site.Name, use.Text, harm));
    }
}
