using System.Collections.Immutable;
using System.Globalization;
using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Model.Deployment;
using MeshReady.Model.Deployment.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.Agreement;

/// <summary>A server that stops listening before the cluster has stopped sending drops requests at every rollout.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
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
        // The manifests are read already; the code is asked only where it matters.
        var found = new List<(Placement Placement, KubernetesResource Variant, Container Container, int? Grace)>();
        foreach (var placement in context.Placements)
        {
            foreach (var variant in placement.Variants)
            {
                if (ContainerWithout(placement, variant) is { } container)
                    found.Add((placement, variant, container, NeededGrace(context, placement, variant)));
            }
        }

        if (found.Count == 0 || HostFacts.For(context.Facts).Kind(context.CancellationToken) != HostKind.Web
            || StopDelays.For(context.Facts) is var delays && (delays.Get(context.CancellationToken).Exists || delays.MayBeElsewhere(context.CancellationToken)))
        {
            yield break;
        }

        var properties = Mend(found);
        yield return Agreements.InManifest(Descriptor, [.. found.Select(f => new Holding(
            f.Placement,
            f.Variant.Path,
            f.Container.Line,
            DiagnosticSeverity.Info,
            f.Container.Name ?? f.Variant.Name,
            f.Variant.Name,
            PauseSeconds,
            f.Grace is { } grace ? string.Format(CultureInfo.InvariantCulture, " and set terminationGracePeriodSeconds to {0}", grace) : "")
        {
            Properties = properties,
        })]);
    }

    /// <summary>The container that serves and does not wait; null where it is not sure that there is one.</summary>
    private static Container? ContainerWithout(Placement placement, KubernetesResource variant)
        => variant is { Kind: "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" or "Rollout" }
            && Placement.ContainerOf(variant) is { PreStop.IsAbsent: true, Image.IsAbsent: false } container
            // Dapr's sidecar calls its application within the pod, and is told by Dapr where to call.
            && (container.Ports.Count > 0 && variant.PodTemplate!.Annotations["dapr.io/enabled"].IsAbsent || placement.Model.Services.ServicesOf(variant).Sure.Count > 0)
                ? container
                : null;

    /// <summary>The edits that give every variant its pause, and the time for it.</summary>
    private static ImmutableDictionary<string, string?> Mend(List<(Placement Placement, KubernetesResource Variant, Container Container, int? Grace)> found)
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (found.Count == 0 || found.Exists(static f => f.Container.Name is null))
            return properties;

        var edits = new List<ManifestEdit>();
        foreach (var same in found.GroupBy(static f => (f.Variant.Path, f.Variant.Line)))
        {
            var (_, variant, container, _) = same.First();
            var pause = $"spec.template.spec.containers{ManifestPath.Where("name", container.Name!)}.lifecycle.preStop.sleep.seconds";
            edits.Add(ManifestEdit.Set(variant, pause, PauseSeconds.ToString(CultureInfo.InvariantCulture)));
            if (same.Max(static f => f.Grace) is { } grace)
                edits.Add(ManifestEdit.Set(variant, StopBudget.GracePath, grace.ToString(CultureInfo.InvariantCulture)));
        }

        return ManifestEdits.Add(properties, string.Format(CultureInfo.InvariantCulture, "Pause {0} s before stopping (lifecycle.preStop.sleep)", PauseSeconds), edits);
    }

    /// <summary>The grace period that pause and host need together; null where the one that is there suffices, or cannot be told.</summary>
    private static int? NeededGrace(ManifestContext context, Placement placement, KubernetesResource variant)
    {
        var grace = variant.PodTemplate!.TerminationGracePeriodSeconds;
        if (grace.IsUnknown || StopBudget.ShutdownOf(context.Facts, context.Project, placement, variant, context.CancellationToken).Time is not { TotalDays: < 1 } time)
        {
            return null;
        }

        var needed = PauseSeconds + (int)Math.Ceiling(time.TotalSeconds);
        return needed > (grace.IsKnown ? grace.Value : StopBudget.DefaultGraceSeconds) ? needed : null;
    }
}
