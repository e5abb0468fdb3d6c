using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>Destinations of reverse proxies, token issuers and health checks.</summary>
public sealed class ProxyCallTests
{
    private const string Yarp = """
        {
          "Gateway": {
            "Routes": {
              "a": { "ClusterId": "orders", "Timeout": "00:00:05", "Match": { "Path": "/orders/{**rest}", "Methods": [ "GET" ] } }
            },
            "Clusters": {
              "orders": { "Destinations": { "one": { "Address": "http://orders:8080/" } } }
            }
          },
          "Other": { "Clusters": { "x": { "Destinations": { "one": { "Address": "http://other/" } } } } }
        }
        """;

    private const string Load = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("Gateway"));
        builder.Build().MapReverseProxy();
        """;

    [Fact]
    public void Destinations_of_the_loaded_section_are_calls()
    {
        var facts = ProjectFactsOf.Program(Load, [("appsettings.json", Yarp)], "Yarp.ReverseProxy");
        var call = Assert.Single(facts.Calls);

        Assert.Equal((CallProtocol.Proxy, "Gateway:Clusters:orders:Destinations:one:Address"), (call.Protocol, call.Key));
        Assert.Equal(new Place("src/Shop/appsettings.json", 7), call.Place);
        Assert.Equal(["GET /orders/{**rest}"], call.Requests);
        Assert.Equal((1, true, 5000L), (call.Policy.Tries, call.Policy.HasTimeout, call.Policy.TotalMilliseconds));
        Assert.True(facts.ForwardsOtherHeaders);
        Assert.Contains(facts.Settings, setting => setting.Key == call.Key && setting.Host == "orders" && setting.Port == 8080);
    }

    [Fact]
    public void Settings_of_a_proxy_that_is_not_loaded_are_no_calls()
        => Assert.Empty(ProjectFactsOf.Program("WebApplication.CreateBuilder(args).Build().Run();", [("appsettings.json", Yarp)], "Yarp.ReverseProxy").Calls);

    [Fact]
    public void Destination_in_code_is_a_call()
    {
        var call = Assert.Single(ProjectFactsOf.Program("""
            using Yarp.ReverseProxy.Configuration;
            var cluster = new ClusterConfig { ClusterId = "orders", Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new DestinationConfig { Address = "http://orders:8080" } } };
            """, null, "Yarp.ReverseProxy").Calls);

        Assert.Equal((CallProtocol.Proxy, "orders", 8080), (call.Protocol, call.Host, call.Port));
    }

    [Fact]
    public void Direct_forwarding_is_a_call()
    {
        var call = Assert.Single(ProjectFactsOf.Program("""
            WebApplication.CreateBuilder(args).Build().MapForwarder("/pictures/{id}", "https+http://catalog-api", "/items/{id}");
            """, null, "Yarp.ReverseProxy").Calls);

        Assert.Equal((CallProtocol.Proxy, "catalog-api"), (call.Protocol, call.Host));
    }

    [Fact]
    public void Routes_of_Ocelot_are_calls_by_host_and_by_name()
    {
        const string Routes = """
            {
              "Routes": [
                { "DownstreamPathTemplate": "/api/{any}", "DownstreamScheme": "https", "DownstreamHostAndPorts": [ { "Host": "orders", "Port": 8443 } ], "UpstreamHttpMethod": [ "Get", "Post" ],
                  "QoSOptions": { "ExceptionsAllowedBeforeBreaking": 3, "TimeoutValue": 5000 } },
                { "DownstreamPathTemplate": "/stock", "DownstreamScheme": "http", "ServiceName": "StockService" }
              ]
            }
            """;
        var calls = ProjectFactsOf.Unrestored("""
            using Ocelot.DependencyInjection;
            var builder = WebApplication.CreateBuilder(args);
            builder.Configuration.AddJsonFile("ocelot.json");
            builder.Services.AddOcelot();
            """, [("ocelot.json", Routes), ("ocelot.Development.json", Routes.Replace("\"orders\"", "\"localhost\""))]).Calls;

        Assert.Equal(
            [("https", "localhost", 8443, true), ("https", "orders", 8443, false), ("http", "StockService", null, false)],
            calls.Select(static c => (c.Scheme, c.Host, c.Port, c.IsConditional)));
        Assert.Equal(["GET /api/{any}", "POST /api/{any}"], calls[1].Requests);
        Assert.Equal((1, true, true, 5000L), (calls[1].Policy.Tries, calls[1].Policy.HasTimeout, calls[1].Policy.HasBreaker, calls[1].Policy.TryMilliseconds));
    }

    [Fact]
    public void File_that_the_code_loads_by_name_is_read_and_others_are_not()
    {
        var facts = ProjectFactsOf.Program("""
            var builder = WebApplication.CreateBuilder(args);
            builder.Configuration.AddJsonFile("peers.json").AddJsonFile($"peers.{builder.Environment.EnvironmentName}.json", optional: true);
            """, [("peers.json", """{ "Stock": "http://stock" }"""), ("peers.Staging.json", """{ "Stock": "http://stock-s" }"""), ("package.json", """{ "homepage": "http://home" }""")]);

        Assert.Equal([(null, "stock"), ("Staging", "stock-s")], facts.Settings.OrderBy(static s => s.Environment).Select(static s => (s.Environment, s.Host)));
    }

    [Theory]
    [InlineData("""services.AddAuthentication().AddJwtBearer(o => o.Authority = configuration["Identity:Url"]);""", "Identity:Url")]
    [InlineData("""services.AddAuthentication().AddJwtBearer(o => { o.Authority = "http://other"; o.MetadataAddress = configuration["Identity:Metadata"]!; });""", "Identity:Metadata")]
    [InlineData("""services.AddAuthentication().AddJwtBearer(o => configuration.GetSection("Jwt").Bind(o));""", "Jwt:Authority")]
    [InlineData("""services.AddAuthentication().AddJwtBearer();""", "Authentication:Schemes:Bearer:Authority")]
    public void Issuer_of_tokens_is_asked_for_its_keys(string code, string key)
    {
        var call = Assert.Single(ProjectFactsOf.Program(
            "IServiceCollection services = new ServiceCollection(); IConfiguration configuration = new ConfigurationBuilder().Build();\n" + code,
            [("appsettings.json", """{ "Jwt": { "Authority": "http://identity" }, "Authentication": { "Schemes": { "Bearer": { "Authority": "http://identity" } } } }""")],
            "Microsoft.AspNetCore.Authentication.JwtBearer", "Microsoft.IdentityModel.Tokens").Calls);

        Assert.Equal((CallProtocol.Metadata, key), (call.Protocol, call.Key));
    }

    [Fact]
    public void Health_check_of_a_service_is_a_call_of_its_kind()
    {
        var calls = ProjectFactsOf.Program("""
            IConfiguration configuration = new ConfigurationBuilder().Build();
            new ServiceCollection().AddHealthChecks().AddUrlGroup(new Uri("http://orders/health"), "orders").AddUrlGroup(sp => new Uri(configuration["Stock"]!), "stock").AddUrlGroup(new List<Uri> { new($"{configuration["Pay"]}/health") }, "pay");
            namespace Microsoft.Extensions.DependencyInjection
            {
                public static class UriHealthCheckBuilderExtensions
                {
                    public static IHealthChecksBuilder AddUrlGroup(this IHealthChecksBuilder builder, Uri uri, string name) => builder;
                    public static IHealthChecksBuilder AddUrlGroup(this IHealthChecksBuilder builder, Func<IServiceProvider, Uri> uri, string name) => builder;
                    public static IHealthChecksBuilder AddUrlGroup(this IHealthChecksBuilder builder, IEnumerable<Uri> uris, string name) => builder;
                }
            }
            """).Calls;

        Assert.All(calls, static c => Assert.Equal(CallProtocol.HealthCheck, c.Protocol));
        Assert.Equal(["Pay", "Stock", "orders"], calls.Select(static c => c.Host ?? c.Key!).Order(StringComparer.Ordinal));
    }
}
