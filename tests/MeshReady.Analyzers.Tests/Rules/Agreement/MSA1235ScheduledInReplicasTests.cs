using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.Analyzers.Rules.Lifecycle;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

/// <summary>Work by the clock and the replicas that do it, from code and manifest to the finding.</summary>
public sealed class MSA1235ScheduledInReplicasTests : SystemRuleTest<MSA1235ScheduledInReplicasAnalyzer>
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHostedService<NightlyInvoices>();
        builder.Build().Run();

        [Obsolete]
        public sealed class NightlyInvoices(HttpClient http) : BackgroundService
        {
            protected override async Task ExecuteAsync(System.Threading.CancellationToken ct)
            {
                using var timer = new System.Threading.PeriodicTimer(TimeSpan.FromHours(24));
                while (await timer.WaitForNextTickAsync(ct))
                    await http.PostAsync("/invoices", null, ct);
            }
        }
        """;

    private static readonly (string, string)[] Docker = [("build_property.MeshReadyDockerfile", "Dockerfile")];

    [Fact]
    public async Task Timer_in_three_replicas()
        => Assert.Equal(
            "Warning src/web/Program.cs:6 'NightlyInvoices' runs in each of the 3 replicas of 'web' (web.yaml:5), and nothing chooses one: the work is done as often; make it a CronJob, or let a lease or a lock choose",
            await Find(Program, [Other("zoo")], Web("replicas: 3")));

    [Fact]
    public async Task One_replica_that_never_overlaps() => Assert.Empty(await Find(Program, [Other("zoo")], Web("replicas: 1\n  strategy: { type: Recreate }")));

    [Fact]
    public async Task Refresh_of_what_each_pod_keeps()
        => Assert.Empty(await Find(Program.Replace("await http.PostAsync(\"/invoices\", null, ct);", "_ = await http.GetStringAsync(\"/prices\", ct);"), [Other("zoo")], Web("replicas: 3")));

    [Theory]
    [InlineData("replicas: 3", true, false)]
    [InlineData("replicas: 3", false, true)]
    [InlineData("replicas: 1", true, true)]
    public async Task Msa0808_speaks_where_this_rule_cannot(string replicas, bool hasSnapshot, bool isTheOther)
        => Assert.Equal(isTheOther, (await Find(Program, hasSnapshot ? [Other("zoo")] : [], Web(replicas), Docker, other: new MSA0808ScheduledWorkInEveryReplicaAnalyzer())).Length > 0);

    [Fact]
    public async Task Without_a_snapshot_nothing_is_shown() => Assert.Empty(await Find(Program, [], Web("replicas: 3")));

    private static (string, string)[] Web(string spec) => [("k8s/web.yaml", $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          {{spec}}
          template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: r.io/web }] } }
        """)];
}
