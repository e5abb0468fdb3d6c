using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Network;
using MeshReady.Analyzers.Facts.Rollout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Network;

/// <summary>A service that edits the network under its cluster works against the controllers that keep it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("The edit moves to a manifest or to infrastructure code: no edit of the service alone does that")]
public sealed class MSA0910NetworkEditAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.NetworkEdit | SiteKinds.OutboundAddress)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0910",
        title: "Leave the network and the nodes under the cluster to their controllers",
        messageFormat: "'{0}' edits {1} under the cluster at run time, where {2} contradicts it and no manifest knows of it; {3}",
        category: Category.Network,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (NetworkEdit.At(context, site) is not { } edit || !context.IsFirst(site.Node) || ServiceProject.IsTool(context) || DevelopmentGuard.IsDevelopmentOnly(site.Node, context.Model, context.CancellationToken))
            return;

        var (what, keeper, instead) = edit.Part switch
        {
            NetworkPart.Neutron => ("Neutron's ports and addresses", "the cloud controller", "declare a Service of type LoadBalancer with its annotations, and the rest in Heat or Terraform"),
            NetworkPart.SecurityGroups => ("security groups", "whoever keeps them in infrastructure code", "declare a NetworkPolicy, which knows pods and not only nodes"),
            NetworkPart.Octavia => ("load balancers", "the cloud controller", "declare a Service of type LoadBalancer or a Gateway: the cloud controller keeps the members"),
            NetworkPart.Vpc => ("interfaces, addresses and routes", "the CNI", "declare them in infrastructure code and leave pods' addresses to the CNI"),
            NetworkPart.LoadBalancers => ("load balancers", "the AWS Load Balancer Controller", "declare an Ingress, a Gateway or a TargetGroupBinding: the controller keeps the targets"),
            NetworkPart.Nodes => ("nodes", "an autoscaler", "let Karpenter, the Cluster Autoscaler or a kops InstanceGroup size them"),
            _ => ("DNS records", "external-dns", "declare the name on the Service or Gateway and let external-dns write it"),
        };

        // Machines and customers' domains can be what a service is for.
        var severity = edit.Part is NetworkPart.Nodes or NetworkPart.Names ? DiagnosticSeverity.Info : ServiceProject.SeverityAt(context, site.Node);
        var place = site.Node is InvocationExpressionSyntax call ? CallChain.LocationOf(call) : site.Node.GetLocation();
        context.Report(Diagnostic.Create(Descriptor, place, severity, null, null, edit.What, what, keeper, instead));
    }
}
