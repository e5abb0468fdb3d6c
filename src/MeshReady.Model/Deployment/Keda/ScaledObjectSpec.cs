using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A ScaledObject of KEDA: how many replicas a workload may have, and by what.</summary>
/// <param name="Target">The workload; a Deployment where its kind is absent.</param>
/// <param name="MinReplicas">The fewest; 0 where absent.</param>
/// <param name="MaxReplicas">The most; 100 where absent.</param>
/// <param name="TriggerTypes">What scales it: <c>kafka</c>, <c>cron</c>, …</param>
public sealed record ScaledObjectSpec(
    Field<ObjectReference> Target,
    Field<int> MinReplicas,
    Field<int> MaxReplicas,
    FieldList<Field<string>> TriggerTypes) : ResourceSpec
{
    internal static ScaledObjectSpec Read(YamlNode? spec) => new(
        spec.At("scaleTargetRef").AsPart(ObjectReference.Read),
        spec.At("minReplicaCount").AsNumber(),
        spec.At("maxReplicaCount").AsNumber(),
        spec.At("triggers").AsParts(static node => node.At("type").AsText()));
}
