using MeshReady.Model.Deployment;
using MeshReady.Model.Deployment.Editing;

namespace MeshReady.Model.Tests.Deployment.Environments;

/// <summary>An edit is made where the file decides what reaches the cluster, and nowhere else.</summary>
public sealed class WrittenPlaceTests
{
    private const string Grace = "spec.template.spec.terminationGracePeriodSeconds";

    private static ManifestEditResult Set(string kustomization, string path, string value = "90")
    {
        var text = Folder.Workload("orders");
        var folder = new Folder().With("/r/k/kustomization.yaml", "resources: [a.yaml]\n" + kustomization).With("/r/k/a.yaml", text).WithWorkload("/r/b.yaml", "other");
        return ManifestEditor.Apply(text, [ManifestEdit.Set(folder.Find("k", kustomization.Contains("namePrefix") ? "x-orders" : "orders"), path, value)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("namespace: shop")]
    [InlineData("namePrefix: x-")]
    [InlineData("commonLabels: { a: b }")]
    [InlineData("images: [ { name: registry.example/shop/orders, newTag: '2' } ]")]
    [InlineData("patches:\n- patch: '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: orders }, spec: { replicas: 2 } }'")]
    public void Place_that_nobody_changes_is_mended_in_the_file(string kustomization)
        => Assert.Contains("terminationGracePeriodSeconds: 90", Set(kustomization, Grace).Text);

    [Theory]
    [InlineData("patches:\n- patch: '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: orders }, spec: { template: { spec: { terminationGracePeriodSeconds: 5 } } } }'", Grace)]
    [InlineData("patches:\n- target: { kind: Deployment, labelSelector: a=b }\n  patch: '[ { op: replace, path: /spec/template/spec/terminationGracePeriodSeconds, value: 5 } ]'", Grace)]
    [InlineData("replicas: [ { name: orders, count: 3 } ]", "spec.replicas")]
    [InlineData("images: [ { name: registry.example/shop/orders, newTag: '2' } ]", "spec.template.spec.containers[name=orders].image")]
    [InlineData("patches: [ { path: nowhere.yaml } ]", Grace)]
    public void Place_that_a_kustomization_changes_is_left_alone(string kustomization, string path)
        => Assert.Null(Set(kustomization, path).Text);

    [Fact]
    public void Namespace_that_an_environment_gives_does_not_hide_the_object()
    {
        var text = Folder.Workload("orders");
        var set = Assert.Single(new Folder().With("/r/a.yaml", text).With("/r/meshready.json", """{ "environments": [ { "name": "prod", "namespace": "shop", "source": { "path": "." } } ] }""").Sets().Sets);
        Assert.Equal("shop", set.Model.Resources[0].Namespace.Value);
        Assert.Contains("terminationGracePeriodSeconds: 90", ManifestEditor.Apply(text, [ManifestEdit.Set(set.Model.Resources[0], Grace, "90")]).Text);
    }
}
