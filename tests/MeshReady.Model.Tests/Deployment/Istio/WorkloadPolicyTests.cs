using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Istio;

/// <summary>What Istio's policies make of the proxies of a workload, and when nobody can say.</summary>
public sealed class WorkloadPolicyTests
{
    private static string Pods(string? space = "shop", string labels = "{ app: orders }", string annotations = "{}")
        => $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{ name: orders{(space is null ? "" : ", namespace: " + space)} }}\nspec: {{ template: {{ metadata: {{ labels: {labels}, annotations: {annotations} }}, spec: {{ containers: [ {{ name: c, image: orders }} ] }} }} }}\n";

    private static string Policy(string kind, string? space, string spec)
        => $"apiVersion: {(kind == "PeerAuthentication" ? "security" : "networking")}.istio.io/v1\nkind: {kind}\nmetadata: {{ name: p{(space is null ? "" : ", namespace: " + space)} }}\nspec: {spec}\n";

    private static string Settings(string mesh) => $"apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata: {{ name: i }}\nspec: {{ meshConfig: {{ {mesh} }} }}\n";

    private static MtlsMode Mtls(params string[] policies) => Manifests.Model([Pods(), .. policies]) is var model ? model.Policies.MtlsOf(model.Resources[0], 8080, isComplete: true).Mode : default;

    private static string Peer(string? space, string mode, string more = "") => Policy("PeerAuthentication", space, $"{{ mtls: {{ mode: {mode} }} {more} }}");

    private const string Selector = ", selector: { matchLabels: { app: orders } }";

    [Fact]
    public void The_nearest_policy_decides()
    {
        Assert.Equal(MtlsMode.Permissive, Mtls());
        Assert.Equal(MtlsMode.Strict, Mtls(Peer("istio-system", "STRICT")));
        Assert.Equal(MtlsMode.Disable, Mtls(Peer("istio-system", "STRICT"), Peer("shop", "DISABLE")));
        Assert.Equal(MtlsMode.Permissive, Mtls(Peer("istio-system", "STRICT"), Peer("shop", "STRICT"), Peer("shop", "PERMISSIVE", Selector)));
        Assert.Equal(MtlsMode.Strict, Mtls(Peer("istio-system", "STRICT"), Peer("shop", "UNSET"), Policy("PeerAuthentication", "shop", "{ selector: { matchLabels: { app: orders } } }")));
    }

    [Fact]
    public void A_port_comes_before_its_workload()
    {
        Assert.Equal(MtlsMode.Disable, Mtls(Peer("shop", "STRICT", Selector + ", portLevelMtls: { 8080: { mode: DISABLE } }")));
        Assert.Equal(MtlsMode.Strict, Mtls(Peer("shop", "STRICT", Selector + ", portLevelMtls: { 9090: { mode: DISABLE } }")));
        Assert.Equal(MtlsMode.Strict, Mtls(Peer("shop", "STRICT", Selector + ", portLevelMtls: { 8080: { mode: UNSET } }")));
        Assert.Equal(MtlsMode.Strict, Mtls(Peer("shop", "STRICT", ", portLevelMtls: { 8080: { mode: DISABLE } }")));
    }

    [Theory]
    [InlineData("other", "STRICT", "")]
    [InlineData("shop", "STRICT", ", selector: { matchLabels: { app: payments } }")]
    [InlineData("istio-system", "STRICT", Selector)]
    public void A_policy_of_others_does_not_count(string space, string mode, string more) => Assert.Equal(MtlsMode.Permissive, Mtls(Peer(space, mode, more)));

    [Theory]
    [InlineData(null, "STRICT", "")]
    [InlineData("shop", "'${MODE}'", "")]
    [InlineData("shop", "NOISE", "")]
    [InlineData("shop", "STRICT", ", selector: { matchLabels: { app: '${APP}' } }")]
    public void What_may_act_or_cannot_be_read_leaves_the_mode_unknown(string? space, string mode, string more) => Assert.Equal(MtlsMode.Unknown, Mtls(Peer(space, mode, more)));

    [Fact]
    public void Policies_of_one_tier_that_disagree_decide_nothing()
    {
        Assert.Equal(MtlsMode.Unknown, Mtls(Peer("shop", "STRICT"), Peer("shop", "DISABLE")));
        Assert.Equal(MtlsMode.Strict, Mtls(Peer("shop", "STRICT"), Peer("shop", "STRICT")));
    }

    [Fact]
    public void Without_a_policy_an_incomplete_set_says_nothing_and_an_answer_names_its_line()
    {
        var none = Manifests.Model(Pods());
        Assert.Equal(MtlsMode.Unknown, none.Policies.MtlsOf(none.Resources[0], 8080, isComplete: false).Mode);

        var model = Manifests.Model(Pods(), Peer("shop", "STRICT"));
        Assert.Equal("Strict at 1.yaml:4", model.Policies.MtlsOf(model.Resources[0], 8080, isComplete: false).ToString());
    }

    [Fact]
    public void The_settings_of_the_mesh_name_its_root_namespace()
    {
        var model = Manifests.Model(Pods(), Settings("rootNamespace: mesh"), Peer("mesh", "STRICT"), Peer("istio-system", "DISABLE"));
        Assert.Equal(MtlsMode.Strict, model.Policies.MtlsOf(model.Resources[0], 1, isComplete: true).Mode);
    }

    private static SidecarAnswer Sidecar(params string[] policies) => Manifests.Model([Pods(), .. policies]) is var model ? model.Policies.SidecarOf(model.Resources[0]) : null!;

    [Fact]
    public void The_nearest_sidecar_decides()
    {
        Assert.Equal((true, null), (Sidecar().IsDecided, Sidecar().Resource));
        string mesh = Policy("Sidecar", "istio-system", "{}"), space = Policy("Sidecar", "shop", "{}"), own = Policy("Sidecar", "shop", "{ workloadSelector: { labels: { app: orders } } }");
        Assert.Equal("1.yaml", Sidecar(mesh, Policy("Sidecar", "other", "{}")).Resource!.Path);
        Assert.Equal("2.yaml", Sidecar(mesh, space).Resource!.Path);
        Assert.Equal("3.yaml", Sidecar(mesh, space, own).Resource!.Path);
        Assert.False(Sidecar(space, space).IsDecided);
        Assert.False(Sidecar(Policy("Sidecar", "shop", "{ workloadSelector: { labels: { app: '${A}' } } }"), space).IsDecided);
    }

    [Theory]
    [InlineData("./*", "orders.shop.svc.cluster.local", "shop", true)]
    [InlineData("./*", "orders.other.svc.cluster.local", "other", false)]
    [InlineData("*/*", "orders.other.svc.cluster.local", "other", true)]
    [InlineData("other/*", "orders.other.svc.cluster.local", "other", true)]
    [InlineData("other/payments.other.svc.cluster.local", "orders.other.svc.cluster.local", "other", false)]
    [InlineData("*/*.example.com", "api.example.com", "shop", true)]
    [InlineData("*/api.example.com", "API.example.com.", "shop", true)]
    [InlineData("~/*", "orders.shop.svc.cluster.local", "shop", false)]
    [InlineData("other/*", "orders", null, null)]
    [InlineData("orders", "orders.shop.svc.cluster.local", "shop", null)]
    [InlineData("${HOST}", "orders.shop.svc.cluster.local", "shop", null)]
    public void A_sidecar_knows_the_hosts_that_it_names(string entry, string host, string? space, bool? expected)
        => Assert.Equal(expected, Sidecar(Policy("Sidecar", "shop", $"{{ egress: [ {{ hosts: [ '{entry}' ] }} ] }}")).Knows(host, space));

    [Fact]
    public void Every_host_is_known_where_no_sidecar_names_any()
    {
        Assert.True(Sidecar().Knows("orders", "shop"));
        Assert.True(Sidecar(Policy("Sidecar", "shop", "{ inboundConnectionPool: {} }")).Knows("orders", "shop"));
    }

    private static Field<OutboundTraffic> Outbound(params string[] policies) => Manifests.Model([Pods(), .. policies]) is var model ? model.Policies.OutboundOf(model.Resources[0]) : default;

    [Fact]
    public void What_becomes_of_unknown_hosts_is_what_is_written()
    {
        Assert.True(Outbound().IsAbsent);
        Assert.Equal(OutboundTraffic.RegistryOnly, Outbound(Settings("outboundTrafficPolicy: { mode: REGISTRY_ONLY }")).Value);
        Assert.Equal(OutboundTraffic.AllowAny, Outbound(Settings("outboundTrafficPolicy: { mode: REGISTRY_ONLY }"), Policy("Sidecar", "shop", "{ outboundTrafficPolicy: { mode: ALLOW_ANY } }")).Value);
        Assert.Equal(OutboundTraffic.RegistryOnly, Outbound(Settings("outboundTrafficPolicy: { mode: REGISTRY_ONLY }"), Policy("Sidecar", "shop", "{}")).Value);
        Assert.True(Outbound(Policy("Sidecar", "shop", "{ outboundTrafficPolicy: {} }")).IsUnknown);
    }

    [Theory]
    [InlineData("shop", "{ configPatches: [ { applyTo: CLUSTER, match: { context: SIDECAR_OUTBOUND } } ] }", true)]
    [InlineData("istio-system", "{}", true)]
    [InlineData(null, "{}", true)]
    [InlineData("shop", "{ workloadSelector: { labels: { app: orders } } }", true)]
    [InlineData("istio-system", "{ workloadSelector: { labels: { app: orders } } }", true)]
    [InlineData("shop", "{ workloadSelector: { labels: { app: '${A}' } } }", true)]
    [InlineData("shop", "{ workloadSelector: { labels: { app: payments } } }", false)]
    [InlineData("other", "{}", false)]
    [InlineData("istio-system", "{ configPatches: [ { applyTo: CLUSTER, match: { context: GATEWAY } } ] }", false)]
    [InlineData("shop", "{ targetRefs: [ { kind: Gateway, name: waypoint } ] }", false)]
    [InlineData("shop", "{ configPatches: [ { match: { context: GATEWAY } }, '${MORE}' ] }", true)]
    public void An_envoy_filter_may_change_what_it_may_act_on(string? space, string spec, bool expected)
    {
        var model = Manifests.Model(Pods(), Policy("EnvoyFilter", space, spec));
        Assert.Equal(expected, model.MayBeChangedByEnvoyFilter(model.Resources[0]));
    }

    [Fact]
    public void A_pod_says_how_its_proxy_starts_and_stops_and_then_the_mesh_does()
    {
        var model = Manifests.Model(
            Pods(annotations: "{ proxy.istio.io/config: '{ holdApplicationUntilProxyStarts: true, proxyMetadata: { A: pod, B: pod } }' }"),
            Settings("defaultConfig: { holdApplicationUntilProxyStarts: false, terminationDrainDuration: 20s, proxyMetadata: { A: mesh, B: mesh, C: mesh, D: mesh, E: mesh } }"),
            Policy("ProxyConfig", "istio-system", "{ environmentVariables: { A: root, C: root, D: root } }"),
            Policy("ProxyConfig", "shop", "{ environmentVariables: { A: space, D: space } }"),
            Policy("ProxyConfig", "shop", "{ selector: { matchLabels: { app: orders } }, environmentVariables: { A: own } }"));

        var config = model.Policies.ProxyConfigOf(model.Resources[0]);

        Assert.Equal((true, 20d, true), (config.HoldsApplication.Value, config.TerminationDrainDuration.Value.TotalSeconds, config.DrainDuration.IsAbsent));
        Assert.Equal(["own", "pod", "root", "space", "mesh"], new[] { "A", "B", "C", "D", "E" }.Select(key => config.Metadata[key].Value));
    }

    [Fact]
    public void What_may_hide_a_setting_makes_it_unknown()
    {
        var unreadable = Manifests.Model(Pods(annotations: "{ proxy.istio.io/config: '[' }"), Settings("defaultConfig: { terminationDrainDuration: 20s, proxyMetadata: { A: mesh } }"));
        var config = unreadable.Policies.ProxyConfigOf(unreadable.Resources[0]);
        Assert.True(config.TerminationDrainDuration.IsUnknown && config.Metadata["A"].IsUnknown);

        var twice = Manifests.Model(Pods(), Settings("defaultConfig: { terminationDrainDuration: 20s }"), Settings("defaultConfig: { terminationDrainDuration: 30s }"));
        Assert.True(twice.Policies.ProxyConfigOf(twice.Resources[0]).TerminationDrainDuration.IsUnknown);
        Assert.True(Manifests.Model(Pods()) is var none && none.Policies.ProxyConfigOf(none.Resources[0]).HoldsApplication.IsAbsent);
    }

    [Fact]
    public void The_settings_of_the_mesh_say_who_sees_rules_that_do_not()
    {
        string rule = "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: r, namespace: shop }\nspec: { hosts: [ orders ], http: [ { retries: { attempts: 3 } } ] }\n",
            destination = "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: r, namespace: shop }\nspec: { host: orders, trafficPolicy: {} }\n",
            entry = "apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: { name: r, namespace: shop }\nspec: { hosts: [ api.example.com ] }\n";
        var call = new MeshCall("orders.shop") { CallerNamespace = "web" };

        var open = Manifests.Model(rule, destination, entry);
        var closed = Manifests.Model(rule, destination, entry, Settings("defaultVirtualServiceExportTo: [ . ], defaultDestinationRuleExportTo: [ . ], defaultServiceExportTo: [ . ]"));

        Assert.Equal((RouteVerdict.Found, RouteVerdict.None), (open.Router.Find(call).Verdict, closed.Router.Find(call).Verdict));
        Assert.Equal((false, true), (open.Destinations.Find(call).Rule is null, closed.Destinations.Find(call).Rule is null));
        call = new MeshCall("api.example.com") { CallerNamespace = "web" };
        Assert.Equal((ServiceVerdict.Found, ServiceVerdict.Absent), (open.Services.Find(call).Verdict, closed.Services.Find(call).Verdict));
    }

    [Theory]
    [InlineData("{ app: orders, istio.io/rev: 1-24-1 }", "", "", "1.24")]
    [InlineData("{ app: orders }", "istio.io/rev: 1-23", "1.22.0", "1.23")]
    [InlineData("{ app: orders }", "istio.io/rev: stable", "1.22.0-distroless", "1.22")]
    [InlineData("{ app: orders, istio.io/rev: canary }", "", "latest", null)]
    public void The_version_is_that_of_the_revision_or_the_images(string labels, string space, string tag, string? expected)
    {
        var model = Manifests.Model(
            Pods(labels: labels),
            $"apiVersion: v1\nkind: Namespace\nmetadata: {{ name: shop, labels: {{ {space} }} }}\n",
            $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{ name: istiod }}\nspec: {{ template: {{ spec: {{ containers: [ {{ name: discovery, image: 'docker.io/istio/pilot:{tag}' }} ] }} }} }}\n");
        Assert.Equal(expected, model.IstioVersionOf(model.Resources[0])?.ToString());
    }

    [Fact]
    public void Versions_that_disagree_are_none()
    {
        var model = Manifests.Model(Pods(), Settings("").Replace("spec: {", "spec: { tag: 1.24.0,"), Settings("").Replace("spec: {", "spec: { tag: 1.25.0,"));
        Assert.Null(model.IstioVersionOf(model.Resources[0]));
    }
}
