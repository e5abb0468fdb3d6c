using System.Globalization;
using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>Decides whether a caller's proxy sees the requests of a call at all.</summary>
internal static class CallGovernance
{
    private const string Waypoint = "istio.io/use-waypoint";

    /// <summary>Whether the proxy would treat the requests if the code did not encrypt them.</summary>
    public static Governance OfPlain(MeshedCall call)
    {
        var placement = call.Placement;
        if (IsBypassed(call) || placement.Mesh.State == MeshState.None)
            return Governance.No;
        if (placement.Mesh.State == MeshState.Unknown)
            return Governance.IfMeshed;
        return !placement.Mesh.IsAmbient || HasWaypoint(call) ? Governance.Yes : Governance.No;
    }

    /// <summary>Whether an annotation of the caller's pods leads the port around the proxy, or may do so.</summary>
    private static bool IsBypassed(MeshedCall call)
    {
        foreach (var variant in call.Placement.Variants)
        {
            var notes = variant.PodTemplate!.Annotations;
            if (Holds(notes["traffic.sidecar.istio.io/excludeOutboundPorts"], call.Port) != false
                || Holds(notes["config.linkerd.io/skip-outbound-ports"], call.Port) != false
                || Holds(notes["config.linkerd.io/opaque-ports"], call.Port) != false
                || notes["traffic.sidecar.istio.io/includeOutboundPorts"] is { IsAbsent: false } only && Holds(only, call.Port) != true
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
    private static bool HasWaypoint(MeshedCall call)
    {
        if (ServiceName.InCall(call.Call.Host, call.Call.CallerNamespace) is not { } callee)
            return false;
        var own = false;
        foreach (var resource in call.Placement.Model.Resources)
        {
            if (resource.Kind == "Service" && resource.Name == callee.Name && (callee.Namespace is null || resource.Namespace.Value is null || resource.Namespace.Value == callee.Namespace))
            {
                if (resource.Labels[Waypoint] is { IsAbsent: false } label)
                    return label.IsKnown && label.Value != "none";
            }
            else if (resource.Kind == "Namespace" && resource.Name == (callee.Namespace ?? call.Placement.Namespace))
            {
                own |= resource.Labels[Waypoint] is { IsKnown: true, Value: not "none" };
            }
        }

        return own;
    }

    private static int? Number(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
