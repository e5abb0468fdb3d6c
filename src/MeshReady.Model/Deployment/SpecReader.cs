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
            "gateway.networking.k8s.io" => Gateway(spec, resource),
            "policy.linkerd.io" => Linkerd(spec, resource),
            "linkerd.io" => resource.Kind == "ServiceProfile" ? ServiceProfileSpec.Read(spec) : null,
            "argoproj.io" => Argo(spec, resource),
            "flagger.app" => resource.Kind == "Canary" ? CanarySpec.Read(spec) : null,
            "keda.sh" => resource.Kind == "ScaledObject" ? ScaledObjectSpec.Read(spec) : null,
            "dapr.io" => resource.Kind == "Component" ? DaprComponentSpec.Read(spec) : null,
            "flink.apache.org" => Flink(spec, resource),
            "security.istio.io" => IstioSecurity(spec, resource),
            "telemetry.istio.io" => resource.Kind == "Telemetry" ? TelemetrySpec.Read(spec) : null,
            "kustomize.config.k8s.io" => resource.Kind is "Kustomization" or "Component" ? KustomizationSpec.Read(map) : null,
            "install.istio.io" => resource.Kind == "IstioOperator" ? MeshConfigSpec.ReadOperator(spec) : null,
            "skaffold" => resource.Kind == "Config" ? SkaffoldSpec.Read(map.Get("build")) : null,
            _ => null,
        };
    }

    private static ResourceSpec? IstioNetworking(YamlNode? spec, KubernetesResource resource) => resource.Kind switch
    {
        "VirtualService" => VirtualServiceSpec.Read(spec),
        "DestinationRule" => DestinationRuleSpec.Read(spec),
        "ServiceEntry" => ServiceEntrySpec.Read(spec),
        "Gateway" => IstioGatewaySpec.Read(spec),
        "Sidecar" => SidecarSpec.Read(spec),
        "EnvoyFilter" => EnvoyFilterSpec.Read(spec),
        "ProxyConfig" => ProxyConfigSpec.Read(spec),
        _ => null,
    };

    private static ResourceSpec? Gateway(YamlNode? spec, KubernetesResource resource) => resource.Kind switch
    {
        "HTTPRoute" => GatewayRouteSpec.Read(spec, isGrpc: false),
        "GRPCRoute" => GatewayRouteSpec.Read(spec, isGrpc: true),
        "Gateway" => GatewaySpec.Read(spec),
        _ => null,
    };

    private static ResourceSpec? Linkerd(YamlNode? spec, KubernetesResource resource) => resource.Kind switch
    {
        "HTTPRoute" => GatewayRouteSpec.Read(spec, isGrpc: false),
        "Server" => LinkerdServerSpec.Read(spec),
        "AuthorizationPolicy" => LinkerdAuthorizationSpec.Read(spec),
        "MeshTLSAuthentication" => MeshTlsAuthenticationSpec.Read(spec),
        _ => null,
    };

    private static ResourceSpec? IstioSecurity(YamlNode? spec, KubernetesResource resource) => resource.Kind switch
    {
        "PeerAuthentication" => PeerAuthenticationSpec.Read(spec),
        "RequestAuthentication" => RequestAuthenticationSpec.Read(spec),
        "AuthorizationPolicy" => AuthorizationPolicySpec.Read(spec),
        _ => null,
    };

    private static ResourceSpec? Core(YamlMap map, YamlNode? spec, KubernetesResource resource) => resource.Kind switch
    {
        "Service" => ServiceSpec.Read(spec),
        "ConfigMap" => (ResourceSpec?)MeshConfigSpec.ReadConfigMap(map, resource.Name) ?? ConfigMapSpec.Read(map),
        "ServiceAccount" => ServiceAccountSpec.Read(map),
        _ => null,
    };

    private static ResourceSpec? Argo(YamlNode? spec, KubernetesResource resource) => resource.Kind switch
    {
        "Rollout" => RolloutSpec.Read(spec),
        "Application" => ApplicationSpec.Read(spec, isSet: false),
        "ApplicationSet" => ApplicationSpec.Read(spec, isSet: true),
        _ => null,
    };

    private static ResourceSpec? Flink(YamlNode? spec, KubernetesResource resource) => resource.Kind switch
    {
        "FlinkDeployment" => FlinkDeploymentSpec.Read(spec),
        "FlinkSessionJob" => FlinkSessionJobSpec.Read(spec),
        _ => null,
    };
}
