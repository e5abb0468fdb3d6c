using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>A PodDisruptionBudget: how many pods an eviction must leave.</summary>
/// <param name="MinAvailable">The number or percentage that must stay.</param>
/// <param name="MaxUnavailable">The number or percentage that may go.</param>
/// <param name="MatchLabels">The labels of the pods.</param>
public sealed record PodDisruptionBudgetSpec(Field<string> MinAvailable, Field<string> MaxUnavailable, FieldMap MatchLabels) : ResourceSpec
{
    internal static PodDisruptionBudgetSpec Read(YamlNode? spec) => new(
        spec.At("minAvailable").AsText(),
        spec.At("maxUnavailable").AsText(),
        spec.At("selector").At("matchLabels").AsMap());
}
