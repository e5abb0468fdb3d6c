namespace MeshReady.Model.Deployment;

/// <summary>Compares the host of a call with that of a rule, and who may see the rule.</summary>
internal static class HostMatch
{
    private const int ExactRank = int.MaxValue;

    /// <summary>
    /// Whether a rule's host is that of the call, and how specific it is: an exact name comes before a wildcard, a long
    /// wildcard before a short one.
    /// </summary>
    public static (Certainty Certainty, int Rank) Of(MeshCall call, string host, string? ruleNamespace)
    {
        var service = ServiceName.InCall(call.Host, call.CallerNamespace);
        var literal = ServiceName.Normal(call.Host);
        host = ServiceName.Normal(host);
        if (host.StartsWith("*", StringComparison.Ordinal))
            return (Wildcard(host.Substring(1), service, literal), host.Length);

        var named = ServiceName.InRule(host, ruleNamespace);
        if (named.IsService)
            return (service?.Is(named) ?? Certainty.No, ExactRank);

        // A name that is no Service's has a virtual host of its own, on port 80 unless a ServiceEntry gives it others.
        return (literal != host ? Certainty.No : call.Port is null or 80 ? Certainty.Yes : Certainty.Possible, ExactRank);
    }

    /// <summary>Whether callers of a namespace see a rule of another; where the rule does not say it, the settings of the mesh do, and at last all see it.</summary>
    public static Certainty IsExported(FieldList<Field<string>> exportTo, FieldList<Field<string>> whereEmpty, string? ruleNamespace, string? callerNamespace)
    {
        if (exportTo.IsEmpty)
            exportTo = whereEmpty;
        if (exportTo.IsEmpty)
            return Certainty.Yes;
        var best = exportTo.IsComplete ? Certainty.No : Certainty.Possible;
        foreach (var target in exportTo)
        {
            var fits = target.Value switch
            {
                "*" => Certainty.Yes,
                "~" => Certainty.No,
                "." => ServiceName.SameNamespace(ruleNamespace, callerNamespace),
                var name => callerNamespace is null ? Certainty.Possible : name == callerNamespace ? Certainty.Yes : Certainty.No,
            };
            best = fits > best ? fits : best;
        }

        return best;
    }

    private static Certainty Wildcard(string suffix, ServiceName? service, string literal)
    {
        if (suffix.Length == 0 || literal.EndsWith(suffix, StringComparison.Ordinal))
            return Certainty.Yes;
        if (service is null)
            return Certainty.No;
        if (service.Namespace is not null)
            return service.ToString().EndsWith(suffix, StringComparison.Ordinal) ? Certainty.Yes : Certainty.No;
        return suffix.EndsWith(".svc.cluster.local", StringComparison.Ordinal) ? Certainty.Possible : Certainty.No;
    }
}
