using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An Istio DestinationRule: how connections to a host are balanced, bounded, watched and encrypted.</summary>
/// <param name="Host">The host; a short name belongs to the rule's own namespace.</param>
/// <param name="ExportTo">The namespaces whose callers see it; all where absent.</param>
/// <param name="TrafficPolicy">What holds for every subset.</param>
/// <param name="Subsets">Parts of the Service's pods.</param>
/// <param name="WorkloadLabels">The callers it is for; all where empty.</param>
public sealed record DestinationRuleSpec(
    Field<string> Host,
    FieldList<Field<string>> ExportTo,
    Field<TrafficPolicy> TrafficPolicy,
    FieldList<Subset> Subsets,
    FieldMap WorkloadLabels) : ResourceSpec
{
    internal static DestinationRuleSpec Read(YamlNode? spec) => new(
        spec.At("host").AsText(),
        spec.At("exportTo").AsTexts(),
        spec.At("trafficPolicy").AsPart(Deployment.TrafficPolicy.Read),
        spec.At("subsets").AsParts(static node => new Subset(
            node.Line,
            node.At("name").AsText(),
            node.At("labels").AsMap(),
            node.At("trafficPolicy").AsPart(Deployment.TrafficPolicy.Read))),
        spec.At("workloadSelector").At("matchLabels").AsMap());
}

/// <summary>A part of a Service's pods.</summary>
/// <param name="Line">The line (1-based) on which it begins.</param>
/// <param name="Name">The name that routes use.</param>
/// <param name="Labels">The labels of the pods, besides the Service's selector.</param>
/// <param name="TrafficPolicy">What holds for it before the policy of the rule.</param>
public sealed record Subset(int Line, Field<string> Name, FieldMap Labels, Field<TrafficPolicy> TrafficPolicy);
