using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>An Istio EnvoyFilter, which may change anything in the proxies on which it acts.</summary>
/// <param name="WorkloadLabels">The workloads; all of the namespace (of the mesh, in Istio's root namespace) where empty.</param>
/// <param name="MayChangeSidecars">Whether any of it may act on sidecars; false where all of it is for gateways and waypoints.</param>
public sealed record EnvoyFilterSpec(FieldMap WorkloadLabels, bool MayChangeSidecars) : ResourceSpec
{
    internal static EnvoyFilterSpec Read(YamlNode? spec)
    {
        var contexts = spec.At("configPatches").AsParts(static node => node.At("match").At("context").AsText());
        var isForGateways = contexts is { IsComplete: true, Count: > 0 } && contexts.All(static context => context.Value == "GATEWAY");
        return new(spec.At("workloadSelector").At("labels").AsMap(), spec.At("targetRefs") is not YamlList && !isForGateways);
    }
}
