using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Istio;

/// <summary>What is read of Istio's other kinds, and what of a resource that says nothing.</summary>
public sealed class IstioKindTests
{
    private static T Read<T>(string type, string spec = "{}") where T : ResourceSpec
    {
        var at = type.LastIndexOf('/');
        return Manifests.Spec<T>($"apiVersion: {type[..at]}\nkind: {type[(at + 1)..]}\nmetadata: {{ name: a }}\nspec: {spec}\n");
    }

    [Fact]
    public void Service_entries_name_hosts_and_ports()
    {
        var entry = Read<ServiceEntrySpec>("networking.istio.io/v1/ServiceEntry", "{ hosts: [ api.example.com ], ports: [ { number: 80, name: http, protocol: HTTP, targetPort: 443 } ], location: MESH_EXTERNAL, resolution: DNS }");
        Assert.Equal(("api.example.com", 80, 443, "HTTP", "DNS", 4), (entry.Hosts[0].Value, entry.Ports[0].Number.Value, entry.Ports[0].TargetPort.Value, entry.Ports[0].Protocol.Value, entry.Resolution.Value, entry.Ports[0].Line));
        var bare = Read<ServiceEntrySpec>("networking.istio.io/v1alpha3/ServiceEntry");
        Assert.True(bare.Hosts.IsEmpty && bare.Ports.IsEmpty && bare.Location.IsAbsent && bare.ExportTo.IsEmpty);
    }

    [Fact]
    public void Gateways_listen_to_hosts()
    {
        var gateway = Read<IstioGatewaySpec>("networking.istio.io/v1beta1/Gateway", "{ selector: { istio: ingress }, servers: [ { hosts: [ 'shop/*' ], port: { number: 443, protocol: HTTPS }, tls: { mode: SIMPLE, httpsRedirect: false } } ] }");
        var server = Assert.Single(gateway.Servers);
        Assert.Equal(("ingress", "shop/*", 443, "SIMPLE", false), (gateway.Selector["istio"].Value, server.Hosts[0].Value, server.Port.Value!.Number.Value, server.TlsMode.Value, server.RedirectsToHttps.Value));
        Assert.True(Read<IstioGatewaySpec>("networking.istio.io/v1/Gateway").Servers.IsEmpty);
    }

    [Theory]
    [InlineData("{ outboundTrafficPolicy: { mode: REGISTRY_ONLY } }", OutboundTraffic.RegistryOnly)]
    [InlineData("{ outboundTrafficPolicy: { mode: ALLOW_ANY } }", OutboundTraffic.AllowAny)]
    [InlineData("{ outboundTrafficPolicy: {} }", null)]
    [InlineData("{}", null)]
    [InlineData("{ outboundTrafficPolicy: { mode: '${M}' } }", null)]
    public void An_empty_policy_of_a_sidecar_is_a_trap_and_no_explicit_value(string spec, OutboundTraffic? expected)
    {
        var outbound = Read<SidecarSpec>("networking.istio.io/v1/Sidecar", spec).Outbound;
        Assert.Equal(expected, outbound.IsKnown ? outbound.Value : null);
    }

    [Fact]
    public void Sidecars_bound_what_callers_see()
    {
        var sidecar = Read<SidecarSpec>("networking.istio.io/v1/Sidecar", "{ workloadSelector: { labels: { app: web } }, egress: [ { hosts: [ './*' ] }, { hosts: [ 'istio-system/*' ] } ], inboundConnectionPool: { http: { idleTimeout: 1m } } }");
        Assert.Equal(["./*", "istio-system/*"], sidecar.EgressHosts.Select(h => h.Value));
        Assert.Equal(("web", 60), (sidecar.WorkloadLabels["app"].Value, (int)sidecar.InboundConnectionPool.Value!.HttpIdleTimeout.Value.TotalSeconds));
        Assert.False(Read<SidecarSpec>("networking.istio.io/v1/Sidecar", "{ egress: [ { hosts: [ '${H}' ] } ] }").EgressHosts.IsComplete);
    }

    [Fact]
    public void Peer_authentication_has_modes_for_all_and_for_ports()
    {
        var peer = Read<PeerAuthenticationSpec>("security.istio.io/v1/PeerAuthentication", "{ selector: { matchLabels: { app: a } }, mtls: { mode: STRICT }, portLevelMtls: { 8080: { mode: DISABLE } } }");
        Assert.Equal(("a", "STRICT", "DISABLE"), (peer.WorkloadLabels["app"].Value, peer.Mode.Value, peer.PortModes[8080].Value));
        var bare = Read<PeerAuthenticationSpec>("security.istio.io/v1beta1/PeerAuthentication");
        Assert.True(bare.Mode.IsAbsent && bare.PortModes.Count == 0);
    }

    [Fact]
    public void Request_authentication_names_issuers()
    {
        var request = Read<RequestAuthenticationSpec>("security.istio.io/v1/RequestAuthentication", "{ jwtRules: [ { issuer: https://id, jwksUri: https://id/keys, audiences: [ shop ], forwardOriginalToken: true } ] }");
        var rule = Assert.Single(request.Rules);
        Assert.Equal(("https://id", "https://id/keys", "shop", true), (rule.Issuer.Value, rule.JwksUri.Value, rule.Audiences[0].Value, rule.ForwardsToken.Value));
        Assert.True(Read<RequestAuthenticationSpec>("security.istio.io/v1/RequestAuthentication").Rules.IsEmpty);
    }

    [Fact]
    public void Authorization_policies_hold_who_what_and_when()
    {
        var policy = Read<AuthorizationPolicySpec>("security.istio.io/v1/AuthorizationPolicy", "{ action: DENY, rules: [ { from: [ { source: { namespaces: [ web ] } } ], to: [ { operation: { methods: [ GET ], paths: [ /admin* ], notPaths: [ /admin/ok ] } } ], when: [ { key: 'request.headers[x]', values: [ a ] } ] } ] }");
        var rule = Assert.Single(policy.Rules);
        Assert.Equal(("DENY", "web", "GET", "/admin*", "/admin/ok"), (policy.Action.Value, rule.From[0].Namespaces[0].Value, rule.To[0].Methods[0].Value, rule.To[0].Paths[0].Value, rule.To[0].NotPaths[0].Value));
        Assert.Equal(("request.headers[x]", "a", true), (rule.When[0].Key.Value, rule.When[0].Values[0].Value, rule.When[0].NotValues.IsEmpty));
        var bare = Read<AuthorizationPolicySpec>("security.istio.io/v1beta1/AuthorizationPolicy");
        Assert.True(bare.Rules.IsEmpty && bare.Action.IsAbsent);
        Assert.False(Read<AuthorizationPolicySpec>("security.istio.io/v1/AuthorizationPolicy", "{ rules: text }").Rules.IsComplete);
    }

    [Fact]
    public void Telemetry_says_what_is_traced_and_logged()
    {
        var telemetry = Read<TelemetrySpec>("telemetry.istio.io/v1/Telemetry", "{ tracing: [ { providers: [ { name: otel } ], randomSamplingPercentage: 0.5, disableContextPropagation: true } ], accessLogging: [ { providers: [ { name: envoy } ] } ] }");
        Assert.Equal(("otel", 0.5, true), (telemetry.Tracing[0].Providers[0].Value, telemetry.Tracing[0].SamplingPercentage.Value, telemetry.Tracing[0].DropsContext.Value));
        Assert.Equal(("envoy", FieldState.Absent), (telemetry.AccessLogging[0].Providers[0].Value, telemetry.AccessLogging[0].IsDisabled.State));
        Assert.True(Read<TelemetrySpec>("telemetry.istio.io/v1alpha1/Telemetry").Tracing.IsEmpty);
    }

    private const string MeshConfig = """
        defaultHttpRetryPolicy: { attempts: 0 }
        outboundTrafficPolicy: { mode: REGISTRY_ONLY }
        extensionProviders:
        - { name: zip, zipkin: { service: z, port: 1, traceContextOption: USE_B3_WITH_W3C_PROPAGATION } }
        defaultConfig: { holdApplicationUntilProxyStarts: true, terminationDrainDuration: 20s, proxyMetadata: { A: "1" } }
        """;

    [Theory]
    [InlineData("apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  tag: 1.24.1\n  meshConfig:\n")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: istio, namespace: istio-system }\ndata:\n  mesh: |\n")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: istio-canary }\ndata:\n  mesh: |\n")]
    public void Settings_of_the_mesh_are_read_where_they_stand(string head)
    {
        var config = Manifests.Spec<MeshConfigSpec>(head + "    " + MeshConfig.Replace("\n", "\n    "));
        Assert.Equal((0, 6, OutboundTraffic.RegistryOnly, 7), (config.DefaultRetries.Value!.Attempts.Value, config.DefaultRetries.Value.Attempts.Line, config.Outbound.Value, config.Outbound.Line));
        Assert.Equal(("zip", "zipkin", "USE_B3_WITH_W3C_PROPAGATION"), (config.Providers[0].Name.Value, config.Providers[0].Kind.Value, config.Providers[0].TraceContext.Value));
        Assert.Equal((true, 20, "1"), (config.Proxy.Value!.HoldsApplication.Value, (int)config.Proxy.Value.TerminationDrainDuration.Value.TotalSeconds, config.Proxy.Value.Metadata["A"].Value));
        Assert.True(config.EnableTracing.IsAbsent && config.Proxy.Value.DrainDuration.IsAbsent);
    }

    [Theory]
    [InlineData("mesh: '{ a: '")]
    [InlineData("mesh: '${MESH}'")]
    [InlineData("mesh: [ 1 ]")]
    public void Settings_that_cannot_be_read_are_unknown(string data)
    {
        var config = Manifests.Spec<MeshConfigSpec>("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: istio }\ndata: { " + data + " }");
        Assert.True(config.DefaultRetries.IsUnknown || config.Outbound.IsUnknown);
    }

    [Fact]
    public void Settings_inside_a_text_cannot_blow_up()
    {
        var bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\\nenableTracing: [*d,*d,*d,*d]";
        Assert.True(Manifests.Spec<MeshConfigSpec>("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: istio }\ndata: { mesh: \"" + bomb + "\" }").DefaultRetries.IsUnknown);
    }

    [Theory]
    [InlineData("'{ \"terminationDrainDuration\": \"30s\" }'", FieldState.Known)]
    [InlineData("\"terminationDrainDuration: 30s\\n\"", FieldState.Known)]
    [InlineData("'{'", FieldState.Unknown)]
    public void The_annotation_of_a_pod_is_yaml_or_json(string text, FieldState expected)
    {
        var config = ProxyConfig.Of(Manifests.Single("apiVersion: v1\nkind: Pod\nmetadata: { annotations: { proxy.istio.io/config: " + text + " } }").PodTemplate!);
        Assert.Equal((expected, expected == FieldState.Known ? 30 : 0), (config.State, (int)(config.Value?.TerminationDrainDuration.Value.TotalSeconds ?? 0)));
        Assert.True(ProxyConfig.Of(Manifests.Single("apiVersion: v1\nkind: Pod\nspec: {}").PodTemplate!).IsAbsent);
    }
}
