using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>The resources of an Aspire AppHost, of which nothing binds.</summary>
public sealed class ResourcesTests : FactsTest
{
    private static string[] Resources(string source, ProjectKind kind = ProjectKind.AppHost)
        => [.. new Project { Name = "AppHost", Kind = kind }.Facts(source).Resources.Select(static r => $"{r.Kind} {r.Name}" + (r.Source is { } from ? " " + from : "") + (r.Parent is { } parent ? " <" + parent : "")
            + (r.References.Count > 0 ? $" [{string.Join(", ", r.References)}]" : "") + string.Concat(r.Environment.Select(static e => $" {e.Key}={e.Value}")) + (r.IsExternal ? " external" : ""))];

    private const string System = """
        var builder = DistributedApplication.CreateBuilder(args);
        var password = builder.AddParameter("password", "s3cret", secret: true);
        var postgres = builder.AddPostgres("postgres", password: password).WithImage("ankane/pgvector");
        var catalogDb = postgres.AddDatabase("catalogdb");
        var redis = builder.AddRedis("redis");
        var launch = "http";
        var identity = builder.AddProject<Projects.Identity_API>("identity-api", launch).WithExternalHttpEndpoints();
        var identityEndpoint = identity.GetEndpoint(launch);
        var catalog = builder.AddProject<Projects.Catalog_API>("catalog-api").WithReference(catalogDb).WaitFor(catalogDb).WithReference(redis).WithEnvironment("Identity__Url", identityEndpoint);
        builder.AddProject("worker", "../Worker/Worker.csproj").WithReference(catalog).WithEnvironment("Catalog", catalog.GetEndpoint("http")).WithEnvironment("MODE", "fast");
        builder.AddContainer("mail", "axllent/mailpit").WithEndpoint(port: 8025, name: "http", isExternal: true);
        builder.AddNpmApp("web", "../web").WithReference(catalog);
        builder.AddYarp("gateway").WithRoutes(catalog, identity);
        identity.WithEnvironment("CatalogClient", catalog.GetEndpoint("http"));
        builder.Build().Run();
        """;

    [Fact]
    public void Projects_servers_databases_containers_and_what_they_are_told_of()
        => Assert.Equal(
        [
            "postgres postgres ankane/pgvector",
            "database catalogdb <postgres",
            "redis redis",
            "project identity-api Identity_API CatalogClient=catalog-api external",
            "project catalog-api Catalog_API [catalogdb, redis] Identity__Url=identity-api",
            "project worker ../Worker/Worker.csproj [catalog-api] Catalog=catalog-api",
            "container mail axllent/mailpit external",
            "npmapp web ../web [catalog-api]".Replace("npmapp", "node"),
            "yarp gateway [catalog-api, identity-api]",
        ], Resources(System));

    [Fact]
    public void A_service_that_adds_to_its_own_builder_declares_none()
        => Assert.Empty(Resources("""
            var builder = WebApplication.CreateBuilder(args);
            builder.AddServiceDefaults("x");
            builder.AddRedis("redis");
            builder.Build().Run();
            """));

    [Fact]
    public void Only_an_AppHost_has_resources() => Assert.Empty(Resources(System, ProjectKind.Service));

    [Fact]
    public void Broken_code_yields_what_can_be_read()
        => Assert.Equal(["redis redis"], Resources("""
            var builder = DistributedApplication.CreateBuilder(args);
            var redis = builder.AddRedis("redis");
            var loop = loop.WithReference(loop);
            builder.AddProject<Projects.>(.WithReference(
            """));
}
