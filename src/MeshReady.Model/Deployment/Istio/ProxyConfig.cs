using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>How a proxy starts and stops; from the mesh's settings or a pod's annotation <c>proxy.istio.io/config</c>.</summary>
/// <param name="HoldsApplication">Whether the application starts after the proxy; not where absent.</param>
/// <param name="DrainDuration">45 s where absent.</param>
/// <param name="TerminationDrainDuration">How long the proxy lives after SIGTERM; 5 s where absent.</param>
/// <param name="Metadata">Its environment, <c>EXIT_ON_ZERO_ACTIVE_CONNECTIONS</c> among it.</param>
public sealed record ProxyConfig(
    Field<bool> HoldsApplication,
    Field<TimeSpan> DrainDuration,
    Field<TimeSpan> TerminationDrainDuration,
    FieldMap Metadata)
{
    /// <summary><c>REDIRECT</c> where absent; <c>TPROXY</c> leaves the application the address of its caller.</summary>
    public Field<string> InterceptionMode { get; init; }

    private const string Annotation = "proxy.istio.io/config";

    /// <summary>What a pod's annotation says, in YAML or JSON; absent where there is none, unknown where it cannot be read.</summary>
    public static Field<ProxyConfig> Of(PodTemplate pod)
    {
        var text = pod.Annotations[Annotation];
        return text.IsKnown ? MeshConfigSpec.Nested(new YamlScalar(text.Value, text.Line)).AsPart(Read) : new(text.State, null, text.Line);
    }

    internal static ProxyConfig Read(YamlNode node) => new(
        node.At("holdApplicationUntilProxyStarts").AsFlag(),
        node.At("drainDuration").AsDuration(DurationForms.Go),
        node.At("terminationDrainDuration").AsDuration(DurationForms.Go),
        node.At("proxyMetadata").AsMap())
    {
        InterceptionMode = node.At("interceptionMode").AsText(),
    };
}
