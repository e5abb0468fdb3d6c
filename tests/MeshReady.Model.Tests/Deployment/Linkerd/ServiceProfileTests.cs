using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Linkerd;

/// <summary>Which route of which ServiceProfile acts on a call.</summary>
public sealed class ServiceProfileTests
{
    private const string Get = "- { name: get, condition: { method: GET, pathRegex: '/orders/[^/]*' }, isRetryable: true, timeout: 2s }";

    private static string Profile(string routes = Get, string? space = "shop", string name = "orders.shop.svc.cluster.local")
        => $"apiVersion: linkerd.io/v1alpha2\nkind: ServiceProfile\nmetadata: {{ name: {name}{(space is null ? "" : ", namespace: " + space)} }}\nspec:\n  retryBudget: {{ retryRatio: 0.2, minRetriesPerSecond: 10, ttl: 10s }}\n  routes:\n  {routes}\n";

    private static ProfileAnswer Find(string host, string? method, string? path, params string[] profiles)
        => Manifests.Model(profiles).Profiles.Find(new MeshCall(host) { CallerNamespace = "shop", Method = method, Path = path });

    [Theory]
    [InlineData("orders")]
    [InlineData("orders.shop")]
    [InlineData("orders.shop.svc.cluster.local")]
    public void The_profile_is_that_of_the_services_full_name(string host)
    {
        var answer = Find(host, "GET", "/orders/7", Profile(name: "payments.shop.svc.cluster.local"), Profile());

        Assert.Equal((true, "1.yaml", "get", false), (answer.IsDecided, answer.Profile!.Path, answer.Route!.Name.Value, answer.IsAssumed));
        Assert.Equal((true, 2d, 10), (answer.Route.IsRetryable.Value, answer.Route.Timeout.Value.TotalSeconds, answer.Budget.Value!.MinRetriesPerSecond.Value));
    }

    [Theory]
    [InlineData("payments", "GET", "/orders/7")]
    [InlineData("orders.other", "GET", "/orders/7")]
    [InlineData("..", "GET", "/")]
    public void A_call_of_another_service_has_no_profile(string host, string method, string path)
        => Assert.Equal((true, null), (Find(host, method, path, Profile()).IsDecided, Find(host, method, path, Profile()).Profile));

    [Theory]
    [InlineData("POST", "/orders/7")]
    [InlineData("GET", "/orders/7/lines")]
    [InlineData("GET", "/")]
    public void A_call_that_no_route_fits_is_neither_repeated_nor_timed(string method, string path)
        => Assert.Equal((true, true, null), (Find("orders", method, path, Profile()).IsDecided, Find("orders", method, path, Profile()).Profile is not null, Find("orders", method, path, Profile()).Route));

    [Theory]
    [InlineData(null, "/orders/7", Get)]
    [InlineData("GET", null, Get)]
    [InlineData("GET", "/a", "- { condition: { pathRegex: '/(a|b)' } }")]
    [InlineData("GET", "/a", "- { condition: { any: [ { pathRegex: '/a' } ] } }")]
    [InlineData("GET", "/a", "- { condition: { pathRegex: '${PATH}' } }")]
    [InlineData("GET", "/a", "- '${ROUTE}'")]
    public void What_is_not_known_decides_nothing(string? method, string? path, string routes) => Assert.False(Find("orders", method, path, Profile(routes)).IsDecided);

    [Fact]
    public void The_first_route_that_fits_counts()
        => Assert.Equal("b", Find("orders", "GET", "/a", Profile("- { name: a, condition: { method: POST } }\n  - { name: b, condition: { pathRegex: '.*' } }\n  - { name: c }")).Route!.Name.Value);

    [Fact]
    public void A_profile_of_the_callers_namespace_comes_first()
    {
        var call = new MeshCall("orders.shop") { CallerNamespace = "web", Method = "GET", Path = "/orders/7" };

        Assert.Equal("1.yaml", Manifests.Model(Profile(), Profile(space: "web")).Profiles.Find(call).Profile!.Path);
        Assert.Null(Manifests.Model(Profile(space: "other")).Profiles.Find(call).Profile);
        Assert.False(Manifests.Model(Profile(), Profile()).Profiles.Find(call).IsDecided);
    }

    [Theory]
    [InlineData("/api/v1\\.0/a", "/api/v1.0/a", true)]
    [InlineData("/api/v1\\.0/a", "/api/v1x0/a", false)]
    [InlineData("^/a/.*$", "/a/", true)]
    [InlineData("/a/.+", "/a/", false)]
    [InlineData("/a/[^/]+/c", "/a/b/c", true)]
    [InlineData("/a/[^/]+/c", "/a/b/b/c", false)]
    [InlineData("/a/\\d+", "/a/42", true)]
    [InlineData("/a/\\d+", "/a/4x", false)]
    [InlineData("/a/\\w*b", "/a/xxb", true)]
    [InlineData("/a.", "/a", false)]
    [InlineData("", "", true)]
    [InlineData("/a?", "/a", null)]
    [InlineData("/a+", "/a", null)]
    [InlineData("/a{2}", "/aa", null)]
    [InlineData("/[a-z]", "/a", null)]
    [InlineData("(/a)", "/a", null)]
    [InlineData("/a.*?", "/a", null)]
    [InlineData("/a\\Z", "/a", null)]
    [InlineData("/a\\", "/a", null)]
    public void Simple_expressions_are_compared_and_others_are_left_open(string expression, string path, bool? expected)
    {
        var answer = Find("orders", "GET", path, Profile($"- {{ name: r, condition: {{ pathRegex: '{expression}' }} }}"));
        Assert.Equal(expected, answer.IsDecided ? answer.Route is not null : null);
    }

    [Fact]
    public void Policies_of_linkerd_are_read()
    {
        var server = Manifests.Spec<LinkerdServerSpec>("apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: { name: s }\nspec: { podSelector: { matchLabels: { app: orders } }, port: http, proxyProtocol: HTTP/2, accessPolicy: deny }\n");
        Assert.Equal(("orders", "http", "HTTP/2", "deny"), (server.WorkloadLabels["app"].Value, server.Port.Value, server.ProxyProtocol.Value, server.AccessPolicy.Value));

        var policy = Manifests.Spec<LinkerdAuthorizationSpec>("apiVersion: policy.linkerd.io/v1alpha1\nkind: AuthorizationPolicy\nmetadata: { name: p }\nspec: { targetRef: { group: policy.linkerd.io, kind: Server, name: s }, requiredAuthenticationRefs: [ { kind: MeshTLSAuthentication, name: m } ] }\n");
        Assert.Equal(("Server", "s", "m"), (policy.Target.Value!.Kind.Value, policy.Target.Value.Name.Value, policy.Authentications[0].Name.Value));

        var callers = Manifests.Spec<MeshTlsAuthenticationSpec>("apiVersion: policy.linkerd.io/v1alpha1\nkind: MeshTLSAuthentication\nmetadata: { name: m }\nspec: { identities: [ '*' ], identityRefs: [ { kind: ServiceAccount, name: web } ] }\n");
        Assert.Equal(("*", "web"), (callers.Identities[0].Value, callers.References[0].Name.Value));
    }
}
