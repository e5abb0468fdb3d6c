namespace MeshReady.Model.Deployment;

/// <summary>What a ServiceProfile says of a call.</summary>
/// <param name="IsDecided">Whether it is known which profile and route act, or that none that was read does.</param>
/// <param name="Profile">The ServiceProfile; null where none acts or it is not known.</param>
/// <param name="Route">Its route; null where none fits: such a call is neither repeated nor timed.</param>
/// <param name="IsAssumed">Whether this holds only if names without a namespace belong to one and the same.</param>
public sealed record ProfileAnswer(bool IsDecided, KubernetesResource? Profile, ProfileRoute? Route, bool IsAssumed)
{
    /// <summary>The share of requests that may be repetitions; of the profile as a whole.</summary>
    public Field<ProfileBudget> Budget => Profile?.Spec is ServiceProfileSpec spec ? spec.Budget : default;
}

/// <summary>Finds the ServiceProfile of a call as Linkerd does: one in the caller's namespace comes before one in the Service's; its first route that fits counts.</summary>
public sealed class ServiceProfiles
{
    private readonly (KubernetesResource Resource, ServiceProfileSpec Spec)[] _profiles;

    internal ServiceProfiles(IEnumerable<KubernetesResource> resources)
        => _profiles = [.. resources.Where(static r => r.Spec is ServiceProfileSpec).Select(static r => (r, (ServiceProfileSpec)r.Spec!))];

    /// <summary>The profile and route of a call.</summary>
    public ProfileAnswer Find(MeshCall call)
    {
        if (_profiles.Length == 0 || ServiceName.InCall(call.Host, call.CallerNamespace) is not { } service)
            return new(IsDecided: true, null, null, IsAssumed: false);

        var fitting = _profiles.Select(pair => (pair.Resource, pair.Spec, Fit: Fit(pair.Resource, service, call.CallerNamespace))).Where(static item => item.Fit != Certainty.No).ToList();
        if (fitting.Count == 0)
            return new(IsDecided: true, null, null, IsAssumed: false);
        var nearest = fitting.GroupBy(item => item.Resource.Namespace.Value is { } space && space == call.CallerNamespace ? 0 : 1).OrderBy(static tier => tier.Key).First().ToList();
        if (fitting.Exists(static item => item.Fit == Certainty.Possible) || nearest.Count > 1)
            return new(IsDecided: false, null, null, IsAssumed: false);

        var (resource, spec, fit) = nearest[0];
        foreach (var route in spec.Routes)
        {
            var serves = Serves(route, call);
            if (serves == Certainty.Possible)
                return new(IsDecided: false, resource, null, fit == Certainty.Assumed);
            if (serves == Certainty.Yes)
                return new(IsDecided: true, resource, route, fit == Certainty.Assumed);
        }

        return new(spec.Routes.IsComplete, resource, null, fit == Certainty.Assumed);
    }

    // The name of a profile is the full name of its Service; where it cannot be read it may be any.
    private static Certainty Fit(KubernetesResource profile, ServiceName service, string? callerNamespace)
    {
        if (profile.Name is not { } name)
            return Certainty.Possible;
        if (ServiceName.InRule(name, null) is not { IsService: true } named)
            return Certainty.No;
        var seen = profile.Namespace.Value is not { } space || space == named.Namespace || space == callerNamespace ? Certainty.Yes
            : callerNamespace is null ? Certainty.Possible
            : Certainty.No;
        return named.Is(service).And(seen);
    }

    private static Certainty Serves(ProfileRoute route, MeshCall call)
    {
        var method = route.Method.IsAbsent ? Certainty.Yes
            : route.Method.IsUnknown || call.Method is null ? Certainty.Possible
            : string.Equals(route.Method.Value, call.Method, StringComparison.OrdinalIgnoreCase) ? Certainty.Yes
            : Certainty.No;
        var path = route.PathRegex.IsAbsent ? Certainty.Yes
            : route.PathRegex.IsUnknown ? Certainty.Possible
            : route.PathRegex.Value is ".*" or "/.*" ? Certainty.Yes
            : call.Path is null ? Certainty.Possible
            : SimplePattern.Fits(route.PathRegex.Value!, call.Path) switch { true => Certainty.Yes, false => Certainty.No, null => Certainty.Possible };
        return method.And(path).And(route.HasOtherConditions ? Certainty.Possible : Certainty.Yes);
    }
}
