using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Routing;

/// <summary>Routes of the Gateway API in the mesh, as Istio translates them.</summary>
public sealed class GatewayRouteTests
{
    private static string Route(string rules, string kind = "HTTPRoute", string parent = "{ kind: Service, group: '', name: orders, port: 80 }", string space = "shop")
        => $"apiVersion: gateway.networking.k8s.io/v1\nkind: {kind}\nmetadata: {{ name: orders, namespace: {space} }}\nspec:\n  parentRefs: [ {parent} ]\n  rules: [ {rules} ]\n";

    private static RouteAnswer Find(string route, string? path = null, int port = 80, string caller = "shop")
        => Manifests.Model(route).Router.Find(new MeshCall("orders.shop") { CallerNamespace = caller, Port = port, Path = path });

    [Fact]
    public void Times_and_retries_are_translated()
    {
        var route = Find(Route("{ timeouts: { request: 10s, backendRequest: 2s }, retry: { codes: [ 500, 503 ], backoff: 100ms } }")).Route!;
        Assert.Equal((10, 2, 2, "connect-failure,refused-stream,unavailable,cancelled,500,503"), ((int)route.Timeout.Value.TotalSeconds, (int)route.PerTryTimeout.Value.TotalSeconds, route.Attempts.Value, route.RetryOn.Value));
        Assert.Equal(100, (int)route.Retries.Value!.Backoff.Value.TotalMilliseconds);
    }

    [Theory]
    [InlineData("{ timeouts: { request: 10s, backendRequest: 2s } }", 2)]
    [InlineData("{ timeouts: { request: 10s } }", 10)]
    [InlineData("{ timeouts: { request: 0s } }", null)]
    [InlineData("{ timeouts: { request: 10s, backendRequest: 0s } }", 10)]
    [InlineData("{ backendRefs: [ { name: orders, port: 80 } ] }", null)]
    public void Without_retries_the_backends_time_is_the_requests(string rule, int? seconds)
    {
        var route = Find(Route(rule)).Route!;
        Assert.Equal(seconds, route.Timeout.IsAbsent ? null : (int?)route.Timeout.Value.TotalSeconds);
        Assert.True(route.Retries.IsAbsent && route.PerTryTimeout.IsAbsent);
    }

    [Fact]
    public void A_time_with_a_fraction_is_unknown()
        => Assert.True(Find(Route("{ timeouts: { request: 1.5s } }")).Route!.Timeout.IsUnknown);

    [Theory]
    [InlineData("/a/b", 3)]
    [InlineData("/a/b/c", 2)]
    [InlineData("/a/bc", 1)]
    [InlineData("/x", 9)]
    public void The_most_specific_match_serves_whatever_the_order(string path, int seconds)
    {
        var route = Route("{ timeouts: { request: 9s } }, { matches: [ { path: { value: /a } } ], timeouts: { request: 1s } }, { matches: [ { path: { value: /a/b/ } } ], timeouts: { request: 2s } }, { matches: [ { path: { type: Exact, value: /a/b } } ], timeouts: { request: 3s } }");
        Assert.Equal(seconds, (int)Find(route, path).Route!.Timeout.Value.TotalSeconds);
        Assert.Equal(RouteVerdict.Undecided, Find(route).Verdict);
    }

    [Theory]
    [InlineData("{ name: edge }", RouteVerdict.None)]
    [InlineData("{ kind: Gateway, name: orders }", RouteVerdict.None)]
    [InlineData("{ kind: Service, name: payments }", RouteVerdict.None)]
    [InlineData("{ kind: Service, name: orders, port: 81 }", RouteVerdict.None)]
    [InlineData("{ kind: Service, name: orders }", RouteVerdict.Found)]
    [InlineData("{ kind: Service, name: '${S}' }", RouteVerdict.Undecided)]
    public void Only_a_parent_that_is_the_service_makes_a_route_of_the_mesh(string parent, RouteVerdict expected)
        => Assert.Equal(expected, Find(Route("{ timeouts: { request: 1s } }", parent: parent)).Verdict);

    [Fact]
    public void A_route_in_the_callers_namespace_is_the_callers_alone()
    {
        var route = Route("{ timeouts: { request: 1s } }", parent: "{ kind: Service, name: orders, namespace: shop }", space: "web");
        Assert.Equal((RouteVerdict.Found, RouteVerdict.None), (Find(route, caller: "web").Verdict, Find(route).Verdict));
    }

    [Theory]
    [InlineData("/shop.Orders/Get", RouteVerdict.Found)]
    [InlineData("/shop.Orders/List", RouteVerdict.Refused)]
    public void Methods_of_grpc_are_paths(string path, RouteVerdict expected)
        => Assert.Equal(expected, Find(Route("{ matches: [ { method: { service: shop.Orders, method: Get } } ] }", "GRPCRoute"), path).Verdict);

    [Theory]
    [InlineData("service: shop.Orders", StringMatchKind.PathPrefix)]
    [InlineData("method: Get", StringMatchKind.Unknown)]
    [InlineData("service: shop.*, type: RegularExpression", StringMatchKind.Unknown)]
    public void A_part_of_a_grpc_method_fits_what_it_can(string method, StringMatchKind expected)
    {
        var spec = Manifests.Spec<GatewayRouteSpec>(Route("{ matches: [ { method: { " + method + " } } ] }", "GRPCRoute"));
        Assert.Equal((true, expected), (spec.IsGrpc, spec.Rules[0].Matches[0].Uri.Value!.Kind));
    }
}
