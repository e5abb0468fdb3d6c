using System.Globalization;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.State;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A session, a hub or a key that lives in one process is missing in the replica that serves the next request.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("a shared store, a shared key ring and callers held to one replica are three designs, and which one fits is a decision")]
public sealed class MSA1233ReplicatedStateAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.PerProcess | SiteKinds.Host)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1233",
        title: "Share the state of features among replicas",
        messageFormat: "'{0}' keeps {1}, but '{2}' runs {3} ({4}): {5}; {6}",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if (!context.Placements.Any(static p => p.IsBound))
            return;

        foreach (var feature in PerProcessFacts.For(context.Facts).At(site, context.CancellationToken))
        {
            // A cache of copies serves its own replica well; MSA0504 says what there is to say.
            if (feature.Kind == PerProcessKind.Cache)
                continue;
            var holdings = new List<Holding>();
            foreach (var placement in context.Placements)
            {
                foreach (var variant in placement.Variants)
                {
                    if (ReplicatedFeatures.Broken(feature, placement, variant) is var (replicas, place))
                        holdings.Add(Judge(feature, placement, variant, replicas, place));
                }
            }

            Agreements.Report(context, Descriptor, feature.LocationAt(site), holdings);
        }
    }

    private static Holding Judge(PerProcessFeature feature, Placement placement, KubernetesResource variant, ReplicaCount replicas, KeyPlace place)
    {
        var (what, symptom, advice) = Words(feature, place);
        var count = string.Format(CultureInfo.InvariantCulture, replicas.IsScaled ? "up to {0} replicas" : "{0} replicas", replicas.Most);
        return new Holding(
            placement,
            replicas.Path,
            replicas.Line,
            DiagnosticSeverity.Warning,
            feature.Name,
            what,
            variant.Name,
            count,
            Agreements.Display(replicas.Path, replicas.Line),
            symptom,
            advice);
    }

    private static (string What, string Symptom, string Advice) Words(PerProcessFeature feature, KeyPlace place) => feature.Kind switch
    {
        PerProcessKind.Session => (
            $"sessions in the memory of one process ({feature.Cache})",
            "a request that reaches another replica finds an empty session",
            "register a shared cache such as AddStackExchangeRedisCache"),
        PerProcessKind.SignalR => (
            "its connections in one process",
            "a message reaches only the clients of the replica that sends it, and a negotiation can continue in another",
            "add a backplane such as AddStackExchangeRedis, and session affinity"),
        PerProcessKind.Circuit => (
            "its circuits in one process",
            "a negotiation or reconnection that reaches another replica fails",
            "give its Service session affinity, or add Azure SignalR"),
        _ => (
            place == KeyPlace.EmptyDir ? "its keys in an emptyDir of one pod"
                : feature.KeyFolder is null ? "the keys of Data Protection in one container" : $"its keys in {feature.KeyFolder} of one container",
            "a cookie or token that one replica protects is unreadable in another",
            "share the keys, for example with PersistKeysToStackExchangeRedis"),
    };
}
