namespace MeshReady.Model.Deployment;

/// <summary>
/// Istio's switches. A namespace or a pod that is switched off wins over the other being switched on, as the injector has it.
/// The pod's label comes before its annotation, which is deprecated but still means what it says.
/// </summary>
internal static class IstioInjection
{
    public const string Mesh = "istio";

    private const string PodSwitch = "sidecar.istio.io/inject";
    private const string NamespaceSwitch = "istio-injection";
    private const string Revision = "istio.io/rev";
    private const string DataPlane = "istio.io/dataplane-mode";

    public static readonly IReadOnlyList<string> Keys = [PodSwitch, NamespaceSwitch, Revision, DataPlane];

    /// <summary>What is said of the pod by itself and by the one reading of its namespace (null where that is not seen).</summary>
    public static Injection Of(KubernetesResource workload, PodTemplate pod, KubernetesResource? space)
    {
        var sidecar = Sidecar(workload, pod, space);
        if (sidecar.State == InjectionState.On)
            return sidecar;
        var ambient = Ambient(workload, pod, space);
        ambient = ambient with { IsAmbient = true };
        return ambient.State is InjectionState.On || ambient.State is InjectionState.Unknown && sidecar.State is not InjectionState.Unknown
            ? ambient
            : sidecar;
    }

    private static Injection Sidecar(KubernetesResource workload, PodTemplate pod, KubernetesResource? space)
    {
        var ofPod = Pod(workload, pod);
        if (ofPod.State == InjectionState.Off)
            return ofPod;
        if (pod.HostNetwork is { Value: true } host)
            return new(InjectionState.Off, $"pod of {workload.Kind} {workload.Name} at {workload.Path}:{host.Line} has hostNetwork: true", workload.Path, host.Line);

        var ofSpace = space is null ? default : Namespace(space);
        if (ofSpace.State == InjectionState.Off)
            return ofSpace;
        if (ofPod.State != InjectionState.Silent)
            return pod.HostNetwork.IsUnknown ? ofPod with { State = InjectionState.Unknown } : ofPod;
        return pod.HostNetwork.IsUnknown && ofSpace.State == InjectionState.On ? ofSpace with { State = InjectionState.Unknown } : ofSpace;
    }

    private static Injection Pod(KubernetesResource workload, PodTemplate pod)
    {
        var value = pod.Labels[PodSwitch] is { IsAbsent: false } label ? label : pod.Annotations[PodSwitch];
        if (!value.IsAbsent)
            return Injection.At(OfFlag(value), workload, PodSwitch, value);
        var revision = pod.Labels[Revision];
        return revision.IsAbsent || revision.Value is "" ? default : Injection.At(OfPresence(revision), workload, Revision, revision);
    }

    private static Injection Namespace(KubernetesResource space)
    {
        var value = space.Labels[NamespaceSwitch];
        if (!value.IsAbsent)
        {
            var state = value.Value switch
            {
                "enabled" => InjectionState.On,
                "disabled" => InjectionState.Off,
                _ => InjectionState.Unknown,
            };
            return Injection.At(state, space, NamespaceSwitch, value);
        }

        var revision = space.Labels[Revision];
        return revision.IsAbsent || revision.Value is "" ? default : Injection.At(OfPresence(revision), space, Revision, revision);
    }

    private static Injection Ambient(KubernetesResource workload, PodTemplate pod, KubernetesResource? space)
    {
        var value = pod.Labels[DataPlane];
        if (!value.IsAbsent)
            return Injection.At(OfDataPlane(value), workload, DataPlane, value);
        return space?.Labels[DataPlane] is { IsAbsent: false } ofSpace
            ? Injection.At(OfDataPlane(ofSpace), space, DataPlane, ofSpace)
            : default;
    }

    private static InjectionState OfFlag(Field<string> value) => value.Value?.ToLowerInvariant() switch
    {
        "true" or "yes" or "y" or "on" => InjectionState.On,
        "false" or "no" or "n" or "off" => InjectionState.Off,
        _ => InjectionState.Unknown,
    };

    private static InjectionState OfDataPlane(Field<string> value) => value.Value switch
    {
        "ambient" => InjectionState.On,
        "none" => InjectionState.Off,
        _ => InjectionState.Unknown,
    };

    private static InjectionState OfPresence(Field<string> value) => value.IsKnown ? InjectionState.On : InjectionState.Unknown;
}
