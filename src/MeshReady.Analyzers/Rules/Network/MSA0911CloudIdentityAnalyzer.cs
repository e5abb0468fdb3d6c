using System.Collections.Immutable;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Network;
using MeshReady.Analyzers.Facts.Rollout;
using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Network;

/// <summary>A pod that borrows the identity of its node, or carries keys in its image, has no identity of its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Which role the pod gets, and how, is decided outside the code")]
public sealed class MSA0911CloudIdentityAnalyzer() : MeshAnalyzer(ImmutableArray.Create(Keys, Metadata), SiteKinds.CloudKeys | SiteKinds.OutboundAddress)
{
    private static readonly DiagnosticDescriptor Keys = Rule.Create(
        id: "MSA0911",
        title: "Let the pod have its own cloud identity",
        messageFormat: "Keys of {0} stand in the code: whoever reads the image or the repository has them, and nobody rotates them; revoke them and let the SDK find the pod's own identity ({1})",
        category: Category.Network,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

#pragma warning disable RS2001 // The release line states the severity of the keys
    private static readonly DiagnosticDescriptor Metadata = Rule.Create(
        id: "MSA0911",
        title: "Let the pod have its own cloud identity",
        messageFormat: "'{0}' is the metadata service of the node: a pod does not reach it where IMDSv2 answers one hop or a policy blocks it, and elsewhere gets the node's role instead of its own; use the SDK with IRSA or EKS Pod Identity, and labels of the node for its zone",
        category: Category.Network,
        defaultSeverity: DiagnosticSeverity.Info,
        isSeverityBySite: true);
#pragma warning restore RS2001

    private protected override void Analyze(RuleContext context, Site site)
    {
        if ((site.Kinds & SiteKinds.CloudKeys) != 0 && CloudKeys.OwnerAt(context, site) is { } owner)
        {
            var place = site.Node is ObjectCreationExpressionSyntax creation ? creation.Type : site.Node;
            if (!DevelopmentGuard.IsDevelopmentOnly(site.Node, context.Model, context.CancellationToken))
                context.Report(Keys, place, owner, owner == "AWS" ? "IRSA, EKS Pod Identity" : "workload identity");
        }
        else if ((site.Kinds & SiteKinds.OutboundAddress) != 0)
        {
            AnalyzeAddress(context, site);
        }
    }

    private static void AnalyzeAddress(RuleContext context, Site site)
    {
        if (OutboundSinks.At(site, context.Model, context.CancellationToken) is not { } outbound
            || context.Addresses.Resolve(outbound.Value) is not { Kind: AddressKind.Constant or AddressKind.Fallback, Address: { } address } value
            || context.Project.Hosts.Classify(address.Host) != HostClass.Metadata || ServiceProject.IsTool(context))
        {
            return;
        }

        // Google's server of that name gives a pod its own identity.
        if (address.Host.EndsWith(".google.internal", StringComparison.OrdinalIgnoreCase) || value.Text!.IndexOf("computeMetadata", StringComparison.Ordinal) >= 0)
            return;

        var use = outbound.Value.Syntax;
        var place = value.Origin is { } literal && literal.SyntaxTree == site.Node.SyntaxTree ? literal : use;

        // A token first, then the data: one mistake.
        var type = site.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (DevelopmentGuard.IsDevelopmentOnly(use, context.Model, context.CancellationToken) || !context.IsFirst(type is null ? "metadata" : "metadata in " + type.SpanStart))
            return;
        var severity = context.Project.Deployment.HasManifests ? ServiceProject.SeverityAt(context, site.Node) : DiagnosticSeverity.Info;
        context.Report(Diagnostic.Create(Metadata, place.GetLocation(), severity, null, null, address.Display));
    }
}
