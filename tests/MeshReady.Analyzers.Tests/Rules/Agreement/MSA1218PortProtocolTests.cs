using MeshReady.Analyzers.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1218PortProtocolTests : WorkloadTest<MSA1218PortProtocolAnalyzer>
{
    private const string Grpc = """

        namespace Grpc.AspNetCore.Server { public class GrpcServiceEndpointConventionBuilder { } }
        namespace Microsoft.AspNetCore.Builder
        {
            public static class GrpcEndpointRouteBuilderExtensions { public static Grpc.AspNetCore.Server.GrpcServiceEndpointConventionBuilder MapGrpcService<T>(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder b) where T : class => new(); }
            public static class GrpcHealthChecksEndpointRouteBuilderExtensions { public static Grpc.AspNetCore.Server.GrpcServiceEndpointConventionBuilder MapGrpcHealthChecksService(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder b) => new(); }
        }
        public class Cart { }
        """;

    private const string Http2 = "o => o.Protocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http2";

    private const string Found = "Warning Program.cs:2 port 'grpc' of Service 'web' makes callers and proxies speak HTTP/2, but Kestrel speaks only HTTP/1.1 on *:8080 without TLS (ListenAnyIP): set Protocols to HttpProtocols.Http2 on a port of its own";

    private static string Server(string listen, string pipeline = "app.MapGrpcService<Cart>();") => Program(listen, pipeline) + Grpc;

    private static string Kestrel(string configure = "") => $"builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(8080{(configure.Length > 0 ? ", " + configure : "")}));";

    private static (string, string) Port(string name, string more = "") => ("k8s/web-service.yaml", Service().Content.Replace("name: http", "name: " + name) + (more.Length > 0 ? "\n      " + more : ""));

    private static (string, string) Env(string name, string value) => Deployment(container: $"env:\n  - name: {name}\n    value: \"{value}\"");

    [Fact]
    public async Task X18_port_is_called_grpc_and_Kestrel_speaks_HTTP_1()
        => Assert.Equal(Found, await Find(Server(Kestrel(), "app.MapGrpcHealthChecksService();"), [Deployment(), Port("grpc")]));

    [Fact]
    public async Task X18_near_miss_endpoint_speaks_HTTP_2()
        => Assert.Equal("", await Find(Server(Kestrel(Http2), "app.MapGrpcHealthChecksService();"), [Deployment(), Port("grpc")]));

    [Theory]
    [InlineData("o => o.Protocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1AndHttp2")]
    [InlineData("o => { o.Protocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1; }")]
    [InlineData("o => { o.UseConnectionLogging(); }")]
    public async Task Endpoint_says_what_it_speaks(string configure)
        => Assert.Equal(Found, await Find(Server(Kestrel(configure)), [Deployment(), Port("grpc")]));

    [Theory]
    [InlineData("grpc-cart")]
    [InlineData("http2")]
    [InlineData("grpc")]
    public async Task Names_that_mean_HTTP_2(string name)
        => Assert.StartsWith($"Warning Program.cs:2 port '{name}' of Service 'web' makes callers", await Find(Server(Kestrel()), [Deployment(), Port(name)]));

    [Theory]
    [InlineData("kubernetes.io/h2c")]
    [InlineData("grpc")]
    public async Task AppProtocol_comes_before_the_name(string protocol)
        => Assert.StartsWith($"Warning Program.cs:2 appProtocol {protocol} of Service 'web'", await Find(Server(Kestrel()), [Deployment(), Port("web", "appProtocol: " + protocol)]));

    [Theory]
    [InlineData("grpc", "appProtocol: http")]
    [InlineData("grpc-web", "")]
    [InlineData("web", "")]
    [InlineData("tcp-grpc", "")]
    [InlineData("{{ .Values.name }}", "")]
    public async Task Port_promises_no_HTTP_2(string name, string more)
        => Assert.Equal("", await Find(Server(Kestrel()), [Deployment(), Port(name, more)]));

    [Theory]
    [InlineData("o => { o.Protocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1AndHttp2; o.UseHttps(); }")]
    [InlineData("o => o.UseHttps()")]
    public async Task TLS_lets_both_sides_agree(string configure)
        => Assert.Equal("", await Find(Server(Kestrel(configure)), [Deployment(), Port("grpc")]));

    [Fact]
    public async Task Settings_of_the_gRPC_template_say_HTTP_2()
        => Assert.Equal("", await Find(
            Server(Kestrel()),
            [Deployment(), Port("grpc"), ("appsettings.json", """{ "Kestrel": { "EndpointDefaults": { "Protocols": "Http2" } } }""")]));

    [Fact]
    public async Task Cart_of_the_demo_listens_where_its_image_says_and_speaks_HTTP_2()
        => Assert.Equal("", await Find(
            Server("", "app.MapGrpcService<Cart>(); app.MapGet(\"/\", () => \"use a gRPC client\");"),
            [
                Deployment(container: "ports:\n  - containerPort: 8080\nreadinessProbe:\n  grpc:\n    port: 8080"),
                Port("grpc"),
                ("appsettings.json", """{ "Kestrel": { "EndpointDefaults": { "Protocols": "Http2" } } }"""),
            ]));

    [Theory]
    [InlineData("Kestrel__EndpointDefaults__Protocols", "Http2")]
    public async Task Variable_says_HTTP_2(string name, string value)
        => Assert.Equal("", await Find(Server(Kestrel()), [Env(name, value), Port("grpc")]));

    [Fact]
    public async Task Defaults_in_code_say_HTTP_2()
        => Assert.Equal("", await Find(
            Server($"builder.WebHost.ConfigureKestrel(k => {{ k.ConfigureEndpointDefaults({Http2}); k.ListenAnyIP(8080); }});"),
            [Deployment(), Port("grpc")]));

    [Fact]
    public async Task Url_of_a_variable_has_no_protocol_of_its_own()
        => Assert.Equal(
            "Warning Program.cs:4 port 'grpc' of Service 'web' makes callers and proxies speak HTTP/2, but Kestrel speaks only HTTP/1.1 on *:8080 without TLS (ASPNETCORE_HTTP_PORTS): set Protocols to HttpProtocols.Http2 on a port of its own",
            await Find(Server(""), [Env("ASPNETCORE_HTTP_PORTS", "8080"), Port("grpc")]));

    [Fact]
    public async Task Port_of_the_image_is_not_known()
        => Assert.Equal("", await Find(Server(""), [Deployment(), Port("grpc")]));

    [Fact]
    public async Task Probe_by_grpc_needs_HTTP_2()
        => Assert.Contains("readinessProbe asks port 8080 by gRPC, which is HTTP/2, but Kestrel speaks only HTTP/1.1", await Find(Server(Kestrel()), [Deployment(container: "readinessProbe:\n  grpc:\n    port: 8080")]));

    [Fact]
    public async Task Probe_by_grpc_of_an_HTTP_2_endpoint()
        => Assert.Equal("", await Find(Server(Kestrel(Http2)), [Deployment(container: "readinessProbe:\n  grpc:\n    port: 8080"), Port("grpc")]));

    [Fact]
    public async Task Probe_by_http_of_an_HTTP_2_endpoint()
        => Assert.Equal(
            "Warning Program.cs:2 livenessProbe asks port 8080 by HTTP/1.1, but Kestrel speaks only HTTP/2 on *:8080 without TLS (ListenAnyIP): probe by grpc, or serve the probe on a port with Protocols Http1",
            await Find(Server(Kestrel(Http2), "app.MapHealthChecks(\"/health\");"), [Deployment(container: "livenessProbe:\n  httpGet:\n    path: /health\n    port: 8080")]));

    [Theory]
    [InlineData("httpGet:\n    path: /health\n    port: 8080\n    scheme: HTTPS")]
    [InlineData("httpGet:\n    path: /health\n    port: 8081")]
    [InlineData("tcpSocket:\n    port: 8080")]
    [InlineData("exec:\n    command: [grpc_health_probe]")]
    public async Task Probe_that_speaks_otherwise(string probe)
        => Assert.Equal("", await Find(
            Server($"builder.WebHost.ConfigureKestrel(k => {{ k.ListenAnyIP(8080, {Http2}); k.ListenAnyIP(8081); }});"),
            [Deployment(container: "livenessProbe:\n  " + probe)]));

    [Fact]
    public async Task Probe_is_rewritten_under_STRICT_and_spoken_to_by_HTTP_1_all_the_same()
        => Assert.Equal("", await Find(
            Server("builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(8080));"),
            [
                Deployment(container: "livenessProbe:\n  httpGet:\n    path: /health\n    port: 8080"),
                ("k8s/strict.yaml", "apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: default\n  namespace: shop\nspec:\n  mtls:\n    mode: STRICT\n"),
            ],
            [("meshready.mesh", "istio")]));

    [Fact]
    public async Task Port_called_http_of_an_HTTP_2_endpoint_in_Istio()
        => Assert.Contains("port 'http' of Service 'web' makes Envoy speak HTTP/1.1, but Kestrel speaks only HTTP/2", await Find(Server(Kestrel(Http2)), [Deployment(), Port("http")], [("meshready.mesh", "istio")]));

    [Theory]
    [InlineData("none")]
    [InlineData("linkerd")]
    [InlineData("unknown")]
    public async Task Name_of_a_port_means_nothing_without_Istio(string mesh)
        => Assert.Equal("", await Find(Server(Kestrel(Http2)), [Deployment(), Port("http")], [("meshready.mesh", mesh)]));

    [Theory]
    [InlineData("istio", "Warning")]
    [InlineData("none", "")]
    public async Task Port_called_http2_of_a_server_without_gRPC(string mesh, string severity)
    {
        var found = await Find(Server(Kestrel(), "app.MapGet(\"/\", () => \"ok\");"), [Deployment(), Port("http2")], [("meshready.mesh", mesh)]);
        Assert.Equal(severity.Length > 0, found.StartsWith("Warning Program.cs:2 port 'http2' of Service 'web' makes Envoy speak HTTP/2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Variants_are_one_finding()
        => Assert.Equal(Found, await Find(Server(Kestrel()), [Deployment(), Deployment(path: "k8s/web-istio.yaml"), Port("grpc")]));

    [Fact]
    public async Task Port_of_another_container()
        => Assert.Equal("", await Find(
            Server("builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(5000));"),
            [("k8s/web.yaml", Deployment().Content + "\n        - name: envoy\n          image: envoyproxy/envoy:v1\n          ports:\n            - containerPort: 8080"), Port("grpc")]));

    [Theory]
    [InlineData("kind: DestinationRule\nmetadata: {name: web, namespace: shop}\nspec: {host: web, trafficPolicy: {connectionPool: {http: {h2UpgradePolicy: UPGRADE}}}}", false)]
    [InlineData("kind: DestinationRule\nmetadata: {name: web, namespace: shop}\nspec: {host: web, trafficPolicy: {connectionPool: {http: {useClientProtocol: true}}}}", false)]
    [InlineData("kind: DestinationRule\nmetadata: {name: web, namespace: shop}\nspec: {host: web, trafficPolicy: {portLevelSettings: [{port: {number: 80}, connectionPool: {http: {h2UpgradePolicy: UPGRADE}}}]}}", false)]
    [InlineData("kind: DestinationRule\nmetadata: {name: web, namespace: shop}\nspec: {host: web, subsets: [{name: v1, trafficPolicy: {connectionPool: {http: {h2UpgradePolicy: UPGRADE}}}}]}", false)]
    [InlineData("kind: DestinationRule\nmetadata: {name: web, namespace: shop}\nspec: {host: web, trafficPolicy: {connectionPool: {http: {http2MaxRequests: 5}}}}", true)]
    [InlineData("kind: EnvoyFilter\nmetadata: {name: web, namespace: shop}\nspec: {configPatches: []}", false)]
    public async Task Something_may_tell_Envoy_otherwise(string resource, bool isFound)
        => Assert.Equal(isFound, (await Find(
            Server(Kestrel(Http2)),
            [Deployment(), Port("http"), ("k8s/rule.yaml", "apiVersion: networking.istio.io/v1alpha3\n" + resource)],
            [("meshready.mesh", "istio")])).Length > 0);
}
