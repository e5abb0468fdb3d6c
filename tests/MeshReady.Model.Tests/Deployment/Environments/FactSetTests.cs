using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Environments;

/// <summary>How files are parted where nobody declares environments.</summary>
public sealed class FactSetTests
{
    private static readonly string[] NoNames = [];

    private static string[] Names(FactSets sets) => [.. sets.Sets.Select(s => $"{s.Kind} {s.Name}")];

    [Fact]
    public void Plain_files_are_one_set()
    {
        var sets = new Folder().WithWorkload("/r/k8s/a.yaml").WithWorkload("/r/release/a.yaml").Sets(complete: true);
        Assert.Equal(["Plain "], Names(sets));
        Assert.Same(sets.All, sets.Sets[0].Model);
        Assert.True(sets.Sets[0].IsComplete);
    }

    [Fact]
    public void Overlay_base_chart_and_plain_files_never_mix()
    {
        var sets = new Folder()
            .WithWorkload("/r/release/all.yaml", "plain")
            .With("/r/kustomize/base/kustomization.yaml", "resources: [orders.yaml]")
            .WithWorkload("/r/kustomize/base/orders.yaml")
            .With("/r/kustomize/overlays/prod/kustomization.yaml", "resources: [../../base, extra.yaml]")
            .WithWorkload("/r/kustomize/overlays/prod/extra.yaml", "extra")
            .With("/r/chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0")
            .WithWorkload("/r/chart/templates/orders.yaml", "charted")
            .Sets(complete: true);

        Assert.Equal(["Plain ", "Overlay kustomize/overlays/prod", "Base kustomize/base", "Chart chart"], Names(sets));
        Assert.Equal(["plain", "orders,extra", "orders", "charted"], sets.Sets.Select(s => string.Join(',', s.Model.Workloads.Select(w => w.Name))));
        Assert.DoesNotContain(sets.Sets, s => s.IsComplete);
    }

    [Fact]
    public void Kustomization_without_kind_is_known_by_its_file()
        => Assert.Equal(["Overlay deploy"], Names(new Folder().With("deploy/kustomization.yml", "resources:\n- a.yaml").WithWorkload("deploy/a.yaml").WithWorkload("elsewhere/x.txt.yaml", "other").Sets()).Skip(1));

    [Fact]
    public void Base_says_nothing_of_what_it_leaves_out_or_an_overlay_changes()
    {
        var folder = new Folder()
            .With("/r/base/kustomization.yaml", "resources: [orders.yaml]")
            .WithWorkload("/r/base/orders.yaml")
            .With("/r/prod/kustomization.yaml", """
                resources: [../base]
                namespace: shop
                patches:
                - target: { kind: Deployment }
                  patch: '[ { "op": "replace", "path": "/spec/template/spec/terminationGracePeriodSeconds", "value": 5 } ]'
                """);
        var (ofBase, ofOverlay) = (folder.Find("base"), folder.Find("prod"));

        Assert.True(ofBase.Namespace.IsUnknown);
        Assert.True(ofBase.Replicas.IsUnknown);
        Assert.False(ofBase.Labels.IsComplete);
        Assert.True(ofBase.PodTemplate!.TerminationGracePeriodSeconds.IsUnknown);
        Assert.Equal("registry.example/shop/orders:1", ofBase.PodTemplate.Containers[0].Image.Value);

        Assert.Equal("shop", ofOverlay.Namespace.Value);
        Assert.True(ofOverlay.Replicas.IsAbsent);
        Assert.Equal(5, ofOverlay.PodTemplate!.TerminationGracePeriodSeconds.Value);
        Assert.True(ofOverlay.IsPatched);
    }

    [Fact]
    public void Chart_without_values_says_nothing_of_what_it_leaves_out()
    {
        var workload = new Folder().With("c/Chart.yaml", "name: c").WithWorkload("c/templates/a.yaml").WithWorkload("b.yaml", "b").Find("c");
        Assert.True(workload.Replicas.IsUnknown);
        Assert.Equal(60, workload.PodTemplate!.TerminationGracePeriodSeconds.Value);
    }

    [Fact]
    public void Chart_below_a_chart_is_part_of_it()
        => Assert.Equal(["Chart c"], Names(new Folder().With("x/c/charts/sub/Chart.yaml", "name: sub").WithWorkload("x/c/charts/sub/templates/a.yaml").With("x/c/Chart.yaml", "name: c").With("x/y.yaml", "a: 1").Sets()));

    [Fact]
    public void Component_is_no_set_and_its_files_are_not_plain()
        => Assert.Equal(NoNames, Names(new Folder().With("c/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [ { path: p.yaml } ]").WithWorkload("c/p.yaml").Sets()));

    [Theory]
    [InlineData("https://git.example/platform//base?ref=v1")]
    [InlineData("../missing")]
    [InlineData("${BASE}")]
    public void Overlay_of_something_unseen_is_not_complete(string resource)
    {
        var set = Assert.Single(new Folder().With("o/kustomization.yaml", $"resources: [a.yaml, '{resource}']").WithWorkload("o/a.yaml").Sets(complete: true).Sets);
        Assert.False(set.IsComplete);
        Assert.Single(set.Model.Workloads);
    }

    [Fact]
    public void Lone_overlay_of_read_files_is_complete()
        => Assert.True(Assert.Single(new Folder().With("o/kustomization.yaml", "resources: [a.yaml]").WithWorkload("o/a.yaml").Sets(complete: true).Sets).IsComplete);

    [Theory]
    [InlineData("overlays/dev", false)]
    [InlineData("overlays/staging-eu2", false)]
    [InlineData("tests/all", false)]
    [InlineData("overlays/prod", true)]
    [InlineData("overlays/eu", true)]
    [InlineData("overlays/devices", true)]
    public void Name_of_an_overlay_tells_production(string folder, bool expected)
        => Assert.Equal(expected, new Folder().WithWorkload("/r/x.yaml", "x").With($"/r/{folder}/kustomization.yaml", "resources: [a.yaml]").WithWorkload($"/r/{folder}/a.yaml").Sets().Sets[1].IsProduction);

    [Fact]
    public void Kustomizations_that_refer_to_each_other_end()
        => Assert.Contains("Base a", Names(new Folder()
            .With("/r/a/kustomization.yaml", "resources: [../b, x.yaml]").WithWorkload("/r/a/x.yaml")
            .With("/r/b/kustomization.yaml", "resources: [../a]").Sets()));

    [Fact]
    public void Chain_that_doubles_at_every_step_stays_small()
    {
        var folder = new Folder().With("/r/k0/kustomization.yaml", "resources: [a.yaml]").WithWorkload("/r/k0/a.yaml");
        for (var i = 1; i < 30; i++)
            folder.With($"/r/k{i}/kustomization.yaml", $"resources: [../k{i - 1}, ../k{i - 1}/]");
        Assert.Single(folder.Sets().Sets.Single(s => s.Kind == FactSetKind.Overlay).Model.Resources);
    }

    [Fact]
    public void Template_of_a_kustomization_takes_nothing()
        => Assert.Equal(["Plain "], Names(new Folder().With("o/kustomization.yaml", "resources: [{{ .File }}]").WithWorkload("o/a.yaml").Sets()));
}
