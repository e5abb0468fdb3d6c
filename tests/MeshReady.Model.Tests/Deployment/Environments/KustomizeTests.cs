using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Environments;

/// <summary>What a kustomization does to the objects that it takes; compared by hand with what kustomize 5 puts out.</summary>
public sealed class KustomizeTests
{
    private static Folder Overlay(string kustomization) => new Folder()
        .With("/r/other.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: { name: other }")
        .With("/r/k/kustomization.yaml", "resources: [a.yaml, b.yaml]\n" + kustomization)
        .WithWorkload("/r/k/a.yaml")
        .With("/r/k/b.yaml", """
            apiVersion: v1
            kind: Namespace
            metadata: { name: old, labels: { istio-injection: enabled } }
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: orders, namespace: old }
            spec: { selector: { app: orders }, ports: [ { port: 80, targetPort: 8080 } ] }
            ---
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: { name: orders }
            spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders } }
            """);

    private static IReadOnlyList<KubernetesResource> Built(string kustomization) => Overlay(kustomization).Sets().Sets.Single(s => s.Name == "k").Model.Resources;

    private static KubernetesResource Deployment(string kustomization) => Built(kustomization).Single(r => r.Kind == "Deployment");

    private static string Variables(string kustomization)
        => string.Join(',', Deployment(kustomization).PodTemplate!.Containers[0].Environment.Select(e => $"{e.Name}={(e.Value.IsKnown ? e.Value.Value : "?")}"));

    [Fact]
    public void Untouched_objects_are_the_very_ones_of_their_file()
    {
        var sets = Overlay("").Sets();
        Assert.All(sets.Sets.Single(s => s.Name == "k").Model.Resources, r => Assert.Contains(r, sets.All.Resources, ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public void Namespace_holds_for_all_and_renames_the_Namespace()
        => Assert.Equal(
            ["Deployment orders in shop", "Namespace shop in ", "Service orders in shop", "HorizontalPodAutoscaler orders in shop"],
            Built("namespace: shop").Select(r => $"{r.Kind} {r.Name} in {r.Namespace.Value}"));

    [Fact]
    public void Prefix_and_suffix_rename_objects_and_references()
    {
        var built = Built("namePrefix: a-\nnameSuffix: -z");
        Assert.Equal(["a-orders-z", "old", "a-orders-z", "a-orders-z"], built.Select(r => r.Name));
        Assert.Equal("a-orders-z", ((HorizontalPodAutoscalerSpec)built[3].Spec!).Target.Value!.Name.Value);
    }

    [Theory]
    [InlineData("commonLabels: { team: shop }", "shop", "shop", "shop")]
    [InlineData("labels: [ { pairs: { team: shop } } ]", "shop", null, null)]
    [InlineData("labels: [ { pairs: { team: shop }, includeTemplates: true } ]", "shop", "shop", null)]
    [InlineData("labels: [ { pairs: { team: shop }, includeSelectors: true } ]", "shop", "shop", "shop")]
    public void Labels_reach_objects_templates_and_selectors_as_told(string kustomization, string own, string? ofPods, string? inSelector)
    {
        var built = Built(kustomization);
        Assert.Equal(own, built[0].Labels["team"].Value);
        Assert.Equal(ofPods, built[0].PodTemplate!.Labels["team"].Value);
        Assert.Equal(inSelector, ((ServiceSpec)built[2].Spec!).Selector["team"].Value);
    }

    [Fact]
    public void Annotations_reach_pods()
        => Assert.Equal("false", Deployment("commonAnnotations: { sidecar.istio.io/inject: 'false' }").PodTemplate!.Annotations["sidecar.istio.io/inject"].Value);

    [Theory]
    [InlineData("{ name: orders, count: 4 }", 4, FieldState.Known)]
    [InlineData("{ name: others, count: 4 }", 0, FieldState.Absent)]
    [InlineData("{ name: orders, count: '${COUNT}' }", 0, FieldState.Unknown)]
    public void Replicas_are_set_by_name(string replicas, int expected, FieldState state)
        => Assert.Equal((state, expected), Deployment($"replicas: [ {replicas} ]").Replicas is var field ? (field.State, field.Value) : default);

    [Theory]
    [InlineData("{ name: registry.example/shop/orders, newTag: '2' }", "registry.example/shop/orders:2")]
    [InlineData("{ name: registry.example/shop/orders, newName: mirror:5000/orders }", "mirror:5000/orders:1")]
    [InlineData("{ name: registry.example/shop/orders, digest: 'sha256:ab' }", "registry.example/shop/orders@sha256:ab")]
    [InlineData("{ name: orders, newTag: '2' }", "registry.example/shop/orders:1")]
    public void Images_are_replaced_by_their_whole_name(string image, string expected)
        => Assert.Equal(expected, Deployment($"images: [ {image} ]").PodTemplate!.Containers[0].Image.Value);

    [Theory]
    [InlineData("[ { name: COLOR, value: blue } ]", "COLOR=blue,SIZE=big")]
    [InlineData("[ { name: NEW, value: x } ]", "COLOR=red,SIZE=big,NEW=x")]
    [InlineData("[ { name: COLOR, $patch: delete } ]", "SIZE=big")]
    [InlineData("[ { name: COLOR, value: '${LATER}' } ]", "COLOR=?,SIZE=big")]
    public void Patch_merges_variables_by_name(string variables, string expected)
    {
        var patch = $"{{ apiVersion: apps/v1, kind: Deployment, metadata: {{ name: orders }}, spec: {{ template: {{ spec: {{ containers: [ {{ name: orders, env: {variables} }} ] }} }} }} }}";
        Assert.Equal(expected, Variables($"patches:\n- patch: |-\n    {patch}"));
        Assert.Equal(expected, Variables($"patchesStrategicMerge:\n- |-\n  {patch}\n  # two lines"));
    }

    [Fact]
    public void Patch_for_another_object_changes_nothing()
        => Assert.False(Deployment("patches:\n- patch: '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { replicas: 9 } }'").IsPatched);

    [Fact]
    public void Patched_value_stands_where_the_map_does_and_says_so()
    {
        var deployment = Deployment("patches:\n- patch: '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: orders }, spec: { template: { spec: { terminationGracePeriodSeconds: 5 } } } }'");
        Assert.Equal(5, deployment.PodTemplate!.TerminationGracePeriodSeconds.Value);
        Assert.InRange(deployment.PodTemplate.TerminationGracePeriodSeconds.Line, 10, 12);
        Assert.True(deployment.IsPatched);
    }

    [Theory]
    [InlineData("{ kind: Deployment, name: orders, labelSelector: app=orders }")]
    [InlineData("{ kind: Deployment, annotationSelector: a=b }")]
    public void Patch_that_may_or_may_not_apply_makes_unknown_what_it_touches(string target)
    {
        var deployment = Deployment($"patches:\n- target: {target}\n  patch: '{{ spec: {{ replicas: 9, template: {{ spec: {{ terminationGracePeriodSeconds: 5 }} }} }} }}'");
        Assert.True(deployment.Replicas.IsUnknown);
        Assert.True(deployment.PodTemplate!.TerminationGracePeriodSeconds.IsUnknown);
        Assert.Equal("orders", deployment.Name);
        Assert.Equal(2, deployment.PodTemplate.Containers[0].Environment.Count);
    }

    [Theory]
    [InlineData("{ op: replace, path: /spec/template/spec/terminationGracePeriodSeconds, value: 5 }", "Known 5")]
    [InlineData("{ op: remove, path: /spec/template/spec/terminationGracePeriodSeconds }", "Absent 0")]
    [InlineData("{ op: test, path: /spec/template/spec/terminationGracePeriodSeconds, value: 60 }", "Known 60")]
    [InlineData("{ op: move, from: /spec/template/spec/terminationGracePeriodSeconds, path: /spec/x }", "Unknown 0")]
    [InlineData("{ op: replace, path: /spec/template/spec/containers/0/env/0/value, value: blue }", "Known 60")]
    public void Operation_on_a_scalar_is_applied(string operation, string expected)
    {
        var field = Deployment($"patches:\n- target: {{ kind: Deploy.* }}\n  patch: '[ {operation} ]'").PodTemplate!.TerminationGracePeriodSeconds;
        Assert.Equal(expected, $"{field.State} {field.Value}");
    }

    [Fact]
    public void Operation_on_a_list_leaves_it_open()
    {
        var container = Deployment("patches:\n- target: { kind: Deployment }\n  patch: '[ { op: add, path: /spec/template/spec/containers/0/env/-, value: { name: X, value: y } } ]'").PodTemplate!.Containers[0];
        Assert.False(container.HasWholeEnvironment);
        Assert.Equal("red", container.Environment[0].Value.Value);
    }

    [Fact]
    public void Deleting_patch_removes_the_object()
        => Assert.DoesNotContain(Built("patches:\n- patch: '{ apiVersion: v1, kind: Service, metadata: { name: orders }, $patch: delete }'"), r => r.Kind == "Service");

    [Theory]
    [InlineData("patches: [ { path: nowhere.yaml } ]")]
    [InlineData("patches: [ { patch: 'a: [' } ]")]
    [InlineData("transformers: [ t.yaml ]")]
    [InlineData("components: [ ../nowhere ]")]
    [InlineData("replacements: [ { source: { kind: ConfigMap }, targets: [ { select: { kind: Deployment } } ] } ]")]
    public void What_cannot_be_followed_leaves_names_alone(string kustomization)
    {
        var deployment = Deployment(kustomization);
        Assert.Equal("orders", deployment.Name);
        Assert.True(deployment.Replicas.IsUnknown);
        Assert.True(deployment.Namespace.IsUnknown);
        Assert.True(deployment.PodTemplate is null || deployment.PodTemplate.TerminationGracePeriodSeconds.IsUnknown);
    }

    [Fact]
    public void Component_changes_what_was_gathered_before_it()
    {
        var deployment = Overlay("components: [../c]")
            .With("/r/c/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nreplicas: [ { name: orders, count: 7 } ]")
            .Find("k");
        Assert.Equal(7, deployment.Replicas.Value);
    }

    [Fact]
    public void Generated_config_map_has_its_literals_and_what_files_add_is_unknown()
    {
        var generated = (ConfigMapSpec)Built("configMapGenerator: [ { name: settings, literals: [ A=1, 'B=\"two\"' ], files: [ x.json ] } ]").Single(r => r.Kind == "ConfigMap").Spec!;
        Assert.Equal(("1", "two"), (generated.Data["A"].Value, generated.Data["B"].Value));
        Assert.True(generated.Data["x.json"].IsUnknown);
    }

    [Fact]
    public void Kustomization_is_a_kind_that_is_read()
    {
        var spec = ManifestReader.Read("k/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nbases: [../b]\nresources: [a.yaml]\nnamespace: shop\nimages: [ { name: a, newTag: '2' } ]").Resources.Single().Spec as KustomizationSpec;
        Assert.Equal(["../b", "a.yaml"], spec!.Resources.Select(r => r.Value));
        Assert.Equal(("shop", "2"), (spec.Namespace.Value, spec.Images[0].NewTag.Value));
    }

    [Fact]
    public void Object_of_a_resource_with_a_custom_kind_has_its_lists_replaced()
    {
        var folder = new Folder()
            .With("/r/k/kustomization.yaml", "resources: [v.yaml]\npatches: [ { path: p.yaml } ]")
            .With("/r/k/v.yaml", "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: v }\nspec: { hosts: [orders], http: [ { name: a, timeout: 5s }, { name: b } ] }")
            .With("/r/k/p.yaml", "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: v }\nspec: { http: [ { name: c, timeout: 1s } ] }");
        var route = Assert.Single(((VirtualServiceSpec)Assert.Single(Assert.Single(folder.Sets().Sets).Model.Resources).Spec!).Http);
        Assert.Equal(TimeSpan.FromSeconds(1), route.Timeout.Value);
    }
}
