using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>The settings of Flink that say how state is kept.</summary>
/// <param name="All">All settings, written with dots whether they are nested or not.</param>
public sealed record FlinkConfiguration(FieldMap All)
{
    private const int DeepestSetting = 16;

    /// <summary>How often state is kept, as written (<c>60s</c>, <c>10 min</c>); never where absent.</summary>
    public Field<string> CheckpointInterval => All["execution.checkpointing.interval"];

    /// <summary><c>EXACTLY_ONCE</c> where absent.</summary>
    public Field<string> CheckpointMode => All["execution.checkpointing.mode"];

    /// <summary>Where state is kept (<c>state.checkpoints.dir</c>, or its newer name).</summary>
    public Field<string> CheckpointDirectory
        => All["execution.checkpointing.dir"] is { IsKnown: true } newer ? newer : All["state.checkpoints.dir"];

    /// <summary>What keeps state at work: <c>hashmap</c> or <c>rocksdb</c>.</summary>
    public Field<string> StateBackend
        => All["state.backend.type"] is { IsKnown: true } newer ? newer : All["state.backend"];

    internal static FlinkConfiguration Read(YamlNode? node)
    {
        var entries = new Dictionary<string, Field<string>>(StringComparer.Ordinal);
        var isComplete = node is null or YamlScalar { Value: null } or YamlMap && Flatten(node, "", entries, 0);
        return new(new FieldMap(entries, isComplete, node?.Line ?? 0));
    }

    private static bool Flatten(YamlNode? node, string prefix, Dictionary<string, Field<string>> entries, int depth)
    {
        if (node is not YamlMap map)
            return true;
        var isComplete = !map.IsOpen && depth < DeepestSetting;
        foreach (var entry in depth < DeepestSetting ? map.Entries : new Dictionary<string, YamlNode>())
        {
            if (entry.Value is YamlMap)
                isComplete &= Flatten(entry.Value, prefix + entry.Key + ".", entries, depth + 1);
            else
                entries[prefix + entry.Key] = entry.Value.AsText();
        }

        return isComplete;
    }
}
