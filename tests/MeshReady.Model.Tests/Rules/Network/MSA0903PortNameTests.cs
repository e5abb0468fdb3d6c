using MeshReady.Model.Rules.Network;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Rules.Network;

/// <summary>What a Service calls a port, and what the code speaks on it.</summary>
public sealed class MSA0903PortNameTests
{
    private static readonly ListenFact Http2 = new(8080, "Http2", false, new("src/cart/Program.cs", 4));

    [Fact]
    public void Grpc_behind_a_port_called_tcp()
    {
        var finding = Assert.Single(Shop().Judge<MSA0903PortNameRule>());

        Assert.Equal(["port 'tcp-cart' of Service 'cart'", "cart", "gRPC", "src/cart/Program.cs:4", "grpc"], finding.Arguments);
        Assert.Equal("k8s/service.yaml:6", finding.Place.ToString());
        Assert.Equal([new Place("src/cart/Program.cs", 4)], finding.Also);
    }

    [Fact]
    public void App_protocol_comes_before_the_name()
    {
        Assert.Equal("appProtocol 'tcp' of Service 'cart'", Assert.Single(Shop(port: "name: grpc, port: 80, targetPort: 8080, appProtocol: tcp").Judge<MSA0903PortNameRule>()).Arguments[0]);
        Assert.Empty(Find(Shop(port: "name: tcp, port: 80, targetPort: 8080, appProtocol: grpc")));
    }

    [Fact]
    public void Port_of_the_pod_is_found_by_its_name()
        => Assert.Single(Find(Shop(port: "name: tcp, port: 80, targetPort: main")));

    [Fact]
    public void Plain_http2_without_grpc_is_http2()
        => Assert.Equal(("HTTP/2", "http2"), Assert.Single(Shop(facts: static p => p with { Listens = [Http2] }).Judge<MSA0903PortNameRule>()).Arguments is [_, _, var what, _, var word] ? (what, word) : default);

    [Theory]
    [InlineData("port: 80, targetPort: 8080")]
    [InlineData("name: cart, port: 80, targetPort: 8080")]
    [InlineData("name: grpc, port: 80, targetPort: 8080")]
    [InlineData("name: http, port: 80, targetPort: 8080")]
    [InlineData("name: tcp, port: 80, targetPort: 9090")]
    [InlineData("name: tcp, port: 80, targetPort: other")]
    [InlineData("name: tcp, port: 80")]
    public void Port_that_is_sniffed_or_right_or_another_rule_s_or_another(string port) => Assert.Empty(Find(Shop(port: port)));

    [Fact]
    public void Code_that_speaks_more_or_encrypts_or_does_not_tell()
    {
        Assert.Empty(Find(Shop(facts: static p => p with { Listens = [Http2 with { Protocols = "Http1AndHttp2" }] })));
        Assert.Empty(Find(Shop(facts: static p => p with { Listens = [Http2 with { IsTls = true }] })));
        Assert.Empty(Find(Shop(facts: static p => p with { Listens = [] })));
    }

    [Fact]
    public void Default_of_all_ports_holds_for_the_port()
        => Assert.Single(Find(Shop(facts: static p => p with { Listens = [new(null, "Http2", null, new("src/cart/appsettings.json", 3))] })));

    [Fact]
    public void Linkerd_looks_for_itself() => Assert.Empty(Find(Shop(space: MeshText.Meshed.Replace("labels: { istio-injection: enabled }", "annotations: { linkerd.io/inject: enabled }"))));

    [Fact]
    public void Without_a_mesh_names_mean_nothing() => Assert.Empty(Find(Shop(space: MeshText.Plain)));

    private static string[] Find(SyntheticSystem system) => system.Find<MSA0903PortNameRule>();

    private static SyntheticSystem Shop(Func<ProjectFacts, ProjectFacts>? facts = null, string port = "name: tcp-cart, port: 80, targetPort: 8080", string space = MeshText.Meshed)
        => new SyntheticSystem()
            .Program("cart", facts ?? (static p => p with { Listens = [Http2], Endpoints = [new(ServedKind.Grpc, Here) { Contract = "cart.Cart" }] }))
            .File("k8s/all.yaml", space + """
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: cart, namespace: shop }
                spec: { template: { metadata: { labels: { app: cart } }, spec: { containers: [{ name: cart, image: "r.io/cart:1", ports: [{ name: main, containerPort: 8080 }] }] } } }
                """)
            .File("k8s/service.yaml", $"""
                apiVersion: v1
                kind: Service
                metadata: {"{"} name: cart, namespace: shop {"}"}
                spec:
                  selector: {"{"} app: cart {"}"}
                  ports: [{"{"} {port} {"}"}]
                """);
}
