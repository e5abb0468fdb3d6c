using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.CodeFixes.Rules.Agreement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using static MeshReady.Analyzers.Tests.AgreementCode;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1215TlsInsideMeshTests : RuleTest<MSA1215TlsInsideMeshAnalyzer, MSA1215TlsInsideMeshFix>
{
    private const string Leave = "call http:// and leave TLS to the mesh";
    private const string LeaveOrName = "call http:// and leave TLS to the mesh, or name the port https if TLS end to end is meant";
    private const string Opaque = "whose protocol the sidecar detects as opaque TLS: VirtualService rules, retries, L7 authorization and HTTP metrics do not apply";
    private const string HttpTls = "name: http-tls, port: 8443, targetPort: 8443";

    private static DiagnosticResult Warning(string address, string harm, string advice = Leave, string source = "")
        => new DiagnosticResult("MSA1215", DiagnosticSeverity.Warning).WithLocation(0).WithArguments(address, harm, advice, source, "").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations);

    private static string Declared(string word) => $"sends TLS to port 8443 of Service 'catalog' (deploy/svc-catalog.yaml:8), which {word} declares as HTTP: the sidecar answers with plain HTTP and the call fails ('wrong version number')";

    [Fact]
    public Task X15_TLS_to_a_port_of_HTTP() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"https://catalog:8443/items"|});"""), null, null, [Meshed(), Caller(), Service(HttpTls)],
        Warning("https://catalog:8443", Declared("its name 'http-tls'")));

    [Fact]
    public Task X15_the_scheme_of_service_discovery() => VerifyResultsWith(
        Call("""services.AddHttpClient("catalog", c => c.BaseAddress = new Uri({|#0:"https+http://catalog"|}));"""), null, null, [Meshed(), Caller(), Service(HttpTls)],
        Warning("https+http://catalog", "takes https first, and Service 'catalog' (deploy/svc-catalog.yaml:8) has no port 443"));

    [Fact]
    public Task X15_near_miss_declared_as_TLS_on_purpose() => Verify(
        Call("""await http.GetAsync("https://catalog:8443/items");"""), files: [Meshed(), Caller(), Service("name: https, port: 8443, targetPort: 8443")]);

    [Theory]
    [InlineData("name: tls-api, port: 8443")]
    [InlineData("name: tcp-api, port: 8443")]
    [InlineData("name: api, port: 8443, appProtocol: https")]
    [InlineData("name: http, port: 8443, appProtocol: kubernetes.io/wss")]
    [InlineData("name: http, port: 80")]
    [InlineData("name: '{{ .Values.name }}', port: 8443")]
    public Task Port_that_is_no_HTTP(string port) => Verify(Call("""await http.GetAsync("https://catalog:8443/items");"""), files: [Meshed(), Caller(), Service(port)]);

    [Theory]
    [InlineData("name: api, port: 8443", Opaque)]
    [InlineData("port: 8443", Opaque)]
    public Task Port_without_a_protocol(string port, string harm) => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"https://catalog:8443/items"|});"""), null, null, [Meshed(), Caller(), Service(port)],
        Warning("https://catalog:8443", "sends TLS to port 8443 of Service 'catalog' (deploy/svc-catalog.yaml:8), " + harm, LeaveOrName));

    [Theory]
    [InlineData("name: grpc, port: 8443", "its name 'grpc'")]
    [InlineData("name: x, port: 8443, appProtocol: http2", "appProtocol 'http2'")]
    public Task Other_protocols_over_HTTP(string port, string word) => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"https://catalog:8443/items"|});"""), null, null, [Meshed(), Caller(), Service(port)], Warning("https://catalog:8443", Declared(word)));

    [Theory]
    [InlineData("""services.AddHttpClient("c", c => c.BaseAddress = new([|"https://catalog:8443"|]));""")]
    [InlineData("""await http.GetAsync([|$"https://catalog.shop.svc:8443/items/{id}"|]);""")]
    [InlineData("""await http.GetAsync([|"https://catalog.shop.svc.cluster.local:8443/items"|]);""")]
    [InlineData("""await new System.Net.WebSockets.ClientWebSocket().ConnectAsync(new Uri([|"wss://catalog:8443"|]), default);""")]
    [InlineData("""http.BaseAddress = new Uri(cfg["None"] ?? [|"https://catalog:8443"|]);""")]
    public Task Address_in_code(string statement) => Verify(Call(statement), files: [Meshed(), Caller(), Service(HttpTls)]);

    [Fact]
    public Task Value_of_a_settings_file() => VerifyResultsWith(
        Call("""http.BaseAddress = {|#0:new Uri(cfg["Catalog"])|};"""), null, null, [Meshed(), Caller(), Service(HttpTls), Settings("Catalog", "https://catalog:8443")],
        Warning("https://catalog:8443", Declared("its name 'http-tls'"), source: " (Catalog at appsettings.json:2)"));

    [Fact]
    public Task Callee_alone_is_known_to_be_meshed() => Verify(
        Call("""await http.GetAsync([|"https://catalog.shop:8443/items"|]);"""), files: [Meshed(), Caller("web"), Service(HttpTls), Workload("catalog")]);

    [Fact]
    public Task Linkerd_passes_it_on() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"https://catalog:8443/items"|});"""), "meshready.mesh = linkerd", null, [Caller(), Service("name: api, port: 8443")],
        Warning("https://catalog:8443", "sends TLS to port 8443 of Service 'catalog' (deploy/svc-catalog.yaml:8), which Linkerd can only pass on: no retries, time-outs, routes or HTTP metrics", LeaveOrName));

    [Fact]
    public Task No_mesh() => Verify(Call("""await http.GetAsync("https://catalog:8443/items");"""), files: [Plain(), Caller(), Service(HttpTls)]);

    [Fact]
    public Task Mesh_that_nothing_proves() => Verify(Call("""await http.GetAsync("https://catalog:8443/items");"""), files: [Caller(), Service(HttpTls)]);

    [Fact]
    public Task Mesh_is_told_to_be_off() => Verify(Call("""await http.GetAsync("https://catalog:8443/items");"""), globalConfig: "meshready.mesh = none", files: [Meshed(), Caller(), Service(HttpTls)]);

    // mesh-facts.md 6.3, 8
    [Fact]
    public Task Ambient_without_a_waypoint_carries_bytes() => Verify(
        Call("""await http.GetAsync("https://catalog:8443/items");"""), files: [Labelled("istio.io/dataplane-mode: ambient"), Caller(), Service(HttpTls)]);

    [Fact]
    public Task Ambient_with_a_waypoint() => Verify(
        Call("""await http.GetAsync([|"https://catalog:8443/items"|]);"""), files: [Labelled("istio.io/dataplane-mode: ambient, istio.io/use-waypoint: w"), Caller(), Service(HttpTls)]);

    [Theory]
    [InlineData("traffic.sidecar.istio.io/excludeOutboundPorts: '8443'")]
    [InlineData("traffic.sidecar.istio.io/includeOutboundPorts: '80'")]
    public Task Port_that_goes_around_the_proxy(string annotation) => Verify(
        Call("""await http.GetAsync("https://catalog:8443/items");"""), files: [Meshed(), Caller(annotations: annotation), Service(HttpTls)]);

    [Theory]
    [InlineData("http://catalog:8443")]
    [InlineData("http+https://catalog")]
    [InlineData("https://api.stripe.com:8443")]
    [InlineData("https://localhost:8443")]
    [InlineData("https://unknown:8443")]
    public Task Address_without_TLS_or_without_a_Service(string address) => Verify(Call($"""await http.GetAsync("{address}/items");"""), files: [Meshed(), Caller(), Service(HttpTls)]);

    [Fact]
    public Task External_name() => Verify(
        Call("""await http.GetAsync("https://catalog:8443/items");"""), files: [Meshed(), Caller(), Service(HttpTls, more: "type: ExternalName\n  externalName: catalog.example.com")]);

    [Fact]
    public Task Variants_that_disagree_about_the_protocol() => Verify(
        Call("""await http.GetAsync("https://catalog:8443/items");"""), files: [Meshed(), Caller(), Service(HttpTls), Service("name: https, port: 8443", file: "deploy/second.yaml")]);

    // corrections.md, X11: an authority is fetched, and RequireHttpsMetadata demands https of it.
    [Fact]
    public Task Authority_of_tokens() => Verify("""
        namespace Microsoft.AspNetCore.Authentication.JwtBearer { public class JwtBearerOptions { public string Authority { get; set; } public string MetadataAddress { get; set; } public bool RequireHttpsMetadata { get; set; } } }
        public static class Setup { public static void Jwt(Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions o) { o.Authority = "https://catalog:8443"; o.MetadataAddress = "https://catalog:8443/meta"; } }
        """, files: [Meshed(), Caller(), Service(HttpTls)]);

    [Fact]
    public Task Redirect_and_origin_are_not_calls() => Verify(
        Using + """
        public static class Setup { public static void Cors(IServiceCollection s) => s.AddCors(o => o.AddDefaultPolicy(p => p.WithOrigins("https://catalog:8443"))); }
        public static class Go { public static IResult To() => Results.Redirect("https://catalog:8443/login"); }
        """, files: [Meshed(), Caller(), Service(HttpTls)]);

    [Theory]
    [InlineData("""await http.GetAsync([|"https://catalog:8443/items"|]);""", """await http.GetAsync("http://catalog:8443/items");""", HttpTls)]
    [InlineData("""await http.GetAsync([|"https://catalog/items"|]);""", """await http.GetAsync("http://catalog:443/items");""", "name: http, port: 443")]
    [InlineData("""await http.GetAsync([|$"https://catalog:8443/items/{id}"|]);""", """await http.GetAsync($"http://catalog:8443/items/{id}");""", HttpTls)]
    [InlineData("""http.BaseAddress = new Uri([|"https+http://catalog"|]);""", """http.BaseAddress = new Uri("http://catalog");""", "name: http, port: 80")]
    public Task Fix_leaves_TLS_to_the_mesh(string before, string after, string port) => Verify(Call(before), Call(after), files: [Meshed(), Caller(), Service(port)]);

    [Theory]
    [InlineData("https://catalog:8443", "name: api, port: 8443")]
    [InlineData("https+http://catalog", HttpTls)]
    public Task No_fix_where_the_server_may_speak_TLS(string address, string port) => VerifyNoFix(Call($"""await http.GetAsync([|"{address}"|]);"""), files: [Meshed(), Caller(), Service(port)]);

    [Fact]
    public Task Destination_of_a_reverse_proxy_in_the_settings() => Verify(
        ProxyCode.Proxy("""proxy.[|LoadFromConfig(cfg.GetSection("ReverseProxy"))|];"""), files: [Meshed(), Caller(), Service(HttpTls), ProxyCode.Routes("", "https://catalog:8443/")]);
}
