using MeshReady.Analyzers.Rules.Addressing;
using MeshReady.Analyzers.Rules.Rollout;
using MeshReady.CodeFixes.Rules.Rollout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Rollout;

public sealed class MSA0703VersionInHostTests : RuleTest<MSA0703VersionInHostAnalyzer, MSA0703VersionInHostFix>
{
    // The address itself is allowed, so that only its version is in question.
    private const string Allowed = "meshready.logical_names = allow";
    private const string Using = "using System; using System.Net.Http; using System.Threading.Tasks; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.DependencyInjection;\n";

    private static string In(string statements) => Using + $$"""
        public class Orders(IConfiguration configuration)
        {
            private const string Canary = "http://orders-canary";
            private static readonly Uri Blue = new("http://orders-blue/");

            public async Task<object?> Get(HttpClient http, IServiceCollection services, string id)
            {
                await Task.Yield();
                {{statements}}
                return null;
            }
        }
        """;

    private static string Service(string name, string selector) => $"apiVersion: v1\nkind: Service\nmetadata: {{ name: {name}, namespace: shop }}\nspec:\n  selector: {{ {selector} }}\n  ports:\n    - {{ name: http, port: 80 }}\n";

    private static (string, string)[] Versions(string more = "version: v2") => [("deploy/orders.yaml", Service("orders", "app: orders")), ("deploy/orders-v2.yaml", Service("orders-v2", "app: orders, " + more))];

    [Theory]
    [InlineData("return await http.GetStringAsync({|#0:\"http://orders-v2/items\"|});")]
    [InlineData("http.BaseAddress = new Uri({|#0:\"http://orders-green\"|});")]
    [InlineData("services.AddHttpClient(\"orders\", c => c.BaseAddress = new({|#0:\"http://orders-v12.shop.svc.cluster.local\"|}));")]
    [InlineData("return await http.GetStringAsync({|#0:$\"http://orders-stable/items/{id}\"|});")]
    [InlineData("using var message = new HttpRequestMessage(HttpMethod.Get, {|#0:\"http://orders-blue.internal/\"|});")]
    [InlineData("using HttpClient own = new() { BaseAddress = new({|#0:\"http://orders-V2\"|}) };")]
    [InlineData("await http.GetAsync({|#0:\"http://my-big-orders-canary/\" + id|});")]
    public Task Version_is_in_the_name_alone(string statements) => VerifyResultsWith(
        In(statements), "dotnet_diagnostic.MSA0101.severity = none", Allowed, null,
        new DiagnosticResult("MSA0703", DiagnosticSeverity.Info).WithLocation(0));

    [Fact]
    public Task Constant_holds_the_version() => VerifyResultsWith(
        Using + """
        public static class Startup
        {
            private const string Canary = {|#0:"http://orders-canary"|};
            private static readonly Uri Blue = new({|#1:"http://orders-blue/"|});
            public static void Set(HttpClient first, HttpClient second) { first.BaseAddress = new Uri(Canary); second.BaseAddress = Blue; }
        }
        """, "dotnet_diagnostic.MSA0101.severity = none", Allowed, null,
        new DiagnosticResult("MSA0703", DiagnosticSeverity.Info).WithLocation(0),
        new DiagnosticResult("MSA0703", DiagnosticSeverity.Info).WithLocation(1));

    [Theory]
    [InlineData("return await http.GetStringAsync(\"http://orders/v2/items\");")]
    [InlineData("return await http.GetStringAsync(\"http://orders\");")]
    [InlineData("return await http.GetStringAsync(\"https://api-v2.vendor.com/items\");")]
    [InlineData("return await http.GetStringAsync(\"http://ipv4/items\");")]
    [InlineData("return await http.GetStringAsync(\"http://link-preview/items\");")]
    [InlineData("return await http.GetStringAsync(\"http://canary/items\");")]
    [InlineData("return await http.GetStringAsync(\"http://oauth-v2-provider/items\");")]
    [InlineData("http.BaseAddress = new Uri(configuration[\"Services:Orders\"]!);")]
    [InlineData("services.AddHttpClient(\"orders-v2\");")]
    [InlineData("var name = \"orders-v2\"; return name;")]
    [InlineData("var allowedOrigin = \"http://orders-v2\"; return allowedOrigin;")]
    public Task Host_names_no_version(string statements) => VerifyResultsWith(In(statements), "dotnet_diagnostic.MSA0101.severity = none", Allowed, null);

    [Fact]
    public Task Database_has_its_own_versions() => VerifyReal(Using + """
        using StackExchange.Redis;
        public class Cache { public ConnectionMultiplexer Open() => ConnectionMultiplexer.Connect("redis-v2:6379"); }
        """, "StackExchange.Redis");

    [Fact]
    public Task Grpc_channel_with_real_types() => VerifyReal(Using + """
        using Grpc.Net.Client;
        #pragma warning disable MSA0101
        public class Catalog { public GrpcChannel Open() => GrpcChannel.ForAddress("http://catalog-v2:8080"); }
        """, "Grpc.Core.Api", "Grpc.Net.Client", "Grpc.Net.Common");

    [Fact]
    public Task Manifests_show_the_versions() => VerifyResultsWith(
        In("return await http.GetStringAsync({|#0:\"http://orders-v2/items\"|});"), null, null, Versions(),
        new DiagnosticResult("MSA0703", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("'http://orders-v2' is the host of one version, 'v2' (Service 'orders' in deploy/orders.yaml:1 stands before all its versions): no weighted route and no rollout can move this caller; call 'orders'"));

    [Fact]
    public Task Rollout_shows_its_canary() => VerifyResultsWith(
        In("return await http.GetStringAsync({|#0:\"http://orders-canary/items\"|});"), null, null,
        [("deploy/rollout.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: orders, namespace: shop }\nspec:\n  strategy:\n    canary:\n      canaryService: orders-canary\n      stableService: orders-stable\n")],
        new DiagnosticResult("MSA0703", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("'http://orders-canary' is the host of one version, 'canary' (it is the canary Service of Rollout 'orders' in deploy/rollout.yaml:1): no weighted route and no rollout can move this caller; call the service's own name, and let subsets or a Rollout choose"));

    [Fact]
    public Task Active_service_of_a_rollout_is_the_name_to_call() => VerifyResultsWith(
        In("return await http.GetStringAsync(\"http://orders-stable/items\");"), null, null,
        [("deploy/rollout.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: orders, namespace: shop }\nspec:\n  strategy:\n    blueGreen:\n      activeService: orders-stable\n      previewService: orders-preview\n")]);

    [Fact]
    public Task Service_of_another_application_is_no_version_of_it() => VerifyResultsWith(
        In("return await http.GetStringAsync({|#0:\"http://orders-v2/items\"|});"), null, null,
        [("deploy/orders.yaml", Service("orders", "app: orders")), ("deploy/orders-v2.yaml", Service("orders-v2", "app: orders-v2"))],
        new DiagnosticResult("MSA0703", DiagnosticSeverity.Info).WithLocation(0));

    [Fact]
    public Task Fix_names_the_service_of_all_versions() => Verify(
        In("// The second version is faster.\n        return await http.GetStringAsync([|\"http://orders-v2/items\"|]); // items"),
        In("// The second version is faster.\n        return await http.GetStringAsync(\"http://orders/items\"); // items"),
        files: Versions());

    [Fact]
    public Task Fix_keeps_port_and_interpolation() => Verify(
        In("return await http.GetStringAsync([|$\"http://orders-v2.shop.svc:80/items/{id}\"|]);"),
        In("return await http.GetStringAsync($\"http://orders.shop.svc:80/items/{id}\");"),
        globalConfig: "dotnet_diagnostic.MSA0101.severity = none",
        files: Versions());

    [Fact]
    public Task Fix_leads_from_preview_to_active() => Verify(
        In("return await http.GetStringAsync([|\"http://orders-preview/items\"|]);"),
        In("return await http.GetStringAsync(\"http://orders-active/items\");"),
        files: [("deploy/rollout.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: orders, namespace: shop }\nspec:\n  strategy:\n    blueGreen:\n      activeService: orders-active\n      previewService: orders-preview\n")]);

    [Fact]
    public Task No_fix_where_only_the_name_speaks() => VerifyNoFix(
        In("return await http.GetStringAsync([|\"http://orders-v2/items\"|]);"), "dotnet_diagnostic.MSA0101.severity = none");

    [Fact]
    public Task Hard_coded_address_is_said_first_where_only_the_name_speaks() => Verify(In("return await http.GetStringAsync(\"http://orders-v2/items\");"));

    [Fact]
    public Task Missing_setting_is_said_first() => Verify(In("http.BaseAddress = new Uri(configuration[\"Orders\"] ?? \"http://orders-v2\");"), files: Versions());

    [Fact]
    public Task Fallback_is_said_here_where_its_rule_is_off() => VerifyResultsWith(
        In("http.BaseAddress = new Uri(configuration[\"Orders\"] ?? {|#0:\"http://orders-v2\"|});"), "dotnet_diagnostic.MSA0102.severity = none", null, Versions(),
        new DiagnosticResult("MSA0703", DiagnosticSeverity.Warning).WithLocation(0));

    [Fact]
    public Task Unknown_host_is_said_first() => Verify(
        In("http.BaseAddress = new Uri(\"http://orders-v2\");"), globalConfig: MeshManifests.Complete + "\n",
        files: [MeshManifests.Meshed(), MeshManifests.Caller(), MeshManifests.Service("name: http, port: 80", "orders")]);

    [Fact]
    public Task Type_of_the_same_name_is_silent() => Verify("""
        namespace My;
        public class HttpClient { public string GetStringAsync(string url) => url; }
        public class C { public string M(HttpClient http) => http.GetStringAsync("http://orders-v2:80/"); }
        """);

    [Fact]
    public Task Broken_code_is_silent() => Verify(In("return await http.GetStringAsync({|CS0103:Missing|} + \"http://orders-v2\");"));
}

public sealed class MSA0703AgainstMSA0101Tests : RuleTest<MSA0101HardCodedEndpointAnalyzer>
{
    private const string Code = "using System.Net.Http; using System.Threading.Tasks;\npublic class C { public Task<string> M(HttpClient http) => http.GetStringAsync({|#0:\"http://orders-v2/items\"|}); }";

    private static readonly (string, string)[] Versions =
    [
        ("deploy/orders.yaml", "apiVersion: v1\nkind: Service\nmetadata: { name: orders, namespace: shop }\nspec:\n  selector: { app: orders }\n"),
        ("deploy/orders-v2.yaml", "apiVersion: v1\nkind: Service\nmetadata: { name: orders-v2, namespace: shop }\nspec:\n  selector: { app: orders, version: v2 }\n"),
    ];

    [Fact]
    public Task Version_that_the_manifests_show_is_said_alone() => VerifyResultsWith(Code, null, null, Versions);

    [Fact]
    public Task Address_is_said_where_the_other_rule_is_off() => VerifyResultsWith(
        Code, "dotnet_diagnostic.MSA0703.severity = none", null, Versions, new DiagnosticResult("MSA0101", DiagnosticSeverity.Info).WithLocation(0));

    [Fact]
    public Task Address_is_said_where_only_the_name_speaks() => VerifyResultsWith(Code, null, null, null, new DiagnosticResult("MSA0101", DiagnosticSeverity.Warning).WithLocation(0));
}
