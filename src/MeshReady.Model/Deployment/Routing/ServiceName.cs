namespace MeshReady.Model.Deployment;

/// <summary>What can be said of a question whose facts may be missing.</summary>
public enum Certainty
{
    /// <summary>It is not so.</summary>
    No,

    /// <summary>It may be so.</summary>
    Possible,

    /// <summary>It is so if names without a namespace belong to one and the same.</summary>
    Assumed,

    /// <summary>It is so.</summary>
    Yes,
}

/// <summary>The name of a Service in a cluster, or a name that belongs to no cluster.</summary>
/// <param name="Name">The first label of a Service, or the whole of another name; in lower case.</param>
/// <param name="Namespace">The namespace of a Service; null where nobody says.</param>
/// <param name="IsService">Whether it is a Service's name by its form, rather than a literal.</param>
public sealed record ServiceName(string Name, string? Namespace, bool IsService)
{
    internal const string ClusterDomain = ".svc.cluster.local";

    /// <summary>
    /// What a host means in a rule of Istio: a name without a dot belongs to the namespace of the rule; any other is taken
    /// literally, so that <c>reviews.prod</c> names no Service.
    /// </summary>
    /// <param name="host">The host as written.</param>
    /// <param name="ruleNamespace">The namespace of the rule; null where nobody says.</param>
    public static ServiceName InRule(string host, string? ruleNamespace)
    {
        host = Normal(host);
        if (host.IndexOf('.') < 0 && host != "*")
            return new(host, ruleNamespace, IsService: true);
        return OfFullName(host) ?? new(host, null, IsService: false);
    }

    /// <summary>
    /// What a host may mean in a call: the Service of <c>svc</c> in the caller's namespace, of <c>svc.ns</c>, <c>svc.ns.svc</c>
    /// or the full name; and the name itself. The first is null where the form is no Service's.
    /// </summary>
    /// <param name="host">The host as called.</param>
    /// <param name="callerNamespace">The namespace of the caller; null where nobody says.</param>
    public static ServiceName? InCall(string host, string? callerNamespace)
    {
        host = Normal(host);
        var labels = host.Split('.');
        if (Array.Exists(labels, static label => label.Length == 0))
            return null;
        return labels.Length switch
        {
            1 => new(host, callerNamespace, IsService: true),
            2 => new(labels[0], labels[1], IsService: true),
            3 when labels[2] == "svc" => new(labels[0], labels[1], IsService: true),
            _ => OfFullName(host),
        };
    }

    /// <summary>The full name, with <c>?</c> for a namespace that nobody says.</summary>
    public override string ToString() => IsService ? $"{Name}.{Namespace ?? "?"}{ClusterDomain}" : Name;

    /// <summary>Whether both are the same Service; names without a namespace are <see cref="Certainty.Assumed"/> to share theirs.</summary>
    internal Certainty Is(ServiceName other)
    {
        if (Name != other.Name || IsService != other.IsService)
            return Certainty.No;
        return SameNamespace(Namespace, other.Namespace, !IsService);
    }

    internal static Certainty SameNamespace(string? one, string? other, bool literal = false)
        => literal || one is not null && one == other ? Certainty.Yes
            : one is not null && other is not null ? Certainty.No
            : one is null && other is null ? Certainty.Assumed
            : Certainty.Possible;

    internal static string Normal(string host) => host.TrimEnd('.').ToLowerInvariant();

    private static ServiceName? OfFullName(string host)
    {
        if (!host.EndsWith(ClusterDomain, StringComparison.Ordinal))
            return null;
        var labels = host.Substring(0, host.Length - ClusterDomain.Length).Split('.');
        return labels is [{ Length: > 0 } name, { Length: > 0 } space] && name[0] != '*' ? new(name, space, IsService: true) : null;
    }
}
