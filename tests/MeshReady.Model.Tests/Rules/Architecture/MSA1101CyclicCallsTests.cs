using MeshReady.Model.Rules.Architecture;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Rules.Architecture;

/// <summary>Circles of calls, and what looks like one.</summary>
public sealed class MSA1101CyclicCallsTests
{
    [Fact]
    public void Two_that_call_each_other()
        => Assert.Equal(["Warning src/billing/Program.cs:1 billing, orders: billing -> orders -> billing | "], Find(system => system
            .Program("billing", p => p.CallTo("orders")).Program("orders", p => p.CallTo("billing"))));

    [Fact]
    public void Circle_of_four_is_named_in_its_order_with_each_hop()
    {
        var finding = Assert.Single(new SyntheticSystem()
            .Program("d", p => p.CallTo("b")).Program("a", p => p.CallTo("d")).Program("b", p => p.CallTo("c")).Program("c", p => p.CallTo("a"))
            .Judge<MSA1101CyclicCallsRule>());

        Assert.Equal("a -> d -> b -> c -> a", finding.Arguments[0]);
        Assert.Equal(["src/d/Program.cs:1", "src/b/Program.cs:1", "src/c/Program.cs:1"], finding.Also.Select(p => p.ToString()));
    }

    [Fact]
    public void Two_circles_that_hang_together_are_one_finding()
        => Assert.Equal(["Warning src/a/Program.cs:1 a, b, c: a -> b -> a | ; 1 more is caught in it: c"], Find(system => system
            .Program("a", p => p.CallTo("b")).Program("b", p => p.CallTo("a", "c")).Program("c", p => p.CallTo("b"))));

    [Fact]
    public void Two_circles_apart_are_two()
        => Assert.Equal(2, Find(system => system
            .Program("a", p => p.CallTo("b")).Program("b", p => p.CallTo("a")).Program("x", p => p.CallTo("y")).Program("y", p => p.CallTo("x"))).Length);

    [Fact]
    public void Setting_that_names_the_callee_belongs_to_the_finding()
    {
        var finding = Assert.Single(new SyntheticSystem()
            .Program("billing", p => p with { Calls = [ByKey("Services:Orders")], Settings = [Setting("Services:Orders", "orders")] }).Program("orders", p => p.CallTo("billing"))
            .Judge<MSA1101CyclicCallsRule>());

        Assert.Equal([Here, new("appsettings.json", 1), new("src/orders/Program.cs", 1)], finding.Also.Prepend(finding.Place));
    }

    [Fact]
    public void Chain_and_call_of_oneself_are_none()
        => Assert.Empty(Find(system => system.Program("a", p => p.CallTo("b", "a")).Program("b", p => p.CallTo("c")).Program("c")));

    [Theory]
    [InlineData(CallProtocol.HealthCheck)]
    [InlineData(CallProtocol.Metadata)]
    [InlineData(CallProtocol.WebSocket)]
    public void What_no_request_waits_for_closes_no_circle(CallProtocol protocol)
        => Assert.Empty(Find(system => system.Program("billing", p => p.CallTo("orders")).Program("orders", p => p with { Calls = [ByHost("billing", protocol: protocol)] })));

    [Fact]
    public void Call_made_in_development_only_closes_no_circle()
        => Assert.Empty(Find(system => system.Program("billing", p => p.CallTo("orders")).Program("orders", p => p with { Calls = [ByHost("billing") with { IsConditional = true }] })));

    [Fact]
    public void Gateway_that_is_called_back_closes_no_circle()
        => Assert.Empty(Find(system => system.Program("gateway", p => p with { Calls = [ByHost("orders", protocol: CallProtocol.Proxy)] }).Program("orders", p => p.CallTo("gateway"))));

    [Fact]
    public void Reference_of_an_app_host_alone_closes_no_circle()
        => Assert.Empty(Find(system => system.Program("Billing", p => p.CallTo("orders")).Program("Orders").AppHost(
            new AspireFact("billing", "project", Here) { Source = "Billing" }, new AspireFact("orders", "project", Here) { Source = "Orders", References = ["billing"] })));

    [Fact]
    public void Address_that_nobody_tells_closes_no_circle()
        => Assert.Empty(Find(system => system.Program("billing", p => p.CallTo("orders")).Program("orders", p => p with { Calls = [ByKey("Callback")] })));

    private static string[] Find(Func<SyntheticSystem, SyntheticSystem> system) => system(new()).Find<MSA1101CyclicCallsRule>();
}
