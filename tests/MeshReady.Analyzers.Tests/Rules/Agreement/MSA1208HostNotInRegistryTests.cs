using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.CodeFixes.Rules.Agreement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using static MeshReady.Analyzers.Tests.AgreementCode;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1208HostNotInRegistryTests : RuleTest<MSA1208HostNotInRegistryAnalyzer, MSA1208HostNotInRegistryFix>
{
    private static readonly (string, string) Catalog = Service("name: http, port: 80");

    private static DiagnosticResult Warning(string host, string mistake, string advice, string source = "", string more = "")
        => new DiagnosticResult("MSA1208", DiagnosticSeverity.Warning).WithLocation(0).WithArguments(host, mistake, advice, source, more).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations);

    [Fact]
    public Task X08_the_Service_stands_in_another_namespace() => VerifyResultsWith(
        Call("""services.AddHttpClient("catalog", c => c.BaseAddress = new Uri({|#0:"http://catalog"|}));"""), null, null, [Caller("web"), Catalog],
        Warning("catalog", "is not a Service in namespace 'web'", "'catalog' stands in 'shop' (deploy/svc-catalog.yaml:1): call 'catalog.shop'"));

    [Fact]
    public Task X08_near_miss_the_namespace_is_written() => Verify(
        Call("""services.AddHttpClient("catalog", c => c.BaseAddress = new Uri("http://catalog.shop"));"""), files: [Caller("web"), Catalog]);

    [Fact]
    public Task Namespace_that_is_written_and_wrong() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"http://catalog.web.svc.cluster.local/items"|});"""), null, null, [Caller("web"), Catalog],
        Warning("catalog.web.svc.cluster.local", "is not a Service in namespace 'web'", "'catalog' stands in 'shop' (deploy/svc-catalog.yaml:1): call 'catalog.shop'"));

    [Fact]
    public Task Several_other_namespaces() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"http://catalog/items"|});"""), null, null, [Caller("web"), Service("port: 80", space: "green", file: "deploy/a.yaml"), Service("port: 80", space: "blue", file: "deploy/b.yaml")],
        Warning("catalog", "is not a Service in namespace 'web'", "'catalog' stands in 'blue' and 'green': say which with 'catalog.blue'"));

    [Theory]
    [InlineData("shop-prod", "shop-dev")]
    [InlineData("shop", "shop-staging")]
    [InlineData("dev", "prod")]
    public Task Service_of_another_environment_is_not_the_one_that_is_meant(string own, string other) => Verify(
        Call("""await http.GetAsync("http://catalog/items");"""), files: [Caller(own), Service("port: 80", space: other)]);

    [Fact]
    public Task Value_of_the_pod() => VerifyResultsWith(
        Call("""http.BaseAddress = {|#0:new Uri(cfg["Catalog"])|};"""), null, null, [Caller("web", env: "{ name: Catalog, value: 'http://catalog' }"), Catalog],
        Warning("catalog", "is not a Service in namespace 'web'", "'catalog' stands in 'shop' (deploy/svc-catalog.yaml:1): call 'catalog.shop'", " (Catalog at deploy/testproject.yaml:13)"));

    [Theory]
    [InlineData("http://catlog", "is not a Service in namespace 'shop'", "did you mean 'catalog' (deploy/svc-catalog.yaml:1)?")]
    [InlineData("http://catalgo/items", "is not a Service in namespace 'shop'", "did you mean 'catalog' (deploy/svc-catalog.yaml:1)?")]
    [InlineData("http://cata-log:8080", "is not a Service in namespace 'shop'", "did you mean 'catalog' (deploy/svc-catalog.yaml:1)?")]
    [InlineData("http://payments", "is not a Service in namespace 'shop'", "the manifests are declared complete and name neither a Service nor a ServiceEntry for it")]
    [InlineData("https://payments.shop.svc", "is not a Service in namespace 'shop'", "the manifests are declared complete and name neither a Service nor a ServiceEntry for it")]
    public Task Name_that_no_manifest_of_a_complete_set_speaks_of(string address, string mistake, string advice) => VerifyResultsWith(
        Call($$"""await http.GetAsync({|#0:"{{address}}"|});"""), Complete, null, [Caller(), Catalog], Warning(new Uri(address).Host, mistake, advice));

    [Fact]
    public Task Absence_in_a_set_that_is_not_complete_proves_nothing() => Verify(Call("""await http.GetAsync("http://payments");"""), files: [Caller(), Catalog]);

    [Theory]
    [InlineData("http://localhost:5000")]
    [InlineData("http://127.0.0.1:15000")]
    [InlineData("http://10.2.3.4")]
    [InlineData("http://api.example.com")]
    [InlineData("https://api.stripe.com/v1/charges")]
    [InlineData("http://host.docker.internal")]
    [InlineData("http://metadata.google.internal")]
    [InlineData("http://_dashboard.catalog")]
    [InlineData("http://kubernetes")]
    [InlineData("http://istiod.istio-system:15014")]
    [InlineData("http://prometheus.metrics.svc:9090")]
    [InlineData("http://otel-collector.observability.svc.cluster.local")]
    public Task Host_that_the_manifests_of_a_system_do_not_decide(string address) => Verify(Call($"""await http.GetAsync("{address}");"""), globalConfig: Complete, files: [Caller(), Catalog]);

    public static TheoryData<string, string> Others => new()
    {
        { "compose name", "services:\n  payments:\n    image: x\n" },
        { "external name", "apiVersion: v1\nkind: Service\nmetadata: { name: payments, namespace: shop }\nspec: { type: ExternalName, externalName: pay.example.com }\n" },
        { "service entry", "apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: { name: p, namespace: shop }\nspec: { hosts: [ payments ] }\n" },
        { "wildcard service entry", "apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: { name: p, namespace: shop }\nspec: { hosts: [ '*.shop.svc.cluster.local' ] }\n" },
        { "virtual service", "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: p, namespace: shop }\nspec: { hosts: [ payments ], http: [ { route: [ { destination: { host: catalog } } ] } ] }\n" },
        { "canary that makes the Service", "apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: payments, namespace: shop }\nspec: { targetRef: { kind: Deployment, name: payments } }\n" },
        { "operator that makes the Service", "apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nmetadata: { name: pay, namespace: shop }\nspec: { }\n" },
        { "template", "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  ports: [ { port: 80 } ]\n" },
        { "broken file", "apiVersion: v1\nkind: Service\nmetadata: { name: payments\n" },
        { "chart that nobody rendered", "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: stack, namespace: shop }\nspec: { }\n" },
        { "Dapr's id", "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: pay, namespace: shop }\nspec: { template: { metadata: { annotations: { dapr.io/app-id: payments } }, spec: { containers: [ { name: a, image: b } ] } } }\n" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public Task Name_that_something_else_may_resolve(string what, string manifest) => Verify(
        Call("""await http.GetAsync("http://pay-ments/x");""".Replace("pay-ments", what.StartsWith("operator") ? "pay-kafka" : "payments")),
        globalConfig: Complete, files: [Caller(), Catalog, (what.StartsWith("compose") ? "docker-compose.yaml" : "deploy/other.yaml", manifest)]);

    [Fact]
    public Task Namespace_that_nobody_writes() => Verify(
        Call("""await http.GetAsync("http://catalog");"""), files: [("deploy/caller.yaml", Caller().Content.Replace(", namespace: shop", "")), Catalog]);

    [Fact]
    public Task Caller_without_a_workload_may_run_anywhere() => Verify(Call("""await http.GetAsync("http://payments");"""), globalConfig: Complete, files: [Catalog]);

    [Fact]
    public Task Caller_in_both_namespaces() => Verify(
        Call("""await http.GetAsync("http://catalog");"""), files: [Caller("web"), Caller("shop", file: "deploy/second.yaml"), Catalog]);

    [Fact]
    public Task Issuer_of_tokens_is_not_called_as_a_Service() => Verify(Call("""var issuer = "http://identity"; Console.WriteLine(issuer);"""), globalConfig: Complete, files: [Caller(), Catalog]);

    [Fact]
    public Task Origin_of_a_browser() => Verify(
        Using + """
        public static class Setup { public static void Cors(IServiceCollection s) => s.AddCors(o => o.AddDefaultPolicy(p => p.WithOrigins("http://frontend"))); }
        public static class Go { public static IResult To() => Results.Redirect("http://payments/login"); }
        """, globalConfig: Complete, files: [Caller(), Catalog]);

    [Fact]
    public Task Excluded_host() => Verify(
        Call("""await http.GetAsync("http://payments");"""), globalConfig: Complete + "\nmeshready.exclude_hosts = payments", files: [Caller(), Catalog]);

    [Fact]
    public Task Development_only() => Verify(
        Call("""if (Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Development") { await http.GetAsync("http://payments"); }"""), globalConfig: Complete, files: [Caller(), Catalog]);

    [Theory]
    [InlineData("""await http.GetAsync([|"http://catalog/items"|]);""", """await http.GetAsync("http://catalog.shop/items");""")]
    [InlineData("""await http.GetAsync([|$"http://catalog:80/items/{id}"|]);""", """await http.GetAsync($"http://catalog.shop:80/items/{id}");""")]
    [InlineData("""http.BaseAddress = new Uri([|"http://catalog.web"|]);""", """http.BaseAddress = new Uri("http://catalog.shop");""")]
    public Task Fix_writes_the_namespace(string before, string after) => Verify(Call(before), Call(after), files: [Caller("web"), Catalog]);

    [Fact]
    public Task No_fix_for_a_guess() => VerifyNoFix(Call("""await http.GetAsync([|"http://catlog"|]);"""), globalConfig: Complete, files: [Caller(), Catalog]);

    [Fact]
    public Task No_fix_between_two_namespaces() => VerifyNoFix(
        Call("""await http.GetAsync([|"http://catalog"|]);"""), files: [Caller("web"), Catalog, Service("port: 80", space: "blue", file: "deploy/b.yaml")]);

    [Fact]
    public Task Destination_of_a_reverse_proxy_in_the_settings() => Verify(
        ProxyCode.Proxy("""proxy.[|LoadFromConfig(cfg.GetSection("ReverseProxy"))|];"""), files: [Caller("web"), Catalog, ProxyCode.Routes("")]);
}
