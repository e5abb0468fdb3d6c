using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Routing;

/// <summary>Which pods stand behind a Service.</summary>
public sealed class SelectionTests
{
    private static string Service(string selector, string? space = "shop", string more = "")
        => $"apiVersion: v1\nkind: Service\nmetadata: {{ name: orders{(space is null ? "" : ", namespace: " + space)} }}\nspec: {{ selector: {selector} {more} }}\n";

    private static string Workload(string labels, string? space = "shop", string kind = "Deployment")
        => $"apiVersion: apps/v1\nkind: {kind}\nmetadata: {{ name: w{(space is null ? "" : ", namespace: " + space)} }}\nspec: {{ template: {{ metadata: {{ labels: {labels} }}, spec: {{ containers: [] }} }} }}\n";

    private static string Select(string service, string workload)
    {
        var model = Manifests.Model(service, workload);
        var (pods, services) = (model.Services.WorkloadsOf(model.Resources[0]), model.Services.ServicesOf(model.Resources[1]));
        Assert.Equal((pods.Sure.Count, pods.Possible.Count), (services.Sure.Count, services.Possible.Count));
        return pods.Sure.Count == 1 ? "sure" : pods.Possible.Count == 1 ? "possible" : "none";
    }

    [Theory]
    [InlineData("{ app: a }", "{ app: a, tier: b }", "sure")]
    [InlineData("{ app: a, tier: b }", "{ app: a }", "none")]
    [InlineData("{ app: a }", "{ app: b }", "none")]
    [InlineData("{ app: a }", "{}", "none")]
    [InlineData("{}", "{ app: a }", "none")]
    [InlineData("{ app: '${A}' }", "{ app: a }", "possible")]
    [InlineData("{ app: '${A}', tier: b }", "{ app: a }", "none")]
    [InlineData("{ app: a }", "{ app: '${A}' }", "possible")]
    [InlineData("{ app: a }", "'${LABELS}'", "possible")]
    public void Labels_choose(string selector, string labels, string expected) => Assert.Equal(expected, Select(Service(selector), Workload(labels)));

    [Theory]
    [InlineData("shop", "stage", "none")]
    [InlineData("shop", null, "possible")]
    [InlineData(null, null, "sure")]
    [InlineData("shop", "'${SPACE}'", "possible")]
    public void A_service_chooses_in_its_own_namespace(string? service, string? workload, string expected)
        => Assert.Equal(expected, Select(Service("{ app: a }", service), Workload("{ app: a }", workload)));

    [Fact]
    public void A_foreign_name_has_no_pods()
        => Assert.Equal("none", Select(Service("{ app: a }", more: ", type: ExternalName"), Workload("{ app: a }")));

    [Fact]
    public void A_template_that_adds_labels_may_be_chosen()
        => Assert.Equal("possible", Select(Service("{ app: a }"), "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: w\n  namespace: shop\nspec:\n  template:\n    metadata:\n      labels:\n        {{ x }}\n    spec:\n      containers: []\n"));
}
