using MeshReady.Analyzers.Rules.Rollout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Rollout;

public sealed class MSA0702UpstreamByRequestTests : RuleTest<MSA0702UpstreamByRequestAnalyzer>
{
    private const string Using = "using System; using System.Linq; using System.Net.Http; using System.Security.Claims; using System.Threading.Tasks; using Microsoft.AspNetCore.Http; using Microsoft.AspNetCore.Mvc; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.DependencyInjection;\n";

    private static string In(string statements) => Using + $$"""
        [ApiController]
        public class Orders(IHttpClientFactory factory, IConfiguration configuration) : ControllerBase
        {
            private const string Experiment = "x-experiment";
            private readonly HttpClient _old = new() { BaseAddress = new("http://orders") };
            private readonly HttpClient _new = new() { BaseAddress = new("http://orders-v2") };

            [HttpGet]
            public async Task<object?> Get(HttpClient http, [FromHeader(Name = "x-beta")] string? beta, string? variant)
            {
                await Task.Yield();
                {{statements}}
                return null;
            }

            private bool IsBeta(HttpRequest request) => request.Cookies.ContainsKey("beta");
        }
        """;

    [Theory]
    [InlineData("var client = [|Request.Headers[\"x-beta\"] == \"1\"|] ? _new : _old; return await client.GetStringAsync(\"/\");")]
    [InlineData("if ([|Request.Headers.ContainsKey(Experiment)|]) return await _new.GetStringAsync(\"/\"); return await _old.GetStringAsync(\"/\");")]
    [InlineData("return await http.GetStringAsync([|Request.Cookies[\"ab\"] == \"B\"|] ? \"http://orders-b\" : \"http://orders-a\");")]
    [InlineData("var client = factory.CreateClient([|HttpContext.Request.Headers.TryGetValue(\"x-canary\", out _)|] ? \"orders-canary\" : \"orders\"); return client;")]
    [InlineData("if (Request.Headers.TryGetValue(\"x-version\", out var wanted)) { var client = [|wanted == \"2\"|] ? _new : _old; return await client.GetStringAsync(\"/\"); }")]
    [InlineData("var mobile = Request.Headers.UserAgent.ToString().Contains(\"Mobile\"); var url = [|mobile|] ? \"http://bff-mobile\" : \"http://bff-web\"; return await http.GetStringAsync(url);")]
    [InlineData("return await http.GetStringAsync([|Request.Headers[\"x-version\"].ToString()|] switch { \"2\" => \"http://orders-two\", _ => \"http://orders-one\" });")]
    [InlineData("if ([|User.HasClaim(\"ring\", \"early\")|]) { return await _new.GetStringAsync(\"/\"); } else { return await _old.GetStringAsync(\"/\"); }")]
    [InlineData("if ([|User.FindFirst(\"ring\")?.Value == \"early\"|]) return await _new.GetStringAsync(\"/\"); else return await _old.GetStringAsync(\"/\");")]
    [InlineData("var client = [|User.IsInRole(\"beta-testers\")|] ? _new : _old; return client;")]
    [InlineData("var client = [|beta == \"on\"|] ? _new : _old; return client;")]
    [InlineData("return [|IsBeta(Request)|] ? _new : _old;")]
    [InlineData("http.BaseAddress = new Uri([|Request.Headers[\"x-beta\"].FirstOrDefault() is not null|] ? configuration[\"Services:OrdersBeta\"]! : configuration[\"Services:Orders\"]!);")]
    public Task Request_chooses_the_upstream(string statements) => Verify(In(statements));

    [Theory]
    // What is chosen is behaviour in this process.
    [InlineData("if (Request.Headers[\"Accept\"] == \"application/xml\") return Content(\"<a/>\"); return Ok();")]
    [InlineData("var size = Request.Headers.ContainsKey(\"x-large\") ? 100 : 10; return size;")]
    [InlineData("if (!Request.Headers.ContainsKey(\"Authorization\")) return Unauthorized(); return await _old.GetStringAsync(\"/\");")]
    [InlineData("if (User.IsInRole(\"admin\")) return await _old.GetStringAsync(\"/all\"); return await _old.GetStringAsync(\"/mine\");")]
    // The header goes on; nothing is chosen.
    [InlineData("http.DefaultRequestHeaders.Add(\"x-beta\", Request.Headers[\"x-beta\"].ToString()); return await _old.GetStringAsync(\"/\");")]
    [InlineData("Response.Headers[\"x-served-by\"] = \"orders\"; return await _old.GetStringAsync(\"/\");")]
    // Response.Headers is no question of the caller, and a query is a contract.
    [InlineData("return variant == \"b\" ? _new : _old;")]
    [InlineData("return Response.Headers.ContainsKey(\"x-a\") ? _new : _old;")]
    // A tenant's place is no version.
    [InlineData("return await http.GetStringAsync(Request.Headers[\"X-Tenant-Id\"] == \"acme\" ? \"http://orders-acme\" : \"http://orders\");")]
    // The outside world.
    [InlineData("return await http.GetStringAsync(Request.Headers[\"x-psp\"] == \"a\" ? \"https://api.stripe.com\" : \"https://api.adyen.com\");")]
    public Task Request_chooses_no_upstream(string statements) => Verify(In(statements));

    [Fact]
    public Task Endpoint_chooses_by_cookie() => VerifyProgram(Using + """
        using Microsoft.AspNetCore.Builder;
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", (HttpRequest request, IHttpClientFactory clients) =>
        {
            var name = [|request.Cookies["variant"] == "B"|] ? "orders-b" : "orders-a";
            return clients.CreateClient(name).GetStringAsync("/");
        });
        app.Run();
        """);

    [Fact]
    public Task Grpc_metadata_chooses_with_real_types() => VerifyReal(Using + """
        using Grpc.Core;
        using Grpc.Net.Client;
        public class Catalog
        {
            public GrpcChannel Choose(ServerCallContext context)
                => [|context.RequestHeaders.GetValue("x-beta") == "1"|] ? GrpcChannel.ForAddress("http://catalog-b") : GrpcChannel.ForAddress("http://catalog-a");
        }
        """, "Grpc.Core.Api", "Grpc.Net.Client", "Grpc.Net.Common");

    [Fact]
    public Task Gateway_is_made_to_choose() => VerifyReal(Using + """
        using Yarp.ReverseProxy.Configuration;
        public class Chooser(HttpClient http)
        {
            public DestinationConfig? Config { get; set; }
            public Task<string> Get(HttpRequest request) => http.GetStringAsync(request.Headers["x-beta"] == "1" ? "http://orders-v2" : "http://orders");
        }
        """, "Yarp.ReverseProxy");

    [Fact]
    public Task Request_of_somebody_else_is_silent() => Verify("""
        namespace My
        {
            public class Request { public System.Collections.Generic.Dictionary<string, string> Headers { get; } = new(); }
            public class C(System.Net.Http.HttpClient http)
            {
                public System.Threading.Tasks.Task<string> Get(Request request) => http.GetStringAsync(request.Headers["x"] == "1" ? "http://orders-v2" : "http://orders");
            }
        }
        """);

    [Fact]
    public Task Message_names_header_versions_and_mesh() => VerifyResultsWith(
        In("return {|#0:Request.Headers[Experiment] == \"1\"|} ? _new : _old;"), "meshready.mesh = istio", null, null,
        new DiagnosticResult("MSA0702", DiagnosticSeverity.Info).WithLocation(0).WithMessage("The header 'x-experiment' chooses here between 'http://orders-v2' and 'http://orders'; a VirtualService that matches the header does that for all callers, provided that the services forward what it matches"));

    [Fact]
    public Task Broken_code_is_silent() => Verify(Using + """
        public class C(HttpClient http, HttpRequest request)
        {
            public Task<string> Get() => http.GetStringAsync(request.Headers[{|CS0103:Name|}] == {|CS0103:Wanted|} ? {|CS0103:New|} : {|CS0103:Old|});
        }
        """);
}
