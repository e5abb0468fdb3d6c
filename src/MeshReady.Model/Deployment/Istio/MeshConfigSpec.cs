using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>The settings of a whole mesh, from an IstioOperator or from the ConfigMap that istiod reads.</summary>
/// <param name="DefaultRetries">What is repeated where no route says; its time per try does not count.</param>
/// <param name="Outbound">What becomes of calls to hosts that the mesh does not know; they pass where absent.</param>
/// <param name="EnableTracing">Whether proxies trace.</param>
/// <param name="AccessLogFile">Where proxies log; not at all where absent.</param>
/// <param name="TracingProviders">The tracers of all proxies, by name.</param>
/// <param name="Providers">What tracers and logs there are.</param>
/// <param name="Proxy">What holds for proxies that say nothing themselves.</param>
/// <param name="Tag">The version of the images, from an IstioOperator.</param>
public sealed record MeshConfigSpec(
    Field<RetryPolicy> DefaultRetries,
    Field<OutboundTraffic> Outbound,
    Field<bool> EnableTracing,
    Field<string> AccessLogFile,
    FieldList<Field<string>> TracingProviders,
    FieldList<ExtensionProvider> Providers,
    Field<ProxyConfig> Proxy,
    Field<string> Tag) : ResourceSpec
{
    /// <summary>The namespace whose policies act on the whole mesh; <c>istio-system</c> where absent.</summary>
    public Field<string> RootNamespace { get; init; }

    /// <summary>Who sees Services and ServiceEntries that do not say it; all where empty.</summary>
    public FieldList<Field<string>> ServiceExportTo { get; init; } = FieldList<Field<string>>.Empty;

    /// <summary>Who sees VirtualServices that do not say it; all where empty.</summary>
    public FieldList<Field<string>> VirtualServiceExportTo { get; init; } = FieldList<Field<string>>.Empty;

    /// <summary>Who sees DestinationRules that do not say it; all where empty.</summary>
    public FieldList<Field<string>> DestinationRuleExportTo { get; init; } = FieldList<Field<string>>.Empty;

    /// <summary>The nodes that settings inside a text may have; real ones stay far below.</summary>
    private const int NestedNodes = 20_000;

    internal static MeshConfigSpec Read(YamlNode? config, Field<string> tag) => new(
        config.At("defaultHttpRetryPolicy").AsPart(RetryPolicy.Read),
        // An empty block in the mesh's settings is the default, unlike in a Sidecar; rules speak of explicit values alone.
        SidecarSpec.ReadOutbound(config.At("outboundTrafficPolicy"), isKnownWhereEmpty: true),
        config.At("enableTracing").AsFlag(),
        config.At("accessLogFile").AsText(),
        config.At("defaultProviders").At("tracing").AsTexts(),
        config.At("extensionProviders").AsParts(ExtensionProvider.Read),
        config.At("defaultConfig").AsPart(ProxyConfig.Read),
        tag)
    {
        RootNamespace = config.At("rootNamespace").AsText(),
        ServiceExportTo = config.At("defaultServiceExportTo").AsTexts(),
        VirtualServiceExportTo = config.At("defaultVirtualServiceExportTo").AsTexts(),
        DestinationRuleExportTo = config.At("defaultDestinationRuleExportTo").AsTexts(),
    };

    /// <summary>The settings in an IstioOperator.</summary>
    internal static MeshConfigSpec ReadOperator(YamlNode? spec) => Read(spec.At("meshConfig"), spec.At("tag").AsText());

    /// <summary>The settings in the ConfigMap <c>istio</c>, or <c>istio-REVISION</c>; null where it is another.</summary>
    internal static MeshConfigSpec? ReadConfigMap(YamlMap map, string? name)
        => name is not null && (name == "istio" || name.StartsWith("istio-", StringComparison.Ordinal)) && map.Get("data") is YamlMap data && data.Entries.TryGetValue("mesh", out var mesh)
            ? Read(Nested(mesh), default)
            : null;

    /// <summary>The document inside a text; unknown where it cannot be read.</summary>
    internal static YamlNode Nested(YamlNode node)
    {
        if (node is not YamlScalar { Value: { } text })
            return new YamlUnknown(node.Line);
        try
        {
            var before = text.IndexOf('\n') < 0 ? node.Line - 1 : node.Line;
            return YamlTreeReader.Read(text, before, YamlLimits.Nodes - NestedNodes, out _) as YamlMap ?? (YamlNode)new YamlUnknown(node.Line);
        }
        catch (YamlTroubleException)
        {
            return new YamlUnknown(node.Line);
        }
    }
}

/// <summary>A tracer or log.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Name">The name that Telemetry uses.</param>
/// <param name="Kind">What it is: <c>zipkin</c>, <c>opentelemetry</c>, <c>envoyFileAccessLog</c>, …</param>
/// <param name="TraceContext">Which headers a zipkin tracer carries; <c>USE_B3</c> where absent.</param>
public sealed record ExtensionProvider(int Line, Field<string> Name, Field<string> Kind, Field<string> TraceContext)
{
    internal static ExtensionProvider Read(YamlNode node)
    {
        var kind = node is YamlMap map ? map.Entries.FirstOrDefault(static entry => entry.Key != "name") : default;
        return new(
            node.Line,
            node.At("name").AsText(),
            kind.Key is null ? Field.Unknown<string>(node.Line) : Field.Known(kind.Key, kind.Value.Line),
            kind.Value.At("traceContextOption").AsText());
    }
}
