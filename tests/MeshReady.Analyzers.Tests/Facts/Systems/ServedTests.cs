using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>What a project answers, and where it listens.</summary>
public sealed class ServedTests : FactsTest
{
    private static string[] Endpoints(ProjectFacts facts)
        => [.. facts.Endpoints.Select(static e => $"{e.Kind} {string.Join(",", e.Methods)} {(e.HasUnknownPrefix ? "…" : "")}{e.Pattern}{e.Contract}".Replace("  ", " "))];

    private static string[] Listens(ProjectFacts facts)
        => [.. facts.Listens.Select(static l => $"{l.Port} {l.Protocols} {l.IsTls} {l.Place}")];

    [Fact]
    public void Routes_hubs_and_health_checks_carry_their_methods()
    {
        var facts = Facts("""
            using Microsoft.AspNetCore.SignalR;
            var builder = WebApplication.CreateBuilder(args);
            var app = builder.Build();
            var orders = app.MapGroup("/api/orders");
            orders.MapGet("/{id:int}", (int id) => id);
            orders.MapPost("/", () => 1);
            app.MapMethods("/both", new[] { "PUT", "PATCH" }, () => 1);
            app.MapHub<Chat>("/chat");
            app.MapHealthChecks("/healthz");
            if (app.Environment.IsDevelopment())
                app.MapGet("/debug", () => 1);
            app.Run();
            public class Chat : Hub;
            """);
        Assert.Equal(["Http GET /api/orders/{id:int}", "Http POST /api/orders", "Http PUT,PATCH /both", "Hub /chat/{**rest}", "Health /healthz"], Endpoints(facts));
        Assert.False(facts.HasOtherEndpoints);
        Assert.Equal("src/Shop/File1.cs:5", facts.Endpoints[0].Place.ToString());
    }

    [Fact]
    public void Actions_of_controllers_are_told_apart_by_method()
        => Assert.Equal(["Http GET /api/orders", "Http GET /api/orders/{id}", "Http DELETE /api/orders/{id}"], Endpoints(Facts("""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddControllers();
            var app = builder.Build();
            app.MapControllers();
            app.Run();
            [ApiController]
            [Route("api/[controller]")]
            public class OrdersController : ControllerBase
            {
                [HttpGet] public int All() => 1;
                [HttpGet("{id}")] public int One(int id) => 1;
                [HttpDelete("{id}")] public int Remove(int id) => 1;
            }
            """).With("orders")));

    [Fact]
    public void A_path_that_is_not_constant_leaves_room_for_others_and_a_base_is_named()
    {
        var facts = Facts("""
            var builder = WebApplication.CreateBuilder(args);
            var app = builder.Build();
            app.UsePathBase("/shop");
            app.MapGet(Environment.GetEnvironmentVariable("ROUTE")!, () => 1);
            app.Run();
            """);
        Assert.True(facts.HasOtherEndpoints);
        Assert.Equal(["/shop"], facts.PathBases);
        Assert.Empty(facts.Endpoints);
    }

    private const string Generated = """
        namespace Catalogs;
        public static partial class Catalog
        {
            static readonly string __ServiceName = "shop.catalog.Catalog";
            public abstract partial class CatalogBase { }
            public partial class CatalogClient { }
        }
        """;

    [Fact]
    public void A_gRPC_service_is_known_by_its_contract()
        => Assert.Equal(["Grpc shop.catalog.Catalog"], Endpoints(new Project { Packages = ["Grpc.AspNetCore.Server", "Grpc.Core.Api"] }.Facts("""
            var builder = WebApplication.CreateBuilder(args);
            var app = builder.Build();
            app.MapGrpcService<CatalogService>();
            app.Run();
            public class CatalogService : Catalogs.Catalog.CatalogBase;
            """, Generated)));

    [Fact]
    public void A_class_that_only_looks_like_a_service_has_no_contract()
        => Assert.Equal(["Grpc "], Endpoints(new Project { Packages = ["Grpc.AspNetCore.Server", "Grpc.Core.Api"] }.Facts("""
            var builder = WebApplication.CreateBuilder(args);
            var app = builder.Build();
            app.MapGrpcService<CatalogService>();
            app.Run();
            public class Catalog { public abstract class CatalogBase; }
            public class CatalogService : Catalog.CatalogBase;
            """)));

    [Fact]
    public void Code_tells_ports_and_protocols()
        => Assert.Equal(["8080 Http1 False src/Shop/File1.cs:5", "8081 Http2 False src/Shop/File1.cs:6"], Listens(Facts("""
            using Microsoft.AspNetCore.Server.Kestrel.Core;
            var builder = WebApplication.CreateBuilder(args);
            builder.WebHost.ConfigureKestrel(kestrel =>
            {
                kestrel.ListenAnyIP(8080, listen => listen.Protocols = HttpProtocols.Http1);
                kestrel.ListenAnyIP(8081, listen => listen.Protocols = HttpProtocols.Http2);
            });
            builder.Build().Run();
            """)));

    [Fact]
    public void Settings_tell_endpoints_and_what_is_spoken_by_default()
    {
        const string Program = "var builder = WebApplication.CreateBuilder(args); builder.Build().Run();";
        Assert.Equal([" Http2  src/Shop/appsettings.json:1"], Listens(new Project { Settings = [("appsettings.json", """{ "Kestrel": { "EndpointDefaults": { "Protocols": "Http2" } } }""")] }.Facts(Program)));
        Assert.Equal(["5001 Http2 False src/Shop/appsettings.json:2", "8443 Http1 True src/Shop/appsettings.json:3"], Listens(new Project
        {
            Settings = [("appsettings.json", """
                { "Kestrel": { "EndpointDefaults": { "Protocols": "Http1" }, "Endpoints": {
                    "Grpc": { "Url": "http://*:5001", "Protocols": "Http2" },
                    "Web": { "Url": "https://*:8443" } } } }
                """), ("appsettings.Development.json", """{ "Kestrel": { "Endpoints": { "Debug": { "Url": "http://*:9999" } } } }""")],
        }.Facts(Program)));
    }

    [Fact]
    public void Urls_of_the_application_are_ports()
        => Assert.Equal(["6001  False src/Shop/File1.cs:3"], Listens(Facts("""
            var builder = WebApplication.CreateBuilder(args);
            var app = builder.Build();
            app.Run("http://*:6001");
            """)));
}

/// <summary>Compares routes without regard to the case of a controller's name.</summary>
file static class Cases
{
    public static ProjectFacts With(this ProjectFacts facts, string name)
        => facts with { Endpoints = [.. facts.Endpoints.Select(e => e with { Pattern = e.Pattern?.Replace(name, name, StringComparison.OrdinalIgnoreCase) })] };
}
