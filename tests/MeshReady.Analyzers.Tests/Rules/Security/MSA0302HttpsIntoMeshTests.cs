using MeshReady.Analyzers.Rules.Security;
using MeshReady.CodeFixes.Rules.Security;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using static MeshReady.Analyzers.Tests.AgreementCode;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Security;

/// <summary>The Service <c>orders</c> is in another repository; what is known is that the caller is meshed.</summary>
public sealed class MSA0302HttpsIntoMeshTests : RuleTest<MSA0302HttpsIntoMeshAnalyzer, MSA0302HttpsIntoMeshFix>
{
    private const string Bytes = "which sees bytes: no route, retry, L7 authorization or HTTP metric applies";

    private static readonly (string, string)[] Mesh = [Meshed(), Caller()];

    private static (string, string) Mtls(string mode, string space = "shop", string more = "", string name = "default")
        => File($"mtls-{name}-{space}.yaml", $"apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {{ name: {name}, namespace: {space} }}\nspec:\n  {more}\n  mtls: {{ mode: {mode} }}\n");

    private static DiagnosticResult Says(DiagnosticSeverity severity, string address, string harm = Bytes, string source = "")
        => new DiagnosticResult("MSA0302", severity).WithLocation(0).WithArguments(address, harm, source, "").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations);

    [Theory]
    [InlineData("""await http.GetAsync([|"https://orders/items"|]);""")]
    [InlineData("""await http.GetAsync([|$"https://orders/items/{id}"|]);""")]
    [InlineData("""http.BaseAddress = new([|"https://orders"|]);""")]
    [InlineData("""const string Url = [|"https://orders"|]; http.BaseAddress = new Uri(Url);""")]
    [InlineData("""services.AddHttpClient("orders", c => c.BaseAddress = new Uri([|"https://orders"|]));""")]
    [InlineData("""services.AddHttpClient("orders", c => c.BaseAddress = new Uri([|"https+http://orders"|]));""")]
    [InlineData("""await new System.Net.WebSockets.ClientWebSocket().ConnectAsync(new Uri([|"wss://orders/feed"|]), default);""")]
    [InlineData("""HttpRequestMessage message = new(HttpMethod.Get, [|"https://orders/items"|]);""")]
    public Task TLS_to_a_name_of_the_cluster(string statement) => Verify(Call(statement), files: Mesh);

    [Fact]
    public Task Value_of_a_settings_file() => VerifyResultsWith(
        Call("""http.BaseAddress = {|#0:new Uri(cfg["Orders"]!)|};"""), null, null, [.. Mesh, Settings("Orders", "https://orders:5001")],
        Says(DiagnosticSeverity.Info, "https://orders:5001", source: " (Orders at appsettings.json:2)"));

    [Fact]
    public Task Where_nothing_is_known_of_the_callee_it_is_a_remark() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"https://orders/items"|});"""), null, null, Mesh, Says(DiagnosticSeverity.Info, "https://orders"));

    [Theory]
    [InlineData("shop", "https://orders")]
    [InlineData("istio-system", "https://orders")]
    [InlineData("istio-system", "https://orders.web")]
    public Task STRICT_makes_it_a_finding(string space, string address) => VerifyResultsWith(
        Call($$"""await http.GetAsync({|#0:"{{address}}/items"|});"""), null, null, [.. Mesh, Workload("other", "web"), Mtls("STRICT", space)],
        Says(DiagnosticSeverity.Warning, address, $"{Bytes}, and PeerAuthentication 'default' (deploy/mtls-default-{space}.yaml:6) already lets nothing but mutual TLS in"));

    [Theory]
    [InlineData("PERMISSIVE", "shop", "", "https://orders")]
    [InlineData("DISABLE", "shop", "", "https://orders")]
    [InlineData("STRICT", "shop", "selector: { matchLabels: { app: testproject } }", "https://orders")]
    [InlineData("STRICT", "web", "", "https://orders")]
    public Task Another_mode_leaves_it_a_remark(string mode, string space, string more, string address) => VerifyResultsWith(
        Call($$"""await http.GetAsync({|#0:"{{address}}/items"|});"""), null, null, [.. Mesh, Mtls(mode, space, more)], Says(DiagnosticSeverity.Info, address));

    [Theory]
    [InlineData("http://orders")]
    [InlineData("http+https://orders")]
    [InlineData("https://api.stripe.com")]
    [InlineData("https://localhost:5001")]
    [InlineData("https://10.0.3.7")]
    [InlineData("https://kubernetes.default.svc")]
    [InlineData("https://vault:8200")]
    public Task Address_without_TLS_or_that_no_mesh_carries(string address) => Verify(Call($"""await http.GetAsync("{address}/items");"""), files: Mesh);

    public static TheoryData<string, (string, string)[]> Meant => new()
    {
        { "no mesh", [Plain(), Caller()] },
        { "mesh that nothing proves", [Caller()] },
        { "port around the proxy", [Meshed(), Caller(annotations: "traffic.sidecar.istio.io/excludeOutboundPorts: '443'")] },
        { "ambient without a waypoint", [Labelled("istio.io/dataplane-mode: ambient"), Caller()] },
        { "DestinationRule because of the callee's TLS", [.. Mesh, File("dr.yaml", "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: orders, namespace: shop }\nspec: { host: orders, trafficPolicy: { tls: { mode: DISABLE } } }\n")] },
        { "ServiceEntry", [.. Mesh, File("se.yaml", "apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: { name: orders, namespace: shop }\nspec: { hosts: [orders], ports: [ { number: 443, name: tls, protocol: TLS } ] }\n")] },
        { "Service that declares TLS", [.. Mesh, Service("name: https, port: 443", "orders")] },
    };

    [Theory]
    [MemberData(nameof(Meant))]
    public Task TLS_that_is_meant_or_not_carried(string situation, (string, string)[] files)
    {
        Assert.NotEmpty(situation);
        return Verify(Call("""await http.GetAsync("https://orders/items");"""), files: files);
    }

    [Theory]
    [InlineData("""if (env.IsDevelopment()) http.BaseAddress = new Uri("https://orders");""")]
    [InlineData("""services.AddCors(o => o.AddDefaultPolicy(p => p.WithOrigins("https://orders")));""")]
    public Task Address_that_is_not_called_so(string statement) => Verify(
        Call(statement).Replace("int id)", "int id, Microsoft.Extensions.Hosting.IHostEnvironment env)", StringComparison.Ordinal).Replace("using System;", "using System; using Microsoft.Extensions.Hosting;", StringComparison.Ordinal), files: Mesh);

    [Fact]
    public Task Types_of_the_same_name_are_silent() => Verify(
        """class HttpClient { public string? BaseAddress { get; set; } } class C { void M() { _ = new HttpClient { BaseAddress = "https://orders" }; } }""", files: Mesh);

    [Fact]
    public Task Broken_code_is_no_hindrance() => Verify(Call("""await http.GetAsync([|"https://orders/items"|]); http.BaseAddress = new Uri({|CS0103:nowhere|});"""), files: Mesh);

    [Fact]
    public Task Mesh_that_the_settings_name_is_enough_for_a_remark() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"https://orders/items"|});"""), "meshready.mesh = linkerd", null, null,
        Says(DiagnosticSeverity.Info, "https://orders", "which Linkerd can only pass on: no route, retry, time-out or HTTP metric applies"));

    [Theory]
    [InlineData("none")]
    [InlineData("dapr")]
    public Task Other_settings_of_the_mesh_are_silent(string mesh) => Verify(Call("""await http.GetAsync("https://orders/items");"""), globalConfig: "meshready.mesh = " + mesh);

    [Theory]
    [InlineData(null, false)]
    [InlineData("dotnet_diagnostic.MSA1215.severity = none", true)]
    public Task Service_whose_port_is_known_is_the_finding_of_MSA1215(string? editorConfig, bool speaks) => Verify(
        Call(speaks ? """await http.GetAsync([|"https://catalog/items"|]);""" : """await http.GetAsync("https://catalog/items");"""), editorConfig: editorConfig, files: [.. Mesh, Service("name: http, port: 443")]);

    [Theory]
    [InlineData("dotnet_diagnostic.MSA0102.severity = none", true)]
    [InlineData(null, false)]
    public Task Fallback_is_the_finding_of_MSA0102(string? editorConfig, bool speaks) => Verify(
        Call(speaks ? """http.BaseAddress = new Uri(cfg["None"] ?? [|"https://orders"|]);""" : """http.BaseAddress = new Uri(cfg["None"] ?? "https://orders");"""), editorConfig: editorConfig, files: Mesh);

    [Theory]
    [InlineData("dotnet_diagnostic.MSA0101.severity = none", true)]
    [InlineData(null, false)]
    public Task Remark_at_a_hard_coded_port_is_left_to_MSA0101(string? editorConfig, bool speaks) => Verify(
        Call(speaks ? """http.BaseAddress = new Uri([|"https://orders:5001"|]);""" : """http.BaseAddress = new Uri("https://orders:5001");"""), editorConfig: editorConfig, files: Mesh);

    [Theory]
    [InlineData("""await http.GetAsync([|"https://orders/items"|]);""", """await http.GetAsync("http://orders/items");""")]
    [InlineData("""http.BaseAddress = new([|"https+http://orders"|]) /* the orders */;""", """http.BaseAddress = new("http://orders") /* the orders */;""")]
    [InlineData("""await http.GetAsync([|$"https://orders/items/{id}"|]);""", """await http.GetAsync($"http://orders/items/{id}");""")]
    [InlineData("""await http.GetAsync([|"https://orders:443/items"|]);""", """await http.GetAsync("http://orders/items");""")]
    [InlineData("""const string Url = [|"https://orders/"|]; await http.GetAsync(Url + id);""", """const string Url = "http://orders/"; await http.GetAsync(Url + id);""")]
    public Task Fix_writes_http(string statement, string mended) => Verify(Call(statement), Call(mended), files: [.. Mesh, Mtls("STRICT")]);

    [Fact]
    public Task Port_that_may_speak_nothing_but_TLS_has_no_fix() => VerifyNoFix(Call("""await http.GetAsync([|"https://orders:5001/items"|]);"""), files: [.. Mesh, Mtls("STRICT")]);

    [Fact]
    public Task Real_gRPC_client_and_authority() => VerifyRealWith(
        "meshready.mesh = istio",
        """
        using Grpc.Net.Client;
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        class C
        {
            object M() => GrpcChannel.ForAddress([|"https://orders"|]);
            void N(JwtBearerOptions options) => options.Authority = "https://identity";
        }
        """,
        null,
        "Grpc.Net.Client", "Grpc.Net.Common", "Grpc.Core.Api", "Microsoft.AspNetCore.Authentication.JwtBearer", "Microsoft.IdentityModel.Tokens");
}
