using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Security;

/// <summary>The proxies of a mesh encrypt between themselves; TLS that the code makes to a name of the cluster blinds them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MSA0302HttpsIntoMeshAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.OutboundAddress)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA0302",
        title: "Call services of the mesh by http://",
        messageFormat: "'{0}' sends TLS through the sidecar, {1}; call http:// and leave TLS to the mesh{2}",
        category: Category.Security,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (context.Placements.Count == 0)
        {
            Told(context, site);
            return;
        }

        if (context.Facts.Addressed.At(context, site) is not { } address || HttpsIntoMesh.Judge(context, address) is not { Count: > 0 } holdings
            || HttpsIntoMesh.IsLeftToHardCoded(context, address, holdings) || !context.IsFirst(address.Place) || AddressAgreements.SpeakAt(context, address.Place))
        {
            return;
        }

        Agreements.Report(context, Descriptor, address.Place.GetLocation(), holdings, AddressNote.FurtherOf(context, address));
    }

    /// <summary>No manifest was read, and the settings name the mesh: all that is known of the callee is its name.</summary>
    private static void Told(RuleContext context, Site site)
    {
        if (context.Mesh is not { State: MeshState.Meshed, Mesh: "istio" or "linkerd" } || context.Facts.HasServiceDiscovery
            || CompiledAddress.At(context, site) is not { Sink: { Family: not (SinkFamily.Infrastructure or SinkFamily.Dapr), Name: not ("Authority" or "MetadataAddress") }, Address: { Scheme: "https" or "wss" } address } compiled
            || context.Project.Hosts.Classify(address.Host) != HostClass.LogicalSingleLabel && !(context.Project.Hosts.Classify(address.Host) == HostClass.ClusterFqdn && !context.IsEnabled("MSA0101"))
            || address.Port is not null && context.IsEnabled("MSA0101")
            || HttpsIntoMesh.BringsItsOwn(address) || !context.IsFirst(compiled.Origin) || !compiled.IsCalled(context))
        {
            return;
        }

        var harm = context.Mesh.Mesh == "linkerd" ? "which Linkerd can only pass on: no route, retry, time-out or HTTP metric applies" : "which sees bytes: no route, retry, L7 authorization or HTTP metric applies";
        context.Report(Diagnostic.Create(Descriptor, compiled.Origin.GetLocation(), DiagnosticSeverity.Info, compiled.Further(context), HttpsIntoMesh.Right(address), compiled.Shown, harm, "", ""));
    }
}
