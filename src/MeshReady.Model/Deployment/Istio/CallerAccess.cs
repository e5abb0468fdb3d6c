namespace MeshReady.Model.Deployment;

/// <summary>Whether policies let only named workloads reach a workload, so that what these write into requests can be trusted.</summary>
public static class CallerAccess
{
    /// <summary>
    /// The AuthorizationPolicy that admits callers by their identity in the mesh, but for paths that it names; null where none that was
    /// read surely acts, or one admits everybody. Policies of one workload add up, so the widest counts.
    /// </summary>
    public static KubernetesResource? RestrictedBy(DeploymentModel model, KubernetesResource variant)
    {
        KubernetesResource? restricting = null;
        foreach (var resource in model.Resources)
        {
            if (resource.Spec is not AuthorizationPolicySpec { Action.Value: null or "ALLOW" } policy)
                continue;
            var certainty = PolicyScope.Of(resource, policy.WorkloadLabels, variant, model.MeshDefaults.RootNamespace).Certainty;
            if (certainty == Certainty.No)
                continue;
            if (certainty < Certainty.Assumed || policy.HasTargets != false || policy.Action.IsUnknown || !policy.Rules.IsComplete || !policy.Rules.All(NamesCallers))
                return null;
            restricting ??= resource;
        }

        return restricting;
    }

    /// <summary>Whether a policy compares what a request says of its tenant with its token, or admits some tenants alone.</summary>
    public static bool ComparesTenant(DeploymentModel model, KubernetesResource variant)
        => model.Resources.Any(resource => resource.Spec is AuthorizationPolicySpec policy
            && PolicyScope.Of(resource, policy.WorkloadLabels, variant, model.MeshDefaults.RootNamespace).Certainty != Certainty.No
            && policy.Rules.Any(static rule => !rule.When.IsComplete || rule.When.Any(static when => when.Key.Value is not { } key || key.IndexOf("tenant", StringComparison.OrdinalIgnoreCase) >= 0)));

    private static bool NamesCallers(AuthorizationRule rule)
        => rule.From.Count > 0 && rule.From.IsComplete && rule.From.All(static source => source.Principals.Count > 0 && source.Principals.All(static name => name.Value is not (null or "*")))
            || rule.To.Count > 0 && rule.To.All(static operation => operation.Paths.Count > 0 && operation.Paths.All(static path => path.Value is not (null or "*" or "/*")));
}
