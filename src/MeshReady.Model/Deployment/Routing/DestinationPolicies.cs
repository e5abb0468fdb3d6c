namespace MeshReady.Model.Deployment;

/// <summary>What is known of the DestinationRule that acts on a call.</summary>
/// <param name="IsDecided">Whether it is known which rule acts, or that none that was read does.</param>
/// <param name="Rule">The rule; null where none acts or it is not known.</param>
/// <param name="Policy">Its policy for the port and subset; null where it has none.</param>
/// <param name="IsAssumed">Whether this holds only if names without a namespace belong to one and the same.</param>
public sealed record PolicyAnswer(bool IsDecided, KubernetesResource? Rule, TrafficPolicy? Policy, bool IsAssumed);

/// <summary>
/// Answers how the mesh connects to a Service. Istio looks for a DestinationRule in the caller's namespace, then in the
/// Service's, then in its root namespace; within one, at the most specific host.
/// </summary>
public sealed class DestinationPolicies
{
    private readonly HostIndex<(KubernetesResource Resource, DestinationRuleSpec Rule)> _rules;

    private readonly MeshDefaults _defaults;

    internal DestinationPolicies(IEnumerable<KubernetesResource> resources, MeshDefaults defaults)
    {
        _rules = new(resources.Where(static r => r.Spec is DestinationRuleSpec).Select(static r => (Resource: r, Rule: (DestinationRuleSpec)r.Spec!))
            .Select(static pair => (pair, pair.Rule.Host.IsKnown ? (IReadOnlyList<string>)[pair.Rule.Host.Value!] : null)));
        _defaults = defaults;
    }

    /// <summary>The policy for a call, and for the subset that its route leads to (null for none).</summary>
    public PolicyAnswer Find(MeshCall call, string? subset = null)
    {
        var fitting = _rules.For(call.Host).Select(pair => (pair.Resource, pair.Rule, Fit: Fit(pair.Resource, pair.Rule, call)))
            .Where(static pair => pair.Fit.Certainty != Certainty.No).ToList();
        if (fitting.Count == 0)
            return new(IsDecided: true, null, null, IsAssumed: false);
        if (fitting.Exists(static pair => pair.Fit.Certainty == Certainty.Possible))
            return new(IsDecided: false, null, null, IsAssumed: false);

        var service = ServiceName.InCall(call.Host, call.CallerNamespace)?.Namespace;
        var chosen = fitting.GroupBy(pair => Tier(pair.Resource.Namespace.Value, call.CallerNamespace, service)).OrderBy(static tier => tier.Key).First()
            .GroupBy(static pair => pair.Fit.Rank).OrderByDescending(static rank => rank.Key).First().ToList();
        var isAssumed = chosen.Exists(static pair => pair.Fit.Certainty == Certainty.Assumed);
        if (chosen.Count > 1)
            return new(IsDecided: false, null, null, isAssumed);
        var (resource, rule, _) = chosen[0];
        return Effective(rule, call.Port, subset) is { IsUnknown: false } policy
            ? new(IsDecided: true, resource, policy.Value, isAssumed)
            : new(IsDecided: false, resource, null, isAssumed);
    }

    private static int Tier(string? ofRule, string? ofCaller, string? ofService)
        => ofRule == ofCaller ? 0 : ofRule == ofService ? 1 : 2;

    private (Certainty Certainty, int Rank) Fit(KubernetesResource resource, DestinationRuleSpec rule, MeshCall call)
    {
        if (!rule.Host.IsKnown)
            return (rule.Host.IsUnknown ? Certainty.Possible : Certainty.No, 0);
        var space = resource.Namespace.Value;
        var fit = HostMatch.Of(call with { Port = null }, rule.Host.Value!, space);
        if (fit.Certainty == Certainty.No)
            return fit;

        var seen = HostMatch.IsExported(rule.ExportTo, _defaults.DestinationRuleExportTo, space, call.CallerNamespace);
        var service = ServiceName.InCall(call.Host, call.CallerNamespace)?.Namespace;

        // A rule in a namespace of neither side and not the root is never looked at.
        var looked = new[] { call.CallerNamespace, service, _defaults.RootNamespace }.Select(other => ServiceName.SameNamespace(space, other)).Max();
        var unsure = resource.Namespace.IsUnknown || rule.WorkloadLabels.Entries.Count > 0 || !rule.WorkloadLabels.IsComplete;
        var certainty = new[] { fit.Certainty, seen, looked, unsure ? Certainty.Possible : Certainty.Yes }.Min();
        return (certainty, fit.Rank);
    }

    private static Field<TrafficPolicy> Effective(DestinationRuleSpec rule, int? port, string? subset)
    {
        var top = OfPort(rule.TrafficPolicy, port);
        if (subset is null)
            return top;
        var found = rule.Subsets.FirstOrDefault(candidate => candidate.Name.Value == subset);
        if (found is null)
            return rule.Subsets.IsComplete ? top : Field.Unknown<TrafficPolicy>(rule.Subsets.Line);
        var own = found.TrafficPolicy;
        if (own.IsAbsent)
            return top;
        if (own.IsUnknown || top.IsUnknown)
            return Field.Unknown<TrafficPolicy>(own.Line);
        return OfPort(Field.Known(Over(top.Value, own.Value!), own.Line), port);
    }

    // What the subset says comes before what the rule says; its ports are looked at afterwards.
    private static TrafficPolicy Over(TrafficPolicy? top, TrafficPolicy own) => top is null ? own : new(
        own.Line,
        Or(own.LoadBalancer, top.LoadBalancer),
        Or(own.ConnectionPool, top.ConnectionPool),
        Or(own.OutlierDetection, top.OutlierDetection),
        Or(own.Tls, top.Tls),
        Or(own.RetryBudget, top.RetryBudget),
        own.Ports);

    private static Field<T> Or<T>(Field<T> one, Field<T> other) => one.IsAbsent ? other : one;

    private static Field<TrafficPolicy> OfPort(Field<TrafficPolicy> policy, int? port)
    {
        if (!policy.IsKnown || policy.Value!.Ports.IsEmpty)
            return policy;
        if (port is null || !policy.Value.Ports.IsComplete || policy.Value.Ports.Any(static p => !p.Port.IsKnown))
            return Field.Unknown<TrafficPolicy>(policy.Value.Ports.Line);
        return policy.Value.Ports.FirstOrDefault(p => p.Port.Value == port) is { } own
            ? Field.Known(own.Policy with { RetryBudget = policy.Value.RetryBudget }, own.Policy.Line)
            : policy;
    }
}
