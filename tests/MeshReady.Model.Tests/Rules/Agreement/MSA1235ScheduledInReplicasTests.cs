using MeshReady.Model.Rules.Agreement;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Rules.Agreement;

/// <summary>Work by the clock and the number of replicas that do it.</summary>
public sealed class MSA1235ScheduledInReplicasTests
{
    private static readonly Place Timer = new("src/web/Nightly.cs", 3);

    [Fact]
    public void Timer_in_three_replicas()
    {
        var finding = Assert.Single(Shop("replicas: 3").Judge<MSA1235ScheduledInReplicasRule>());

        Assert.Equal(["Nightly", "3", "web", "web.yaml:5"], finding.Arguments);
        Assert.Equal((Timer, SystemSeverity.Warning), (finding.Place, finding.Severity));
        Assert.Equal([new Place("k8s/web.yaml", 5)], finding.Also);
    }

    [Theory]
    [InlineData("replicas: 1, strategy: { type: Recreate }")]
    [InlineData("paused: false")]
    [InlineData("replicas: {{ .Values.replicas }}")]
    public void One_replica_or_a_number_that_nobody_says(string spec) => Assert.Empty(Find(Shop(spec)));

    [Fact]
    public void Autoscaler_says_how_many()
        => Assert.Equal("up to 5", Assert.Single(Shop("paused: false").File("k8s/hpa.yaml", """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: { name: web, namespace: shop }
            spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, minReplicas: 2, maxReplicas: 5 }
            """).Judge<MSA1235ScheduledInReplicasRule>()).Arguments[1]);

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void Elected_or_perhaps_elected(bool? isElected) => Assert.Empty(Find(Shop("replicas: 3", static (p, elected) => p with { Works = [new(WorkKind.Scheduled, "Nightly", Timer) { IsElected = elected }] }, isElected)));

    [Fact]
    public void Migration_at_start_up_is_msa0801_s()
        => Assert.Empty(Find(Shop("replicas: 3", static (p, _) => p with { Works = [new(WorkKind.Scheduled, "Migrate", Timer) { IsElected = false, Target = WorkFact.Schema }] })));

    [Theory]
    [InlineData("DaemonSet")]
    [InlineData("CronJob")]
    public void Each_pod_of_a_daemon_has_its_own_work(string kind) => Assert.Empty(Find(Shop("replicas: 3", kind: kind)));

    [Fact]
    public void Timer_in_a_library_runs_in_its_service()
        => Assert.Equal(["Warning src/lib/Nightly.cs:9 web: Nightly | 3 | web | web.yaml:5"], Find(Shop("replicas: 3", static (p, _) => p with { References = [PathOf("lib")] })
            .Library("lib", static p => p with { Works = [new(WorkKind.Scheduled, "Nightly", new("src/lib/Nightly.cs", 9)) { IsElected = false }] })));

    [Fact]
    public void Outside_production_it_is_a_remark()
        => Assert.Equal(SystemSeverity.Info, Assert.Single(Shop("replicas: 3", folder: "k8s/dev").Judge<MSA1235ScheduledInReplicasRule>()).Severity);

    private static string[] Find(SyntheticSystem system) => system.Find<MSA1235ScheduledInReplicasRule>();

    private static SyntheticSystem Shop(string spec, Func<ProjectFacts, bool?, ProjectFacts>? facts = null, bool? isElected = false, string kind = "Deployment", string folder = "k8s")
        => new SyntheticSystem()
            .Program("web", p => (facts ?? (static (f, elected) => f with { Works = [new(WorkKind.Scheduled, "Nightly", Timer) { IsElected = elected }] }))(p, isElected))
            .File(folder + "/web.yaml", $"""
                apiVersion: apps/v1
                kind: {kind}
                metadata: {"{"} name: web, namespace: shop {"}"}
                spec:
                  {spec.Replace(", strategy", "\n  strategy")}
                  template: {"{"} metadata: {"{"} labels: {"{"} app: web {"}"} {"}"}, spec: {"{"} containers: [{"{"} name: web, image: "r.io/web:1" {"}"}] {"}"} {"}"}
                """);
}
