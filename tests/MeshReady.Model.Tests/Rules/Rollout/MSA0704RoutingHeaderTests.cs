using MeshReady.Model.Rules.Rollout;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Rules.Rollout;

/// <summary>Headers by which routes choose, on their way to them.</summary>
public sealed class MSA0704RoutingHeaderTests
{
    [Fact]
    public void Header_is_lost_between_the_edge_and_the_route()
    {
        var finding = Assert.Single(Shop().Judge<MSA0704RoutingHeaderRule>());

        Assert.Equal(["orders", "end-user", "reviews", "routes.yaml:7", "it"], finding.Arguments);
        Assert.Equal((new Place("src/orders/Program.cs", 1), SystemSeverity.Info), (finding.Place, finding.Severity));
        Assert.Equal([new Place("k8s/routes.yaml", 7)], finding.Also);
        Assert.Equal(["orders", "reviews"], finding.Services);
    }

    [Fact]
    public void Header_that_is_handed_on() => Assert.Empty(Find(Shop(orders: static p => p with { ForwardedHeaders = ["end-user"] })));

    [Fact]
    public void Code_out_of_sight_may_hand_it_on() => Assert.Empty(Find(Shop(orders: static p => p with { ForwardsOtherHeaders = true })));

    [Theory]
    [InlineData("traceparent")]
    [InlineData("x-b3-traceid")]
    [InlineData("x-request-id")]
    [InlineData("user-agent")]
    public void Header_of_tracing_or_of_each_hop(string header) => Assert.Empty(Find(Shop(header: header)));

    [Fact]
    public void Route_of_a_gateway_alone_serves_the_edge() => Assert.Empty(Find(Shop(gateways: "gateways: [shop-gateway]")));

    [Fact]
    public void Route_of_gateway_and_mesh_serves_both() => Assert.Single(Find(Shop(gateways: "gateways: [shop-gateway, mesh]")));

    [Fact]
    public void Routes_that_lead_to_the_same_place_choose_nothing() => Assert.Empty(Find(Shop(subset: "v1")));

    [Fact]
    public void Caller_that_nobody_calls_has_nothing_to_hand_on() => Assert.Empty(Find(Shop(edge: false)));

    [Fact]
    public void Caller_that_may_not_be_meshed() => Assert.Empty(Find(Shop(space: MeshText.Plain)));

    [Fact]
    public void Caller_of_another_service() => Assert.Empty(Find(Shop(host: "ratings")));

    private static string[] Find(SyntheticSystem system) => system.Find<MSA0704RoutingHeaderRule>();

    private static SyntheticSystem Shop(Func<ProjectFacts, ProjectFacts>? orders = null, string header = "end-user", string gateways = "exportTo: ['*']", string subset = "v2", bool edge = true, string space = MeshText.Meshed, string host = "reviews")
        => new SyntheticSystem()
            .Program("web", p => edge ? p.CallTo("orders") : p)
            .Program("orders", p => (orders ?? (static facts => facts))(p.CallTo("reviews")))
            .Program("reviews").Program("ratings")
            .File("k8s/all.yaml", space + Deployed("web") + "---\n" + Deployed("orders") + "---\n" + Deployed("reviews"))
            .File("k8s/routes.yaml", $"""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {"{"} name: reviews, namespace: shop {"}"}
                spec:
                  hosts: [{host}]
                  http:
                  - match: [{"{"} headers: {"{"} {header}: {"{"} exact: jason {"}"} {"}"} {"}"}]
                    route: [{"{"} destination: {"{"} host: reviews, subset: {subset} {"}"} {"}"}]
                  - route: [{"{"} destination: {"{"} host: reviews, subset: v1 {"}"} {"}"}]
                  {gateways}
                """);
}
