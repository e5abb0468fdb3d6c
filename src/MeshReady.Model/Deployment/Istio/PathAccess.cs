namespace MeshReady.Model.Deployment;

/// <summary>Which paths of one workload its AuthorizationPolicies keep requests from.</summary>
public sealed class PathAccess
{
    private const string RootNamespace = "istio-system";

    private readonly List<AuthorizationRule> _denying = [];
    private readonly List<AuthorizationRule> _allowing = [];
    private readonly List<PathBarrier> _barriers = [];
    private bool _hasAllow;

    private PathAccess()
    {
    }

    /// <summary>The path patterns of DENY, and those that an ALLOW leaves out (<c>notPaths</c>).</summary>
    public IReadOnlyList<PathBarrier> Barriers => _barriers;

    /// <summary>What the policies say; null where one that may act on the workload cannot be read, and where none keeps anybody from a path.</summary>
    public static PathAccess? Of(DeploymentModel model, KubernetesResource workload)
    {
        var access = new PathAccess();
        foreach (var resource in model.Resources)
        {
            if (resource.Spec is not AuthorizationPolicySpec { HasTargets: not true } policy)
                continue;
            var acts = Acts(resource, policy, workload);
            if (acts == Certainty.No)
                continue;
            if (acts == Certainty.Possible || !access.Add(resource, policy))
                return null;
        }

        return access._barriers.Count > 0 ? access : null;
    }

    /// <summary>Whether a request of this path gets by all policies, from some caller and by some method at least.</summary>
    public bool Admits(string path)
        => !_denying.Exists(rule => Denies(rule, path)) && (!_hasAllow || _allowing.Exists(rule => Fits(rule, path)));

    private static Certainty Acts(KubernetesResource resource, AuthorizationPolicySpec policy, KubernetesResource workload)
    {
        var space = resource.Namespace.Value == RootNamespace ? Certainty.Yes : LabelMatch.SameNamespace(resource, workload);
        return space.And(LabelMatch.Of(policy.WorkloadLabels, workload.PodTemplate?.Labels));
    }

    private bool Add(KubernetesResource resource, AuthorizationPolicySpec policy)
    {
        if (policy.HasTargets is null || policy.Action.IsUnknown || !policy.Rules.IsComplete || !policy.Rules.All(IsReadable))
            return false;

        switch (policy.Action.Value ?? "ALLOW")
        {
            case "DENY":
                _denying.AddRange(policy.Rules);
                AddBarriers(resource, policy, "DENY", static operation => operation.Paths);
                return true;
            case "ALLOW":
                _hasAllow = true;
                _allowing.AddRange(policy.Rules);
                AddBarriers(resource, policy, "ALLOW notPaths", static operation => operation.NotPaths);
                return true;
            case "AUDIT":
                return true;
            default:
                // Another service decides, and what it is asked for is its own matter.
                return false;
        }
    }

    private void AddBarriers(KubernetesResource resource, AuthorizationPolicySpec policy, string kind, Func<AuthorizationOperation, FieldList<Field<string>>> paths)
        => _barriers.AddRange(policy.Rules.SelectMany(static rule => rule.To).SelectMany(operation => paths(operation)).Where(static path => path.Value?.Length > 0)
            .Select(path => new PathBarrier(resource, kind, path.Value!, path.Line)));

    private static bool IsReadable(AuthorizationRule rule)
        => rule.From.IsComplete && rule.To.IsComplete && rule.When.IsComplete && rule.To.All(static operation =>
            IsReadable(operation.Paths) && IsReadable(operation.NotPaths) && IsReadable(operation.Hosts) && IsReadable(operation.Ports) && IsReadable(operation.Methods) && IsReadable(operation.NotMethods));

    private static bool IsReadable(FieldList<Field<string>> texts) => texts.IsComplete && texts.All(static text => text.IsKnown);

    // A rule without paths that is about some callers or methods leaves the path to the others.
    private static bool Denies(AuthorizationRule rule, string path)
    {
        var isForAll = rule.From.Count == 0 && rule.When.Count == 0;
        return rule.To.Count == 0 ? isForAll : rule.To.Any(operation =>
            Fits(operation, path)
            && (operation.Paths.Count > 0 || operation.NotPaths.Count > 0 || isForAll && operation.Hosts.Count == 0 && operation.Ports.Count == 0 && operation.Methods.Count == 0 && operation.NotMethods.Count == 0));
    }

    private static bool Fits(AuthorizationRule rule, string path) => rule.To.Count == 0 || rule.To.Any(operation => Fits(operation, path));

    private static bool Fits(AuthorizationOperation operation, string path)
        => (operation.Paths.Count == 0 || operation.Paths.Any(pattern => PathPattern.Fits(pattern.Value!, path, ignoreCase: false)))
        && !operation.NotPaths.Any(pattern => PathPattern.Fits(pattern.Value!, path, ignoreCase: false));
}

/// <summary>A pattern of a policy that is to keep requests from paths.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Kind"><c>DENY</c> or <c>ALLOW notPaths</c>.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="Line">The line (1-based) on which it stands.</param>
public sealed record PathBarrier(KubernetesResource Policy, string Kind, string Pattern, int Line)
{
    /// <summary>Whether the path is meant, its case left aside.</summary>
    public bool Means(string path) => PathPattern.Fits(Pattern, path, ignoreCase: true);
}

/// <summary>Istio's patterns of paths: exact, with <c>*</c> at one end, or with <c>{*}</c> for a segment and <c>{**}</c> for several.</summary>
internal static class PathPattern
{
    public static bool Fits(string pattern, string path, bool ignoreCase)
    {
        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        // Envoy takes one {**} at most.
        if (pattern.IndexOf("{*", StringComparison.Ordinal) >= 0)
            return pattern.IndexOf("{**}", StringComparison.Ordinal) == pattern.LastIndexOf("{**}", StringComparison.Ordinal) && Fits(pattern.Split('/'), path.Split('/'), 0, 0, comparison);
        if (pattern == "*")
            return path.Length > 0;
        if (pattern[0] == '*')
            return path.EndsWith(pattern.Substring(1), comparison);
        return pattern[pattern.Length - 1] == '*'
            ? path.StartsWith(pattern.Substring(0, pattern.Length - 1), comparison)
            : string.Equals(pattern, path, comparison);
    }

    private static bool Fits(string[] pattern, string[] path, int at, int from, StringComparison comparison)
    {
        for (; at < pattern.Length; at++, from++)
        {
            if (pattern[at] == "{**}")
            {
                for (var next = from; next <= path.Length; next++)
                {
                    if (Fits(pattern, path, at + 1, next, comparison))
                        return true;
                }

                return false;
            }

            if (from == path.Length || pattern[at] == "{*}" ? from == path.Length || path[from].Length == 0 : !string.Equals(pattern[at], path[from], comparison))
                return false;
        }

        return from == path.Length;
    }
}
