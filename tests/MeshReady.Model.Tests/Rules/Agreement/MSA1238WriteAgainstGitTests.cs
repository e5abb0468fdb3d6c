using MeshReady.Model.Rules.Agreement;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;

namespace MeshReady.Model.Tests.Rules.Agreement;

/// <summary>Writes to the cluster, and who owns what they write.</summary>
public sealed class MSA1238WriteAgainstGitTests
{
    private const string Heals = "syncPolicy: { automated: { prune: true, selfHeal: true } }";
    private const string Scale = "Deployment/web/scale";

    [Fact]
    public void Replicas_that_git_holds_are_healed()
    {
        var finding = Assert.Single(Shop(Scale).Judge<MSA1238WriteAgainstGitRule>());

        Assert.Equal(
            ["patch", "the replicas of Deployment 'web'", "Argo CD undoes it within seconds: Application 'shop' (shop.yaml:7) heals what Git says (web.yaml:4)", "change the number in Git, or leave spec.replicas to an autoscaler and out of Git"],
            finding.Arguments);
        Assert.Equal((new Place("src/scaler/Program.cs", 6), SystemSeverity.Warning), (finding.Place, finding.Severity));
        Assert.Equal(["argocd/shop.yaml:7", "k8s/web.yaml:4"], finding.Also.Select(static p => p.ToString()));
    }

    [Theory]
    [InlineData("syncPolicy: { automated: { selfHeal: true }, syncOptions: [RespectIgnoreDifferences=true] }\n  ignoreDifferences: [{ group: apps, kind: Deployment, jsonPointers: [/spec/replicas] }]")]
    [InlineData("syncPolicy: { automated: { selfHeal: true } }\n  ignoreDifferences: [{ group: apps, kind: Deployment, name: web, jqPathExpressions: [.spec.replicas] }]")]
    [InlineData("syncPolicy: { automated: { prune: true } }")]
    [InlineData("syncPolicy: { automated: { selfHeal: true, enabled: false } }")]
    [InlineData("syncPolicy: {}")]
    public void Application_that_lets_it_differ_or_heals_nothing(string policy) => Assert.Empty(Find(Shop(Scale, policy)));

    [Theory]
    [InlineData("ignoreDifferences: [{ group: apps, kind: Deployment, jsonPointers: [/spec/template] }]")]
    [InlineData("ignoreDifferences: [{ group: apps, kind: Deployment, name: other, jsonPointers: [/spec/replicas] }]")]
    [InlineData("ignoreDifferences: [{ group: apps, kind: StatefulSet, jsonPointers: [/spec/replicas] }]")]
    public void Application_that_lets_something_else_differ(string ignored) => Assert.Single(Find(Shop(Scale, Heals + "\n  " + ignored)));

    [Fact]
    public void Number_that_git_leaves_open_is_nobody_s() => Assert.Empty(Find(Shop(Scale, replicas: "paused: false")));

    [Fact]
    public void Folder_of_another_application() => Assert.Empty(Find(Shop(Scale, path: "deploy")));

    [Theory]
    [InlineData("patch", "Deployment/web", 0)]
    [InlineData("replace", "Deployment/web", 1)]
    [InlineData("delete", "Deployment/web", 1)]
    [InlineData("create", "Deployment/web", 0)]
    [InlineData("replace", "Deployment/other", 0)]
    [InlineData("replace", "Deployment/*", 0)]
    [InlineData("replace", "Service/web", 0)]
    public void Object_that_is_written_whole(string verb, string target, int findings) => Assert.Equal(findings, Find(Shop(target, verb: verb)).Length);

    [Fact]
    public void Custom_object_is_known_by_its_plural()
        => Assert.Single(Find(Shop("virtualservices.networking.istio.io/web", verb: "replace").File("k8s/route.yaml", MeshText.Route("web", "timeout: 3s"))));

    [Theory]
    [InlineData("apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler", "scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, maxReplicas: 5", "HorizontalPodAutoscaler 'web' (scaler.yaml:1) owns the replicas and writes its own number at its next look")]
    [InlineData("apiVersion: keda.sh/v1alpha1\nkind: ScaledObject", "scaleTargetRef: { name: web }, triggers: [{ type: kafka }]", "ScaledObject 'web' (scaler.yaml:1) owns the replicas and writes its own number at its next look")]
    public void Autoscaler_owns_the_replicas(string kind, string spec, string claim)
        => Assert.Equal(claim, Assert.Single(Shop(Scale, "syncPolicy: {}").File("k8s/scaler.yaml", $"{kind}\nmetadata: {{ name: web, namespace: shop }}\nspec: {{ {spec} }}").Judge<MSA1238WriteAgainstGitRule>()).Arguments[2]);

    [Fact]
    public void Autoscaler_of_another_workload()
        => Assert.Empty(Find(Shop(Scale, "syncPolicy: {}").File("k8s/scaler.yaml", "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web, namespace: shop }\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: other }, maxReplicas: 5 }")));

    private static string[] Find(SyntheticSystem system) => system.Find<MSA1238WriteAgainstGitRule>();

    private static SyntheticSystem Shop(string target, string policy = Heals, string verb = "patch", string replicas = "replicas: 2", string path = "k8s")
        => new SyntheticSystem()
            .Program("scaler", p => p with { Works = [new(WorkKind.ClusterWrite, verb, new("src/scaler/Program.cs", 6)) { Target = target }] })
            .File("k8s/web.yaml", $"""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {"{"} name: web, namespace: shop {"}"}
                spec: {"{"} {replicas}, template: {"{"} metadata: {"{"} labels: {"{"} app: web {"}"} {"}"}, spec: {"{"} containers: [{"{"} name: web, image: "r.io/web:1" {"}"}] {"}"} {"}"} {"}"}
                """)
            .File("argocd/shop.yaml", $"""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {"{"} name: shop, namespace: argocd {"}"}
                spec:
                  source: {"{"} repoURL: "https://git.example.com/shop.git", path: {path} {"}"}
                  destination: {"{"} namespace: shop {"}"}
                  {policy}
                """);
}
