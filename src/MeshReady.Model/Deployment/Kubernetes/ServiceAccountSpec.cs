using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A ServiceAccount: the identity of pods, in the mesh as in the cluster.</summary>
/// <param name="MountsToken">Whether pods get its token unless they decline; true where absent.</param>
public sealed record ServiceAccountSpec(Field<bool> MountsToken) : ResourceSpec
{
    internal static ServiceAccountSpec Read(YamlNode map) => new(map.At("automountServiceAccountToken").AsFlag());
}
