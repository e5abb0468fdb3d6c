namespace MeshReady.Model.Deployment;

/// <summary>The numbers that hold for a call in Linkerd's mesh. It repeats nothing and limits no time unless something says so.</summary>
public static class LinkerdNumbers
{
    /// <summary>How a <see cref="MeshVerdict"/> names the mesh.</summary>
    public const string Mesh = LinkerdInjection.Mesh;

    private static readonly TimeSpan ProfileTimeout = TimeSpan.FromSeconds(10);

    /// <summary>What a proxy does with a call: by the ServiceProfile of the Service, else by the annotations of the route or of the Service.</summary>
    /// <param name="model">The set of manifests in which the caller runs.</param>
    /// <param name="call">The call.</param>
    /// <param name="route">The HTTPRoute or GRPCRoute that serves it; null where none does.</param>
    public static EffectivePolicy Of(DeploymentModel model, MeshCall call, MeshRoute? route)
    {
        var profile = model.Profiles.Find(call);
        if (!profile.IsDecided)
            return EffectivePolicy.NotKnown(0);
        if (profile.Profile is not null)
            return OfProfile(profile);
        if (route is null && model.Services.Find(call) is not { Verdict: ServiceVerdict.Found, Services.Count: 1 })
            return EffectivePolicy.NotKnown(0);

        var policy = LinkerdPolicy.Of(route?.Resource ?? model.Services.Find(call).Services[0], []);
        var timeout = policy.RequestTimeout.IsAbsent && route is not null ? route.Timeout : policy.RequestTimeout;
        return new(policy.Tries, IsDefault: policy.RetryHttp.IsAbsent && policy.RetryGrpc.IsAbsent, NoneAt(policy.Tries), timeout, policy.RetryTimeout, timeout);
    }

    // How often a profile's requests are repeated depends on the budget.
    private static EffectivePolicy OfProfile(ProfileAnswer profile)
    {
        var route = profile.Route;
        var tries = route is null || route.IsRetryable is { IsUnknown: false, Value: false } ? Field.Known(1, route?.Line ?? profile.Profile!.Line) : Field.Unknown<int>(route.Line);
        var timeout = route is null ? default : route.Timeout.IsAbsent ? Field.Known(ProfileTimeout, route.Line) : route.Timeout;
        return new(tries, IsDefault: false, NoneAt(tries), timeout, default, timeout);
    }

    private static RetryConditions? NoneAt(Field<int> tries) => tries is { IsKnown: true, Value: 1 } ? new([], [], MayHold503: false) : null;
}
