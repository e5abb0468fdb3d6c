using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A ConfigMap. Its values may be secret all the same and are not printed.</summary>
/// <param name="Data">The texts by key; binary data are left out.</param>
public sealed record ConfigMapSpec(FieldMap Data) : ResourceSpec
{
    internal static ConfigMapSpec Read(YamlNode map) => new(map.At("data").AsMap());
}
