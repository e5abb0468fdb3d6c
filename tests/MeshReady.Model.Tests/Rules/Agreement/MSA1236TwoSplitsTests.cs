using MeshReady.Model.Rules.Agreement;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Rules.Agreement;

/// <summary>Splits in code beside splits in manifests.</summary>
public sealed class MSA1236TwoSplitsTests
{
    private const string Weights = "{ destination: { host: reviews, subset: v1 }, weight: 75 }, { destination: { host: reviews, subset: v2 }, weight: 25 }";

    private const string Rollout = """
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: { name: reviews, namespace: shop }
        spec: { strategy: { canary: { stableService: reviews, canaryService: reviews-canary } } }
        """;

    [Fact]
    public void Dice_beside_weights()
    {
        var finding = Assert.Single(Shop(Weights).Judge<MSA1236TwoSplitsRule>());

        Assert.Equal(["Choose", "sends 10 % to 'reviews-v2'", "VirtualService 'reviews' holds the weights 75/25", "k8s/routes.yaml:7"], finding.Arguments);
        Assert.Equal((new Place("src/web/Program.cs", 8), SystemSeverity.Warning), (finding.Place, finding.Severity));
        Assert.Equal([new Place("k8s/routes.yaml", 7)], finding.Also);
    }

    [Fact]
    public void Choice_by_a_trait_has_no_share()
        => Assert.Equal("chooses between 'reviews-v2' and 'reviews-v1'", Assert.Single(Shop(Weights, percent: null).Judge<MSA1236TwoSplitsRule>()).Arguments[1]);

    [Fact]
    public void Rollout_moves_the_weights()
        => Assert.Equal("Rollout 'reviews' moves the weights of a canary", Assert.Single(Shop(null).File("k8s/rollout.yaml", Rollout).Judge<MSA1236TwoSplitsRule>()).Arguments[2]);

    [Fact]
    public void Flagger_moves_the_weights()
        => Assert.Equal("Canary 'reviews' of Flagger moves the weights", Assert.Single(Shop(null).File("k8s/canary.yaml", """
            apiVersion: flagger.app/v1beta1
            kind: Canary
            metadata: { name: reviews, namespace: shop }
            spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: reviews } }
            """).Judge<MSA1236TwoSplitsRule>()).Arguments[2]);

    [Theory]
    [InlineData("{ destination: { host: reviews, subset: v1 } }")]
    [InlineData("{ destination: { host: reviews, subset: v1 }, weight: 100 }, { destination: { host: reviews, subset: v2 }, weight: 0 }")]
    public void Route_without_a_split(string route) => Assert.Empty(Find(Shop(route)));

    [Fact]
    public void Weights_of_another_service() => Assert.Empty(Find(Shop(Weights.Replace("reviews", "ratings"), host: "ratings")));

    [Fact]
    public void Weights_of_another_namespace() => Assert.Empty(Find(Shop(Weights, space: "other")));

    [Fact]
    public void Blue_green_has_no_weights() => Assert.Empty(Find(Shop(null).File("k8s/rollout.yaml", Rollout.Replace("canary: { stableService: reviews, canaryService: reviews-canary }", "blueGreen: { activeService: reviews }"))));

    [Fact]
    public void Choice_between_strangers_is_no_split_of_one_service() => Assert.Empty(Find(Shop(Weights, targets: "ratings,details")));

    private static string[] Find(SyntheticSystem system) => system.Find<MSA1236TwoSplitsRule>();

    private static SyntheticSystem Shop(string? route, int? percent = 10, string host = "reviews", string space = "shop", string targets = "reviews-v2,reviews-v1")
    {
        var system = new SyntheticSystem()
            .Program("web", p => p with { Works = [new(WorkKind.Split, "Choose", new("src/web/Program.cs", 8)) { Target = targets, Percent = percent }] })
            .File("k8s/web.yaml", Deployed("web"));
        return route is null ? system : system.File("k8s/routes.yaml", $"""
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {"{"} name: {host}, namespace: {space} {"}"}
            spec:
              hosts: [{host}]
              http:
              - route: [{route}]
            """);
    }
}
