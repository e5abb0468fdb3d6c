using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment;

/// <summary>What proves that a workload is meshed, what proves that it is not, and what proves nothing.</summary>
public sealed class MeshStateTests
{
    private const string VirtualService = "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: orders, namespace: shop }\n";

    private static string Orders(string metadata = "", string spec = "", string space = "shop", string image = "orders")
        => $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{ name: orders{(space.Length == 0 ? "" : ", namespace: " + space)} }}\n"
            + $"spec: {{ template: {{ metadata: {{ {metadata} }}, spec: {{ {spec} containers: [ {{ name: c, image: {image} }} ] }} }} }}\n";

    private static string Shop(string metadata = "") => $"apiVersion: v1\nkind: Namespace\nmetadata: {{ name: shop, {metadata} }}\n";

    private static MeshVerdict Judge(bool complete, params (string Path, string Text)[] files)
    {
        var model = DeploymentModel.Create(files.Select(file => ManifestReader.Read(file.Path, file.Text)), complete);
        return model.MeshOf(model.Bind(new ProjectIdentity("Orders", "Orders", null, [])));
    }

    private static MeshVerdict Judge(params string[] texts) => Judge(complete: false, [.. texts.Select((text, i) => ($"{i}.yaml", text))]);

    [Theory]
    [InlineData("labels: { sidecar.istio.io/inject: 'true' }", "istio")]
    [InlineData("annotations: { sidecar.istio.io/inject: 'true' }", "istio")]
    [InlineData("labels: { istio.io/rev: stable }", "istio")]
    [InlineData("labels: { istio.io/dataplane-mode: ambient }", "istio")]
    [InlineData("annotations: { linkerd.io/inject: enabled }", "linkerd")]
    [InlineData("annotations: { linkerd.io/inject: ingress }", "linkerd")]
    public void A_pod_that_asks_for_a_proxy_is_meshed_whatever_else_is_seen(string metadata, string mesh)
    {
        foreach (var verdict in new[] { Judge(Orders(metadata)), Judge(Orders(metadata, space: "")), Judge(Orders(metadata), Shop()) })
            Assert.Equal((MeshState.Meshed, mesh, "0.yaml", 4), (verdict.State, verdict.Mesh, verdict.Path, verdict.Line!.Value));
    }

    [Theory]
    [InlineData("labels: { istio-injection: enabled }", "istio")]
    [InlineData("labels: { istio.io/rev: stable }", "istio")]
    [InlineData("labels: { istio.io/dataplane-mode: ambient }", "istio")]
    [InlineData("annotations: { linkerd.io/inject: enabled }", "linkerd")]
    public void A_namespace_that_injects_meshes_its_pods_and_no_others(string metadata, string mesh)
    {
        var verdict = Judge(Orders(), Shop(metadata));

        Assert.Equal((MeshState.Meshed, mesh), (verdict.State, verdict.Mesh));
        Assert.StartsWith("namespace shop at 1.yaml:3 has ", verdict.Evidence);
        Assert.Equal(MeshState.Unknown, Judge(Orders(space: "other"), Shop(metadata)).State);
        Assert.Equal(MeshState.Unknown, Judge(Orders(space: ""), Shop(metadata)).State);
    }

    [Theory]
    [InlineData("labels: { sidecar.istio.io/inject: 'false' }", "labels: { istio-injection: enabled }")]
    [InlineData("labels: { sidecar.istio.io/inject: 'false' }, annotations: { sidecar.istio.io/inject: 'true' }", "labels: { istio-injection: enabled }")]
    [InlineData("labels: { istio.io/dataplane-mode: none }", "labels: { istio.io/dataplane-mode: ambient }")]
    [InlineData("annotations: { linkerd.io/inject: disabled }", "annotations: { linkerd.io/inject: enabled }")]
    [InlineData("labels: { sidecar.istio.io/inject: 'true' }", "labels: { istio-injection: disabled }")]
    [InlineData("", "labels: { istio-injection: disabled }")]
    [InlineData("", "labels: { istio.io/rev: '' }")]
    [InlineData("labels: { app: orders }", "labels: { team: blue }")]
    public void A_pod_that_is_switched_off_or_that_nothing_switches_on_has_no_mesh(string pod, string space)
    {
        var verdict = Judge(Orders(pod), Shop(space), VirtualService);

        Assert.Equal((MeshState.None, null), (verdict.State, verdict.Mesh));
    }

    [Fact]
    public void Ambient_takes_a_pod_whose_sidecar_is_switched_off()
        => Assert.Equal(MeshState.Meshed, Judge(Orders("labels: { sidecar.istio.io/inject: 'false' }"), Shop("labels: { istio.io/dataplane-mode: ambient }")).State);

    [Fact]
    public void A_pod_on_the_network_of_its_node_is_not_injected()
        => Assert.Equal(MeshState.None, Judge(Orders(spec: "hostNetwork: true,"), Shop("labels: { istio-injection: enabled }")).State);

    [Theory]
    [InlineData("istio-proxy", "istio")]
    [InlineData("linkerd-proxy", "linkerd")]
    public void A_proxy_among_the_containers_is_a_mesh(string container, string mesh)
        => Assert.Equal(mesh, Judge(Orders(spec: $"initContainers: [ {{ name: {container}, image: p }} ],")).Mesh);

    [Fact]
    public void A_set_without_mesh_proves_its_absence_only_where_it_is_complete()
    {
        Assert.Equal(MeshState.None, Judge(complete: true, ("a.yaml", Orders(space: ""))).State);
        Assert.Equal(MeshState.None, Judge(complete: true, ("a.yaml", Orders().Replace("orders", "payments"))).State);
        Assert.Equal(MeshState.Unknown, Judge(complete: false, ("a.yaml", Orders(space: ""))).State);
        Assert.Equal(MeshState.Unknown, Judge(complete: true).State);
    }

    [Theory]
    [InlineData(VirtualService)]
    [InlineData("apiVersion: policy.linkerd.io/v1beta1\nkind: Server\nmetadata: { name: a }\n")]
    [InlineData("apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: a }\n")]
    [InlineData("apiVersion: v1\nkind: Namespace\nmetadata: { name: other, labels: { istio-injection: enabled } }\n")]
    [InlineData("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: other\n  labels: {{ x }}\n")]
    [InlineData("a: [")]
    public void A_trace_of_a_mesh_or_an_unreadable_file_undoes_completeness_and_proves_nothing(string other)
        => Assert.Equal(MeshState.Unknown, Judge(complete: true, ("a.yaml", Orders(space: "")), ("b.yaml", other)).State);

    [Theory]
    [InlineData("labels: { sidecar.istio.io/inject: '${INJECT}' }", "")]
    [InlineData("labels: { sidecar.istio.io/inject: maybe }", "")]
    [InlineData("", "labels: { istio-injection: '${INJECT}' }")]
    [InlineData("", "annotations: { linkerd.io/inject: '${INJECT}' }")]
    public void A_switch_that_cannot_be_read_proves_nothing(string pod, string space)
        => Assert.Equal(MeshState.Unknown, Judge(Orders(pod), Shop(space)).State);

    [Fact]
    public void A_template_that_may_add_labels_proves_nothing()
        => Assert.Equal(MeshState.Unknown, Judge(Orders(), "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    {{- toYaml .x | nindent 4 }}\n").State);

    [Fact]
    public void Variants_and_namespaces_that_disagree_prove_nothing()
    {
        const string On = "labels: { sidecar.istio.io/inject: 'true' }", Off = "labels: { sidecar.istio.io/inject: 'false' }";

        Assert.Equal(MeshState.Unknown, Judge(Orders(On), Orders(Off)).State);
        Assert.Equal(MeshState.Meshed, Judge(Orders(On), Orders(On)).State);
        Assert.Equal(MeshState.Unknown, Judge(Orders(), Shop(), Shop("labels: { istio-injection: enabled }")).State);
        Assert.Equal(MeshState.None, Judge(Orders(), Shop(), Shop()).State);
    }

    [Fact]
    public void A_patch_speaks_only_of_what_it_says()
    {
        const string On = "labels: { sidecar.istio.io/inject: 'true' }";
        var silent = Orders(space: "").Replace(", image: orders", "");
        var off = Orders(On.Replace("true", "false"), space: "").Replace(", image: orders", "");

        Assert.Equal(MeshState.Meshed, Judge(Orders(On), silent).State);
        Assert.Equal(MeshState.Unknown, Judge(Orders(On), off).State);
        Assert.Equal(MeshState.Unknown, Judge(silent).State);
    }

    [Fact]
    public void What_a_kustomization_may_add_to_is_not_called_absent()
    {
        var kustomization = ("deploy/base/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n");

        Assert.Equal(MeshState.Unknown, Judge(complete: false, ("deploy/base/a.yaml", Orders()), ("deploy/base/ns.yaml", Shop()), kustomization).State);
        Assert.Equal(MeshState.None, Judge(complete: false, ("deploy/basement/a.yaml", Orders()), ("deploy/basement/ns.yaml", Shop()), kustomization).State);
    }

    [Fact]
    public void The_users_namespace_stands_in_for_one_that_the_manifest_leaves_open()
    {
        var model = DeploymentModel.Create(
            [ManifestReader.Read("a.yaml", Orders(space: "") + "---\n" + Shop("labels: { istio-injection: enabled }"))], complete: false);

        Assert.Equal(MeshState.Meshed, model.MeshOf(model.Bind(new("X", "X", "shop/orders", []))).State);
        Assert.Equal(MeshState.Unknown, model.MeshOf(model.Bind(new("X", "X", "orders", []))).State);
    }

    [Fact]
    public void Rivals_and_unbound_projects_are_unknown()
    {
        var model = DeploymentModel.Create([ManifestReader.Read("a.yaml", Orders("annotations: { linkerd.io/inject: enabled }"))], complete: false);

        Assert.Equal(MeshState.Unknown, model.MeshOf(new Binding.None()).State);
        Assert.Equal(MeshState.Unknown, model.MeshOf(new Binding.Rivals(model.Workloads)).State);
        Assert.True(model.HasManifests);
        Assert.False(DeploymentModel.Create([ManifestReader.Read("v.yaml", "a: 1")], complete: false).HasManifests);
    }
}
