using MeshReady.Model.Rules.Architecture;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Rules.Architecture;

/// <summary>Libraries of business rules, and libraries that are made to be shared.</summary>
public sealed class MSA1103SharedDomainTests
{
    [Fact]
    public void Entities_that_three_services_run()
        => Assert.Equal(["Info src/Shop.Domain/Order.cs:3 billing, orders, stock: Shop.Domain | Order, Customer | 3 | billing, orders, stock"], Find(
            "Shop.Domain", ["Shop.Order", "Shop.Customer"], "Shop.Orders", "Shop.Billing", "Shop.Stock"));

    [Fact]
    public void Library_behind_a_library_counts()
        => Assert.Single(Used("Shop.Domain", ["Shop.Order"], "Orders", "Billing").Library("Data", p => p with { References = [PathOf("Shop.Domain")] }).Program("Stock", p => p with { References = [PathOf("Data")] })
            .Find<MSA1103SharedDomainRule>());

    [Fact]
    public void Number_of_users_is_the_users()
    {
        Assert.Empty(Find("Shop.Domain", ["Shop.Order"], "Orders", "Billing"));
        Assert.Single(Used("Shop.Domain", ["Shop.Order"], "Orders", "Billing").Find<MSA1103SharedDomainRule>(new SystemSettings { SharedLibraryUsers = 2 }));
    }

    [Fact]
    public void Parts_of_one_service_are_one_user()
        => Assert.Empty(Find("Orders.Domain", ["Orders.Order"], "Orders.Api", "Orders.Worker", "Orders.Migrator"));

    [Theory]
    [InlineData("Shop.BuildingBlocks")]
    [InlineData("Shop.Contracts")]
    public void Library_without_data_is_none(string name) => Assert.Empty(Find(name, [], "Orders", "Billing", "Stock"));

    [Theory]
    [InlineData("Shop.Contracts", "Shop.Order")]
    [InlineData("Shop.ServiceDefaults", "Shop.Order")]
    [InlineData("Shop.BuildingBlocks", "Shop.OutboxMessage")]
    [InlineData("Shop.EventLog", "Shop.IntegrationEventLogEntry")]
    public void What_is_made_to_be_shared_is_none(string library, string type) => Assert.Empty(Find(library, [type], "Orders", "Billing", "Stock"));

    [Fact]
    public void Context_of_a_shared_database_is_the_business_of_the_rule_about_that()
    {
        var store = new StoreFact("postgres", Here) { Server = "sql-1", Database = "shop", Context = "Shop.ShopContext" };
        var system = new SyntheticSystem().Library("Shop.Data", p => p with { Domain = [new DomainFact("Shop.ShopContext", "context", Here), new DomainFact("Shop.Order", "entity", Here)], Stores = [store] });
        foreach (var name in new[] { "Orders", "Billing", "Stock" })
            system.Program(name, p => p with { References = [PathOf("Shop.Data")] });

        Assert.Single(system.Find<MSA1102SharedDatabaseRule>());
        Assert.Empty(system.Find<MSA1103SharedDomainRule>());
    }

    private static string[] Find(string library, string[] types, params string[] users) => Used(library, types, users).Find<MSA1103SharedDomainRule>();

    private static SyntheticSystem Used(string library, string[] types, params string[] users)
    {
        var system = new SyntheticSystem().Library(library, p => p with { Domain = [.. types.Select((type, i) => new DomainFact(type, "entity", new($"src/{library}/Order.cs", 3 + i)))] });
        foreach (var user in users)
            system.Program(user, p => p with { References = [PathOf(library)] });
        return system;
    }
}
