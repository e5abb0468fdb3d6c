using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.State;

/// <summary>A message to all, to a group or to a user reaches only those who are connected to the replica that sends it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Redis, Azure SignalR and Orleans are different backplanes, and which one the cluster has is a decision")]
public sealed class MSA0505HubWithoutBackplaneAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.PerProcess | SiteKinds.Host)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0505",
        title: "Give hubs that address many a backplane",
        messageFormat: "'AddSignalR' has no backplane: '{0}' reaches only clients that are connected to the same replica; add one such as AddStackExchangeRedis before a second replica runs",
        category: Category.State,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        foreach (var feature in PerProcessFacts.For(context.Facts).At(site, context.CancellationToken))
        {
            // Where manifests tell the replicas among which messages get lost, MSA1233 has the better message.
            if (feature.Kind != PerProcessKind.SignalR || HostFacts.For(context.Facts).Kind(context.CancellationToken) != HostKind.Web || ReplicatedFeatures.IsToldByAgreement(context, feature))
                continue;

            var replication = ReplicatedFeatures.Of(context);
            if (replication == Replication.One || HubSends.First(context.Facts, context.CancellationToken) is not { } send)
                continue;

            // Affinity, with which MSA1233 is content, holds the negotiation together, and no more.
            var severity = replication is Replication.Several or Replication.Held ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info;
            context.Report(Descriptor, feature.LocationAt(site), severity, context.Further(send), HubSends.TextOf(send));
        }
    }
}
