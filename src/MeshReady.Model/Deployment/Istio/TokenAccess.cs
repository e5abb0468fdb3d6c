namespace MeshReady.Model.Deployment;

/// <summary>What the sidecar of a workload does about the tokens of its callers.</summary>
public enum TokenCheck
{
    /// <summary>Nothing that was read.</summary>
    None,

    /// <summary>It refuses a wrong token and lets a request without any pass: a RequestAuthentication alone.</summary>
    Optional,

    /// <summary>It lets nobody pass without a valid token, but for paths that a policy names.</summary>
    Required,
}

/// <summary>Whether a sidecar checks tokens, and what says so.</summary>
/// <param name="Check">What it does.</param>
/// <param name="Authentication">The RequestAuthentication; null where there is none.</param>
/// <param name="ChecksAudience">Whether every issuer that it names is held to an audience.</param>
public sealed record TokenAccess(TokenCheck Check, KubernetesResource? Authentication, bool ChecksAudience)
{
    private const string ClaimKeys = "request.auth.";

    /// <summary>
    /// What acts on a variant of a workload. A policy that only may act counts for nothing, and neither does a RequestAuthentication without
    /// a sidecar; who has one is another question.
    /// </summary>
    public static TokenAccess Of(DeploymentModel model, KubernetesResource variant)
    {
        var root = model.MeshDefaults.RootNamespace;
        var (authentication, checksAudience, isRequired) = ((KubernetesResource?)null, true, false);
        foreach (var resource in model.Resources)
        {
            switch (resource.Spec)
            {
                case RequestAuthenticationSpec tokens when Acts(resource, tokens.WorkloadLabels, variant, root) && tokens.Rules.Count > 0:
                    authentication ??= resource;
                    checksAudience &= tokens.Rules.All(static rule => rule.Audiences.Count > 0);
                    break;
                case AuthorizationPolicySpec { HasTargets: false } policy when Acts(resource, policy.WorkloadLabels, variant, root):
                    isRequired |= Requires(policy);
                    break;
            }
        }

        return new(authentication is null ? TokenCheck.None : isRequired ? TokenCheck.Required : TokenCheck.Optional, authentication, authentication is not null && checksAudience);
    }

    private static bool Acts(KubernetesResource policy, FieldMap labels, KubernetesResource variant, string root)
        => PolicyScope.Of(policy, labels, variant, root).Certainty >= Certainty.Assumed;

    private static bool Requires(AuthorizationPolicySpec policy) => policy.Action.Value switch
    {
        "DENY" => policy.Rules.Any(static rule => rule.From.Any(static source => source.NotRequestPrincipals.Any(static name => name.Value == "*"))),
        null or "ALLOW" when !policy.Action.IsUnknown && policy.Rules.IsComplete => policy.Rules.Any(AsksForToken) && policy.Rules.All(static rule => AsksForToken(rule) || IsForSomePaths(rule)),
        _ => false,
    };

    private static bool AsksForToken(AuthorizationRule rule)
        => rule.From.Count > 0 && rule.From.All(static source => source.RequestPrincipals.Count > 0)
            || rule.When.Any(static when => when.Key.Value?.StartsWith(ClaimKeys, StringComparison.Ordinal) == true && when.Values.Count > 0);

    private static bool IsForSomePaths(AuthorizationRule rule)
        => rule.To.Count > 0 && rule.To.All(static operation => operation.Paths.Count > 0 && operation.Paths.All(static path => path.Value is not (null or "*" or "/*")));
}
