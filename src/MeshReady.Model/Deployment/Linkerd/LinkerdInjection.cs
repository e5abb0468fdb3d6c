namespace MeshReady.Model.Deployment;

/// <summary>Linkerd's switch: the annotation <c>linkerd.io/inject</c> of the pod, else of its namespace.</summary>
internal static class LinkerdInjection
{
    public const string Mesh = "linkerd";

    private const string Switch = "linkerd.io/inject";

    public static readonly IReadOnlyList<string> Keys = [Switch];

    /// <summary>What is said of the pod by itself and by the one reading of its namespace (null where that is not seen).</summary>
    public static Injection Of(KubernetesResource workload, PodTemplate pod, KubernetesResource? space)
    {
        var value = pod.Annotations[Switch];
        if (!value.IsAbsent)
            return Injection.At(State(value), workload, Switch, value);
        return space?.Annotations[Switch] is { IsAbsent: false } ofSpace
            ? Injection.At(State(ofSpace), space, Switch, ofSpace)
            : default;
    }

    private static InjectionState State(Field<string> value) => value.Value switch
    {
        "enabled" or "ingress" => InjectionState.On,
        "disabled" => InjectionState.Off,
        _ => InjectionState.Unknown,
    };
}
