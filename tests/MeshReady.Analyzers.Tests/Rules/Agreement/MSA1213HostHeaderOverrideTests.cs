using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.CodeFixes.Rules.Agreement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using static MeshReady.Analyzers.Tests.AgreementCode;
using static MeshReady.Analyzers.Tests.MeshManifests;
using static MeshReady.Analyzers.Tests.ProxyCode;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1213HostHeaderOverrideTests : RuleTest<MSA1213HostHeaderOverrideAnalyzer, MSA1213HostHeaderOverrideFix>
{
    private const string Message = """var rq = new HttpRequestMessage(HttpMethod.Get, "http://catalog/items"); """;

    private static readonly (string, string) Catalog = Service("name: http, port: 80");
    private static readonly (string, string)[] Mesh = [Meshed(), Caller(), Catalog];

    private static DiagnosticResult Result(string host, DiagnosticSeverity severity = DiagnosticSeverity.Warning)
        => new DiagnosticResult("MSA1213", severity).WithLocation(0).WithArguments(host, "catalog", "deploy/svc-catalog.yaml:1", "").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations);

    [Fact]
    public Task X13_the_Host_of_the_caller_is_handed_on() => VerifyResultsWith(
        Call(Message + "{|#0:rq.Headers.Host = ctx.Request.Host.Value|}; await http.SendAsync(rq);"), Complete, null, Mesh, Result("'ctx.Request.Host.Value'"));

    [Fact]
    public Task X13_near_miss_forwarded_host() => Verify(
        Call(Message + """rq.Headers.Add("X-Forwarded-Host", ctx.Request.Host.Value); await http.SendAsync(rq);"""), globalConfig: Complete, files: Mesh);

    [Fact]
    public Task Manifests_that_are_not_complete_may_miss_who_declares_the_host() => VerifyResultsWith(
        Call(Message + """{|#0:rq.Headers.Host = "shop.example.com"|};"""), null, null, Mesh, Result("'shop.example.com'", DiagnosticSeverity.Info));

    [Theory]
    [InlineData("""{|#0:rq.Headers.Host = "shop.example.com"|};""")]
    [InlineData("""{|#0:rq.Headers.Host = "shop.example.com:443"|};""")]
    [InlineData("""rq.Headers.{|#0:Add("Host", "shop.example.com")|};""")]
    [InlineData("""rq.Headers.{|#0:TryAddWithoutValidation("Host", "shop.example.com")|};""")]
    [InlineData("""const string host = "shop.example.com"; {|#0:rq.Headers.Host = host|};""")]
    [InlineData("""{|#0:rq.Headers.Host = cfg["Public"]|};""")]
    [InlineData("""http.BaseAddress = new Uri("http://catalog"); {|#0:http.DefaultRequestHeaders.Host = "shop.example.com"|};""")]
    [InlineData("""services.AddHttpClient("c", c => { c.BaseAddress = new Uri("http://catalog"); {|#0:c.DefaultRequestHeaders.Host = "shop.example.com"|}; });""")]
    [InlineData("""var m = new HttpRequestMessage(HttpMethod.Get, "http://catalog/a") { Headers = { {|#0:Host = "shop.example.com"|} } };""")]
    [InlineData("""var m = new HttpRequestMessage { RequestUri = new Uri("http://catalog/a") }; {|#0:m.Headers.Host = "shop.example.com"|};""")]
    [InlineData("""using var m = new HttpRequestMessage(); m.RequestUri = new Uri("http://catalog/a"); {|#0:m.Headers.Host = "shop.example.com"|};""")]
    public Task Another_host(string statement) => VerifyResultsWith(
        Call((statement.Contains("rq.") ? Message : "") + statement), Complete, null, [.. Mesh, Settings("Public", "shop.example.com")], Result("'shop.example.com'"));

    [Theory]
    [InlineData("""rq.Headers.Host = "catalog";""")]
    [InlineData("""rq.Headers.Host = "catalog.shop.svc.cluster.local";""")]
    [InlineData("""rq.Headers.Host = "catalog:80";""")]
    [InlineData("""rq.Headers.Host = Guid.NewGuid().ToString();""")]
    [InlineData("""rq.Headers.Add("Hosting", "x");""")]
    [InlineData("""var m = new HttpRequestMessage(HttpMethod.Get, "http://unknown/a"); m.Headers.Host = "shop.example.com";""")]
    [InlineData("""var m = new HttpRequestMessage(HttpMethod.Get, "https://api.example.com/a"); m.Headers.Host = "shop.example.com";""")]
    [InlineData("""var m = new HttpRequestMessage(HttpMethod.Get, "/items"); m.Headers.Host = "shop.example.com";""")]
    [InlineData("""var m = new HttpRequestMessage(HttpMethod.Get, "https://catalog/items"); m.Headers.Host = "shop.example.com";""")]
    [InlineData("""if (Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Development") { rq.Headers.Host = "shop.example.com"; }""")]
    [InlineData("""var b = new UriBuilder(); b.Host = "shop.example.com";""")]
    public Task Nothing_that_leads_past_the_mesh(string statement) => Verify(Call(Message + statement), globalConfig: Complete, files: Mesh);

    public static TheoryData<string> Declarations =>
    [
        "apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: { name: e, namespace: shop }\nspec: { hosts: [ shop.example.com ] }\n",
        "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: v, namespace: shop }\nspec: { hosts: [ shop.example.com ], gateways: [ mesh, gw ], http: [ { route: [ { destination: { host: catalog } } ] } ] }\n",
        "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: v, namespace: shop }\nspec: { hosts: [ '*.example.com' ], http: [ { route: [ { destination: { host: catalog } } ] } ] }\n",
    ];

    [Theory]
    [MemberData(nameof(Declarations))]
    public Task Host_that_the_mesh_knows(string manifest) => Verify(
        Call(Message + """rq.Headers.Host = "shop.example.com"; var q = new HttpRequestMessage(HttpMethod.Get, "http://catalog/b"); q.Headers.Host = ctx.Request.Host.Value;"""), globalConfig: Complete, files: [.. Mesh, File("other.yaml", manifest)]);

    [Fact]
    public Task Rule_of_a_gateway_makes_no_host_known_to_sidecars() => VerifyResultsWith(
        Call(Message + """{|#0:rq.Headers.Host = "shop.example.com"|};"""), Complete, null,
        [.. Mesh, File("vs.yaml", "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: v, namespace: shop }\nspec: { hosts: [ shop.example.com ], gateways: [ gw ], http: [ { route: [ { destination: { host: catalog } } ] } ] }\n")],
        Result("'shop.example.com'"));

    [Theory]
    [InlineData("plain")]
    [InlineData("ambient")]
    [InlineData("none")]
    public Task Caller_without_a_sidecar(string mesh) => Verify(
        Call(Message + """rq.Headers.Host = "shop.example.com";"""), globalConfig: Complete,
        files: [mesh switch { "plain" => Plain(), "ambient" => Labelled("istio.io/dataplane-mode: ambient, istio.io/use-waypoint: w"), _ => Labelled("a: b", "other") }, Caller(), Catalog]);

    [Fact]
    public Task Linkerd_routes_by_the_address() => Verify(Call(Message + """rq.Headers.Host = "shop.example.com";"""), globalConfig: Complete + "\nmeshready.mesh = linkerd", files: Mesh);

    [Fact]
    public Task Port_of_bytes() => Verify(Call(Message + """rq.Headers.Host = "shop.example.com";"""), globalConfig: Complete, files: [Meshed(), Caller(), Service("name: tcp, port: 80")]);

    [Fact]
    public Task Two_addresses_leave_it_open() => Verify(
        Call("""var rq = new HttpRequestMessage(HttpMethod.Get, "http://catalog/items"); rq.RequestUri = new Uri("http://catalog.shop/b"); rq.Headers.Host = "shop.example.com";"""), globalConfig: Complete, files: Mesh);

    [Fact]
    public Task Proxy_that_keeps_the_Host() => VerifyResultsWith(
        Proxy("""_ = new DestinationConfig { Address = "http://catalog/" }; transforms.{|#0:AddOriginalHost(true)|};"""), Complete, null, Mesh, Result("the caller's Host"));

    [Fact]
    public Task Route_of_a_proxy_that_keeps_the_Host() => VerifyResultsWith(
        Proxy("""_ = new DestinationConfig { Address = "http://catalog/" }; route.{|#0:WithTransformUseOriginalHostHeader()|};"""), Complete, null, Mesh, Result("the caller's Host"));

    [Fact]
    public Task Proxy_in_code_before_destinations_in_settings() => VerifyResultsWith(
        Proxy("""proxy.LoadFromConfig(cfg.GetSection("ReverseProxy")); transforms.{|#0:AddOriginalHost()|};"""), Complete, null, [.. Mesh, Routes("")], Result("the caller's Host"));

    [Fact]
    public Task Route_in_the_settings_that_keeps_the_Host() => VerifyResultsWith(
        Proxy("""proxy.{|#0:LoadFromConfig(cfg.GetSection("ReverseProxy"))|};"""), Complete, null, [.. Mesh, Routes("""{ "RequestHeaderOriginalHost": "true" }""")], Result("the caller's Host"));

    [Fact]
    public Task Route_in_the_settings_that_sets_a_Host() => VerifyResultsWith(
        Proxy("""proxy.{|#0:LoadFromConfig(cfg.GetSection("ReverseProxy"))|};"""), Complete, null, [.. Mesh, Routes("""{ "RequestHeader": "Host", "Set": "shop.example.com" }""")], Result("'shop.example.com'"));

    [Theory]
    [InlineData("""{ "RequestHeaderOriginalHost": "false" }""", "http://catalog/")]
    [InlineData("""{ "RequestHeader": "Host", "Set": "catalog" }""", "http://catalog/")]
    [InlineData("""{ "PathPrefix": "/x" }""", "http://catalog/")]
    [InlineData("""{ "RequestHeaderOriginalHost": "true" }""", "http://other/")]
    [InlineData("""{ "RequestHeaderOriginalHost": "true" }""", "https://api.example.com/")]
    public Task Routes_in_the_settings_that_do_no_harm(string transform, string address) => Verify(
        Proxy("""proxy.LoadFromConfig(cfg.GetSection("ReverseProxy")); transforms.AddOriginalHost(false);"""), globalConfig: Complete, files: [.. Mesh, Routes(transform, address)]);

    [Fact]
    public Task Look_alike_headers() => Verify("""
        public class HttpRequestHeaders { public string Host { get; set; } public void Add(string name, string value) { } }
        public class Rq { public HttpRequestHeaders Headers { get; } = new(); }
        public class C { public void M() { var rq = new Rq(); rq.Headers.Host = "shop.example.com"; rq.Headers.Add("Host", "shop.example.com"); } }
        """, globalConfig: Complete, files: Mesh);

    [Theory]
    [InlineData("""[|rq.Headers.Host = ctx.Request.Host.Value|];""", """rq.Headers.Add("X-Forwarded-Host", ctx.Request.Host.Value);""")]
    [InlineData("""/* a */ [|rq.Headers.Host = "shop.example.com"|]; /* b */""", """/* a */ rq.Headers.Add("X-Forwarded-Host", "shop.example.com"); /* b */""")]
    [InlineData("""rq.Headers.[|Add("Host", "shop.example.com")|];""", """rq.Headers.Add("X-Forwarded-Host", "shop.example.com");""")]
    public Task Fix_sends_the_name_beside_the_Host(string before, string after) => Verify(Call(Message + before), Call(Message + after), globalConfig: Complete, files: Mesh);

    [Fact]
    public Task No_fix_within_an_initialiser() => VerifyNoFix(
        Call("""var m = new HttpRequestMessage(HttpMethod.Get, "http://catalog/a") { Headers = { [|Host = "shop.example.com"|] } };"""), globalConfig: Complete, files: Mesh);

    [Fact]
    public Task No_fix_in_settings() => VerifyNoFix(
        Proxy("""proxy.[|LoadFromConfig(cfg.GetSection("ReverseProxy"))|];"""), globalConfig: Complete, files: [.. Mesh, Routes("""{ "RequestHeaderOriginalHost": "true" }""")]);
}
