using MeshReady.Model.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Systems;

/// <summary>What code and mesh do together for a call.</summary>
public sealed class SystemPoliciesTests
{
    private const string Meshed = "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { istio-injection: enabled } }\n---\n";
    private const string Linkerd = "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, annotations: { linkerd.io/inject: enabled } }\n---\n";

    private const string Route = """
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: orders, namespace: shop }
        spec:
          hosts: [orders]
          http: [ { timeout: 6s, retries: { attempts: 3, perTryTimeout: 2s, retryOn: 5xx }, route: [ { destination: { host: orders } } ] } ]
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: { name: orders, namespace: shop }
        spec: { host: orders, trafficPolicy: { outlierDetection: { consecutive5xxErrors: 5 } } }
        """;

    [Fact]
    public void Route_and_rule_of_the_mesh_stand_beside_the_tries_of_the_code()
    {
        var policy = Only(ByHost("orders") with { Policy = new CodePolicy(4, true, null) }, Meshed, Route);

        Assert.Equal((4, 4, true), (policy.Code.Tries, policy.Mesh!.Tries.Value, policy.IsMeshed));
        Assert.Equal(TimeSpan.FromSeconds(6), policy.Mesh.Timeout.Value);
        Assert.Equal(("k8s/all.yaml", "orders", "shop"), (policy.Route!.Path, policy.Call!.Host, policy.Call.CallerNamespace));
        Assert.NotNull(policy.Destination!.Rule);
    }

    [Fact]
    public void Proxy_cannot_look_into_tls()
    {
        var policy = Only(ByHost("orders") with { Scheme = "https" }, Meshed, Route);

        Assert.Equal((false, 443), (policy.IsMeshed, policy.Call!.Port));
        Assert.Null(policy.Mesh);
    }

    [Fact]
    public void Excluded_port_goes_around_the_proxy()
        => Assert.False(Only(ByHost("orders", 8080), Meshed, Route, "{ traffic.sidecar.istio.io/excludeOutboundPorts: '8080' }").IsMeshed);

    [Fact]
    public void Caller_of_unknown_state_keeps_the_written_route_alone()
    {
        var written = Only(ByHost("orders"), "", Route);
        Assert.Equal((null, 4), (written.IsMeshed, written.Mesh!.Tries.Value));

        var silent = Only(ByHost("orders"), "", "");
        Assert.Null(silent.IsMeshed);
        Assert.Null(silent.Mesh);
    }

    [Fact]
    public void Calls_through_dapr_are_not_seen_by_routes()
    {
        var policy = Only(new CallFact(CallProtocol.Dapr, Here) { AppId = "orders" }, Meshed, Route);

        Assert.Equal((false, null), (policy.IsMeshed, policy.Mesh));
    }

    [Fact]
    public void Linkerd_repeats_nothing_unless_the_service_says_so()
    {
        Assert.Equal(1, Only(ByHost("orders"), Linkerd, "").Mesh!.Tries.Value);

        var profile = Only(ByHost("orders"), Linkerd, """
            ---
            apiVersion: linkerd.io/v1alpha2
            kind: ServiceProfile
            metadata: { name: orders.shop.svc.cluster.local, namespace: shop }
            spec: { routes: [ { name: all, condition: { pathRegex: '/.*' }, isRetryable: false, timeout: 3s } ] }
            """).Mesh!;
        Assert.Equal((1, TimeSpan.FromSeconds(3)), (profile.Tries.Value, profile.Timeout.Value));
    }

    [Fact]
    public void Caller_without_manifests_has_the_policy_of_its_code()
    {
        var graph = new SyntheticSystem().Program("Web", p => p with { Calls = [ByHost("orders") with { Policy = new(1, null, null) }, ByHost("orders") with { Policy = new(3, false, null), Place = new("B.cs", 7) }] }).Program("Orders").Graph();

        var policy = Assert.Single(Assert.Single(graph.Calls).Policies);
        Assert.Equal((null, 3, null), (policy.Set, policy.Code.Tries, policy.IsMeshed));
    }

    [Fact]
    public void Each_overlay_has_its_own_policy()
    {
        var graph = new SyntheticSystem()
            .Program("Web", p => p with { Calls = [ByHost("orders")] }).Program("Orders")
            .File("k8s/base/all.yaml", Deployed("web") + "---\n" + Deployed("orders"))
            .File("k8s/base/kustomization.yaml", "resources: [all.yaml]\n")
            .File("k8s/prod/kustomization.yaml", "resources: [../base, route.yaml]\n")
            .File("k8s/prod/route.yaml", Meshed + Route)
            .File("k8s/dev/kustomization.yaml", "resources: [../base]\n")
            .Graph();

        var policies = Assert.Single(graph.Calls).Policies.ToDictionary(p => p.Set!.Name);
        Assert.Equal(4, policies["prod"].Mesh!.Tries.Value);
        Assert.Null(policies["dev"].Mesh);
    }

    private static CallPolicy Only(CallFact call, string before, string after, string annotations = "{}")
    {
        var graph = new SyntheticSystem()
            .Program("Web", p => p with { Calls = [call] }).Program("Orders")
            .File("k8s/all.yaml", before + Deployed("web", annotations: annotations) + "---\n" + Deployed("orders", annotations: "{ dapr.io/app-id: orders }") + after)
            .Graph();
        return Assert.Single(Assert.Single(graph.Calls).Policies);
    }
}
