using CsCheck;
using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment;

/// <summary>Whatever stands where a kind expects something else, every question has an answer.</summary>
public sealed class OddKindTests
{
    private static readonly string[] Kinds =
    [
        "v1/Service", "apps/v1/Deployment", "autoscaling/v2/HorizontalPodAutoscaler", "keda.sh/v1alpha1/ScaledObject", "argoproj.io/v1alpha1/Rollout",
        "networking.istio.io/v1/VirtualService", "networking.istio.io/v1/DestinationRule", "networking.istio.io/v1/ServiceEntry", "networking.istio.io/v1/Sidecar",
        "networking.istio.io/v1alpha3/EnvoyFilter", "networking.istio.io/v1beta1/ProxyConfig", "security.istio.io/v1/PeerAuthentication", "install.istio.io/v1alpha1/IstioOperator",
        "gateway.networking.k8s.io/v1/Gateway", "gateway.networking.k8s.io/v1/HTTPRoute", "linkerd.io/v1alpha2/ServiceProfile", "policy.linkerd.io/v1beta3/Server",
        "policy.linkerd.io/v1alpha1/AuthorizationPolicy", "policy.linkerd.io/v1alpha1/MeshTLSAuthentication", "skaffold/v3/Config",
    ];

    private static readonly string[] Keys =
    [
        "replicas", "template", "metadata", "labels", "app", "spec", "containers", "name", "image", "selector", "matchLabels", "ports", "port", "targetPort", "appProtocol", "clusterIP",
        "hosts", "http", "match", "uri", "regex", "route", "retries", "attempts", "exportTo", "egress", "outboundTrafficPolicy", "mode", "mtls", "portLevelMtls", "8080", "workloadSelector",
        "configPatches", "context", "targetRefs", "environmentVariables", "meshConfig", "defaultConfig", "rootNamespace", "tag", "listeners", "gatewayClassName", "routes", "condition",
        "pathRegex", "method", "retryBudget", "scaleTargetRef", "kind", "minReplicas", "minReplicaCount", "workloadRef", "artifacts", "build", "context", "docker", "dockerfile",
        "podSelector", "targetRef", "identities", "host", "subsets", "namespace", "parentRefs",
    ];

    private static readonly string[] Scalars =
    [
        "orders", "shop", "'*'", ".", "'~'", "''", "~", "-1", "99999999999", "8080", "true", "'${X}'", "'*/*'", "./*", "a/b/c", "STRICT", "UNSET", "GATEWAY", "'[^/]*\\d+('", "'.*'", "../../..", "C:\\x", "1h2m", "Deployment", "orders.shop.svc.cluster.local", "None", "ExternalName",
    ];

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, value) => depth > 5
        ? One(Scalars)
        : Gen.Frequency(
            (2, One(Scalars)),
            (4, Gen.Select(One(Keys), value).Array[0, 4].Select(pairs => "{ " + string.Join(", ", pairs.DistinctBy(p => p.Item1).Select(p => $"{p.Item1}: {p.Item2}")) + " }")),
            (2, value.Array[0, 3].Select(items => "[ " + string.Join(", ", items) + " ]"))));

    private static readonly Gen<string> Document = Gen.Select(One(Kinds), One("orders", "orders.shop.svc.cluster.local", "'${N}'", "istio"), One("shop", "istio-system", "''", "'${S}'"), Value)
        .Select((kind, name, space, value) =>
        {
            var slash = kind.LastIndexOf('/');
            return $"apiVersion: {kind[..slash]}\nkind: {kind[(slash + 1)..]}\nmetadata: {{ name: {name}, namespace: {space}, labels: {value} }}\nspec: {value}\nbuild: {value}\n";
        });

    private static Gen<string> One(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    [Fact]
    public void Every_question_has_an_answer()
        => Document.Array[1, 6].Sample(
            documents =>
            {
                var model = DeploymentModel.Create(documents.Select((text, i) => ManifestReader.Read($"{i}.yaml", text)), complete: false);
                var call = new MeshCall("orders") { CallerNamespace = "shop", Port = 8080, Path = "/a", Method = "GET" };
                _ = (model.Router.Find(call), model.Destinations.Find(call, "v1"), model.Services.Find(call).ExternalName, model.Profiles.Find(call).Budget);
                _ = model.Bind(new ProjectIdentity("Orders.Api", "Orders.Api", null, []) { ProjectDirectory = "/src/orders" });
                foreach (var resource in model.Resources)
                {
                    _ = (model.Policies.MtlsOf(resource, 8080, isComplete: true), model.Policies.SidecarOf(resource).Knows("orders", null), model.Policies.OutboundOf(resource));
                    _ = (model.Policies.ProxyConfigOf(resource), model.MayBeChangedByEnvoyFilter(resource), model.ReplicasOf(resource), model.IstioVersionOf(resource));
                    _ = (model.Services.WorkloadsOf(resource), model.Services.ServicesOf(resource), model.Services.HasPort(resource, 8080));
                    if (resource.Spec is ServiceSpec service)
                        Assert.All(service.Ports, port => Assert.True(Enum.IsDefined(PortProtocol.Of(port))));
                }

                return model.Files.All(file => file.Notes.Count == 0);
            },
            iter: 1_500);
}
