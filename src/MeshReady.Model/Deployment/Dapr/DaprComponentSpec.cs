using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A component of Dapr: what its sidecars connect services with. Of its metadata only names are read, never an address or a secret.</summary>
/// <param name="Type">What it is: <c>bindings.mqtt3</c>, <c>pubsub.rabbitmq</c>, <c>state.redis</c>, …</param>
/// <param name="Channel">The topic or queue of a binding.</param>
/// <param name="Route">The path under which the service takes what a binding brings; its name where absent.</param>
public sealed record DaprComponentSpec(Field<string> Type, Field<string> Channel, Field<string> Route) : ResourceSpec
{
    private static readonly string[] ChannelKeys = ["topic", "topics", "queueName", "queue"];

    /// <summary>The broker of a binding, as code names it: <c>mqtt</c> of <c>bindings.mqtt3</c>; null for everything else.</summary>
    public string? Broker
        => Type.Value is { } type && type.StartsWith("bindings.", StringComparison.Ordinal) ? type.Substring("bindings.".Length).TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') : null;

    internal static DaprComponentSpec Read(YamlNode? spec)
    {
        var (items, _) = spec.At("metadata").AsItems();
        return new(spec.At("type").AsText(), Value(items, ChannelKeys), Value(items, ["route"]));
    }

    private static Field<string> Value(IReadOnlyList<YamlNode> items, string[] keys)
        => items.Where(item => item.At("name").AsText().Value is { } name && keys.Contains(name, StringComparer.Ordinal)).Select(static item => item.At("value").AsText()).FirstOrDefault();
}
