using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An Istio ProxyConfig: the environment and image of proxies. How they start and stop is no part of it.</summary>
/// <param name="WorkloadLabels">The workloads; all of the namespace (of the mesh, in Istio's root namespace) where empty.</param>
/// <param name="Environment">Their environment.</param>
public sealed record ProxyConfigSpec(FieldMap WorkloadLabels, FieldMap Environment) : ResourceSpec
{
    internal static ProxyConfigSpec Read(YamlNode? spec) => new(spec.At("selector").At("matchLabels").AsMap(), spec.At("environmentVariables").AsMap());
}
