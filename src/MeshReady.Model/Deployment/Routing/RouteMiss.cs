namespace MeshReady.Model.Deployment;

/// <summary>Why a VirtualService that names a Service does not act on a call to it.</summary>
public enum RouteMissKind
{
    /// <summary>It acts in gateways and not in sidecars.</summary>
    GatewaysOnly,

    /// <summary>Its host has a dot and is no full name, so that it is taken literally.</summary>
    PartialName,

    /// <summary>Its short host means a Service of its own namespace, and there is none.</summary>
    OtherNamespace,

    /// <summary>Callers of this namespace do not see it.</summary>
    NotExported,
}

/// <summary>A VirtualService that is meant for a Service and misses a call to it.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Resource">The VirtualService.</param>
/// <param name="Rule">What it says.</param>
/// <param name="Line">The line (1-based) of what makes it miss.</param>
/// <param name="Index">Which of its hosts names the Service, from 0.</param>
/// <param name="IsLiteral">Whether that host is taken literally, so that it names no Service.</param>
/// <param name="Meant">The full name of the Service; null where its namespace is not written.</param>
public sealed record RouteMiss(RouteMissKind Kind, KubernetesResource Resource, VirtualServiceSpec Rule, int Line, int Index, bool IsLiteral, string? Meant)
{
    /// <summary>The host as written.</summary>
    public string Host => Rule.Hosts[Index].Value!;

    /// <summary>The VirtualServices that name <paramref name="service"/> and do not act on <paramref name="call"/>. None is claimed of what cannot be read.</summary>
    /// <param name="model">The manifests.</param>
    /// <param name="call">The call.</param>
    /// <param name="service">The Service that it reaches.</param>
    public static IEnumerable<RouteMiss> Among(DeploymentModel model, MeshCall call, KubernetesResource service)
    {
        if (service.Name is null || service.Namespace.IsUnknown)
            yield break;
        foreach (var resource in model.Resources)
        {
            if (resource.Spec is VirtualServiceSpec { Hosts: { IsComplete: true, Count: > 0 } } rule && !resource.Namespace.IsUnknown && Of(model, call, service, resource, rule) is { } miss)
                yield return miss;
        }
    }

    private static RouteMiss? Of(DeploymentModel model, MeshCall call, KubernetesResource service, KubernetesResource resource, VirtualServiceSpec rule)
    {
        var name = ServiceName.Normal(service.Name!);
        var (space, own) = (service.Namespace.Value, resource.Namespace.Value);
        var full = space is null ? null : name + "." + space + ServiceName.ClusterDomain;
        for (var i = 0; i < rule.Hosts.Count; i++)
        {
            var written = rule.Hosts[i];
            var host = ServiceName.Normal(written.Value ?? "");
            var named = ServiceName.InRule(host, own);
            var isIts = named.IsService && named.Name == name && ServiceName.SameNamespace(named.Namespace, space) >= Certainty.Assumed;
            if (isIts || space is not null && (host == $"{name}.{space}" || host == $"{name}.{space}.svc"))
            {
                var kind = rule.ActsInMesh switch
                {
                    null => (RouteMissKind?)null,
                    // Past its gateways, nobody asks for the form of the name.
                    false => RouteMissKind.GatewaysOnly,
                    true when !isIts => RouteMissKind.PartialName,
                    true => HostMatch.IsExported(rule.ExportTo, FieldList<Field<string>>.Empty, own, call.CallerNamespace) == Certainty.No ? RouteMissKind.NotExported : null,
                };
                return kind is { } known
                    ? new(known, resource, rule, known switch { RouteMissKind.GatewaysOnly => rule.Gateways.Line, RouteMissKind.PartialName => written.Line, _ => rule.ExportTo.Line }, i, !isIts, full)
                    : null;
            }

            if (named.IsService && named.Name == name && host == name && rule.ActsInMesh == true && own is not null && space is not null
                && LeadsTo(rule, name, space, own) && model.Services.Find(new MeshCall(name) { CallerNamespace = own }).Verdict == ServiceVerdict.ElsewhereOnly)
            {
                return new(RouteMissKind.OtherNamespace, resource, rule, written.Line, i, IsLiteral: false, full);
            }
        }

        return null;
    }

    // Under its full name, or under the short one that is as wrong as the host.
    private static bool LeadsTo(VirtualServiceSpec rule, string name, string space, string own)
        => rule.Http.All(route => route.Destinations.All(destination => destination.Host.Value is { } host
            && ServiceName.InRule(host, own) is { IsService: true } target && target.Name == name && (target.Namespace == space || target.Namespace == own)));
}
