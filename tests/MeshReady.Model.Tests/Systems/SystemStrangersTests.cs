using MeshReady.Model.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Systems;

/// <summary>What systems do that nobody had in mind when the graph was written.</summary>
public sealed class SystemStrangersTests
{
    private const string Composed = "services:\n  orders-api:\n    build: src/Orders.Api\n    environment: [ \"ConnectionStrings__Db=${DB:-Server=sql;Database=orders;Password=canary}\" ]\n";

    [Fact]
    public void Compose_file_of_the_tests_neither_names_a_service_nor_configures_it()
    {
        var graph = new SyntheticSystem().Program("Orders.Api", p => p with { Calls = [ByKey("Mail")] }).Program("Mail")
            .File("docker-compose-tests.yml", "services:\n  orders-api-functional-test:\n    build: src/Orders.Api\n    environment: { Mail: 'http://fake-mail' }\n")
            .File("docker-compose.yml", Composed)
            .Graph();

        Assert.Equal(["mail", "orders-api"], graph.Services.Select(s => s.Name));
        Assert.Equal("orders-api", Assert.Single(graph.Services[1].ComposeServices).Name);
        Assert.DoesNotContain(graph.Calls, call => call.To.Name == "fake-mail");
    }

    [Fact]
    public void Compose_file_of_a_test_environment_that_stands_alone_is_read()
        => Assert.Equal("billing", Assert.Single(new SyntheticSystem().Program("Orders.Api").File("compose.test.yml", "services:\n  billing:\n    build: src/Orders.Api\n").Graph().Services).Name);

    [Fact]
    public void Variable_of_the_machine_counts_with_its_default()
    {
        var store = Assert.Single(new SyntheticSystem()
            .Program("Orders.Api", p => p with { Stores = [new StoreFact("sqlserver", Here) { Key = "ConnectionStrings:Db" }], Settings = [Setting("ConnectionStrings:Db", "localhost", database: "dev")] })
            .File("docker-compose.yml", Composed).Graph().Stores);

        Assert.Equal("sqlserver sql/orders", store.ToString());
    }

    [Theory]
    [InlineData("Server=${HOST};Database=orders")]
    [InlineData("${DB:-Server=${HOST:-sql};Database=orders}")]
    [InlineData("${DB")]
    public void Variable_of_the_machine_without_a_plain_default_stays_unknown(string value)
    {
        var store = Assert.Single(new SyntheticSystem()
            .Program("Orders.Api", p => p with { Stores = [new StoreFact("sqlserver", Here) { Key = "ConnectionStrings:Db" }] })
            .File("docker-compose.yml", "services:\n  orders-api:\n    build: src/Orders.Api\n    environment: { ConnectionStrings__Db: '" + value + "' }\n").Graph().Stores);

        Assert.Equal("sqlserver", store.ToString());
    }

    [Fact]
    public void Channel_that_only_a_shared_library_names_is_nobodys()
    {
        var check = new MessageFact(true, Here) { Channel = "healthcheck", Broker = "kafka" };
        var system = new SyntheticSystem().Library("House", p => p with { Messages = [check] })
            .Program("A", p => p with { References = [PathOf("House")] }).Program("B", p => p with { References = [PathOf("House")] });

        Assert.Empty(system.Graph().Channels);
        Assert.Single(new SyntheticSystem().Library("House", p => p with { Messages = [check] }).Program("A", p => p with { References = [PathOf("House")] }).Graph().Channels);
        Assert.Single(system.Program("Audit", p => p with { Messages = [check with { IsPublished = false }] }).Graph().Channels);
    }

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(1, 1, false)]
    [InlineData(1, 3, false)]
    [InlineData(2, 2, true)]
    [InlineData(2, 3, false)]
    public void Gateway_passes_on_more_than_it_asks(int led, int asked, bool isGateway)
    {
        var system = new SyntheticSystem().Program("Web", p => p with
        {
            Calls = [.. Enumerable.Range(0, led).Select(i => ByHost("led" + i, protocol: CallProtocol.Proxy)), .. Enumerable.Range(0, asked).Select(i => ByHost("asked" + i))],
        });
        for (var i = 0; i < 3; i++)
            system.Program("Led" + i).Program("Asked" + i);

        Assert.Equal(isGateway, system.Graph().Services.Single(s => s.Name == "web").IsGateway);
    }

    [Fact]
    public void Proxy_of_an_AppHost_is_a_gateway_without_a_project()
    {
        var graph = new SyntheticSystem().Program("Orders.Api").Program("Catalog.Api")
            .AppHost(new AspireFact("orders", "project", Here) { Source = "Orders_Api" }, new AspireFact("catalog", "project", Here) { Source = "Catalog_Api" },
                new AspireFact("cache", "redis", Here), new AspireFact("mobile", "yarp", Here) { References = ["orders", "catalog", "cache"] })
            .Graph();

        Assert.Equal(["mobile -> catalog (Proxy)", "mobile -> orders (Proxy)"], graph.Calls.Select(call => call.ToString()));
        Assert.True(graph.Services.Single(s => s.Name == "mobile") is { IsGateway: true, Project: null });
    }
}
