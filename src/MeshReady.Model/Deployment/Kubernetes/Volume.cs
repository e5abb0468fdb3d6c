using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A volume of a pod.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Name">The name by which containers mount it.</param>
/// <param name="Source">What it is: <c>emptyDir</c>, <c>configMap</c>, <c>secret</c>, <c>persistentVolumeClaim</c>, …</param>
/// <param name="SourceName">The name of the ConfigMap, Secret or claim.</param>
public sealed record Volume(int Line, Field<string> Name, Field<string> Source, Field<string> SourceName)
{
    internal static Volume Read(YamlNode node)
    {
        // One key besides the name says what the volume is; none at all means emptyDir.
        var source = node is YamlMap map ? map.Entries.FirstOrDefault(static entry => entry.Key != "name") : default;
        var isOpen = node is YamlMap { IsOpen: true };
        return new(
            node.Line,
            node.At("name").AsText(),
            source.Key is not null ? Field.Known(source.Key, source.Value.Line) : isOpen ? Field.Unknown<string>(node.Line) : default,
            (source.Value.At("name") ?? source.Value.At("secretName") ?? source.Value.At("claimName")).AsText());
    }
}

/// <summary>Where a container sees a volume.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Volume">The name of the volume.</param>
/// <param name="Path">The folder or file in the container.</param>
/// <param name="SubPath">The part of the volume; such a mount does not follow changes of a ConfigMap.</param>
/// <param name="IsReadOnly">False where absent.</param>
public sealed record VolumeMount(int Line, Field<string> Volume, Field<string> Path, Field<string> SubPath, Field<bool> IsReadOnly)
{
    internal static VolumeMount Read(YamlNode node) => new(
        node.Line,
        node.At("name").AsText(),
        node.At("mountPath").AsText(),
        node.At("subPath").AsText(),
        node.At("readOnly").AsFlag());
}
