namespace MeshReady.Model.Deployment;

/// <summary>How many replicas of a workload may run at once.</summary>
/// <param name="Most">The most there can be.</param>
/// <param name="IsScaled">Whether an autoscaler decides how many there are.</param>
/// <param name="Path">The manifest that says so.</param>
/// <param name="Line">The line (1-based) on which it does.</param>
public sealed record ReplicaCount(int Most, bool IsScaled, string Path, int Line)
{
    private const int KedaDefault = 100;

    /// <summary>
    /// What the manifests say: an autoscaler before the workload's own number. Null where nobody writes one that can be read; the
    /// default of 1 is never assumed, since an autoscaler may stand in another set.
    /// </summary>
    public static ReplicaCount? Of(DeploymentModel model, KubernetesResource workload)
    {
        foreach (var resource in model.Resources)
        {
            var (target, most) = resource.Spec switch
            {
                HorizontalPodAutoscalerSpec hpa => (hpa.Target, hpa.MaxReplicas),
                ScaledObjectSpec keda => (keda.Target, keda.MaxReplicas.IsAbsent ? Field.Known(KedaDefault, resource.Line) : keda.MaxReplicas),
                _ => default,
            };
            if (target.Value is { } named && IsTarget(named, workload)
                && ServiceName.SameNamespace(resource.Namespace.Value, workload.Namespace.Value) >= Certainty.Assumed)
            {
                return most.IsKnown ? new ReplicaCount(most.Value, IsScaled: true, resource.Path, most.Line) : null;
            }
        }

        return workload.Replicas.IsKnown ? new ReplicaCount(workload.Replicas.Value, IsScaled: false, workload.Path, workload.Replicas.Line) : null;
    }

    private static bool IsTarget(ObjectReference target, KubernetesResource workload)
        => target.Name.Value is { } name && name == workload.Name && !target.Kind.IsUnknown && (target.Kind.Value ?? "Deployment") == workload.Kind;
}
