namespace MeshReady.Model.Deployment;

/// <summary>The Sidecar of a workload.</summary>
/// <param name="IsDecided">Whether it is known which one acts, or that none that was read does.</param>
/// <param name="Resource">The Sidecar; null where none acts or it is not known.</param>
/// <param name="Sidecar">What it says.</param>
public sealed record SidecarAnswer(bool IsDecided, KubernetesResource? Resource, SidecarSpec? Sidecar)
{
    /// <summary>
    /// Whether the proxy knows the Service or ServiceEntry of a call; null where that depends on what is not known. Every proxy knows all
    /// of them without a Sidecar, or with one that names no hosts.
    /// </summary>
    /// <param name="host">The full name of the Service, or the host of the ServiceEntry.</param>
    /// <param name="space">The namespace of either; null where nobody says.</param>
    public bool? Knows(string host, string? space)
    {
        if (!IsDecided)
            return null;
        if (Sidecar is null || Sidecar.EgressHosts.IsEmpty)
            return true;
        var best = Sidecar.EgressHosts.IsComplete ? Certainty.No : Certainty.Possible;
        foreach (var entry in Sidecar.EgressHosts)
        {
            var fits = Fits(entry.Value!, ServiceName.Normal(host), space);
            best = fits > best ? fits : best;
        }

        return best switch { Certainty.No => false, Certainty.Possible => null, _ => true };
    }

    private Certainty Fits(string entry, string host, string? space)
    {
        var slash = entry.IndexOf('/');
        if (slash < 0)
            return Certainty.Possible;
        var pattern = ServiceName.Normal(entry.Substring(slash + 1));
        if (pattern != "*" && pattern != host && !(pattern.StartsWith("*", StringComparison.Ordinal) && host.EndsWith(pattern.Substring(1), StringComparison.Ordinal)))
            return Certainty.No;
        return entry.Substring(0, slash) switch
        {
            "*" => Certainty.Yes,
            "~" => Certainty.No,
            "." => Resource!.Namespace.IsUnknown ? Certainty.Possible : ServiceName.SameNamespace(Resource.Namespace.Value, space),
            var named => space is null ? Certainty.Possible : named == space ? Certainty.Yes : Certainty.No,
        };
    }
}
