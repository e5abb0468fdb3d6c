namespace MeshReady.Model.Deployment;

/// <summary>How near a policy stands to the pods on which it acts; the nearer comes first.</summary>
internal enum PolicyTier
{
    /// <summary>It acts on the whole mesh: it stands in Istio's root namespace and names no pods.</summary>
    Mesh,

    /// <summary>It acts on its namespace.</summary>
    Namespace,

    /// <summary>It names the pods.</summary>
    Workload,
}

/// <summary>Whether a policy acts on pods, and from how near.</summary>
internal static class PolicyScope
{
    /// <summary>The tier of a policy, and whether it acts on a variant of a workload. Where the namespace of either is not written it may be any.</summary>
    public static (PolicyTier Tier, Certainty Certainty) Of(KubernetesResource policy, FieldMap labels, KubernetesResource variant, string rootNamespace)
    {
        var isForAll = labels.IsComplete && labels.Entries.Count == 0;
        var isRoot = policy.Namespace.Value == rootNamespace;
        var tier = !isForAll ? PolicyTier.Workload : isRoot && variant.Namespace.Value != rootNamespace ? PolicyTier.Mesh : PolicyTier.Namespace;
        var space = isRoot ? Certainty.Yes : LabelMatch.SameNamespace(policy, variant);
        return (tier, isForAll ? space : space.And(LabelMatch.Of(labels, variant.PodTemplate?.Labels)));
    }
}
