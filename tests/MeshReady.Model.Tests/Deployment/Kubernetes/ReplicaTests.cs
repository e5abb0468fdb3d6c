using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Kubernetes;

/// <summary>How many replicas a workload has, and when nobody says.</summary>
public sealed class ReplicaTests
{
    private static string Pods(string spec = "replicas: 3", string? space = "shop", string kind = "Deployment")
        => $"apiVersion: apps/v1\nkind: {kind}\nmetadata: {{ name: orders{(space is null ? "" : ", namespace: " + space)} }}\nspec: {{ {spec} }}\n";

    private static string Hpa(string target, string bounds = "minReplicas: 2, maxReplicas: 6", string? space = "shop")
        => $"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{ name: h{(space is null ? "" : ", namespace: " + space)} }}\nspec: {{ scaleTargetRef: {target}, {bounds} }}\n";

    private static string Keda(string target, string bounds)
        => $"apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {{ name: k, namespace: shop }}\nspec: {{ scaleTargetRef: {target}, {bounds} }}\n";

    private const string Orders = "{ kind: Deployment, name: orders }";

    private static string Of(params string[] texts)
    {
        var model = Manifests.Model(texts);
        var bounds = model.ReplicasOf(model.Resources[0]);
        return $"{Show(bounds.Min)}-{Show(bounds.Max)} {bounds.Source.Path}";

        static string Show(Field<int> field) => field.IsKnown ? field.Value.ToString() : field.State.ToString();
    }

    [Fact]
    public void The_number_is_the_one_that_is_written()
    {
        Assert.Equal("3-3 0.yaml", Of(Pods()));
        Assert.Equal("Absent-Absent 0.yaml", Of(Pods("paused: true")));
        Assert.Equal("Unknown-Unknown 0.yaml", Of(Pods("replicas: '${N}'")));
    }

    [Fact]
    public void An_autoscaler_comes_before_the_number()
    {
        Assert.Equal("2-6 1.yaml", Of(Pods(), Hpa(Orders)));
        Assert.Equal("Absent-6 1.yaml", Of(Pods(), Hpa(Orders, "maxReplicas: 6")));
        Assert.Equal("1-9 1.yaml", Of(Pods(), Keda("{ name: orders }", "minReplicaCount: 1, maxReplicaCount: 9")));
        Assert.Equal("2-6 1.yaml", Of(Pods(), Hpa(Orders), Hpa(Orders)));
    }

    [Theory]
    [InlineData("{ kind: StatefulSet, name: orders }", "shop")]
    [InlineData("{ kind: Deployment, name: payments }", "shop")]
    [InlineData("{ kind: Deployment, name: orders }", "other")]
    [InlineData("{ kind: Deployment }", "shop")]
    public void An_autoscaler_of_another_workload_does_not_count(string target, string space) => Assert.Equal("3-3 0.yaml", Of(Pods(), Hpa(target, space: space)));

    [Theory]
    [InlineData("{ kind: Deployment, name: '${NAME}' }", "shop")]
    [InlineData("{ kind: '${KIND}', name: orders }", "shop")]
    [InlineData("'${TARGET}'", "shop")]
    [InlineData("{ kind: Deployment, name: orders }", null)]
    public void An_autoscaler_that_may_be_meant_hides_the_number(string target, string? space) => Assert.StartsWith("Unknown-Unknown", Of(Pods(), Hpa(target, space: space)));

    [Fact]
    public void Autoscalers_that_disagree_say_nothing()
        => Assert.StartsWith("Unknown-Unknown", Of(Pods(), Hpa(Orders), Keda("{ name: orders }", "maxReplicaCount: 9")));

    [Fact]
    public void A_rollout_speaks_for_the_deployment_that_describes_its_pods()
    {
        const string Rollout = "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: orders-rollout, namespace: shop }\nspec: { replicas: 4, workloadRef: { apiVersion: apps/v1, kind: Deployment, name: orders } }\n";

        Assert.Equal("4-4 1.yaml", Of(Pods("replicas: 0"), Rollout));
        Assert.Equal("2-6 2.yaml", Of(Pods("replicas: 0"), Rollout, Hpa("{ kind: Rollout, name: orders-rollout }")));
        Assert.Equal("0-0 0.yaml", Of(Pods("replicas: 0"), Rollout.Replace("name: orders }", "name: payments }")));
    }

    [Fact]
    public void A_template_gives_no_default()
        => Assert.Equal("Unknown-Unknown 0.yaml", Of("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: orders\nspec:\n  {{ if .x }}\n  replicas: 3\n  {{ end }}\n"));
}
