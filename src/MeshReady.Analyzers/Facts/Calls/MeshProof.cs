using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Calls;

/// <summary>
/// What must be proved of a call before another tool's finding about it is taken back: nothing that is merely likely. A manifest that was not
/// read, a mode that is not known and a label that a template may change each prove nothing.
/// </summary>
internal static class MeshProof
{
    /// <summary>Whether the call goes through the caller's proxy to a Service of the manifests, at a port of its, and no route leads it elsewhere.</summary>
    public static bool LeadsToService(MeshedCall call)
        => call.Placement is { IsBound: true, Variants: { Count: > 0 } variants, MayBeFiltered: false }
            && variants.All(variant => call.Placement.MeshOf(variant) is { State: MeshState.Meshed })
            && call.PlainGovernance == Governance.Yes
            && call.Service is { Verdict: ServiceVerdict.Found, IsPod: false, Services: { Count: > 0 } services, ExternalName.IsAbsent: true }
            && services.All(service => call.Placement.Model.Services.HasPort(service, call.Port) == true)
            && StaysThere(call);

    /// <summary>Whether everything between the two proxies is encrypted: both are there, and the callee's takes nothing else, or they are Linkerd's.</summary>
    public static bool IsEncrypted(MeshedCall call)
    {
        if (!LeadsToService(call) || call.Placement.Variants.Select(variant => call.Placement.MeshOf(variant)).Any(static own => own is not { Mesh: "istio" or "linkerd", IsAmbient: false }))
            return false;
        return call.Service.Services.All(service => call.Placement.Model.Services.WorkloadsOf(service) is { Sure.Count: > 0, Possible.Count: 0 } behind
            && behind.Sure.All(callee => IsEncrypted(call, service, callee)));
    }

    /// <summary>Whether the mesh repeats the call, whatever its path, and ends it in time, because a manifest says so.</summary>
    public static bool IsGoverned(MeshedCall call)
        => call.Governance == Governance.Yes && LeadsToService(call) && MeshRetry.Of(call) is { IsWritten: true } retry
            && (retry.Linkerd is { } linkerd ? linkerd.RequestTimeout.IsKnown || linkerd.ResponseTimeout.IsKnown : MeshBudget.Of(call) is not null && call.Route.Candidates.Any(static route => route.Matches is { IsComplete: true, Count: 0 }));

    private static bool IsEncrypted(MeshedCall call, KubernetesResource service, KubernetesResource callee)
    {
        var model = call.Placement.Model;
        if (model.MeshOf(callee, service.Namespace.Value) is not { State: MeshState.Meshed, IsAmbient: false } mesh || call.Placement.Variants.Any(caller => call.Placement.MeshOf(caller).Mesh != mesh.Mesh))
            return false;
        if (mesh.Mesh == "linkerd")
            return Says(callee, "config.linkerd.io/skip-inbound-ports", model) == false && call.Placement.Variants.All(caller => Says(caller, "config.linkerd.io/skip-outbound-ports", model) == false);

        return !model.MayBeChangedByEnvoyFilter(callee)
            && Says(callee, "traffic.sidecar.istio.io/excludeInboundPorts", model) == false && Says(callee, "traffic.sidecar.istio.io/includeInboundPorts", model) == false
            && PodPort(call, service, callee) is { } port
            && model.Policies.MtlsOf(callee, port, call.Placement.Set.IsComplete).Mode == MtlsMode.Strict
            && call.Destination is { IsDecided: true } destination
            && (destination.Policy is null || destination.Policy.Tls.IsAbsent || destination.Policy.Tls.Value?.Mode.Value == "ISTIO_MUTUAL");
    }

    /// <summary>Whether an annotation of a workload, or of its namespace, is there; null where that cannot be known.</summary>
    private static bool? Says(KubernetesResource workload, string key, DeploymentModel model)
    {
        var own = workload.PodTemplate?.Annotations[key] ?? Field.Unknown<string>(0);
        if (!own.IsAbsent)
            return own.IsUnknown ? null : true;
        foreach (var space in model.Resources)
        {
            if (space.Kind == "Namespace" && space.Name == workload.Namespace.Value && !space.Annotations[key].IsAbsent)
                return space.Annotations[key].IsUnknown ? null : true;
        }

        return false;
    }

    /// <summary>The port of the pods to which the Service leads the call; null where that is not known.</summary>
    private static int? PodPort(MeshedCall call, KubernetesResource service, KubernetesResource callee)
    {
        if (call.Placement.Model.Services.PortOf(service, call.Port) is not { } port || port.TargetPort.IsUnknown)
            return null;
        if (port.TargetPort.IsAbsent || ((ServiceSpec)service.Spec!).IsHeadless == true)
            return call.Port;
        if (int.TryParse(port.TargetPort.Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
            return number;
        var named = callee.PodTemplate!.Containers.SelectMany(static container => container.Ports).Where(declared => declared.Name == port.TargetPort.Value).Select(static declared => declared.Number).Distinct().ToList();
        return named.Count == 1 && named[0] > 0 ? named[0] : null;
    }

    /// <summary>Whether every route that may serve the call leads to the Service that it names.</summary>
    private static bool StaysThere(MeshedCall call)
    {
        var answer = call.Route;
        if (answer.Verdict == RouteVerdict.Refused || ServiceName.InCall(call.Call.Host, call.Call.CallerNamespace) is not { } named)
            return false;
        return answer.Candidates.All(route => !route.IsOpen && route.Destinations.IsComplete
            && route.Destinations.All(destination => destination.Host.IsKnown && IsSame(ServiceName.InRule(destination.Host.Value!, route.Resource.Namespace.Value), named)));
    }

    private static bool IsSame(ServiceName one, ServiceName other)
        => one.IsService && one.Name == other.Name && (one.Namespace == other.Namespace || one.Namespace is null || other.Namespace is null);
}
