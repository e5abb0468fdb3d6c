using MeshReady.Analyzers.Rules.Rollout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Rollout;

public sealed class MSA0711RegionsInCodeTests : RuleTest<MSA0711RegionsInCodeAnalyzer>
{
    [Theory]
    [InlineData("https://sqs.eu-west-1.amazonaws.com", "https://sqs.us-east-1.amazonaws.com")]
    [InlineData("http://orders-eu.shop.internal", "http://carts-us.shop.internal")]
    [InlineData("http://orders", "http://orders-archive")]
    public Task Addresses_that_are_no_regions_of_one_service(string first, string second) => Verify($$"""
        using System.Net.Http;
        using System.Threading.Tasks;
        public class Client(HttpClient http)
        {
            public async Task<string> Get() { try { return await http.GetStringAsync("{{first}}/x"); } catch (HttpRequestException) { return await http.GetStringAsync("{{second}}/x"); } }
        }
        """);

    private const string Istio = "meshready.mesh = istio";
    private const string Using = "using System; using System.Collections.Generic; using System.Net.Http; using System.Threading.Tasks; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.DependencyInjection;\n";

    private static string In(string statements) => Using + $$"""
        public class Orders(IHttpClientFactory factory, IConfiguration configuration)
        {
            private const string East = "http://orders-east";
            private const string West = "http://orders-west";
            private static readonly string[] Regions = [East, West];
            private static readonly Uri[] Clusters = { new("http://orders.eu-west-1.internal"), new("http://orders.us-east-1.internal") };
            private readonly HttpClient _east = new() { BaseAddress = new("http://orders-east") };
            private readonly HttpClient _west = new() { BaseAddress = new("http://orders-west") };

            public async Task<string?> Get(HttpClient http, string region, string id)
            {
                await Task.Yield();
                {{statements}}
                return null;
            }
        }
        """;

    [Theory]
    [InlineData("{|#0:foreach (var url in Regions)|} { try { return await http.GetStringAsync(url + \"/items\"); } catch (HttpRequestException) { } }")]
    [InlineData("{|#0:foreach (var url in Clusters)|} { try { http.BaseAddress = url; return await http.GetStringAsync(\"/items\"); } catch (Exception) { continue; } }")]
    [InlineData("var hosts = new[] { \"http://orders-eu\", \"http://orders-us\" }; {|#0:foreach (var host in hosts)|} try { return await http.GetStringAsync($\"{host}/items/{id}\"); } catch { }")]
    [InlineData("{|#0:foreach (var client in new List<HttpClient> { _east, _west })|} { try { return await client.GetStringAsync(\"/\"); } catch (TaskCanceledException) { } }")]
    [InlineData("{|#0:foreach (var name in (string[])[\"http://orders.shop.svc.cluster.local\", \"http://orders-east.shop.svc.cluster.local\"])|} { try { return await http.GetStringAsync(name + \"/items\"); } catch (HttpRequestException) { } }")]
    [InlineData("try { return await http.GetStringAsync(East + \"/items\"); } {|#0:catch|} (HttpRequestException) { return await http.GetStringAsync(West + \"/items\"); }")]
    [InlineData("try { return await _east.GetStringAsync(\"/\"); } {|#0:catch|} { return await _west.GetStringAsync(\"/\"); }")]
    [InlineData("try { return await factory.CreateClient(\"orders-primary\").GetStringAsync(\"/\"); } {|#0:catch|} (Exception) { return await factory.CreateClient(\"orders-backup\").GetStringAsync(\"/\"); }")]
    [InlineData("var answer = await http.GetAsync(\"http://orders-dc1/items\"); {|#0:if (!answer.IsSuccessStatusCode)|} answer = await http.GetAsync(\"http://orders-dc2/items\"); return await answer.Content.ReadAsStringAsync();")]
    public Task Regions_are_tried_in_turn(string statements)
        => VerifyResultsWith(In(statements), Istio, null, null, new DiagnosticResult("MSA0711", DiagnosticSeverity.Warning).WithLocation(0));

    [Theory]
    [InlineData("http.BaseAddress = new Uri({|#0:region switch|} { \"eu\" => \"http://orders-eu\", \"us\" => \"http://orders-us\", _ => throw new ArgumentException(region) });")]
    [InlineData("{|#0:switch (region)|} { case \"eu\": return await http.GetStringAsync(\"http://orders-eu\"); default: return await http.GetStringAsync(\"http://orders-us\"); }")]
    [InlineData("string url; {|#0:switch (region)|} { case \"eu\": url = \"http://orders.westeurope.internal\"; break; default: url = \"http://orders.eastus.internal\"; break; } return await http.GetStringAsync(url);")]
    [InlineData("var table = {|#0:new Dictionary<string, string> |}{ [\"eu\"] = \"http://orders-eu\", [\"us\"] = \"http://orders-us\" }; return await http.GetStringAsync(table[region]);")]
    [InlineData("var table = {|#0:new Dictionary<string, Uri> |}{ { \"eu\", new Uri(\"http://orders-eu\") }, { \"us\", new Uri(\"http://orders-us\") } }; return await http.GetStringAsync(table[region]);")]
    public Task Region_is_chosen(string statements)
        => VerifyResultsWith(In(statements), Istio, null, null, new DiagnosticResult("MSA0711", DiagnosticSeverity.Info).WithLocation(0));

    [Theory]
    // Different services, one after the other.
    [InlineData("try { return await http.GetStringAsync(\"http://orders/items\"); } catch { return await http.GetStringAsync(\"http://archive/items\"); }")]
    [InlineData("foreach (var url in new[] { \"http://orders\", \"http://basket\" }) { try { await http.GetStringAsync(url); } catch { } }")]
    // The same again: a retry, which other rules look at.
    [InlineData("try { return await _east.GetStringAsync(\"/\"); } catch { return await _east.GetStringAsync(\"/\"); }")]
    // Replicas and languages are no regions.
    [InlineData("foreach (var url in new[] { \"http://orders-1\", \"http://orders-2\" }) { try { return await http.GetStringAsync(url); } catch { } }")]
    [InlineData("http.BaseAddress = new Uri(region switch { \"de\" => \"http://texts-de\", _ => \"http://texts-fr\" });")]
    [InlineData("http.BaseAddress = new Uri(region switch { \"read\" => \"http://orders-primary\", _ => \"http://orders-secondary\" });")]
    // Regions of somebody else.
    [InlineData("http.BaseAddress = new Uri(region switch { \"eu\" => \"https://api.eu.mailgun.net\", _ => \"https://api.us.mailgun.net\" });")]
    [InlineData("try { return await http.GetStringAsync(\"https://sqs.eu-west-1.amazonaws.com\"); } catch { return await http.GetStringAsync(\"https://sqs.eu-west-2.amazonaws.com\"); }")]
    [InlineData("http.BaseAddress = new Uri(region switch { \"eu\" => \"https://eu.partner.com\", _ => \"https://us.partner.com\" });")]
    // A list that is not tried in turn, and a text that is called by nobody.
    [InlineData("foreach (var url in Regions) Console.WriteLine(url);")]
    [InlineData("foreach (var url in Regions) await http.PostAsync(url + \"/invalidate\", null);")]
    [InlineData("foreach (var url in Regions) { try { Console.WriteLine(url); await _east.GetStringAsync(\"/\"); } catch { } }")]
    public Task No_regions_of_one_service(string statements) => VerifyResultsWith(In(statements), Istio, null, null);

    [Fact]
    public Task Hedging_over_regions_with_real_types() => VerifyReal(Using + """
        using Microsoft.Extensions.Http.Resilience;
        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddHttpClient("orders").AddStandardHedgingHandler(routing => routing.[|ConfigureOrderedGroups|](options =>
                {
                    options.Groups.Add(new UriEndpointGroup { Endpoints = { new() { Uri = new Uri("http://orders-east") } } });
                    options.Groups.Add(new UriEndpointGroup { Endpoints = { new() { Uri = new Uri("http://orders-west") } } });
                }));
            }
        }
        """,
        "Microsoft.Extensions.Http.Resilience", "Microsoft.Extensions.Resilience", "Microsoft.Extensions.Http.Diagnostics", "Polly.Core", "Polly.Extensions");

    [Theory]
    [InlineData("none", DiagnosticSeverity.Info, "a multi-cluster mesh (locality failover, east-west gateway) or a global load balancer")]
    [InlineData("linkerd", DiagnosticSeverity.Warning, "Linkerd's multi-cluster mirrors behind one HTTPRoute")]
    [InlineData("istio", DiagnosticSeverity.Warning, "Istio's locality failover with outlier detection")]
    public Task Mesh_says_what_fails_over_instead(string mesh, DiagnosticSeverity severity, string instead) => VerifyResultsWith(
        In("try { return await _east.GetStringAsync(\"/\"); } {|#0:catch|} { return await _west.GetStringAsync(\"/\"); }"), "meshready.mesh = " + mesh, null, null,
        new DiagnosticResult("MSA0711", severity).WithLocation(0).WithMessage($"'http://orders-east' and 'http://orders-west' are one service in several regions, and this code tries one after the other: each caller pays a whole time-out before it switches, and none learns from another; give every cluster the same Service and let {instead} lead to the nearest that is healthy"));

    [Fact]
    public Task Public_regions_may_be_a_partners() => VerifyResultsWith(
        In("try { return await http.GetStringAsync(\"https://eu.orders.contoso.com/\"); } {|#0:catch|} { return await http.GetStringAsync(\"https://us.orders.contoso.com/\"); }"), Istio, null, null,
        new DiagnosticResult("MSA0711", DiagnosticSeverity.Info).WithLocation(0));

    [Fact]
    public Task Types_of_the_same_name_are_silent() => Verify("""
        namespace My
        {
            public class HttpClient { public string GetStringAsync(string url) => url; }
            public class C
            {
                public string M(HttpClient http)
                {
                    try { return http.GetStringAsync("http://orders-east"); } catch { return http.GetStringAsync("http://orders-west"); }
                }
            }
        }
        """);

    [Fact]
    public Task Broken_code_is_silent() => Verify(Using + """
        public class C(HttpClient http)
        {
            public async Task<string?> M()
            {
                foreach (var url in {|CS0103:Regions|}) { try { return await http.GetStringAsync(url); } catch { return await http.GetStringAsync({|CS0103:West|}); } }
                return {|CS0103:region|} switch { {|CS0103:eu|} => "http://orders-eu", _ => {|CS0103:Us|} };
            }
        }
        """);
}
