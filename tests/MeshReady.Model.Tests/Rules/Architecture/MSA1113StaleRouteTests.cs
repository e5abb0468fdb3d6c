using MeshReady.Model.Rules.Architecture;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Rules.Architecture;

/// <summary>Routes for paths that nobody answers.</summary>
public sealed class MSA1113StaleRouteTests
{
    [Fact]
    public void Path_of_an_endpoint_that_is_gone()
        => Assert.Equal(
            ["Warning k8s/route.yaml:8 orders: VirtualService | orders | /order/special… | orders | which answers /files/{**path}, /orders, /orders/{id:int}, /orders/{id}/lines/{line?}"],
            Find("uri: { prefix: /order/special }"));

    [Theory]
    [InlineData("uri: { exact: /orders }")]
    [InlineData("uri: { exact: /ORDERS/ }")]
    [InlineData("uri: { exact: /orders/7 }")]
    [InlineData("uri: { prefix: / }")]
    [InlineData("uri: { prefix: /ord }")]
    [InlineData("uri: { prefix: /orders/ }")]
    [InlineData("uri: { prefix: /orders/7/lines }")]
    [InlineData("uri: { exact: /files/a/b/c }")]
    [InlineData("uri: { prefix: /shop/orders }")]
    [InlineData("uri: { regex: '/orders/[0-9]+' }")]
    [InlineData("uri: { regex: '/(orders|order)/.*' }")]
    [InlineData("uri: { prefix: /swagger }")]
    [InlineData("headers: { x-canary: { exact: 'true' } }")]
    [InlineData("uri: { exact: /orders }, method: { exact: OPTIONS }")]
    [InlineData("uri: { exact: /orders }, method: { exact: POST }")]
    public void Path_that_is_answered_or_cannot_be_known(string match) => Assert.Empty(Find(match));

    [Theory]
    [InlineData("uri: { exact: /order }")]
    [InlineData("uri: { exact: /orders/7/items }")]
    [InlineData("uri: { prefix: /orderz }")]
    [InlineData("uri: { regex: '/orderz/[^/]+' }")]
    [InlineData("uri: { regex: '/order/.*' }")]
    public void Path_that_is_not(string match) => Assert.Single(Find(match));

    [Fact]
    public void Method_that_the_path_does_not_take()
        => Assert.EndsWith("DELETE /orders | orders | which answers that path with GET, POST only", Assert.Single(Find("uri: { exact: /orders }, method: { exact: DELETE }")), StringComparison.Ordinal);

    [Theory]
    [InlineData("rewrite: { uri: /orders }")]
    [InlineData("redirect: { uri: /orders }")]
    public void Route_that_changes_the_path_is_not_judged(string action) => Assert.Empty(Find("uri: { prefix: /old }", action));

    [Fact]
    public void Service_with_more_than_is_seen_is_not_judged()
    {
        Assert.Empty(Find("uri: { prefix: /order/x }", facts: p => p with { HasOtherEndpoints = true }));
        Assert.Empty(Find("uri: { prefix: /order/x }", facts: p => p with { References = ["src/Unread/Unread.csproj"] }));
        Assert.Empty(Find("uri: { prefix: /order/x }", facts: p => p with { Endpoints = [.. p.Endpoints, new(ServedKind.Http, Here)] }));
        Assert.Empty(Find("uri: { prefix: /order/x }", facts: p => p with { Endpoints = [.. p.Endpoints, new(ServedKind.Http, Here) { Pattern = "/x", HasUnknownPrefix = true }] }));
        Assert.Empty(Find("uri: { prefix: /order/x }", facts: p => p with { Endpoints = [] }));
    }

    [Fact]
    public void Pod_with_another_program_beside_the_service_is_not_judged()
    {
        var pods = Deployed("orders").Replace("      - name: orders\n", "      - { name: files, image: nginx }\n      - name: orders\n", StringComparison.Ordinal);

        Assert.Contains("nginx", pods, StringComparison.Ordinal);
        Assert.Empty(Find("uri: { prefix: /order/x }", manifest: pods));
    }

    [Fact]
    public void Contract_of_grpc_is_a_path()
    {
        Assert.Empty(Find("uri: { prefix: /shop.Orders/ }", facts: Serves));
        Assert.Empty(Find("uri: { exact: /shop.Orders/Place }", facts: Serves));
        Assert.Single(Find("uri: { prefix: /shop.Order/ }", facts: Serves));

        static ProjectFacts Serves(ProjectFacts p) => p with { Endpoints = [new(ServedKind.Grpc, Here) { Contract = "shop.Orders" }] };
    }

    [Fact]
    public void Routes_of_the_gateway_api_and_profiles_of_linkerd_are_read()
    {
        const string Http = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: { name: orders, namespace: shop }
            spec:
              parentRefs: [ { kind: Service, name: orders, group: '' } ]
              rules:
              - matches: [ { path: { type: PathPrefix, value: /PATH } } ]
                backendRefs: [ { name: orders, port: 80 } ]
            """;
        const string Profile = """
            apiVersion: linkerd.io/v1alpha2
            kind: ServiceProfile
            metadata: { name: orders.shop.svc.cluster.local, namespace: shop }
            spec:
              routes:
              - { name: one, condition: { method: GET, pathRegex: '/PATH/[^/]*' } }
            """;

        foreach (var text in new[] { Http, Profile })
        {
            Assert.Single(Orders().File("k8s/route.yaml", text.Replace("PATH", "ordres", StringComparison.Ordinal)).Find<MSA1113StaleRouteRule>());
            Assert.Empty(Orders().File("k8s/route.yaml", text.Replace("PATH", "orders", StringComparison.Ordinal)).Find<MSA1113StaleRouteRule>());
        }
    }

    [Fact]
    public void Rule_that_rewrites_at_the_gateway_is_not_judged()
        => Assert.Empty(Orders().File("k8s/route.yaml", """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: { name: orders, namespace: shop }
            spec:
              parentRefs: [ { name: public } ]
              rules:
              - matches: [ { path: { type: PathPrefix, value: /old } } ]
                filters: [ { type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /orders } } } ]
                backendRefs: [ { name: orders, port: 80 } ]
            """).Find<MSA1113StaleRouteRule>());

    private static string[] Find(string match, string action = "timeout: 3s", Func<ProjectFacts, ProjectFacts>? facts = null, string? manifest = null)
        => Orders(facts, manifest).File("k8s/route.yaml", $$"""
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: { name: orders, namespace: shop }
            spec:
              hosts: [orders]
              http:
              - {{action}}
                match: [ { {{match}} } ]
                route: [ { destination: { host: orders } } ]
            """).Find<MSA1113StaleRouteRule>();

    private static SyntheticSystem Orders(Func<ProjectFacts, ProjectFacts>? facts = null, string? manifest = null) => new SyntheticSystem()
        .Program("orders", p => (facts ?? (static p => p))(p with
        {
            HasOtherEndpoints = false,
            PathBases = ["/shop"],
            Endpoints =
            [
                new(ServedKind.Http, Here) { Pattern = "/orders", Methods = ["GET"] }, new(ServedKind.Http, Here) { Pattern = "/orders", Methods = ["POST"] },
                new(ServedKind.Http, Here) { Pattern = "/orders/{id:int}" }, new(ServedKind.Http, Here) { Pattern = "/orders/{id}/lines/{line?}" }, new(ServedKind.Http, Here) { Pattern = "/files/{**path}" },
            ],
        }))
        .File("k8s/orders.yaml", manifest ?? Deployed("orders"));
}
