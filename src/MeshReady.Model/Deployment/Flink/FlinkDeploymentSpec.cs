using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A FlinkDeployment: a cluster of Flink, perhaps with the one job that it runs.</summary>
/// <param name="Job">The job; absent for a cluster of sessions.</param>
/// <param name="Configuration">The settings.</param>
/// <param name="TaskManagerReplicas">The workers, where they are counted.</param>
public sealed record FlinkDeploymentSpec(Field<FlinkJob> Job, FlinkConfiguration Configuration, Field<int> TaskManagerReplicas) : ResourceSpec
{
    internal static FlinkDeploymentSpec Read(YamlNode? spec) => new(
        spec.At("job").AsPart(FlinkJob.Read),
        FlinkConfiguration.Read(spec.At("flinkConfiguration")),
        spec.At("taskManager").At("replicas").AsNumber());
}
