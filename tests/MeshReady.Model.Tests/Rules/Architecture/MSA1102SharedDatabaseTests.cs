using MeshReady.Model.Rules.Architecture;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Rules.Architecture;

/// <summary>Databases of several services, and what only looks like one.</summary>
public sealed class MSA1102SharedDatabaseTests
{
    [Fact]
    public void Two_services_in_one_database()
        => Assert.Equal(["Warning src/Billing/Db.cs:1 billing, orders: postgres sql-1/orders | billing, orders | "], Find(
            ("Billing", In("sql-1", "orders")), ("Orders", In("sql-1", "orders"))));

    [Fact]
    public void Tables_that_several_use_are_named()
        => Assert.EndsWith("; several use customers", Assert.Single(Find(
            ("Billing", In("sql-1", "orders", tables: ["invoices", "customers"])), ("Orders", In("sql-1", "orders", tables: ["Customers", "orders"])))), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Tables_of_their_own_in_one_database_are_a_remark()
        => Assert.StartsWith("Info", Assert.Single(Find(
            ("Billing", In("sql-1", "shop", tables: ["invoices"])), ("Orders", In("sql-1", "shop", tables: ["orders"])))), StringComparison.Ordinal);

    [Fact]
    public void Guest_is_told_before_the_owner_whose_name_the_database_bears()
        => Assert.StartsWith("Warning src/Warehouse/Db.cs:1 warehouse, billing", Assert.Single(Find(
            ("Billing", In("sql-1", "billing")), ("Warehouse", In("sql-1", "billing")))), StringComparison.Ordinal);

    [Fact]
    public void Settings_that_name_the_same_database_are_where_it_is_reported()
    {
        var finding = Assert.Single(new SyntheticSystem()
            .Program("Billing", p => Keyed(p)).Program("Orders", p => Keyed(p)).Judge<MSA1102SharedDatabaseRule>());

        Assert.Equal("appsettings.json:1", finding.Place.ToString());
        Assert.Contains(new("src/Orders/Db.cs", 1), finding.Also);

        static ProjectFacts Keyed(ProjectFacts p) => p with
        {
            Stores = [new StoreFact("sqlserver", new($"src/{p.Name}/Db.cs", 1)) { Key = "ConnectionStrings:Db" }],
            Settings = [Setting("ConnectionStrings:Db", "sql-1", 1433, database: "shop")],
        };
    }

    [Theory]
    [InlineData("sql-1", "orders", null, "sql-1", "billing", null)]
    [InlineData("sql-1", "shop", null, "sql-2", "shop", null)]
    [InlineData("sql-1", "shop", "orders", "sql-1", "shop", "billing")]
    [InlineData(null, "shop", null, null, "shop", null)]
    [InlineData("sql-1", null, null, "sql-1", null, null)]
    [InlineData("localhost", "postgres", null, "localhost", "postgres", null)]
    public void Server_in_common_is_no_database_in_common(string? server, string? database, string? schema, string? otherServer, string? otherDatabase, string? otherSchema)
        => Assert.Empty(Find(("Billing", In(server, database, schema)), ("Orders", In(otherServer, otherDatabase, otherSchema))));

    [Fact]
    public void Database_of_the_developers_machine_counts_within_one_system()
    {
        var store = In("localhost", "blog");
        var samples = new SyntheticSystem().Program("First", p => p with { Stores = [store] }).Program("Second", p => p with { Stores = [store] });

        Assert.Empty(samples.Find<MSA1102SharedDatabaseRule>());
        Assert.Single(samples.File("docker-compose.yml", "services:\n  first: { build: src/First }\n  second: { build: src/Second }\n").Find<MSA1102SharedDatabaseRule>());
        Assert.Single(new SyntheticSystem().Program("First", p => p.CallTo("second") with { Stores = [store] }).Program("Second", p => p with { Stores = [store] }).Find<MSA1102SharedDatabaseRule>());
    }

    [Theory]
    [InlineData("redis")]
    [InlineData("elasticsearch")]
    [InlineData("memory")]
    public void Caches_and_indexes_are_shared_by_intent(string system)
        => Assert.Empty(Find(("Billing", In("host", "0", system: system)), ("Orders", In("host", "0", system: system))));

    [Theory]
    [InlineData("Orders.Api", "Orders.Worker")]
    [InlineData("Shop.Ordering.API", "Shop.OrderProcessor")]
    [InlineData("WorkshopManagementAPI", "WorkshopManagementEventHandler")]
    [InlineData("Orders.Api", "Billing.Migrator")]
    public void Parts_of_one_service_may_share(string one, string other)
        => Assert.Empty(Find((one, In("sql-1", "shop")), (other, In("sql-1", "shop"))));

    [Fact]
    public void Worker_beside_the_one_that_answers_may_share_the_context_of_a_library_of_theirs()
    {
        Assert.Empty(WithLibrary(answers: false));
        Assert.Single(WithLibrary(answers: true));

        static string[] WithLibrary(bool answers)
        {
            var store = new StoreFact("postgres", Here) { Server = "sql-1", Database = "shop", Context = "Data.ShopContext" };
            return new SyntheticSystem()
                .Library("Data", p => p with { Stores = [store] })
                .Program("Shop", p => p with { References = [PathOf("Data")], Endpoints = [new(ServedKind.Http, Here) { Pattern = "/" }] })
                .Program("Mailing", p => p with { References = [PathOf("Data")], HasOtherEndpoints = false, Endpoints = answers ? [new(ServedKind.Http, Here) { Pattern = "/" }] : [] })
                .Find<MSA1102SharedDatabaseRule>();
        }
    }

    [Theory]
    [InlineData("Jobs.HangfireContext")]
    [InlineData("Blocks.PersistMessageDbContext")]
    [InlineData("Duende.PersistedGrantDbContext")]
    public void What_libraries_keep_is_theirs(string context)
        => Assert.Empty(Find(("Billing", In("sql-1", "jobs", context: context)), ("Orders", In("sql-1", "jobs", context: context))));

    [Fact]
    public void Messages_that_a_library_of_the_house_keeps_for_several_in_one_table_are_a_remark()
    {
        var store = In("sql-1", "messages", context: "House.PersistMessageDbContext");
        var system = new SyntheticSystem().Library("House").Program("Billing", p => p with { Stores = [store] }).Program("Orders", p => p with { Stores = [store] });

        Assert.Equal(["Info Program.cs:1 orders, billing: postgres sql-1/messages | billing, orders | ; whoever looks for messages to send finds those of the others as well"], system.Find<MSA1102SharedDatabaseRule>());
    }

    [Fact]
    public void Tables_of_logins_are_those_of_the_library()
        => Assert.Empty(Find(("Billing", In("sql-1", "users", tables: ["AspNetUsers"])), ("Orders", In("sql-1", "users", tables: ["AspNetRoles"]))));

    [Fact]
    public void Thousand_services_with_one_library_and_one_database_are_judged_at_once()
    {
        var system = new SyntheticSystem().Library("Shop.Domain", p => p with { Domain = [new DomainFact("Shop.Order", "entity", Here)] });
        for (var i = 0; i < 1000; i++)
        {
            var letters = $"{(char)('a' + i / 100)}{(char)('a' + i / 10 % 10)}{(char)('a' + i % 10)}";
            system.Program("Shop.Part" + letters, p => p with { References = [PathOf("Shop.Domain")], Stores = [In("localhost", "shop")] });
        }

        var graph = system.Graph();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var finding = Assert.Single(new MSA1102SharedDatabaseRule().Judge(graph, new(), TestContext.Current.CancellationToken));
        Assert.Single(new MSA1103SharedDomainRule().Judge(graph, new(), TestContext.Current.CancellationToken));

        TestContext.Current.TestOutputHelper!.WriteLine($"{watch.ElapsedMilliseconds} ms");
        Assert.Equal(1000, finding.Services.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    private static StoreFact In(string? server, string? database, string? schema = null, string system = "postgres", string? context = null, string[]? tables = null)
        => new(system, Here) { Server = server, Database = database, Schema = schema, Context = context, Tables = tables ?? [] };

    private static string[] Find(params (string Name, StoreFact Store)[] programs)
    {
        var system = new SyntheticSystem();
        foreach (var (name, store) in programs)
            system.Program(name, p => p with { Stores = [store with { Place = new($"src/{name}/Db.cs", 1) }] });
        return system.Find<MSA1102SharedDatabaseRule>();
    }
}
