using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.State;

/// <summary>Keys that stay in one container make every cookie and form that it protected unreadable for the next.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("where the keys shall live (Redis, a database, a shared volume, a vault) is a decision")]
public sealed class MSA0506UnsharedKeysAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.PerProcess | SiteKinds.Host)
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0506",
        title: "Share the keys of Data Protection",
        messageFormat: "'{0}' needs the keys of Data Protection, which stay in {1}: a cookie, token or form that one replica protects is unreadable in another and after a restart; share them, for example with PersistKeysToStackExchangeRedis",
        category: Category.State,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        foreach (var feature in PerProcessFacts.For(context.Facts).At(site, context.CancellationToken))
        {
            // Where manifests tell the replicas that cannot read each other's cookies, MSA1233 has the better message.
            if (feature.Kind != PerProcessKind.Keys || HostFacts.For(context.Facts).Kind(context.CancellationToken) != HostKind.Web || ReplicatedFeatures.IsToldByAgreement(context, feature))
                continue;

            // A machine keeps its folders, a container does not: only a pod whose volumes are all known proves the loss.
            var place = ReplicatedFeatures.PlaceOfKeys(context, feature.KeyFolder);
            if (place is KeyPlace.Container or KeyPlace.EmptyDir)
                context.Report(Descriptor, feature.LocationAt(site), DiagnosticSeverity.Warning, [], feature.Name, Words(feature, place.Value));
            else if (place is null or KeyPlace.Unknown && feature.KeyFolder is null)
                context.Report(Descriptor, feature.LocationAt(site), DiagnosticSeverity.Info, [], feature.Name, "the default folder of one machine or container");
        }
    }

    private static string Words(PerProcessFeature feature, KeyPlace place)
        => place == KeyPlace.EmptyDir ? "an emptyDir of one pod" : feature.KeyFolder is { } folder ? folder + " of one container" : "the file system of one container";
}
