using MeshReady.Analyzers.Rules.Rollout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Rollout;

public sealed class MSA0701CanaryByChanceTests : RuleTest<MSA0701CanaryByChanceAnalyzer>
{
    [Theory]
    // A generator of load asks now this, now that: they are no versions of one service.
    [InlineData("if (Random.Shared.NextDouble() < 0.3) await http.GetStringAsync(\"http://catalog/items\"); else await http.GetStringAsync(\"http://cart/mine\");")]
    [InlineData("switch (_random.Next(3)) { case 0: await http.GetStringAsync(\"http://catalog/items\"); break; case 1: await http.GetStringAsync(\"http://cart/mine\"); break; default: await http.GetStringAsync(\"http://checkout/pay\"); break; }")]
    // A sample of the calls is mirrored or told to somebody else besides.
    [InlineData("if (Random.Shared.Next(100) < 1) await http.PostAsync(\"http://audit/samples\", null); return await http.GetStringAsync(\"http://orders/mine\");")]
    public Task Different_services(string statements) => Verify(In(statements));

    private const string Using = "using System; using System.Net.Http; using System.Security.Cryptography; using System.Threading.Tasks; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.DependencyInjection;\n";

    private static string In(string statements) => Using + $$"""
        public class Orders(IHttpClientFactory factory, IConfiguration configuration)
        {
            private const string Stable = "http://orders";
            private static readonly Uri Canary = new("http://orders-canary");
            private readonly HttpClient _stable = new() { BaseAddress = new("http://orders") };
            private readonly HttpClient _canary = new() { BaseAddress = new("http://orders-canary") };
            private readonly Random _random = new();
            private readonly int _percent = 10;

            public async Task<object?> Send(HttpClient http, string user, int id)
            {
                await Task.Yield();
                {{statements}}
                return null;
            }

            private Task<string> SendStable(string user) => _stable.GetStringAsync("/" + user);
            private async Task<string> SendCanary(string user)
            {
                var answer = await _canary.GetAsync("/" + user);
                return await answer.Content.ReadAsStringAsync();
            }

            private bool IsChosen(string user) => Math.Abs(user.GetHashCode()) % 100 < _percent;
            private static uint Hash(string text) => BitConverter.ToUInt32(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        }
        """;

    [Theory]
    [InlineData("var url = [|Random.Shared.Next(100) < 10|] ? \"http://orders-v2\" : \"http://orders-v1\"; return await http.GetStringAsync(url);")]
    [InlineData("var client = [|_random.NextDouble() < 0.1|] ? _canary : _stable; return await client.GetStringAsync(\"/\");")]
    [InlineData("if ([|_random.Next(0, 100) < _percent|]) return await _canary.GetStringAsync(\"/\"); return await _stable.GetStringAsync(\"/\");")]
    [InlineData("if ([|Random.Shared.Next(1, 101) <= _percent|]) { return factory.CreateClient(\"orders-canary\"); } else { return factory.CreateClient(\"orders\"); }")]
    [InlineData("return factory.CreateClient([|RandomNumberGenerator.GetInt32(100) < 5|] ? \"orders-v2\" : \"orders\");")]
    [InlineData("var name = [|Random.Shared.NextSingle() > .9f|] ? \"orders-v2\" : \"orders\"; return factory.CreateClient(name);")]
    [InlineData("var roll = Random.Shared.Next(100); if ([|roll < 5|]) http.BaseAddress = Canary; else http.BaseAddress = new Uri(Stable);")]
    [InlineData("var bucket = Math.Abs(user.GetHashCode()) % 100; return await http.GetStringAsync([|bucket < _percent|] ? \"http://orders-v2/api\" : \"http://orders/api\");")]
    [InlineData("var target = Stable; if ([|Hash(user) % 100 < 10|]) target = \"http://orders-v2\"; return await http.GetStringAsync(target);")]
    [InlineData("var host = [|id % 10 == 0|] ? \"orders-v2\" : \"orders-v1\"; return await http.GetStringAsync($\"http://{host}/api\");")]
    [InlineData("if ([|IsChosen(user)|]) return await SendCanary(user); return await SendStable(user);")]
    [InlineData("return await http.GetStringAsync([|Random.Shared.Next(100)|] switch { < 10 => \"http://orders-v2\", _ => Stable });")]
    [InlineData("switch ([|_random.Next(100)|]) { case < 10: return await _canary.GetStringAsync(\"/\"); default: return await _stable.GetStringAsync(\"/\"); }")]
    [InlineData("bool chosen = Random.Shared.NextDouble() * 100 < _percent; http.BaseAddress = new(([|chosen|] ? configuration[\"Services:OrdersCanary\"] : configuration[\"Services:Orders\"])!);")]
    public Task Share_of_the_calls_goes_elsewhere(string statements) => Verify(In(statements));

    [Theory]
    // What is chosen is no service.
    [InlineData("var price = Random.Shared.Next(100) < 10 ? 5 : 10; return price;")]
    [InlineData("if (Random.Shared.NextDouble() < 0.01) throw new InvalidOperationException();")]
    [InlineData("var template = Random.Shared.Next(100) < 50 ? \"welcome-a\" : \"welcome-b\"; return template;")]
    [InlineData("var banner = Random.Shared.Next(100) < 50 ? \"https://cdn.contoso.com/a.png\" : \"https://images.contoso.com/b.png\"; return banner;")]
    // The same service on both ways.
    [InlineData("return await http.GetStringAsync(Random.Shared.Next(100) < 50 ? \"http://orders/new\" : \"http://orders/old\");")]
    [InlineData("if (Random.Shared.Next(100) < 5) await Task.Delay(100); return await _stable.GetStringAsync(\"/\");")]
    [InlineData("if (Random.Shared.Next(100) < 5) return await _stable.GetStringAsync(\"/new\"); return await _stable.GetStringAsync(\"/old\");")]
    // Jitter, sampling, indexes.
    [InlineData("await Task.Delay(TimeSpan.FromMilliseconds(1000 + Random.Shared.Next(1000))); return await _stable.GetStringAsync(\"/\");")]
    [InlineData("if (Random.Shared.Next(100) < 1) Console.WriteLine(user); return await _stable.GetStringAsync(\"/\");")]
    [InlineData("string[] hosts = [\"http://a\", \"http://b\"]; return await http.GetStringAsync(hosts[Random.Shared.Next(hosts.Length)]);")]
    // Shards: equal parts, each with its own data.
    [InlineData("return await http.GetStringAsync(id % 2 == 0 ? \"http://orders-even\" : \"http://orders-odd\");")]
    // No chance.
    [InlineData("return await (id < 10 ? _canary : _stable).GetStringAsync(\"/\");")]
    [InlineData("var client = configuration[\"Canary\"] == \"on\" ? _canary : _stable; return await client.GetStringAsync(\"/\");")]
    // Two companies of the outside world: nobody's mesh routes between them.
    [InlineData("return await http.GetStringAsync(Random.Shared.Next(100) < 10 ? \"https://api.stripe.com\" : \"https://api.adyen.com\");")]
    public Task No_share_of_the_calls_goes_elsewhere(string statements) => Verify(In(statements));

    [Fact]
    public Task Typed_clients_are_split() => Verify(Using + """
        public interface IOrders { Task<string> Get(); }
        public class OrdersV1(HttpClient http) : IOrders { public Task<string> Get() => http.GetStringAsync("/"); }
        public class OrdersV2(HttpClient http) : IOrders { public Task<string> Get() => http.GetStringAsync("/"); }
        public static class Startup
        {
            public static void Add(IServiceCollection services, IConfiguration cfg)
            {
                services.AddHttpClient<OrdersV1>(c => c.BaseAddress = new Uri(cfg["Orders:V1"]!));
                services.AddHttpClient<OrdersV2>(c => c.BaseAddress = new Uri(cfg["Orders:V2"]!));
            }
        }
        public class Split(OrdersV1 stable, OrdersV2 canary)
        {
            public Task<string> Get() => [|Random.Shared.Next(100) < 20|] ? canary.Get() : stable.Get();
        }
        """);

    [Fact]
    public Task Grpc_clients_are_split_with_real_types() => VerifyReal(Using + """
        using Grpc.Core;
        using Grpc.Net.Client;
        public class Catalog : ClientBase<Catalog>
        {
            public Catalog(ChannelBase channel) : base(channel) { }
            private Catalog(ClientBaseConfiguration configuration) : base(configuration) { }
            protected override Catalog NewInstance(ClientBaseConfiguration configuration) => new(configuration);
        }
        public class Split
        {
            private static readonly GrpcChannel Old = GrpcChannel.ForAddress("http://catalog");
            private static readonly GrpcChannel New = GrpcChannel.ForAddress("http://catalog-v2");
            public Catalog Choose() => [|Random.Shared.NextDouble() < 0.05|] ? new Catalog(New) : new Catalog(Old);
        }
        """, "Grpc.Core.Api", "Grpc.Net.Client", "Grpc.Net.Common");

    [Fact]
    public Task Random_of_somebody_else_is_silent() => Verify("""
        namespace My
        {
            public class Random { public static readonly Random Shared = new(); public int Next(int max) => 4; }
            public class C(System.Net.Http.HttpClient http)
            {
                public System.Threading.Tasks.Task<string> Get() => http.GetStringAsync(Random.Shared.Next(100) < 10 ? "http://orders-v2" : "http://orders");
            }
        }
        """);

    [Fact]
    public Task Program_without_a_host_is_a_load_generator() => VerifyProgram(Using + """
        using var http = new HttpClient();
        for (var i = 0; i < 1000; i++)
            await http.GetStringAsync(Random.Shared.Next(100) < 10 ? "http://orders/checkout" : "http://catalog/items");
        """);

    [Fact]
    public Task Endpoint_of_a_program_is_found() => VerifyProgram(Using + """
        using Microsoft.AspNetCore.Builder;
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", (HttpClient http) => http.GetStringAsync([|Random.Shared.Next(100) < 10|] ? "http://orders-v2" : "http://orders"));
        app.Run();
        """);

    [Fact]
    public Task Only_development_rolls_dice() => Verify(Using + """
        using Microsoft.Extensions.Hosting;
        public class C(HttpClient http, IHostEnvironment environment)
        {
            public Task<string> Get()
            {
                if (environment.IsDevelopment())
                    return http.GetStringAsync(Random.Shared.Next(100) < 10 ? "http://orders-v2" : "http://orders");
                return http.GetStringAsync("/");
            }
        }
        """);

    [Theory]
    [InlineData("istio", DiagnosticSeverity.Warning, "a VirtualService with weights")]
    [InlineData("linkerd", DiagnosticSeverity.Warning, "an HTTPRoute with weights")]
    [InlineData("none", DiagnosticSeverity.Info, "a Rollout's replicas or the weights of an HTTPRoute at the gateway")]
    public Task Mesh_says_what_splits_instead(string mesh, DiagnosticSeverity severity, string instead) => VerifyResultsWith(
        In("return await http.GetStringAsync({|#0:Random.Shared.Next(100) < 10|} ? \"http://orders-v2\" : \"http://orders-v1\");"), "meshready.mesh = " + mesh, null, null,
        new DiagnosticResult("MSA0701", severity).WithLocation(0).WithMessage($"Chance decides here between 'http://orders-v2' and 'http://orders-v1': every caller splits on its own, and to change or stop the canary takes a deployment of all of them; call one name and let {instead} split"));

    [Fact]
    public Task Broken_code_is_silent() => Verify(Using + """
        public class C(HttpClient http)
        {
            public Task<string> Get() => http.GetStringAsync(Random.Shared.Next(100) < {|CS0103:Share|} ? "http://orders" : {|CS0103:Unknown|});
            public int Rest => 5 % {|CS0103:Parts|} == 0 ? 1 : 2;
        }
        """);
}
