using MeshReady.Model.Rules.Agreement;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;

namespace MeshReady.Model.Tests.Rules.Agreement;

/// <summary>Consumers in workloads that are rolled out by weights.</summary>
public sealed class MSA1237CanaryOfConsumerTests
{
    private const string Routed = "canary: { trafficRouting: { istio: { virtualService: { name: orders } } }, steps: [{ setWeight: 10 }, { pause: {} }] }";

    [Fact]
    public void Canary_takes_from_the_topic_at_once()
    {
        var finding = Assert.Single(Shop(Routed).Judge<MSA1237CanaryOfConsumerRule>());

        Assert.Equal(["The weights of Rollout 'orders'", "k8s/orders.yaml:1", "orders", "'orders-placed'", "at once"], finding.Arguments);
        Assert.Equal((new Place("src/orders/Consumer.cs", 4), SystemSeverity.Warning), (finding.Place, finding.Severity));
        Assert.Equal([new Place("k8s/orders.yaml", 1)], finding.Also);
    }

    [Fact]
    public void Blue_green_takes_before_it_is_switched_to()
    {
        var finding = Assert.Single(Shop("blueGreen: { activeService: orders, previewService: orders-preview }").Judge<MSA1237CanaryOfConsumerRule>());
        Assert.Equal((SystemSeverity.Info, "before it is switched to"), (finding.Severity, finding.Arguments[4]));
    }

    [Fact]
    public void Replicas_share_a_queue_as_they_share_requests() => Assert.Empty(Find(Shop("canary: { steps: [{ setWeight: 10 }] }")));

    [Fact]
    public void Program_that_knows_its_role_may_wait()
        => Assert.Empty(Find(Shop(Routed, env: "{ name: ROLE, valueFrom: { fieldRef: { fieldPath: \"metadata.labels['role']\" } } }")));

    [Fact]
    public void Name_of_the_pod_is_no_role()
        => Assert.Single(Find(Shop(Routed, env: "{ name: POD, valueFrom: { fieldRef: { fieldPath: metadata.name } } }")));

    [Fact]
    public void Service_without_a_consumer() => Assert.Empty(Find(Shop(Routed, works: [new(WorkKind.Scheduled, "Nightly", new("src/orders/Nightly.cs", 2))])));

    [Fact]
    public void Several_consumers_are_one_finding()
    {
        var finding = Assert.Single(Shop(Routed, works: [Consumer("orders-placed", 4), Consumer("orders-paid", 9)]).Judge<MSA1237CanaryOfConsumerRule>());
        Assert.Equal("'orders-placed' and 1 more", finding.Arguments[3]);
        Assert.Contains(new Place("src/orders/Consumer.cs", 9), finding.Also);
    }

    [Theory]
    [InlineData("analysis: { maxWeight: 50, stepWeight: 10 }", 1)]
    [InlineData("analysis: { iterations: 10 }", 0)]
    public void Flagger_moves_weights_where_it_has_any(string analysis, int findings)
        => Assert.Equal(findings, Find(Shop(null).File("k8s/canary.yaml", $"""
            apiVersion: flagger.app/v1beta1
            kind: Canary
            metadata: {"{"} name: orders, namespace: shop {"}"}
            spec: {"{"} targetRef: {"{"} apiVersion: apps/v1, kind: Deployment, name: orders {"}"}, {analysis} {"}"}
            """)).Length);

    [Fact]
    public void Rollout_that_describes_its_pods_by_a_deployment()
        => Assert.Single(Find(Shop(null).File("k8s/rollout.yaml", $"""
            apiVersion: argoproj.io/v1alpha1
            kind: Rollout
            metadata: {"{"} name: orders-rollout, namespace: shop {"}"}
            spec: {"{"} workloadRef: {"{"} apiVersion: apps/v1, kind: Deployment, name: orders {"}"}, strategy: {"{"} {Routed} {"}"} {"}"}
            """)));

    private static WorkFact Consumer(string topic, int line) => new(WorkKind.Consumer, "Consumer", new("src/orders/Consumer.cs", line)) { Target = topic };

    private static string[] Find(SyntheticSystem system) => system.Find<MSA1237CanaryOfConsumerRule>();

    private static SyntheticSystem Shop(string? strategy, WorkFact[]? works = null, string env = "")
        => new SyntheticSystem()
            .Program("orders", p => p with { Works = works ?? [Consumer("orders-placed", 4)] })
            .File("k8s/orders.yaml", $"""
                apiVersion: {(strategy is null ? "apps/v1" : "argoproj.io/v1alpha1")}
                kind: {(strategy is null ? "Deployment" : "Rollout")}
                metadata: {"{"} name: orders, namespace: shop {"}"}
                spec:
                  strategy: {"{"} {strategy} {"}"}
                  template:
                    metadata: {"{"} labels: {"{"} app: orders {"}"} {"}"}
                    spec: {"{"} containers: [{"{"} name: orders, image: "r.io/orders:1", env: [{env}] {"}"}] {"}"}
                """);
}
