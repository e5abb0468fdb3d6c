using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Istio;

/// <summary>What is read of VirtualServices and DestinationRules.</summary>
public sealed class NetworkingTests
{
    [Theory]
    [InlineData("v1alpha3")]
    [InlineData("v1beta1")]
    [InlineData("v1")]
    public void A_virtual_service_is_read_with_its_routes_in_order(string version)
    {
        var service = Manifests.Spec<VirtualServiceSpec>($$"""
            apiVersion: networking.istio.io/{{version}}
            kind: VirtualService
            metadata: { name: orders }
            spec:
              hosts: [ orders, "*.example.com" ]
              gateways: [ mesh, edge ]
              exportTo: [ . ]
              http:
              - name: first
                match:
                - uri: { prefix: /api }
                  method: { exact: GET }
                  headers: { x-user: { regex: ".*@a" } }
                  ignoreUriCase: true
                route:
                - destination: { host: orders, subset: v2, port: { number: 80 } }
                  weight: 25
                timeout: 1.5s
                retries:
                  attempts: 3
                  perTryTimeout: 500ms
                  retryOn: 5xx,reset
              - fault: { abort: { httpStatus: 500, percentage: { value: 0.5 } }, delay: { fixedDelay: 2s } }
                mirror: { host: orders-v2 }
                delegate: { name: rest, namespace: other }
                headers: { request: { set: { x-a: b }, remove: [ x-c ] } }
            """);

        Assert.Equal(["orders", "*.example.com"], service.Hosts.Select(h => h.Value));
        Assert.Equal((true, ".", false), (service.ActsInMesh, service.ExportTo[0].Value, service.RoutesConnections));
        var (first, second) = (service.Http[0], service.Http[1]);
        var match = Assert.Single(first.Matches);
        Assert.Equal((StringMatchKind.Prefix, "/api", "GET", true), (match.Uri.Value!.Kind, match.Uri.Value.Text, match.Method.Value!.Text, match.IgnoresCase.Value));
        Assert.Equal(("x-user", StringMatchKind.Regex), (match.Headers[0].Name, match.Headers[0].Value.Kind));
        var destination = Assert.Single(first.Destinations);
        Assert.Equal(("orders", "v2", 80, 25, 17), (destination.Host.Value, destination.Subset.Value, destination.Port.Value, destination.Weight.Value, destination.Weight.Line));
        Assert.Equal((1500, 18), ((int)first.Timeout.Value.TotalMilliseconds, first.Timeout.Line));
        var retries = first.Retries.Value!;
        Assert.Equal((3, 20, 500, "5xx,reset"), (retries.Attempts.Value, retries.Attempts.Line, (int)retries.PerTryTimeout.Value.TotalMilliseconds, retries.RetryOn.Value));
        Assert.True(second.Timeout.IsAbsent && second.Retries.IsAbsent && second.Matches.IsEmpty);
        Assert.Equal(("500", 0.5, 2), (second.Fault.Value!.AbortStatus.Value, second.Fault.Value.AbortPercentage.Value, (int)second.Fault.Value.Delay.Value.TotalSeconds));
        Assert.Equal(("orders-v2", "rest", "other"), (second.Mirrors[0].Host.Value, second.Delegate.Value!.Name.Value, second.Delegate.Value.Namespace.Value));
        Assert.Equal(("b", "x-c"), (second.RequestHeaders.Value!.Set["x-a"].Value, second.RequestHeaders.Value.Remove[0].Value));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("gateways: [ mesh ]", true)]
    [InlineData("gateways: [ edge ]", false)]
    [InlineData("gateways: [ edge, '${G}' ]", null)]
    public void Only_the_word_mesh_or_nothing_at_all_reaches_sidecars(string gateways, bool? expected)
        => Assert.Equal(expected, Manifests.Spec<VirtualServiceSpec>($"apiVersion: networking.istio.io/v1\nkind: VirtualService\nspec:\n  hosts: [ a ]\n  {gateways}\n").ActsInMesh);

    [Fact]
    public void What_a_template_fills_in_is_unknown()
    {
        var service = Manifests.Spec<VirtualServiceSpec>("""
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata:
              name: orders
            spec:
              hosts:
              - {{ .Values.host }}
              http:
              - timeout: {{ .Values.timeout }}
                retries:
                  attempts: 2
                  retryOn: {{ .Values.on }}
              {{- range .Values.routes }}
              - name: {{ . }}
              {{- end }}
            """);

        Assert.False(service.Hosts.IsComplete || service.Http.IsComplete);
        Assert.True(service.Http[0].Timeout.IsUnknown && service.Http[0].Retries.Value!.RetryOn.IsUnknown);
        Assert.Equal(2, service.Http[0].Retries.Value!.Attempts.Value);
        Assert.True(service.Http[0].Retries.Value!.PerTryTimeout.IsAbsent);
    }

    [Theory]
    [InlineData("timeout: soon")]
    [InlineData("timeout: 5")]
    [InlineData("timeout: { a: b }")]
    public void A_time_that_is_none_is_unknown(string timeout)
        => Assert.True(Manifests.Spec<VirtualServiceSpec>("apiVersion: networking.istio.io/v1\nkind: VirtualService\nspec: { http: [ { " + timeout + " } ] }").Http[0].Timeout.IsUnknown);

    [Fact]
    public void A_destination_rule_is_read_with_its_policies()
    {
        var rule = Manifests.Spec<DestinationRuleSpec>("""
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: { name: orders }
            spec:
              host: orders
              exportTo: [ shop ]
              trafficPolicy:
                loadBalancer: { consistentHash: { httpCookie: { name: user, ttl: 0s } }, localityLbSetting: {} }
                connectionPool: { tcp: { maxConnections: 10, connectTimeout: 30ms }, http: { http1MaxPendingRequests: 1, maxRetries: 2, idleTimeout: 90s } }
                outlierDetection: { consecutive5xxErrors: 7, baseEjectionTime: 1m }
                tls: { mode: SIMPLE, sni: a.example.com }
                retryBudget: { percent: 12.5 }
                portLevelSettings:
                - port: { number: 81 }
                  loadBalancer: { simple: ROUND_ROBIN }
              subsets:
              - { name: v1, labels: { version: v1 } }
            """);

        var policy = rule.TrafficPolicy.Value!;
        Assert.Equal(("orders", "shop"), (rule.Host.Value, rule.ExportTo[0].Value));
        var balancer = policy.LoadBalancer.Value!;
        Assert.Equal(("user", TimeSpan.Zero, true, true), (balancer.HashCookie.Value, balancer.HashCookieTtl.Value, balancer.IsHashed, balancer.HasFailover));
        var pool = policy.ConnectionPool.Value!;
        Assert.Equal((10, 30, 1, 2, 90), (pool.MaxConnections.Value, (int)pool.ConnectTimeout.Value.TotalMilliseconds, pool.MaxPendingRequests.Value, pool.MaxRetries.Value, (int)pool.HttpIdleTimeout.Value.TotalSeconds));
        Assert.True(pool.MaxRequests.IsAbsent && pool.TcpIdleTimeout.IsAbsent);
        Assert.Equal((7, 10), (policy.OutlierDetection.Value!.Consecutive5xxErrors.Value, policy.OutlierDetection.Line));
        Assert.Equal(("SIMPLE", "a.example.com", 12.5), (policy.Tls.Value!.Mode.Value, policy.Tls.Value.Sni.Value, policy.RetryBudget.Value!.Percent.Value));
        Assert.Equal((81, "ROUND_ROBIN", false), (policy.Ports[0].Port.Value, policy.Ports[0].Policy.LoadBalancer.Value!.Simple.Value, policy.Ports[0].Policy.LoadBalancer.Value!.IsHashed));
        Assert.Equal(("v1", "v1"), (rule.Subsets[0].Name.Value, rule.Subsets[0].Labels["version"].Value));
        Assert.True(rule.Subsets[0].TrafficPolicy.IsAbsent);
    }

    [Fact]
    public void A_destination_rule_without_a_policy_has_none()
    {
        var rule = Manifests.Spec<DestinationRuleSpec>("apiVersion: networking.istio.io/v1\nkind: DestinationRule\nspec: { host: orders }");
        Assert.True(rule.TrafficPolicy.IsAbsent && rule.Subsets.IsEmpty && rule.ExportTo.IsEmpty);
    }

    [Theory]
    [InlineData("1.24", "1.24")]
    [InlineData("1-22-3", "1.22")]
    [InlineData("docker.io/istio/proxyv2:1.27.0-distroless", "1.27")]
    [InlineData("v1.9", "1.9")]
    [InlineData("stable", null)]
    [InlineData("canary-1", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Versions_are_read_from_settings_revisions_and_images(string? text, string? expected)
        => Assert.Equal(expected, IstioVersion.TryParse(text)?.ToString());
}
