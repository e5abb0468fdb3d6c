namespace MeshReady.Model.Deployment;

/// <summary>How many replicas a workload has, as far as manifests say it; what they leave to a default is absent.</summary>
/// <param name="Min">The fewest.</param>
/// <param name="Max">The most.</param>
/// <param name="Source">The object that says it: an autoscaler, else the workload or the Rollout in whose place it stands.</param>
public sealed record ReplicaBounds(Field<int> Min, Field<int> Max, KubernetesResource Source)
{
    internal static ReplicaBounds Of(KubernetesResource workload, IReadOnlyList<KubernetesResource> resources)
    {
        // A Rollout may describe its pods by a Deployment, whose own number then no longer counts.
        var owners = resources
            .Where(resource => resource.Spec is RolloutSpec { WorkloadRef.IsAbsent: false } rollout && Names(resource, rollout.WorkloadRef, "Deployment", workload) != Certainty.No)
            .ToList();
        if (owners.Count > 1)
            return Unknown(workload);
        var owner = owners.Count == 1 ? owners[0] : workload;

        var scalers = resources
            .Select(resource => (Resource: resource, Fit: ScalesWith(resource, owner)))
            .Where(static pair => pair.Fit != Certainty.No)
            .ToList();
        if (scalers.Exists(static pair => pair.Fit == Certainty.Possible))
            return Unknown(owner);
        if (scalers.Count == 0)
            return new(owner.Replicas, owner.Replicas, owner);

        var bounds = scalers.ConvertAll(static pair => pair.Resource.Spec is ScaledObjectSpec keda
            ? new ReplicaBounds(keda.MinReplicas, keda.MaxReplicas, pair.Resource)
            : new ReplicaBounds(((HorizontalPodAutoscalerSpec)pair.Resource.Spec!).MinReplicas, ((HorizontalPodAutoscalerSpec)pair.Resource.Spec!).MaxReplicas, pair.Resource));
        return bounds.TrueForAll(other => Same(other.Min, bounds[0].Min) && Same(other.Max, bounds[0].Max)) ? bounds[0] : Unknown(bounds[0].Source);
    }

    private static ReplicaBounds Unknown(KubernetesResource source) => new(Field.Unknown<int>(source.Line), Field.Unknown<int>(source.Line), source);

    private static bool Same(Field<int> one, Field<int> other) => one.State == other.State && one.Value == other.Value;

    private static Certainty ScalesWith(KubernetesResource scaler, KubernetesResource workload) => scaler.Spec switch
    {
        HorizontalPodAutoscalerSpec hpa => Names(scaler, hpa.Target, null, workload),
        ScaledObjectSpec keda => Names(scaler, keda.Target, "Deployment", workload),
        _ => Certainty.No,
    };

    private static Certainty Names(KubernetesResource from, Field<ObjectReference> target, string? kindWhereAbsent, KubernetesResource workload)
    {
        if (target.IsUnknown)
            return LabelMatch.SameNamespace(from, workload).And(Certainty.Possible);
        if (target.Value is not { } reference || workload.Name is not { } name)
            return Certainty.No;
        var kind = reference.Kind.IsAbsent ? kindWhereAbsent : reference.Kind.Value;
        if (!reference.Kind.IsUnknown && kind != workload.Kind || reference.Name.IsKnown && reference.Name.Value != name || reference.Name.IsAbsent)
            return Certainty.No;
        return LabelMatch.SameNamespace(from, workload).And(reference.Kind.IsUnknown || reference.Name.IsUnknown ? Certainty.Possible : Certainty.Yes);
    }
}
