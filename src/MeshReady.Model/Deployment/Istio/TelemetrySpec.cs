using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An Istio Telemetry: what proxies record of requests.</summary>
/// <param name="WorkloadLabels">The workloads; all of the namespace where empty.</param>
/// <param name="Tracing">The tracing.</param>
/// <param name="AccessLogging">The access logs.</param>
public sealed record TelemetrySpec(FieldMap WorkloadLabels, FieldList<TelemetryTracing> Tracing, FieldList<TelemetryLogging> AccessLogging) : ResourceSpec
{
    internal static TelemetrySpec Read(YamlNode? spec) => new(
        spec.At("selector").At("matchLabels").AsMap(),
        spec.At("tracing").AsParts(static node => new TelemetryTracing(
            node.Line,
            Providers(node),
            node.At("randomSamplingPercentage").AsFraction(),
            node.At("disableSpanReporting").AsFlag(),
            node.At("disableContextPropagation").AsFlag())),
        spec.At("accessLogging").AsParts(static node => new TelemetryLogging(node.Line, Providers(node), node.At("disabled").AsFlag())));

    private static FieldList<Field<string>> Providers(YamlNode node) => node.At("providers").AsParts(static provider => provider.At("name").AsText());
}

/// <summary>How requests are traced.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Providers">The names of the tracers in the mesh's settings.</param>
/// <param name="SamplingPercentage">The share of requests; 1 % where nobody says.</param>
/// <param name="IsSilent">Whether no spans are sent; they are where absent.</param>
/// <param name="DropsContext">Whether the proxy sends no trace headers on; it does where absent.</param>
public sealed record TelemetryTracing(int Line, FieldList<Field<string>> Providers, Field<double> SamplingPercentage, Field<bool> IsSilent, Field<bool> DropsContext);

/// <summary>Whether and where access is logged.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Providers">The names of the logs in the mesh's settings.</param>
/// <param name="IsDisabled">Whether nothing is logged.</param>
public sealed record TelemetryLogging(int Line, FieldList<Field<string>> Providers, Field<bool> IsDisabled);
