using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Addressing;

/// <summary>The address of a pod or machine is somebody else's tomorrow, and neither DNS nor the mesh knows what was meant by it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Which Service stands behind an address is not known")]
public sealed class MSA0103IpLiteralAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.OutboundAddress | SiteKinds.SocketTarget)
{
    private const string Private = " of a pod or machine: it is another's after the next rollout, and the mesh has no route, identity or policy for it";
    private const string Public = " of a machine: it changes when the machine is replaced, and certificates, routes and egress rules go by name";

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0103",
        title: "Call a service by name and not by IP address",
        messageFormat: "'{0}' is the IP address{1}; call it by a name",
        category: Category.Addressing,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (CompiledAddress.At(context, site) is { } compiled)
            Judge(context, compiled);
        if ((site.Kinds & SiteKinds.SocketTarget) == 0)
            return;
        foreach (var host in SocketTargets.At(site, context.Model, context.CancellationToken))
        {
            if (CompiledAddress.Of(context, site, host, sink: null) is { } target)
                Judge(context, target);
        }
    }

    private static void Judge(RuleContext context, CompiledAddress compiled)
    {
        // A rule that compares the address with the manifests comes first, as everywhere.
        if (!IpLiterals.IsService(context, compiled.Address) || !context.IsFirst(compiled.Origin) || !compiled.IsCalled(context) || AddressAgreements.SpeakAt(context, compiled.Origin))
            return;

        var isPublic = context.Project.Hosts.Classify(compiled.Address.Host) == HostClass.PublicIp;
        var harm = compiled.Sink?.Family == SinkFamily.Infrastructure ? " of a database, broker or collector: it changes when the machine is replaced" : isPublic ? Public : Private;
        context.Report(Diagnostic.Create(Descriptor, compiled.Origin.GetLocation(), SeverityOf(context, compiled.Sink), compiled.Further(context), null, compiled.Shown, harm));
    }

    /// <summary>Databases and devices often have no better name, and a console program without a host is a tool or a demonstration.</summary>
    private static DiagnosticSeverity SeverityOf(RuleContext context, Sink? sink)
        => sink is not null and not { Family: SinkFamily.Infrastructure } && (context.Facts.Symbols.ServiceCollection is not null || context.Facts.Symbols.HttpContext is not null)
            ? DiagnosticSeverity.Warning
            : DiagnosticSeverity.Info;
}
