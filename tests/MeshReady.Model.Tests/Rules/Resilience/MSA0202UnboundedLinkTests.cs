using MeshReady.Model.Rules.Resilience;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Rules.Resilience;

/// <summary>Links that nothing ends, and those of which that is not proved.</summary>
public sealed class MSA0202UnboundedLinkTests
{
    private static readonly CodePolicy Bare = new(1, false, false);

    [Fact]
    public void Meshed_link_without_any_limit_in_a_complete_set()
        => Assert.Equal(["Warning src/web/Program.cs:1 web, orders: web | orders | has no limit but the 100 s of HttpClient | no route gives it a timeout"], Find(Bare, MeshText.Meshed));

    [Fact]
    public void Route_without_a_timeout_is_shown()
    {
        var finding = Assert.Single(System(Bare, MeshText.Meshed).File("k8s/routes.yaml", MeshText.Route("orders", "retries: { attempts: 0 }")).Judge<MSA0202UnboundedLinkRule>(complete: true));

        Assert.Equal("the route at routes.yaml:7 has no timeout", finding.Arguments[3]);
        Assert.Equal([new Place("k8s/routes.yaml", 7)], finding.Also);
    }

    [Fact]
    public void Client_that_repeats_and_ends_nothing_outside_any_mesh()
        => Assert.StartsWith("Warning src/web/Program.cs:1 web, orders: web | orders | repeats calls and ends none of them | no mesh is on for it", Assert.Single(Find(Bare with { Tries = 4 }, MeshText.Plain)), StringComparison.Ordinal);

    [Fact]
    public void Client_that_does_nothing_outside_any_mesh_is_msa0201_s() => Assert.Empty(Find(Bare, MeshText.Plain));

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(1, true, false)]
    [InlineData(1, null, false)]
    [InlineData(1, false, true)]
    [InlineData(1, false, null)]
    public void What_the_code_does_or_may_do_is_a_limit(int? tries, bool? hasTimeout, bool? hasBreaker) => Assert.Empty(Find(new CodePolicy(tries, hasTimeout, hasBreaker), MeshText.Meshed));

    [Fact]
    public void Limit_that_the_code_switches_off_is_msa0210_s() => Assert.Empty(Find(Bare with { IsEndless = true }, MeshText.Meshed));

    [Fact]
    public void Set_that_may_lack_something_proves_nothing() => Assert.Empty(System(Bare, MeshText.Meshed).Find<MSA0202UnboundedLinkRule>(complete: false));

    [Theory]
    [InlineData("timeout: 3s")]
    [InlineData("retries: { attempts: 2, perTryTimeout: 1s }")]
    public void Route_ends_the_call(string route)
        => Assert.Empty(System(Bare, MeshText.Meshed).File("k8s/routes.yaml", MeshText.Route("orders", route)).Find<MSA0202UnboundedLinkRule>(complete: true));

    [Fact]
    public void Outlier_detection_takes_the_callee_out()
        => Assert.Empty(System(Bare, MeshText.Meshed).File("k8s/rule.yaml", """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: { name: orders, namespace: shop }
            spec: { host: orders, trafficPolicy: { outlierDetection: { consecutive5xxErrors: 3 } } }
            """).Find<MSA0202UnboundedLinkRule>(complete: true));

    [Fact]
    public void Destination_rule_without_outlier_detection_ends_nothing()
        => Assert.Single(System(Bare, MeshText.Meshed).File("k8s/rule.yaml", """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: { name: orders, namespace: shop }
            spec: { host: orders, trafficPolicy: { loadBalancer: { simple: LEAST_REQUEST } } }
            """).Find<MSA0202UnboundedLinkRule>(complete: true));

    [Theory]
    [InlineData(CallProtocol.Grpc)]
    [InlineData(CallProtocol.WebSocket)]
    [InlineData(CallProtocol.Dapr)]
    [InlineData(CallProtocol.HealthCheck)]
    public void Other_protocols_have_limits_of_their_own(CallProtocol protocol)
        => Assert.Empty(new SyntheticSystem().Program("web", p => p with { Calls = [ByHost("orders", protocol: protocol) with { Policy = Bare }] }).Program("orders")
            .File("k8s/all.yaml", MeshText.Meshed + Deployed("web") + "---\n" + Deployed("orders")).Find<MSA0202UnboundedLinkRule>(complete: true));

    [Fact]
    public void Linkerd_s_annotations_count()
    {
        var all = MeshText.Plain + Deployed("web", annotations: "{ linkerd.io/inject: enabled }") + "---\n" + Deployed("orders");
        SyntheticSystem With(string text) => new SyntheticSystem().Program("web", Caller(Bare)).Program("orders").File("k8s/all.yaml", text);
        string Annotated(string annotation) => all.Replace("kind: Service\nmetadata: { name: orders, namespace: shop }", $"kind: Service\nmetadata: {{ name: orders, namespace: shop, annotations: {{ {annotation} }} }}");

        Assert.Single(With(all).Find<MSA0202UnboundedLinkRule>(complete: true));
        Assert.Empty(With(Annotated("timeout.linkerd.io/request: 2s")).Find<MSA0202UnboundedLinkRule>(complete: true));
        Assert.Empty(With(Annotated("balancer.linkerd.io/failure-accrual: consecutive")).Find<MSA0202UnboundedLinkRule>(complete: true));
    }

    private static string[] Find(CodePolicy policy, string space) => System(policy, space).Find<MSA0202UnboundedLinkRule>(complete: true);

    private static SyntheticSystem System(CodePolicy policy, string space)
        => new SyntheticSystem().Program("web", Caller(policy)).Program("orders").File("k8s/all.yaml", space + Deployed("web") + "---\n" + Deployed("orders"));

    private static Func<ProjectFacts, ProjectFacts> Caller(CodePolicy policy)
        => p => p with { Calls = [new CallFact(CallProtocol.Http, new("src/web/Program.cs", 1)) { Scheme = "http", Host = "orders", Policy = policy }] };
}
