namespace MeshReady.Model.Deployment;

/// <summary>The policies of one kind that act on a workload, by tier.</summary>
/// <typeparam name="T">The record of the kind.</typeparam>
internal sealed class PolicyChoice<T>
    where T : ResourceSpec
{
    private readonly List<(KubernetesResource Resource, T Spec, PolicyTier Tier, Certainty Certainty)> _fitting = [];

    public PolicyChoice(IEnumerable<KubernetesResource> policies, Func<T, FieldMap> labels, KubernetesResource variant, string rootNamespace)
    {
        foreach (var policy in policies)
        {
            if (policy.Spec is T spec && PolicyScope.Of(policy, labels(spec), variant, rootNamespace) is { Certainty: not Certainty.No } scope)
                _fitting.Add((policy, spec, scope.Tier, scope.Certainty));
        }
    }

    /// <summary>Whether nothing that was read acts, or may act.</summary>
    public bool IsEmpty => _fitting.Count == 0;

    /// <summary>The policies of one tier, and whether it is sure that they, and no others that were read, act from there.</summary>
    public (IReadOnlyList<(KubernetesResource Resource, T Spec)> Policies, bool IsSure) At(PolicyTier tier)
    {
        var here = _fitting.FindAll(item => item.Tier == tier);
        return ([.. here.Select(static item => (item.Resource, item.Spec))], here.TrueForAll(static item => item.Certainty >= Certainty.Assumed));
    }
}
