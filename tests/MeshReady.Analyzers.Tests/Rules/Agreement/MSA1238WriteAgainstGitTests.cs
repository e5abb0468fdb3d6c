using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.Analyzers.Rules.Lifecycle;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

/// <summary>A write to the cluster beside an Application that heals, from code and manifest to the finding.</summary>
public sealed class MSA1238WriteAgainstGitTests : SystemRuleTest<MSA1238WriteAgainstGitAnalyzer>
{
    private const string Program = """
        using k8s;
        using k8s.Models;
        var builder = WebApplication.CreateBuilder(args);
        builder.Build().Run();

        public sealed class Scaler(IKubernetes k8s)
        {
            public async Task Scale(System.Threading.CancellationToken ct)
                => await k8s.AppsV1.PatchNamespacedDeploymentScaleAsync(new V1Patch("{\"spec\":{\"replicas\":5}}", V1Patch.PatchType.MergePatch), "shop-web", "shop", cancellationToken: ct);
        }
        """;

    private static readonly string[] Client = ["KubernetesClient"];

    [Fact]
    public async Task Application_heals_the_replicas()
        => Assert.Equal(
            "Warning src/web/Program.cs:9 This patch of the replicas of Deployment 'shop-web' does not last: Argo CD undoes it within seconds: Application 'shop' (app.yaml:6) heals what Git says (web.yaml:5); change the number in Git, or leave spec.replicas to an autoscaler and out of Git",
            await Find(Program, [Other("zoo")], Git("syncPolicy: { automated: { prune: true, selfHeal: true } }"), packages: Client));

    [Fact]
    public async Task Application_that_lets_the_replicas_differ()
        => Assert.Empty(await Find(Program, [Other("zoo")], Git("""
            syncPolicy: { automated: { selfHeal: true }, syncOptions: [RespectIgnoreDifferences=true] }
              ignoreDifferences: [{ group: apps, kind: Deployment, jsonPointers: [/spec/replicas] }]
            """), packages: Client));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Msa0802_speaks_where_this_rule_cannot(bool heals)
        => Assert.Equal(!heals, (await Find(Program, [Other("zoo")], Git(heals ? "syncPolicy: { automated: { selfHeal: true } }" : "syncPolicy: {}"), packages: Client, other: new MSA0802ClusterMutationAnalyzer())).Length > 0);

    [Fact]
    public async Task Without_a_snapshot_nothing_is_shown() => Assert.Empty(await Find(Program, [], Git("syncPolicy: { automated: { selfHeal: true } }"), packages: Client));

    private static (string, string)[] Git(string policy) =>
    [
        ("argocd/app.yaml", $$"""
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: { name: shop, namespace: argocd }
            spec:
              source: { repoURL: "https://git.example.com/shop.git", path: k8s }
              {{policy}}
            """),
        ("k8s/web.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: shop-web, namespace: shop }
            spec:
              replicas: 2
              template: { metadata: { labels: { app: shop-web } }, spec: { containers: [{ name: shop-web, image: r.io/shop-web }] } }
            """),
    ];
}
