using MeshReady.Model.Deployment.Yaml;

namespace MeshReady.Model.Deployment;

/// <summary>Knows which kind is read into which record.</summary>
internal static class SpecReader
{
    /// <summary>The record, or null for other kinds and where the group is another's kind of that name.</summary>
    public static ResourceSpec? Read(YamlMap map, KubernetesResource resource)
    {
        var spec = map.Get("spec");
        return resource.ApiGroup switch
        {
            "" => Core(map, spec, resource),
            "networking.k8s.io" or "extensions" => resource.Kind == "Ingress" ? IngressSpec.Read(spec) : null,
            "autoscaling" => resource.Kind == "HorizontalPodAutoscaler" ? HorizontalPodAutoscalerSpec.Read(spec) : null,
            "policy" => resource.Kind == "PodDisruptionBudget" ? PodDisruptionBudgetSpec.Read(spec) : null,
            "networking.istio.io" => IstioNetworking(spec, resource),
            _ => null,
        };
    }

    private static ResourceSpec? IstioNetworking(YamlNode? spec, KubernetesResource resource) => resource.Kind switch
    {
        "VirtualService" => VirtualServiceSpec.Read(spec),
        "DestinationRule" => DestinationRuleSpec.Read(spec),
        _ => null,
    };

    private static ResourceSpec? Core(YamlMap map, YamlNode? spec, KubernetesResource resource) => resource.Kind switch
    {
        "Service" => ServiceSpec.Read(spec),
        "ConfigMap" => ConfigMapSpec.Read(map),
        "ServiceAccount" => ServiceAccountSpec.Read(map),
        _ => null,
    };
}
