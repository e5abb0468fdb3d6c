using MeshReady.Model.Rules.Rollout;
using MeshReady.Model.Tests.Systems;

namespace MeshReady.Model.Tests.Rules.Rollout;

/// <summary>Subsets, selectors, pods and weights that contradict each other.</summary>
public sealed class MSA0710SubsetMismatchTests
{
    [Fact]
    public void Selector_that_names_one_version_empties_the_subset_of_the_other()
    {
        var finding = Assert.Single(Shop(selector: "app: reviews, version: \"1.0\"").Judge<MSA0710SubsetMismatchRule>());

        Assert.Equal(
            [
                "Service 'reviews' chooses pods with version '1.0' alone, which leaves subset 'v2' (version '2.0', rule.yaml:8) empty",
                "the 25 % of the requests that routes.yaml:9 sends there get 503",
                "take version out of the selector",
            ],
            finding.Arguments);
        Assert.Equal("k8s/service.yaml:5", finding.Place.ToString());
        Assert.Equal(["k8s/rule.yaml:8", "k8s/routes.yaml:9"], finding.Also.Select(static p => p.ToString()));
    }

    [Fact]
    public void Selector_without_the_version_is_right() => Assert.Empty(Find(Shop()));

    [Fact]
    public void Subset_that_no_route_uses_harms_nobody()
        => Assert.Empty(Find(Shop(selector: "app: reviews, version: \"1.0\"", second: "subset: v1")));

    [Fact]
    public void Share_of_zero_harms_nobody()
        => Assert.Empty(Find(Shop(selector: "app: reviews, version: \"1.0\"", weights: (100, 0))));

    [Fact]
    public void Selector_of_another_service_is_its_own()
        => Assert.Empty(Find(Shop().File("k8s/other.yaml", Service("ratings", "app: ratings, version: \"1.0\""))));

    [Fact]
    public void Template_may_say_anything() => Assert.Empty(Find(Shop(selector: "app: reviews, version: {{ .Values.version }}")));

    [Fact]
    public void Undefined_subset_in_a_complete_set()
        => Assert.Equal(
            ["Warning k8s/routes.yaml:9 reviews: VirtualService 'reviews' sends 25 % of the requests to subset 'v3' of 'reviews', which no DestinationRule defines | requests that it sends there get 503 | define the subset, or name one that is"],
            Find(Shop(second: "subset: v3"), complete: true));

    [Fact]
    public void Undefined_subset_may_stand_elsewhere() => Assert.Empty(Find(Shop(second: "subset: v3")));

    [Fact]
    public void Labels_that_no_pod_has_in_a_complete_set()
        => Assert.Equal(
            "No pod of Service 'reviews' has the labels of subset 'v2' (version '2.0')",
            Assert.Single(Shop(pods: ["1.0", "1.1"]).Judge<MSA0710SubsetMismatchRule>(complete: true)).Arguments[0]);

    [Fact]
    public void Pods_with_the_labels_are_right() => Assert.Empty(Find(Shop(), complete: true));

    [Fact]
    public void Rollout_writes_the_labels_itself()
        => Assert.Empty(Find(Shop(pods: ["1.0"], podKind: "apiVersion: argoproj.io/v1alpha1\nkind: Rollout"), complete: true));

    [Fact]
    public void Flagger_writes_the_labels_itself()
        => Assert.Empty(Find(Shop(pods: ["1.0"]).File("k8s/canary.yaml", """
            apiVersion: flagger.app/v1beta1
            kind: Canary
            metadata: { name: reviews, namespace: shop }
            spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: reviews-0 }, service: { port: 80 } }
            """), complete: true));

    [Fact]
    public void Weights_that_add_up_to_nothing()
        => Assert.Equal(["Warning k8s/routes.yaml:8 reviews: The weights of a route of VirtualService 'reviews' add up to 0 | it leads nowhere | give one of them a weight above 0"], Find(Shop(weights: (0, 0))));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(60, 60)]
    public void Weights_are_relative(int one, int other) => Assert.Empty(Find(Shop(weights: (one, other))));

    [Fact]
    public void Weights_of_a_rollout_are_its_own()
        => Assert.Empty(Find(Shop(weights: (0, 0)).File("k8s/rollout.yaml", """
            apiVersion: argoproj.io/v1alpha1
            kind: Rollout
            metadata: { name: other, namespace: shop }
            spec: { strategy: { canary: { trafficRouting: { istio: { virtualService: { name: reviews } } } } } }
            """)));

    [Fact]
    public void Route_of_the_gateway_api_counts_an_absent_weight_as_one()
    {
        static SyntheticSystem With(string second) => new SyntheticSystem().File("k8s/route.yaml", $"""
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {"{"} name: reviews, namespace: shop {"}"}
            spec:
              rules:
              - backendRefs: [{"{"} name: a, weight: 0 {"}"}, {"{"} name: b{second} {"}"}]
            """);

        Assert.Single(Find(With(", weight: 0")));
        Assert.Empty(Find(With("")));
    }

    private static string[] Find(SyntheticSystem system, bool complete = false) => system.Find<MSA0710SubsetMismatchRule>(complete: complete);

    private static SyntheticSystem Shop(string selector = "app: reviews", string second = "subset: v2", (int One, int Other)? weights = null, string[]? pods = null, string podKind = "apiVersion: apps/v1\nkind: Deployment")
    {
        var (one, other) = weights ?? (75, 25);
        return new SyntheticSystem()
            .File("k8s/service.yaml", Service("reviews", selector))
            .File("k8s/pods.yaml", string.Join("---\n", (pods ?? ["1.0", "2.0"]).Select((version, i) => $"""
                {podKind}
                metadata: {"{"} name: reviews-{i}, namespace: shop {"}"}
                spec: {"{"} template: {"{"} metadata: {"{"} labels: {"{"} app: reviews, version: "{version}" {"}"} {"}"}, spec: {"{"} containers: [{"{"} name: reviews, image: "r.io/reviews:{version}" {"}"}] {"}"} {"}"} {"}"}

                """)))
            .File("k8s/rule.yaml", """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: { name: reviews, namespace: shop }
                spec:
                  host: reviews
                  subsets:
                  - { name: v1, labels: { version: "1.0" } }
                  - { name: v2, labels: { version: "2.0" } }
                """)
            .File("k8s/routes.yaml", $"""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {"{"} name: reviews, namespace: shop {"}"}
                spec:
                  hosts: [reviews]
                  http:
                  - route:
                    - {"{"} destination: {"{"} host: reviews, subset: v1 {"}"}, weight: {one} {"}"}
                    - {"{"} destination: {"{"} host: reviews, {second} {"}"}, weight: {other} {"}"}
                """);
    }

    private static string Service(string name, string selector) => $"""
        apiVersion: v1
        kind: Service
        metadata: {"{"} name: {name}, namespace: shop {"}"}
        spec:
          selector: {"{"} {selector} {"}"}
          ports: [{"{"} name: http, port: 80 {"}"}]
        """;
}
