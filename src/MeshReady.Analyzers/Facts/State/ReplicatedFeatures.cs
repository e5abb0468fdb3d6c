using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>What manifests say of the replicas of a program that keeps state in its process, for MSA1233 and the rules that speak where it does not.</summary>
internal static class ReplicatedFeatures
{
    private const string Agreement = "MSA1233";

    /// <summary>The several replicas of a workload among which the feature falls apart; null where there are none, or nobody knows.</summary>
    public static (ReplicaCount Replicas, KeyPlace Place)? Broken(PerProcessFeature feature, Placement placement, KubernetesResource variant)
    {
        if (Several(placement, variant) is not { } replicas || SharedAcrossReplicas.HasAffinity(placement, variant))
            return null;
        var place = feature.Kind == PerProcessKind.Keys ? SharedAcrossReplicas.PlaceOfKeys(variant, feature.KeyFolder) : KeyPlace.Container;
        return place is KeyPlace.Shared or KeyPlace.Unknown ? null : (replicas, place);
    }

    /// <summary>Whether MSA1233 may speak of this document.</summary>
    public static bool IsAgreementOn(RuleContext context) => context.IsEnabled(Agreement);

    /// <summary>Whether MSA1233 has the facts and speaks of the feature: then no other rule does.</summary>
    public static bool IsToldByAgreement(RuleContext context, PerProcessFeature feature)
        => feature.Kind != PerProcessKind.Cache && IsAgreementOn(context) && Bound(context).Any(b => Broken(feature, b.Placement, b.Variant) is not null);

    /// <summary>How many replicas of the program run, as far as manifests say.</summary>
    public static Replication Of(RuleContext context)
    {
        var known = Replication.Unknown;
        foreach (var (placement, variant) in Bound(context))
        {
            var found = Several(placement, variant) is not null
                ? SharedAcrossReplicas.HasAffinity(placement, variant) ? Replication.Held : Replication.Several
                : ReplicaCount.Of(placement.Model, variant) is not null ? Replication.One : Replication.Unknown;
            if (found > known)
                known = found;
        }

        return known;
    }

    /// <summary>Where the pods keep the keys: the worst of all variants. Null where no pod of the program is in sight.</summary>
    public static KeyPlace? PlaceOfKeys(RuleContext context, string? folder)
    {
        KeyPlace? worst = null;
        foreach (var (_, variant) in Bound(context))
        {
            var place = SharedAcrossReplicas.PlaceOfKeys(variant, folder);
            if (worst is null || place > worst)
                worst = place;
        }

        return worst;
    }

    private static ReplicaCount? Several(Placement placement, KubernetesResource variant)
        => variant.Kind is not ("DaemonSet" or "Job" or "CronJob") && ReplicaCount.Of(placement.Model, variant) is { Most: > 1 } replicas ? replicas : null;

    private static IEnumerable<(Placement Placement, KubernetesResource Variant)> Bound(RuleContext context)
        => context.Placements.Where(static p => p.IsBound).SelectMany(static p => p.Variants.Select(v => (p, v)));
}

/// <summary>How many replicas of a program run; the later member is the graver.</summary>
internal enum Replication
{
    /// <summary>Nobody says.</summary>
    Unknown,

    /// <summary>One.</summary>
    One,

    /// <summary>Several, and callers are held to one of them.</summary>
    Held,

    /// <summary>Several, and any of them serves any caller.</summary>
    Several,
}
