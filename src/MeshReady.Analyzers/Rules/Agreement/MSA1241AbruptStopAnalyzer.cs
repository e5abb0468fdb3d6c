using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A server that stops listening before the cluster has stopped sending drops requests at every rollout.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("the pause belongs into the manifest: code that waits delays every stop, in tests and on a developer's machine too")]
public sealed class MSA1241AbruptStopAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.None)
{
    /// <summary>What a pod waits before SIGTERM, so that its address is withdrawn everywhere first.</summary>
    internal const int PauseSeconds = 5;

    private static readonly DiagnosticDescriptor Descriptor = Rule.Agreement(
        id: "MSA1241",
        title: "Wait until the endpoints are withdrawn before stopping",
        messageFormat: "Kestrel in container '{0}' stops accepting at SIGTERM, while callers are still led to it for some seconds: every rollout of '{1}' drops requests; add lifecycle.preStop.sleep of {2} s{3}",
        category: Category.Agreement,
        defaultSeverity: DiagnosticSeverity.Info);

    private protected override bool ReadsManifests => true;

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.HttpContext is not null;

    private protected override IEnumerable<(string Path, Diagnostic Diagnostic)?> JudgeManifests(ManifestContext context)
    {
        if (HostFacts.For(context.Facts).Kind(context.CancellationToken) != HostKind.Web
            || StopDelays.For(context.Facts) is var delays && (delays.Get(context.CancellationToken).Exists || delays.MayBeElsewhere(context.CancellationToken)))
        {
            yield break;
        }

        var holdings = new List<Holding>();
        foreach (var placement in context.Placements)
        {
            foreach (var variant in placement.Variants)
            {
                if (Judge(context, placement, variant) is { } holding)
                    holdings.Add(holding);
            }
        }

        yield return Agreements.InManifest(Descriptor, holdings);
    }

    private static Holding? Judge(ManifestContext context, Placement placement, KubernetesResource variant)
    {
        if (variant is not { Kind: "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" or "Rollout", PodTemplate: { } pod }
            || Placement.ContainerOf(variant) is not { PreStop.IsAbsent: true, Image.IsAbsent: false } container
            || container.Ports.Count == 0 && placement.Model.Services.ServicesOf(variant).Sure.Count == 0)
        {
            return null;
        }

        var needed = NeededGrace(context, placement, variant, pod);
        return new Holding(
            placement,
            variant.Path,
            container.Line,
            DiagnosticSeverity.Info,
            container.Name ?? variant.Name,
            variant.Name,
            PauseSeconds,
            needed is { } grace ? string.Format(CultureInfo.InvariantCulture, " and set terminationGracePeriodSeconds to {0}", grace) : "")
        {
            Properties = ImmutableDictionary<string, string?>.Empty.Add(MSA1226ShutdownGraceAnalyzer.Grace, needed?.ToString(CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>The grace period that pause and host need together; null where the one that is there suffices, or cannot be told.</summary>
    private static int? NeededGrace(ManifestContext context, Placement placement, KubernetesResource variant, PodTemplate pod)
    {
        var grace = pod.TerminationGracePeriodSeconds;
        if (grace.IsUnknown || StopBudget.ShutdownOf(context.Facts, context.Project, placement, variant, context.CancellationToken).Time is not { TotalDays: < 1 } time)
            return null;
        var needed = PauseSeconds + (int)Math.Ceiling(time.TotalSeconds);
        return needed > (grace.IsKnown ? grace.Value : StopBudget.DefaultGraceSeconds) ? needed : null;
    }
}
