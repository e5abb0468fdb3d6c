using MeshReady.Analyzers.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

/// <summary>A consumer in a workload that is rolled out by weights, from code and manifest to the finding.</summary>
public sealed class MSA1237CanaryOfConsumerTests : SystemRuleTest<MSA1237CanaryOfConsumerAnalyzer>
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHostedService<OrdersConsumer>();
        builder.Build().Run();

        public sealed class OrdersConsumer(Confluent.Kafka.IConsumer<string, string> consumer) : BackgroundService
        {
            protected override Task ExecuteAsync(System.Threading.CancellationToken ct)
                => Task.Run(() =>
                {
                    consumer.Subscribe("orders");
                    while (!ct.IsCancellationRequested)
                        consumer.Consume(ct);
                }, ct);
        }
        """;

    private static readonly string[] Kafka = ["Confluent.Kafka"];

    [Fact]
    public async Task Canary_by_weights()
        => Assert.Equal(
            "Warning src/web/Program.cs:10 The weights of Rollout 'web' (k8s/web.yaml:1) move requests alone: the new version of 'web' takes from 'orders' at once; start consumers by a role label, pause them in the new version, or move them to a workload of their own",
            await Find(Program, [Other("zoo")], Web("canary: { trafficRouting: { istio: { virtualService: { name: web } } }, steps: [{ setWeight: 10 }, { pause: {} }] }"), packages: Kafka));

    [Fact]
    public async Task Blue_green_is_a_remark()
        => Assert.StartsWith(
            "Info src/web/Program.cs:10 The Services of Rollout 'web' (k8s/web.yaml:1) move requests alone: the new version of 'web' takes from 'orders' before it is switched to;",
            await Find(Program, [Other("zoo")], Web("blueGreen: { activeService: web, previewService: web-preview }"), packages: Kafka), StringComparison.Ordinal);

    [Fact]
    public async Task Producer_takes_nothing()
        => Assert.Empty(await Find("""
            var builder = WebApplication.CreateBuilder(args);
            builder.Build().Run();
            public sealed class Orders(Confluent.Kafka.IProducer<string, string> producer)
            {
                public Task Send(Confluent.Kafka.Message<string, string> message) => producer.ProduceAsync("orders", message);
            }
            """, [Other("zoo")], Web("canary: { trafficRouting: { istio: { virtualService: { name: web } } } }"), packages: Kafka));

    [Fact]
    public async Task Without_a_snapshot_nothing_is_shown()
        => Assert.Empty(await Find(Program, [], Web("canary: { trafficRouting: { istio: { virtualService: { name: web } } } }"), packages: Kafka));

    private static (string, string)[] Web(string strategy) => [("k8s/web.yaml", $$"""
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: { name: web, namespace: shop }
        spec:
          strategy: { {{strategy}} }
          template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: r.io/web }] } }
        """)];
}
