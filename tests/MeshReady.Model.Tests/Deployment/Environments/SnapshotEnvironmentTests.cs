using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Environments;

/// <summary>Environments whose sources are in another repository, and their copies in the snapshot of this one.</summary>
public sealed class SnapshotEnvironmentTests
{
    private const string Copies = "/r/meshready.system/manifests";

    private static string Declared(string source) => $$"""{ "environments": [ { "name": "prod", "namespace": "shop", "complete": true, "source": {{source}} } ] }""";

    private static Folder Copied() => new Folder()
        .WithWorkload($"{Copies}/gitops/prod/orders.yaml")
        .WithWorkload($"{Copies}/gitops/test/orders.yaml", "orders-test")
        .WithWorkload($"{Copies}/gitops/base/web.yaml", "web")
        .With($"{Copies}/gitops/base/kustomization.yaml", "resources: [web.yaml]")
        .With($"{Copies}/gitops/overlays/prod/kustomization.yaml", "resources: [../../base]")
        .With($"{Copies}/gitops/chart/Chart.yaml", "name: chart")
        .With($"{Copies}/gitops/chart/values.yaml", "a: b")
        .With($"{Copies}/gitops/values-prod.yaml", "a: c")
        .WithWorkload($"{Copies}/gitops/chart/templates/c.yaml", "charted");

    private static string[] Workloads(FactSets sets) => [.. Assert.Single(sets.Sets).Model.Workloads.Select(static w => $"{w.Namespace}/{w.Name}")];

    // What a chart does not write comes from the release, which nobody sees here.
    [Theory]
    [InlineData("""{ "path": "../gitops/prod" }""", "shop/orders")]
    [InlineData("""{ "path": "../../gitops/prod/" }""", "shop/orders")]
    [InlineData("""{ "path": "../gitops/prod/orders.yaml" }""", "shop/orders")]
    [InlineData("""{ "path": ["../gitops/prod", "../gitops/test"] }""", "shop/orders,shop/orders-test")]
    [InlineData("""{ "kustomize": "../gitops/overlays/prod" }""", "shop/web")]
    [InlineData("""{ "helm": "../gitops/chart", "values": "../gitops/values-prod.yaml" }""", "/charted")]
    public void Source_in_another_repository_leads_to_its_copy(string source, string expected)
    {
        var sets = Copied().With("/r/meshready.json", Declared(source)).Sets();

        Assert.Empty(sets.Notes);
        Assert.Equal(expected, string.Join(',', Workloads(sets)));
        Assert.True(Assert.Single(sets.Sets).IsCompleteFor("shop"));
    }

    [Fact]
    public void Source_that_lies_there_itself_wins_over_its_copy()
        => Assert.Equal(["shop/fresh"], Workloads(Copied().WithWorkload("/gitops/prod/orders.yaml", "fresh").With("/r/meshready.json", Declared("""{ "path": "../gitops/prod" }""")).Sets()));

    [Fact]
    public void Source_that_is_not_in_the_snapshot_is_outside()
    {
        var note = Assert.Single(Copied().With("/r/meshready.json", Declared("""{ "path": "../gitops/stage" }""")).Sets().Notes);

        Assert.True(note.IsOutside);
        Assert.Contains("nothing of ../gitops/stage is among the manifests", note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Part_that_is_not_in_the_snapshot_takes_completeness_away()
        => Assert.False(Assert.Single(Copied().With("/r/meshready.json", Declared("""[ { "path": "../gitops/prod" }, { "path": "../gitops/stage" } ]""")).Sets().Sets).IsCompleteFor("shop"));
}
