using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.CodeFixes.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1201RetryAmplificationTests : ClientAgreementTest<MSA1201RetryAmplificationAnalyzer>
{
    private const string Catalog = """AddHttpClient("catalog", c => c.BaseAddress = new Uri("http://catalog:8080"))""";

    private static string Program(string statements, string members = "") => $"""
        var builder = WebApplication.CreateBuilder(args);
        {statements}
        builder.Build().Run();
        {members}
        """;

    [Fact]
    public async Task Standard_handler_and_route_that_both_retry_5xx()
        => Assert.Equal(
            "Warning 2 'catalog' tries 4x in code and the mesh tries 4x (k8s/catalog.yaml:9, retryOn 5xx,reset): up to 16 requests to 'catalog' per call when it answers 5xx; keep one of the two",
            await Find(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), Retries("catalog", """{attempts: 3, perTryTimeout: 2s, retryOn: "5xx,reset"}""")));

    [Theory]
    [InlineData("AddStandardResilienceHandler(o => o.Retry.MaxRetryAttempts = 5)", "tries 6x", "up to 24 requests to 'catalog' per call when it answers 5xx")]
    [InlineData("AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(2, _ => TimeSpan.Zero))", "tries 3x", "up to 12 requests to 'catalog' per call when it answers 5xx")]
    [InlineData("AddPolicyHandler(Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(5, _ => TimeSpan.Zero))", "tries 6x", "up to 24 requests to 'catalog' per call when it answers 5xx")]
    [InlineData("AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>(r => r.StatusCode == HttpStatusCode.ServiceUnavailable).RetryAsync(1))", "tries 2x", "up to 8 requests to 'catalog' per call when it answers 503")]
    [InlineData("AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>(r => (int)r.StatusCode >= 500).RetryAsync(1))", "tries 2x", "up to 8 requests to 'catalog' per call when it answers 5xx")]
    [InlineData("""AddResilienceHandler("x", p => p.AddRetry(new Microsoft.Extensions.Http.Resilience.HttpRetryStrategyOptions { MaxRetryAttempts = 2 }))""", "tries 3x", "up to 12 requests to 'catalog' per call when it answers 5xx")]
    [InlineData("AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>(r => !r.IsSuccessStatusCode).RetryAsync(int.Parse(\"3\")))", "retries", "up to 4 requests to 'catalog' for each try of the code when it answers 5xx")]
    public async Task Retry_in_every_shape(string handler, string tries, string requests)
    {
        var found = await Find(Program($"builder.Services.{Catalog}.{handler};"), Retries("catalog", """{attempts: 3, retryOn: "5xx"}"""));
        Assert.StartsWith($"Warning 2 'catalog' {tries} in code", found, StringComparison.Ordinal);
        Assert.Contains(requests, found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stacked_handlers_multiply()
        => Assert.Contains("tries 12x in code and the mesh tries 3x (k8s/catalog.yaml:9, retryOn gateway-error): up to 36 requests to 'catalog' per call when it answers 502, 503 or 504",
            await Find(Program($"builder.Services.{Catalog}.AddTransientHttpErrorPolicy(p => p.RetryAsync(2)).AddStandardResilienceHandler();"), Retries("catalog", "{attempts: 2, retryOn: gateway-error}")), StringComparison.Ordinal);

    [Fact]
    public async Task Defaults_of_all_clients_multiply_with_the_handler_of_one()
    {
        var found = await Find(Program($"builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());\nbuilder.Services.{Catalog}.AddStandardResilienceHandler();"), Retries("catalog", "{attempts: 1, retryOn: 5xx}"));
        Assert.Equal(2, found.Split('\n').Length);
        Assert.All(found.Split('\n'), static line => Assert.Contains("tries 16x in code and the mesh tries 2x", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Removed_default_does_not_count()
        => Assert.Equal("", await Find(Program($"builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());\nbuilder.Services.{Catalog}.RemoveAllResilienceHandlers();"), Retries("catalog", "{attempts: 1, retryOn: 5xx}")));

    [Fact]
    public async Task Policy_around_the_call_of_a_typed_client()
        => Assert.StartsWith("Warning 6 'Orders' tries 3x in code and the mesh tries 4x (k8s/orders.yaml:9, retryOn 5xx): up to 12 requests to 'orders' per call when it answers", await Find(Program("""builder.Services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"));""", """
            public class Orders(HttpClient http)
            {
                private static readonly IAsyncPolicy Retry = Policy.Handle<HttpRequestException>().RetryAsync(2);
                public Task<string> Get() => Retry.ExecuteAsync(() => http.GetStringAsync("/x"));
            }
            """), Retries("orders", "{attempts: 3, retryOn: 5xx}")), StringComparison.Ordinal);

    [Fact]
    public async Task Retry_for_ever_has_no_product()
        => Assert.Contains("'Orders' retries for ever in code and the mesh tries 4x (k8s/orders.yaml:9, retryOn 5xx): up to 4 requests to 'orders' for each try of the code", await Find(Program("""builder.Services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"));""", """
            public class Orders(HttpClient http)
            {
                public Task<string> Get() => Policy.Handle<HttpRequestException>().WaitAndRetryForeverAsync(_ => TimeSpan.Zero).ExecuteAsync(() => http.GetStringAsync("/x"));
            }
            """), Retries("orders", "{attempts: 3, retryOn: 5xx}")), StringComparison.Ordinal);

    [Fact]
    public async Task Address_from_settings()
        => Assert.StartsWith("Warning 2 'catalog' tries 4x", await Find(
            Program("""builder.Services.AddHttpClient("catalog", c => c.BaseAddress = new Uri(builder.Configuration["Services:Catalog"]!)).AddStandardResilienceHandler();"""),
            ("appsettings.json", """{ "Services": { "Catalog": "http://catalog.shop" } }"""),
            Retries("catalog", "{attempts: 2, retryOn: 5xx}")), StringComparison.Ordinal);

    [Fact]
    public async Task Route_of_the_gateway_API()
        => Assert.Contains("the mesh tries 3x (k8s/catalog.yaml:13, retryOn ", await Find(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), ("k8s/catalog.yaml", """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: catalog, namespace: shop}
            spec:
              parentRefs:
                - kind: Service
                  group: ""
                  name: catalog
              rules:
                - backendRefs: [{name: catalog, port: 8080}]
                  retry:
                    codes: [500, 503]
                    attempts: 2
            """)), StringComparison.Ordinal);

    [Fact]
    public async Task Annotations_of_Linkerd()
        => Assert.Contains("Warning 2 'catalog' tries 4x in code and the mesh tries 3x (k8s/catalog-service.yaml:9, retryOn 5xx): up to 12 requests", await FindIn(
            Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"),
            [Linkerd, Web(), Service("catalog", "    retry.linkerd.io/http: 5xx\n    retry.linkerd.io/limit: \"2\"")]), StringComparison.Ordinal);

    [Fact]
    public async Task Two_variants_are_one_finding()
    {
        var found = await Diagnose(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), [Meshed, Web(), Web(path: "k8s/web2.yaml"), Retries("catalog", "{attempts: 1, retryOn: 5xx}")]);
        Assert.Single(found);
    }

    [Fact]
    public async Task The_line_of_the_route_is_an_additional_location()
    {
        var finding = Assert.Single(await Diagnose(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), [Meshed, Web(), Retries("catalog", "{attempts: 1, retryOn: 5xx}")]));
        Assert.Equal("k8s/catalog.yaml", Assert.Single(finding.AdditionalLocations).GetLineSpan().Path);
        Assert.Equal(8, finding.AdditionalLocations[0].GetLineSpan().StartLinePosition.Line);
    }

    // --- the fix

    [Theory]
    [InlineData("AddStandardResilienceHandler()", "AddStandardResilienceHandler(options => options.Retry.ShouldHandle = _ => PredicateResult.False())")]
    [InlineData("AddStandardResilienceHandler(o => o.Retry.MaxRetryAttempts = 5)", "AddStandardResilienceHandler(o => o.Retry.ShouldHandle = _ => PredicateResult.False())")]
    [InlineData("AddStandardResilienceHandler(o => o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(3))", "AddStandardResilienceHandler(o => { o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(3); o.Retry.ShouldHandle = _ => PredicateResult.False(); })")]
    [InlineData("AddStandardResilienceHandler(o => { o.Retry.MaxRetryAttempts = 5; })", "AddStandardResilienceHandler(o => { o.Retry.MaxRetryAttempts = 5; o.Retry.ShouldHandle = _ => PredicateResult.False(); })")]
    public async Task Fix_switches_the_retry_of_the_standard_handler_off(string before, string after)
        => Assert.Equal(Program($"builder.Services.{Catalog}.{after};"), await Mend(Program($"builder.Services.{Catalog}.{before};")));

    [Theory]
    [InlineData(".AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(2, _ => TimeSpan.Zero))")]
    [InlineData(".AddPolicyHandler(Policies.Retry)")]
    [InlineData("\n    .AddPolicyHandler(Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(5, _ => TimeSpan.Zero))")]
    public async Task Fix_removes_a_policy_that_only_retries(string chain)
    {
        const string Policies = "public static class Policies { public static IAsyncPolicy<HttpResponseMessage> Retry => Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().RetryAsync(2); }";
        Assert.Equal(Program($"builder.Services.{Catalog} /* keep */;", Policies), await Mend(Program($"builder.Services.{Catalog}{chain} /* keep */;", Policies)));
    }

    [Theory]
    [InlineData(".AddTransientHttpErrorPolicy(p => p.RetryAsync(2)).AddStandardResilienceHandler()")]
    [InlineData(".AddStandardResilienceHandler(builder.Configuration.GetSection(\"x\"))")]
    [InlineData(".AddPolicyHandler(Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().OrResult(r => r.StatusCode == HttpStatusCode.NotFound).RetryAsync(2))")]
    [InlineData(" // why\n    .AddTransientHttpErrorPolicy(p => p.RetryAsync(2))")]
    public async Task Fix_is_not_offered_where_more_would_go(string chain)
        => Assert.Null(await Mend(Program($"builder.Services.{Catalog}{chain};")));

    [Fact]
    public async Task Fix_is_not_offered_where_the_mesh_repeats_less()
        => Assert.Null(await Mend<MSA1201RetryAmplificationFix>(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), [Meshed, Web(), Retries("catalog", "{attempts: 3, retryOn: \"503\"}")]));

    private static Task<string?> Mend(string program) => Mend<MSA1201RetryAmplificationFix>(program, [Meshed, Web(), Retries("catalog", "{attempts: 3, retryOn: 5xx}")]);

    // --- Info where only a part is proved

    [Fact]
    public async Task Caller_that_may_be_meshed_is_told_so()
        => Assert.Equal(
            "Info 2 'catalog' tries 4x in code and the mesh tries 4x (k8s/catalog.yaml:9, retryOn 5xx): up to 16 requests to 'catalog' per call when it answers 5xx, if this service is meshed; keep one of the two",
            await FindIn(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), [Web(), Retries("catalog", "{attempts: 3, retryOn: 5xx}")]));

    [Fact]
    public async Task Service_of_discovery_whose_package_is_not_here_and_a_caller_without_a_workload()
        => Assert.Equal(
            "Info 7 'backend' tries 6x in code and the mesh tries 4x (istio/backend.yaml:12, retryOn 5xx): up to 24 requests to 'backend' per call when it answers 5xx, if this service is meshed; keep one of the two",
            await FindIn("""
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddHttpClient("backend", client =>
                {
                    var address = builder.Configuration.GetServiceUri("backend");
                    if (address == null) address = new Uri("https://localhost:5901");
                    client.BaseAddress = address;
                }).AddPolicyHandler(Policies.Retry());
                public static class Policies { public static IAsyncPolicy<HttpResponseMessage> Retry() { return Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(5, n => TimeSpan.FromSeconds(n)); } }
                """, [("istio/backend.yaml", """
                apiVersion: networking.istio.io/v1alpha3
                kind: VirtualService
                metadata:
                  name: backend
                spec:
                  hosts:
                  - backend
                  http:
                  - route:
                    - destination: {host: backend}
                    retries:
                      attempts: 3
                      perTryTimeout: 5s
                      retryOn: 5xx
                """)], mayBreak: true));

    [Fact]
    public async Task Overlap_in_failed_connections_alone_is_Info()
        => Assert.StartsWith("Info 2 'catalog' tries 4x in code and the mesh tries 3x (k8s/catalog.yaml:9, retryOn connect-failure): up to 12 requests to 'catalog' per call when it cannot be reached;",
            await Find(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), Retries("catalog", "{attempts: 2, retryOn: connect-failure}")), StringComparison.Ordinal);

    [Fact]
    public async Task Staging_alone_is_Info()
        => Assert.StartsWith("Info", await FindIn(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), [("k8s/other.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\n"), ("overlays/staging/kustomization.yaml", "kind: Kustomization\nresources: [all.yaml]\n"), ("overlays/staging/all.yaml", Meshed.Content + "---\n" + Web().Content + "\n---\n" + Retries("catalog", "{attempts: 3, retryOn: 5xx}").Content)]), StringComparison.Ordinal);

    // --- near-misses

    [Fact]
    public async Task External_host_is_silent()
        => Assert.Equal("", await Find(Program("""builder.Services.AddHttpClient("stripe", c => c.BaseAddress = new Uri("https://api.stripe.com")).AddStandardResilienceHandler();"""), Retries("catalog", """{attempts: 3, retryOn: "5xx,reset"}""")));

    [Fact]
    public async Task Route_without_retries_is_silent()
        => Assert.Equal("", await Find(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), Route("catalog", "  - route: [{destination: {host: catalog}}]")));

    [Fact]
    public async Task Database_retry_is_silent()
        => Assert.Equal("", await Find(Program("""
            var retry = Policy.Handle<Exception>().WaitAndRetryAsync(3, _ => TimeSpan.Zero);
            await retry.ExecuteAsync(() => new Microsoft.Data.SqlClient.SqlConnection("Server=catalog").OpenAsync());
            """), Retries("catalog", "{attempts: 3, retryOn: 5xx}")));

    [Theory]
    [InlineData("{attempts: 0}")]
    [InlineData("{attempts: 3, retryOn: retriable-4xx}")]
    [InlineData("{attempts: \"{{ .Values.retries }}\", retryOn: 5xx}")]
    [InlineData("{attempts: 3, retryOn: \"{{ .Values.on }}\"}")]
    [InlineData("{attempts: 3, retryOn: \"404\"}")]
    public async Task Route_that_repeats_nothing_of_it_is_silent(string retries)
        => Assert.Equal("", await Find(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), Retries("catalog", retries)));

    [Theory]
    [InlineData("AddStandardResilienceHandler(o => o.Retry.ShouldHandle = _ => PredicateResult.False())")]
    [InlineData("AddStandardHedgingHandler()")]
    [InlineData("AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>(r => r.StatusCode == HttpStatusCode.Unauthorized).RetryAsync(1))")]
    [InlineData("AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>(r => r.StatusCode == HttpStatusCode.TooManyRequests).RetryAsync(1))")]
    [InlineData("AddPolicyHandler(Policy<HttpResponseMessage>.Handle<Exception>().FallbackAsync(new HttpResponseMessage()))")]
    [InlineData("AddPolicyHandler(Policy<HttpResponseMessage>.Handle<HttpRequestException>().RetryAsync(3))")]
    public async Task Handler_that_repeats_nothing_of_it_is_silent(string handler)
        => Assert.Equal("", await Find(Program($"builder.Services.{Catalog}.{handler};"), Retries("catalog", "{attempts: 3, retryOn: 5xx}")));

    [Fact]
    public async Task TLS_of_the_code_is_silent()
        => Assert.Equal("", await Find(Program("""builder.Services.AddHttpClient("catalog", c => c.BaseAddress = new Uri("https://catalog")).AddStandardResilienceHandler();"""), Retries("catalog", "{attempts: 3, retryOn: 5xx}")));

    [Fact]
    public async Task Unmeshed_caller_is_silent()
        => Assert.Equal("", await FindIn(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), [Plain, Web(), Retries("catalog", "{attempts: 3, retryOn: 5xx}")]));

    [Fact]
    public async Task Ambient_namespace_without_waypoint_is_silent()
        => Assert.Equal("", await FindIn(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), [Ambient, Web(), Service("catalog"), Retries("catalog", "{attempts: 3, retryOn: 5xx}")]));

    [Fact]
    public async Task Ambient_namespace_with_waypoint_speaks()
        => Assert.StartsWith("Warning", await FindIn(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), [Waypointed, Web(), Service("catalog"), Retries("catalog", "{attempts: 3, retryOn: 5xx}")]), StringComparison.Ordinal);

    [Fact]
    public async Task ServiceProfile_that_shadows_annotations_is_silent()
        => Assert.Equal("", await FindIn(
            Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"),
            [Linkerd, Web(), Service("catalog", "    retry.linkerd.io/http: 5xx"), ("k8s/profile.yaml", "apiVersion: linkerd.io/v1alpha2\nkind: ServiceProfile\nmetadata:\n  name: catalog.shop.svc.cluster.local\n  namespace: shop\nspec:\n  routes: []\n")]));

    [Fact]
    public async Task Istio_route_in_a_mesh_of_Linkerd_is_silent()
        => Assert.Equal("", await FindIn(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), [Linkerd, Web(), Service("catalog"), Retries("catalog", "{attempts: 3, retryOn: 5xx}")]));

    [Fact]
    public async Task Route_of_gateways_alone_is_silent()
        => Assert.Equal("", await Find(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), Route("catalog", "  - retries: {attempts: 3, retryOn: 5xx}\n    route: [{destination: {host: catalog}}]", "  gateways: [shop/edge]")));

    [Fact]
    public async Task Bypassed_port_is_silent()
        => Assert.Equal("", await FindIn(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), [Meshed, Web("        traffic.sidecar.istio.io/excludeOutboundPorts: \"8080\""), Retries("catalog", "{attempts: 3, retryOn: 5xx}")]));

    [Fact]
    public async Task Route_with_a_fault_is_silent()
        => Assert.Equal("", await Find(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), Retries("catalog", "{attempts: 3, retryOn: 5xx}", "fault: {abort: {httpStatus: 503, percentage: {value: 10}}}")));

    [Fact]
    public async Task EnvoyFilter_on_the_caller_is_silent()
        => Assert.Equal("", await Find(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), Retries("catalog", "{attempts: 3, retryOn: 5xx}"), ("k8s/filter.yaml", "apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: {name: f, namespace: shop}\nspec:\n  workloadSelector: {labels: {app: web}}\n  configPatches: [{applyTo: HTTP_ROUTE, patch: {operation: MERGE, value: {}}}]\n")));

    [Fact]
    public async Task Delegated_route_is_silent()
        => Assert.Equal("", await Find(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), Route("catalog", "  - retries: {attempts: 3, retryOn: 5xx}\n    delegate: {name: other}")));

    [Fact]
    public async Task Routes_that_differ_by_method_are_silent()
        => Assert.Equal("", await Find(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), Route("catalog", "  - match: [{method: {exact: GET}}]\n    retries: {attempts: 3, retryOn: 5xx}\n    route: [{destination: {host: catalog}}]\n  - retries: {attempts: 0}\n    route: [{destination: {host: catalog}}]")));

    [Fact]
    public async Task Route_of_another_namespace_is_silent()
        => Assert.Equal("", await Find(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), ("k8s/other.yaml", Retries("catalog", "{attempts: 3, retryOn: 5xx}").Content.Replace("namespace: shop", "namespace: other", StringComparison.Ordinal))));

    [Fact]
    public async Task Handler_of_HTTP_on_a_gRPC_client_is_silent()
        => Assert.Equal("", await Find(Program("""builder.Services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).AddStandardResilienceHandler();"""), Retries("payments", "{attempts: 3, retryOn: 5xx}")));

    [Fact]
    public async Task Development_only_is_silent()
        => Assert.Equal("", await Find(Program($"if (builder.Environment.IsDevelopment()) builder.Services.{Catalog}.AddStandardResilienceHandler();"), Retries("catalog", "{attempts: 3, retryOn: 5xx}")));

    [Fact]
    public async Task Unbound_code_is_silent()
        => Assert.Equal("", await FindIn("""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddHttpClient("catalog", c => c.BaseAddress = new Uri("http://catalog")).AddNothing(.AddStandardResilienceHandler()
            """, [Meshed, Web(), Retries("catalog", "{attempts: 3, retryOn: 5xx}")], mayBreak: true));

    [Fact]
    public async Task Broken_manifest_is_silent()
        => Assert.Equal("", await Find(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), ("k8s/catalog.yaml", "apiVersion: networking.istio.io/v1\nkind: VirtualService\nspec: {hosts: [catalog], http: [{retries: {attempts: 3")));

    [Fact]
    public async Task Handler_of_another_library_is_silent()
        => Assert.Equal("", await Find("""
            new My.Builder().AddHttpClient("catalog", "http://catalog").AddStandardResilienceHandler();
            namespace My { public class Builder { public Builder AddHttpClient(string name, string address) => this; public Builder AddStandardResilienceHandler() => this; } }
            """, Retries("catalog", "{attempts: 3, retryOn: 5xx}")));

    [Fact]
    public async Task Old_version_that_repeats_503_by_default_is_Info()
        => Assert.Contains("Info 2 'catalog' tries 4x in code and the mesh tries 3x (Istio's default, retryOn connect-failure,refused-stream,unavailable,cancelled,503): up to 12 requests to 'catalog' per call when it answers 503", await FindIn(
            Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), [Meshed, Web(), Service("catalog")], [.. Complete, ("meshready.istio_version", "1.22")]), StringComparison.Ordinal);

    [Fact]
    public async Task Default_of_new_versions_is_silent()
        => Assert.Equal("", await FindIn(Program($"builder.Services.{Catalog}.AddStandardResilienceHandler();"), [Meshed, Web(), Service("catalog")], [.. Complete, ("meshready.istio_version", "1.26")]));
}
