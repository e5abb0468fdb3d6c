using MeshReady.Model.Rules.Architecture;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Rules.Architecture;

/// <summary>Services in the middle of all, and those at the edge.</summary>
public sealed class MSA1105HubServiceTests
{
    private static readonly string[] Six = ["a1", "a2", "a3", "a4", "a5", "a6"];

    [Fact]
    public void Six_wait_for_it()
        => Assert.Equal(["Info src/stock/stock.csproj:1 stock, a1, a2, a3, a4, a5, a6: stock | 6 services wait for it (a1, a2, a3, a4, a5, a6) | when it is slow, so are they"], Into("stock").Find<MSA1105HubServiceRule>());

    [Fact]
    public void Five_wait_for_it_unless_five_are_many()
    {
        var system = new SyntheticSystem().Program("stock");
        foreach (var name in Six.Take(5))
            system.Program(name, p => p.CallTo("stock"));

        Assert.Empty(system.Find<MSA1105HubServiceRule>());
        Assert.Single(system.Find<MSA1105HubServiceRule>(new SystemSettings { HubDegree = 5 }));
    }

    [Fact]
    public void It_waits_for_six_and_somebody_for_it()
        => Assert.Equal(["orders | it waits for 6 services (a1, a2, a3, a4, a5, a6) | each of them can make it slow"], Texts(Outof("orders").Program("web", p => p.CallTo("orders"))));

    [Fact]
    public void Both_are_one_finding()
        => Assert.StartsWith("orders | 6 services wait for it (", Assert.Single(Texts(Six.Aggregate(
            new SyntheticSystem().Program("orders", p => p.CallTo([.. Six.Select(static name => "x" + name)])),
            static (system, name) => system.Program(name, p => p.CallTo("orders")).Program("x" + name)))), StringComparison.Ordinal);

    [Fact]
    public void Page_that_gathers_from_many_stands_at_the_edge() => Assert.Empty(Outof("web").Find<MSA1105HubServiceRule>());

    [Fact]
    public void Copies_of_one_program_are_one_caller()
    {
        var system = new SyntheticSystem().Program("stock");
        foreach (var name in Six)
            system.Program(name, p => p.CallTo("stock") with { Name = "Frontend" });

        Assert.Empty(system.Find<MSA1105HubServiceRule>());
    }

    [Fact]
    public void Gateway_is_none()
        => Assert.Empty(Six.Aggregate(
            new SyntheticSystem().Program("gateway", p => p with { Calls = [.. Six.Select(name => ByHost(name, protocol: CallProtocol.Proxy))] }).Program("web", p => p.CallTo("gateway")),
            static (system, name) => system.Program(name)).Find<MSA1105HubServiceRule>());

    [Fact]
    public void Keys_of_an_issuer_make_no_hub()
        => Assert.Empty(Six.Aggregate(new SyntheticSystem().Program("identity"), static (system, name) => system.Program(name, p => p with { Calls = [ByHost("identity", protocol: CallProtocol.Metadata)] })).Find<MSA1105HubServiceRule>());

    private static string[] Texts(SyntheticSystem system) => [.. system.Judge<MSA1105HubServiceRule>().Select(static f => string.Join(" | ", f.Arguments))];

    private static SyntheticSystem Into(string hub) => Six.Aggregate(new SyntheticSystem().Program(hub), (system, name) => system.Program(name, p => p.CallTo(hub)));

    private static SyntheticSystem Outof(string hub) => Six.Aggregate(new SyntheticSystem().Program(hub, p => p.CallTo(Six)), static (system, name) => system.Program(name));
}
