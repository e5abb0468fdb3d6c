using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A HorizontalPodAutoscaler: how many replicas a workload may have.</summary>
/// <param name="Target">The workload.</param>
/// <param name="MinReplicas">The fewest; 1 where absent.</param>
/// <param name="MaxReplicas">The most.</param>
public sealed record HorizontalPodAutoscalerSpec(Field<ObjectReference> Target, Field<int> MinReplicas, Field<int> MaxReplicas) : ResourceSpec
{
    internal static HorizontalPodAutoscalerSpec Read(YamlNode? spec) => new(
        spec.At("scaleTargetRef").AsPart(ObjectReference.Read),
        spec.At("minReplicas").AsNumber(),
        spec.At("maxReplicas").AsNumber());
}
