using MeshReady.Analyzers.Rules.Rollout;

namespace MeshReady.Analyzers.Tests.Rules.Rollout;

/// <summary>A contradiction of manifests as the editor of the service behind them shows it.</summary>
public sealed class MSA0710SubsetMismatchTests : SystemRuleTest<MSA0710SubsetMismatchAnalyzer>
{
    private const string Program = "WebApplication.Create(args).Run();";

    [Fact]
    public async Task Selector_of_the_own_service()
        => Assert.Equal(
            "Warning k8s/all.yaml:9 Service 'web' chooses pods with version '1.0' alone, which leaves subset 'v2' (version '2.0', all.yaml:14) empty: the 25 % of the requests that all.yaml:23 sends there get 503; take version out of the selector",
            await Find(Program, [Other("zoo")], [("k8s/all.yaml", Shop("web"))]));

    [Fact]
    public async Task Selector_of_another_service_is_shown_there() => Assert.Empty(await Find(Program, [Other("zoo")], [("k8s/all.yaml", Shop("zoo"))]));

    [Fact]
    public async Task Without_a_snapshot_nothing_is_shown() => Assert.Empty(await Find(Program, [], [("k8s/all.yaml", Shop("web"))]));

    private static string Shop(string name) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{name}}, namespace: shop }
        spec: { template: { metadata: { labels: { app: {{name}}, version: "1.0" } }, spec: { containers: [{ name: {{name}}, image: r.io/{{name}} }] } } }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: {{name}}, namespace: shop }
        spec: { selector: { app: {{name}}, version: "1.0" }, ports: [{ name: http, port: 80 }] }
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: { name: {{name}}, namespace: shop }
        spec: { host: {{name}}, subsets: [{ name: v1, labels: { version: "1.0" } }, { name: v2, labels: { version: "2.0" } }] }
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: {{name}}, namespace: shop }
        spec:
          hosts: [{{name}}]
          http:
          - route:
            - { destination: { host: {{name}}, subset: v2 }, weight: 25 }
            - { destination: { host: {{name}}, subset: v1 }, weight: 75 }
        """;
}
