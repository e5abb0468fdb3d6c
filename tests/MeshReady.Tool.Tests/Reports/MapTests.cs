using System.Text.Json;
using System.Text.RegularExpressions;
using MeshReady.Model.Systems;
using MeshReady.Testing;
using MeshReady.Tool.Maps;

namespace MeshReady.Tool.Tests.Reports;

/// <summary>The map in each of its languages.</summary>
public sealed partial class MapTests
{
    private static readonly SystemGraph Shop = ShopGraph.Of(static name => name);

    [Fact]
    public Task Mermaid_shows_every_kind_of_node_and_edge() => Verifier.Verify(MermaidMap.Of(SystemMap.Of(Shop)));

    [Fact]
    public Task Dot_shows_every_kind_of_node_and_edge() => Verifier.Verify(DotMap.Of(SystemMap.Of(Shop), "Shop"));

    [Fact]
    public Task Json_holds_the_whole_system() => Verifier.Verify(JsonMap.Of(Shop));

    [Fact]
    public void Label_says_who_tries_how_often()
    {
        var call = Assert.Single(SystemMap.Of(Shop).Calls, static e => e.From.Name == "orders" && e.To.Name == "payments");
        Assert.Equal("grpc · code 4x · mesh 4x = 16", call.Label);
        Assert.Equal("4 × 4 = 16 requests", call.Policies[0].Together);
        Assert.Equal("4 × 2 s = 8 s, and the pauses", call.Policies[0].Wait);
    }

    [Fact]
    public void Call_without_any_limit_says_so()
    {
        var call = Assert.Single(SystemMap.Of(Shop).Calls, static e => e.From.Name == "worker" && e.To.Name == "orders");
        Assert.Equal("http · no time-out", call.Label);
        Assert.Equal("no limit", call.Policies[0].Wait);
    }

    [Fact]
    public void Code_that_gives_up_before_the_mesh_is_named()
    {
        var call = Assert.Single(SystemMap.Of(Shop).Calls, static e => e.From.Name == "payments");
        Assert.Equal("5 s: the code gives up while the proxy would try for 10 s", call.Policies[0].Wait);
    }

    [Fact]
    public void Same_key_of_two_callers_is_two_unresolved_ends()
    {
        Service[] services = [.. Shop.Services.Take(2)];
        var graph = Shop with
        {
            Calls = [.. services.Select(s => new ServiceCall(s, new Callee(CalleeKind.Unresolved, "Services:Catalog"), CallProtocol.Http, Shop.Calls[0].Evidence))],
        };
        Assert.Equal(2, SystemMap.Of(graph).Nodes.Count(static n => n.Kind == NodeKind.Unresolved));
    }

    [Theory, MemberData(nameof(HostileNames))]
    public void Hostile_name_stays_within_its_label(string hostile)
    {
        var map = SystemMap.Of(ShopGraph.Of(name => name + hostile));
        foreach (var line in MermaidMap.Of(map).TrimEnd('\n').Split('\n').Skip(1).Where(static l => !l.StartsWith("  class", StringComparison.Ordinal)))
            Assert.Matches(MermaidLine(), line);
        foreach (var line in DotMap.Of(map, hostile).TrimEnd('\n').Split('\n').Skip(4).SkipLast(1))
            Assert.Matches(DotLine(), line);
        using var json = JsonDocument.Parse(JsonMap.Of(ShopGraph.Of(name => name + hostile)));
        Assert.Equal(5, json.RootElement.GetProperty("services").GetArrayLength());
    }

    public static TheoryData<string> HostileNames => [.. Hostile.Names];

    [GeneratedRegex("""^  n\d+[\[\](){}<>/|]{1,3}"[^"`%&<>;\u0000-\u001f\u2028\u2029\u202a-\u202e\\]*(?:#\d+;[^"`%&<>;\u0000-\u001f\u2028\u2029\u202a-\u202e\\]*)*"[\[\](){}<>/|]{1,3}$|^  n\d+ (?:-->|-\.->|---)(?:\|"[^"]*"\|)? n\d+$""")]
    private static partial Regex MermaidLine();

    [GeneratedRegex("""^  n\d+(?: -> n\d+)?(?: \[(?:[a-z]+=(?:"(?:[^"\\]|\\["\\])*"|[a-z0-9]+)(?:, )?)+\])?;$""")]
    private static partial Regex DotLine();
}
