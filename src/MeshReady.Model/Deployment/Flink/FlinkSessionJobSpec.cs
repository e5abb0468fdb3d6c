using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A FlinkSessionJob: a job on a cluster of sessions.</summary>
/// <param name="DeploymentName">The FlinkDeployment.</param>
/// <param name="Job">The job.</param>
/// <param name="Configuration">The settings of the job alone.</param>
public sealed record FlinkSessionJobSpec(Field<string> DeploymentName, Field<FlinkJob> Job, FlinkConfiguration Configuration) : ResourceSpec
{
    internal static FlinkSessionJobSpec Read(YamlNode? spec) => new(
        spec.At("deploymentName").AsText(),
        spec.At("job").AsPart(FlinkJob.Read),
        FlinkConfiguration.Read(spec.At("flinkConfiguration")));
}
