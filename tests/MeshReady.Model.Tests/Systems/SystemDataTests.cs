using MeshReady.Model.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Systems;

/// <summary>What services send each other, and where they keep data.</summary>
public sealed class SystemDataTests
{
    [Fact]
    public void Topic_joins_whoever_names_it()
        => Assert.Equal(["orders kafka: a > b"], Channels(
            ("A", Sends("Shop.OrderPlaced", "orders", "kafka")),
            ("B", Takes("Billing.Order", "Orders", "kafka"))));

    [Fact]
    public void Exchange_and_queue_are_joined_by_the_type()
        => Assert.Equal(["OrderPlaced rabbitmq: a > b c"], Channels(
            ("A", Sends("Shop.OrderPlaced", "shop-exchange", "rabbitmq")),
            ("B", Takes("Billing.Events.OrderPlaced", "billing-queue", "rabbitmq")),
            ("C", Takes("Mail.OrderPlaced", null, "rabbitmq"))));

    [Fact]
    public void Copies_of_a_type_are_one_message_unless_the_library_binds_by_full_name()
    {
        Assert.Equal(["OrderPlaced cap: a > b"], Channels(("A", Sends("Shop.OrderPlaced", null, "cap")), ("B", Takes("Billing.OrderPlaced", null, "cap"))));
        Assert.Equal(["OrderPlaced masstransit: a > ", "OrderPlaced masstransit:  > b"], Channels(("A", Sends("Shop.OrderPlaced", null, "masstransit")), ("B", Takes("Billing.OrderPlaced", null, "masstransit"))));
    }

    [Fact]
    public void Brokers_do_not_mix()
        => Assert.Equal(["OrderPlaced kafka: a > ", "OrderPlaced rabbitmq:  > b"], Channels(("A", Sends("Shop.OrderPlaced", null, "kafka")), ("B", Takes("Shop.OrderPlaced", null, "rabbitmq"))));

    [Fact]
    public void Taker_of_a_type_joins_the_topic_to_which_it_is_sent()
        => Assert.Equal(["orders kafka: a > b c"], Channels(
            ("A", Sends("Shop.OrderPlaced", "orders", "kafka")), ("B", Takes(null, "orders", "kafka")), ("C", Takes("Shop.OrderPlaced", null, "kafka"))));

    [Fact]
    public void Taker_without_a_type_takes_what_is_sent_to_its_exchange()
    {
        var graph = new SyntheticSystem()
            .Program("A", p => p with { Messages = [Sends("Shop.Placed", null, "rabbitmq")], Settings = [Exchange("shop")] })
            .Program("B", p => p with { Messages = [Sends("Shop.Billed", null, "rabbitmq")], Settings = [Exchange("billing")] })
            .Program("Audit", p => p with { Messages = [Takes(null, null, "rabbitmq")], Settings = [Exchange("Shop")] })
            .Graph();

        Assert.Equal(["Billed: ", "Placed: audit"], graph.Channels.Select(c => $"{c.Name}: {string.Join(' ', c.Consumers.Select(e => e.Service))}"));

        static SettingFact Exchange(string name) => new("Rabbit:Exchange", null, Here) { Name = name };
    }

    [Fact]
    public void Binding_of_dapr_brings_a_topic_to_the_endpoint_of_its_name()
    {
        var graph = new SyntheticSystem()
            .Program("Camera", p => p with { Messages = [Sends("Shop.Seen", "traffic/entry", "mqtt")] })
            .Program("Control", p => p with { Endpoints = [new EndpointFact(ServedKind.Http, Here) { Pattern = "/entry", Methods = ["POST"] }, new EndpointFact(ServedKind.Http, Here) { Pattern = "/exit", Methods = ["GET"] }] })
            .File("k8s/entry.yaml", """
                apiVersion: dapr.io/v1alpha1
                kind: Component
                metadata: { name: entry }
                spec:
                  type: bindings.mqtt3
                  metadata: [ { name: url, value: "mqtt://u:canary@mosquitto" }, { name: topic, value: traffic/entry } ]
                """)
            .Graph();

        Assert.Equal(["traffic/entry mqtt: camera > control"], graph.Channels.Select(Show));
    }

    [Fact]
    public void Database_is_shared_only_if_server_and_name_are_known_equal()
    {
        string[] Stores(SettingFact one, SettingFact other) => [.. new SyntheticSystem()
            .Program("A", p => p with { Stores = [new StoreFact("sqlserver", Here) { Key = "ConnectionStrings:Db" }], Settings = [one] })
            .Program("B", p => p with { Stores = [new StoreFact("sql", Here) { Key = "ConnectionStrings:Db" }], Settings = [other] })
            .Graph().Stores.Select(Show)];

        Assert.Equal(["sqlserver sql-1/shop: a b"], Stores(Db("sql-1", 1433, "shop"), Db("SQL-1", null, "shop")));
        Assert.Equal(["sql sql-1/other: b", "sqlserver sql-1/shop: a"], Stores(Db("sql-1", null, "shop"), Db("sql-1", null, "other")));
        Assert.Equal(["sql sql-1: b", "sqlserver sql-1: a"], Stores(Db("sql-1", null, null), Db("sql-1", null, null)));
        Assert.Equal(["sql shop: b", "sqlserver shop: a"], Stores(Db(null!, null, "shop"), Db(null!, null, "shop")));

        static SettingFact Db(string host, int? port, string? database) => Setting("ConnectionStrings:Db", host, port, database: database);
    }

    [Fact]
    public void Schemas_of_one_database_are_stores_of_their_own()
    {
        var graph = new SyntheticSystem()
            .Program("A", p => p with { Stores = [new StoreFact("postgres", Here) { Server = "db", Database = "shop", Schema = "a" }] })
            .Program("B", p => p with { Stores = [new StoreFact("postgres", Here) { Server = "db", Database = "shop", Schema = "b" }] })
            .Graph();

        Assert.Equal(["postgres db/shop/a: a", "postgres db/shop/b: b"], graph.Stores.Select(Show));
    }

    [Fact]
    public void Plain_connection_joins_the_one_schema_that_others_name()
    {
        var graph = new SyntheticSystem()
            .Program("A", p => p with { Stores = [new StoreFact("postgres", Here) { Server = "db", Database = "shop", Schema = "ordering", Context = "A.Context" }] })
            .Program("B", p => p with { Stores = [new StoreFact("postgres", Here) { Server = "db", Database = "shop" }] })
            .Program("C", p => p with { Stores = [new StoreFact("postgres", Here) { Server = "db", Database = "shop", Context = "C.Context" }] })
            .Graph();

        Assert.Equal(["postgres db/shop: c", "postgres db/shop/ordering: a b"], graph.Stores.Select(Show));
    }

    [Fact]
    public void Database_of_an_app_host_is_named_by_its_resource()
    {
        var graph = new SyntheticSystem()
            .Program("Ordering.API", Uses).Program("OrderProcessor", Uses)
            .AppHost(
                new AspireFact("postgres", "postgres", Here), new AspireFact("orderingdb", "database", Here) { Parent = "postgres" },
                new AspireFact("ordering-api", "project", Here) { Source = "Ordering_API", References = ["orderingdb"] },
                new AspireFact("order-processor", "project", Here) { Source = "OrderProcessor", References = ["orderingdb"] })
            .Graph();

        Assert.Equal(["postgres postgres/orderingdb: order-processor ordering-api"], graph.Stores.Select(Show));

        static ProjectFacts Uses(ProjectFacts p) => p with { Stores = [new StoreFact("sql", Here) { Key = "ConnectionStrings:orderingdb" }] };
    }

    [Fact]
    public void Same_context_without_a_connection_string_is_the_same_store()
    {
        var store = Assert.Single(new SyntheticSystem()
            .Library("Data", p => p with { Stores = [new StoreFact("sql", Here) { Context = "Data.ShopContext", Tables = ["Orders"] }] })
            .Program("A", p => p with { References = [PathOf("Data")], Stores = [new StoreFact("postgres", Here) { Context = "Data.ShopContext", Key = "ConnectionStrings:Db" }], Settings = [Setting("ConnectionStrings:Db", "pg", 5432, database: "shop")] })
            .Graph().Stores);

        Assert.Equal("postgres pg/shop: a", Show(store));
        Assert.Equal(["Orders"], store.Users[0].Facts.Tables);
    }

    private static string Show(Store store) => $"{store}: {string.Join(' ', store.Users.Select(u => u.Service.Name))}";

    private static MessageFact Sends(string? type, string? channel, string broker) => new(true, Here) { Type = type, Channel = channel, Broker = broker };

    private static MessageFact Takes(string? type, string? channel, string broker) => new(false, Here) { Type = type, Channel = channel, Broker = broker };

    private static string[] Channels(params (string Name, MessageFact Message)[] programs)
    {
        var system = new SyntheticSystem();
        foreach (var (name, message) in programs)
            system.Program(name, p => p with { Messages = [message] });
        return [.. system.Graph().Channels.Select(Show)];
    }

    private static string Show(Channel c) => $"{c.Name} {c.Broker}: {string.Join(' ', c.Publishers.Select(e => e.Service.Name))} > {string.Join(' ', c.Consumers.Select(e => e.Service.Name))}";
}
