namespace MeshReady.Model.Deployment;

/// <summary>How what comes to a pod with Istio's sidecar reaches its application.</summary>
public static class InboundInterception
{
    /// <summary>The address that an application sees of every caller whose request its sidecar passes on.</summary>
    public const string CallerAddress = "127.0.0.6";

    private const string Mode = "sidecar.istio.io/interceptionMode";
    private const string Included = "traffic.sidecar.istio.io/includeInboundPorts";
    private const string Excluded = "traffic.sidecar.istio.io/excludeInboundPorts";
    private const string Templates = "inject.istio.io/templates";

    /// <summary>
    /// Whether every request to the pod comes from <see cref="CallerAddress"/>. False where the sidecar keeps the caller's address
    /// (TPROXY), leaves some port alone, or where a template or the mesh's settings may have it so.
    /// </summary>
    /// <param name="pod">The pod, injected.</param>
    /// <param name="model">The manifests around it.</param>
    public static bool HidesCallers(PodTemplate pod, DeploymentModel model)
        => pod.Annotations.IsComplete
            && IsRedirect(pod.Annotations[Mode])
            && pod.Annotations[Included] is { IsUnknown: false, Value: null or "*" }
            && pod.Annotations[Excluded] is { IsUnknown: false, Value: null or "" }
            && pod.Annotations[Templates] is { IsUnknown: false, Value: null or "sidecar" }
            && IsRedirect(ProxyConfig.Of(pod))
            && model.Resources.All(static resource => resource.Spec is not MeshConfigSpec mesh || IsRedirect(mesh.Proxy));

    private static bool IsRedirect(Field<ProxyConfig> proxy) => !proxy.IsUnknown && (proxy.Value is not { } known || IsRedirect(known.InterceptionMode));

    private static bool IsRedirect(Field<string> mode) => mode.IsAbsent || mode.Value == "REDIRECT";
}
