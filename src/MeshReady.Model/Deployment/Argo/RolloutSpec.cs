using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>How a Rollout brings a new version in.</summary>
public enum RolloutStrategy
{
    /// <summary>In a way that cannot be read.</summary>
    Unknown,

    /// <summary>Step by step.</summary>
    Canary,

    /// <summary>Beside the old version, then all at once.</summary>
    BlueGreen,
}

/// <summary>An Argo Rollout; its pods are read as those of a Deployment.</summary>
/// <param name="Strategy">How it brings a new version in.</param>
/// <param name="WorkloadRef">The Deployment that describes the pods in its place.</param>
/// <param name="StableService">The Service of the old version.</param>
/// <param name="CanaryService">The Service of the new version.</param>
/// <param name="ActiveService">The Service in use (blue-green).</param>
/// <param name="PreviewService">The Service of the version to come (blue-green).</param>
/// <param name="VirtualServices">The VirtualServices whose weights the controller writes.</param>
/// <param name="RoutesTraffic">Whether a proxy splits requests, rather than the number of replicas; null where unknown.</param>
/// <param name="ScaleDownDelaySeconds">How long old pods stay (blue-green); 30 where absent.</param>
public sealed record RolloutSpec(
    RolloutStrategy Strategy,
    Field<ObjectReference> WorkloadRef,
    Field<string> StableService,
    Field<string> CanaryService,
    Field<string> ActiveService,
    Field<string> PreviewService,
    FieldList<Field<string>> VirtualServices,
    bool? RoutesTraffic,
    Field<int> ScaleDownDelaySeconds) : ResourceSpec
{
    internal static RolloutSpec Read(YamlNode? spec)
    {
        var strategy = spec.At("strategy");
        var (canary, blueGreen) = (strategy.At("canary"), strategy.At("blueGreen"));
        var istio = canary.At("trafficRouting").At("istio");
        var single = istio.At("virtualService");
        return new(
            (canary, blueGreen) switch
            {
                (YamlMap, null or YamlUnknown) => RolloutStrategy.Canary,
                (null or YamlUnknown, YamlMap) => RolloutStrategy.BlueGreen,
                _ => RolloutStrategy.Unknown,
            },
            spec.At("workloadRef").AsPart(ObjectReference.Read),
            canary.At("stableService").AsText(),
            canary.At("canaryService").AsText(),
            blueGreen.At("activeService").AsText(),
            blueGreen.At("previewService").AsText(),
            single is YamlMap
                ? new([single.At("name").AsText()], single.At("name").AsText().IsKnown, single.Line)
                : istio.At("virtualServices").AsParts(static node => node.At("name").AsText()),
            canary.At("trafficRouting") switch { YamlMap => true, YamlUnknown => null, _ => false },
            blueGreen.At("scaleDownDelaySeconds").AsNumber());
    }
}
