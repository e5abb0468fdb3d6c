using MeshReady.Model.Rules.Architecture;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Rules.Architecture;

/// <summary>Services that each stand open to the outside.</summary>
public sealed class MSA1107NoGatewayTests
{
    private const string Ingress = """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop, namespace: shop }
        spec: { rules: [ { http: { paths: [ { path: /, pathType: Prefix, backend: { service: { name: orders, port: { number: 80 } } } } ] } } ] }
        """;

    [Fact]
    public void Three_load_balancers()
        => Assert.Equal(["Info k8s/all.yaml:19 billing, orders, stock: 3 | billing, orders, stock | type LoadBalancer"], Open("LoadBalancer").Find<MSA1107NoGatewayRule>());

    [Fact]
    public void Node_ports_count_and_cluster_addresses_do_not()
    {
        Assert.Single(Open("NodePort").Find<MSA1107NoGatewayRule>());
        Assert.Empty(Open("ClusterIP").Find<MSA1107NoGatewayRule>());
    }

    [Theory]
    [InlineData("service.beta.kubernetes.io/azure-load-balancer-internal: 'true'")]
    [InlineData("service.beta.kubernetes.io/aws-load-balancer-scheme: internal")]
    [InlineData("networking.gke.io/load-balancer-type: Internal")]
    public void Load_balancer_within_the_company_is_none(string annotation)
    {
        var text = Manifests("LoadBalancer", ["orders", "billing", "stock"]).Replace("kind: Service\nmetadata: { ", $"kind: Service\nmetadata: {{ annotations: {{ {annotation} }}, ", StringComparison.Ordinal);

        Assert.Empty(new SyntheticSystem().Program("orders").Program("billing").Program("stock").File("k8s/all.yaml", text).Find<MSA1107NoGatewayRule>());
    }

    [Fact]
    public void Overlay_for_development_opens_nothing()
        => Assert.Empty(new SyntheticSystem().Program("orders").Program("billing").Program("stock")
            .File("k8s/overlays/dev/kustomization.yaml", "resources: [all.yaml]\n").File("k8s/overlays/dev/all.yaml", Manifests("NodePort", ["orders", "billing", "stock"]))
            .File("k8s/overlays/prod/kustomization.yaml", "resources: [all.yaml]\n").File("k8s/overlays/prod/all.yaml", Manifests("ClusterIP", ["orders", "billing", "stock"])).Find<MSA1107NoGatewayRule>());

    [Fact]
    public void Two_are_few() => Assert.Empty(Open("NodePort", ["orders", "billing"]).Find<MSA1107NoGatewayRule>());

    [Fact]
    public void Gateway_of_the_platform_or_before_it_is_one()
    {
        Assert.Empty(Open("NodePort").File("k8s/ingress.yaml", Ingress).Find<MSA1107NoGatewayRule>());
        Assert.Empty(Open("NodePort").Find<MSA1107NoGatewayRule>(new SystemSettings { HasExternalGateway = true }));
    }

    [Fact]
    public void Gateway_of_the_system_is_one()
        => Assert.Empty(Open("NodePort").Program("Proxy", p => p with { Calls = [ByHost("orders", protocol: CallProtocol.Proxy)] }).Find<MSA1107NoGatewayRule>());

    [Theory]
    [InlineData("docker-compose.yml", true)]
    [InlineData("docker-compose.override.yml", false)]
    [InlineData("docker-compose.dev.yml", false)]
    public void Ports_of_compose_count_where_compose_is_all_there_is(string file, bool isFound)
        => Assert.Equal(isFound ? 1 : 0, Composed(file).Find<MSA1107NoGatewayRule>().Length);

    [Fact]
    public void Ports_of_compose_are_the_developers_where_a_cluster_runs_the_system()
        => Assert.Empty(Composed("docker-compose.yml").File("k8s/all.yaml", Deployed("orders")).Find<MSA1107NoGatewayRule>());

    [Fact]
    public void Proxy_of_compose_is_a_gateway()
        => Assert.Empty(Composed("docker-compose.yml").File("deploy/docker-compose.yml", "services:\n  edge: { image: traefik:3, ports: ['80:80'] }\n").Find<MSA1107NoGatewayRule>());

    private static SyntheticSystem Open(string type, string[]? names = null)
    {
        names ??= ["orders", "billing", "stock"];
        var system = new SyntheticSystem().File("k8s/all.yaml", Manifests(type, names));
        foreach (var name in names)
            system.Program(name);
        return system;
    }

    private static string Manifests(string type, string[] names)
        => string.Join("---\n", names.Order().Select(name => Deployed(name).Replace("spec:\n  selector", $"spec:\n  type: {type}\n  selector", StringComparison.Ordinal)));

    private static SyntheticSystem Composed(string file) => new SyntheticSystem().Program("orders").Program("billing").Program("stock").File(file, """
        services:
          orders: { build: src/orders, ports: ["5001:80"] }
          billing: { build: src/billing, ports: ["5002:80"] }
          stock: { build: src/stock, ports: ["5003:80"] }
          db: { image: postgres, ports: ["5432:5432"] }
        """);
}
