using System.Globalization;

namespace MeshReady.Model.Deployment;

/// <summary>Whether the caller's proxy treats the requests of a call by the mesh's policies.</summary>
public enum Governance
{
    /// <summary>It does not: no mesh, a bypass, TLS that it cannot look into.</summary>
    No,

    /// <summary>It does if the caller is meshed, which nothing proves or disproves.</summary>
    IfMeshed,

    /// <summary>It does.</summary>
    Yes,
}

/// <summary>Decides whether a caller's proxy sees the requests of a call at all.</summary>
public static class CallGovernance
{
    private const string Waypoint = "istio.io/use-waypoint";

    /// <summary>Whether the proxy would treat the requests if the code did not encrypt them.</summary>
    /// <param name="model">The set of manifests in which the caller runs.</param>
    /// <param name="mesh">Whether the caller is meshed there.</param>
    /// <param name="variants">The caller's workload, with pods that can be read.</param>
    /// <param name="call">The call with the port that is dialled.</param>
    public static Governance OfPlain(DeploymentModel model, MeshVerdict mesh, IReadOnlyList<KubernetesResource> variants, MeshCall call)
    {
        if (IsBypassed(variants, call.Port ?? 80) || mesh.State == MeshState.None)
            return Governance.No;
        if (mesh.State == MeshState.Unknown)
            return Governance.IfMeshed;
        return !mesh.IsAmbient || HasWaypoint(model, call) ? Governance.Yes : Governance.No;
    }

    /// <summary>Whether an annotation of the caller's pods leads the port around the proxy, or may do so.</summary>
    private static bool IsBypassed(IReadOnlyList<KubernetesResource> variants, int port)
    {
        foreach (var variant in variants)
        {
            var notes = variant.PodTemplate!.Annotations;
            if (Holds(notes["traffic.sidecar.istio.io/excludeOutboundPorts"], port) != false
                || Holds(notes["config.linkerd.io/skip-outbound-ports"], port) != false
                || Holds(notes["config.linkerd.io/opaque-ports"], port) != false
                || notes["traffic.sidecar.istio.io/includeOutboundPorts"] is { IsAbsent: false } only && Holds(only, port) != true
                || notes["traffic.sidecar.istio.io/includeOutboundIPRanges"] is { IsAbsent: false } ranges && ranges.Value is not "*")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a list such as <c>25,8000-8100,*</c> holds the port; null where it cannot be read.</summary>
    private static bool? Holds(Field<string> list, int port)
    {
        if (list.IsAbsent)
            return false;
        if (list.IsUnknown)
            return null;
        foreach (var part in list.Value!.Split(','))
        {
            var bounds = part.Trim().Split('-');
            if (part.Trim() == "*")
                return true;
            if (bounds.Length <= 2 && Number(bounds[0]) is { } low && Number(bounds[bounds.Length - 1]) is { } high)
            {
                if (port >= low && port <= high)
                    return true;
            }
            else if (part.Trim().Length > 0)
            {
                return null;
            }
        }

        return false;
    }

    /// <summary>Without sidecars, requests are seen where the callee's Service or namespace names a waypoint.</summary>
    private static bool HasWaypoint(DeploymentModel model, MeshCall call)
    {
        if (ServiceName.InCall(call.Host, call.CallerNamespace) is not { } callee)
            return false;
        var own = false;
        foreach (var resource in model.Resources)
        {
            if (resource.Kind == "Service" && resource.Name == callee.Name && (callee.Namespace is null || resource.Namespace.Value is null || resource.Namespace.Value == callee.Namespace))
            {
                if (resource.Labels[Waypoint] is { IsAbsent: false } label)
                    return label.IsKnown && label.Value != "none";
            }
            else if (resource.Kind == "Namespace" && resource.Name == (callee.Namespace ?? call.CallerNamespace))
            {
                own |= resource.Labels[Waypoint] is { IsKnown: true, Value: not "none" };
            }
        }

        return own;
    }

    private static int? Number(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
