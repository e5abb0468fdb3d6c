using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment;

/// <summary>What is read from plain manifests, and from where.</summary>
public sealed class ManifestReaderTests
{
    private const string Shop = """
        # the shop
        apiVersion: v1
        kind: Namespace
        metadata: { name: shop, labels: { istio-injection: enabled } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: orders
          namespace: shop
          labels: &labels { app: orders }
          annotations: { team: blue }
        spec:
          replicas: 3
          template:
            metadata:
              labels:
                <<: *labels
                version: v1
              annotations: { sidecar.istio.io/inject: "true" }
            spec:
              initContainers: [ { name: wait, image: busybox } ]
              containers:
              - name: orders
                image: registry.local:5000/shop/orders:1.2
                ports: [ { containerPort: 8080, name: http } ]
                env:
                - { name: PLAIN, value: hello }
                - { name: REFERRED, valueFrom: { secretKeyRef: { name: s, key: k } } }
                - { name: COMPOSED, value: "http://$(HOST)" }
        """;

    private static KubernetesResource Single(string text) => Assert.Single(ManifestReader.Read("a.yaml", text).Resources);

    [Fact]
    public void A_deployment_is_read_with_its_pods_and_positions()
    {
        var file = ManifestReader.Read("deploy/shop.yaml", Shop);

        Assert.False(file.IsTemplate);
        Assert.Empty(file.Notes);
        Assert.Equal(["Namespace shop at deploy/shop.yaml:2", "Deployment orders at deploy/shop.yaml:6"], file.Resources.Select(r => r.ToString()));
        var orders = file.Resources[1];
        Assert.Equal(("apps/v1", "apps", "shop", 10), (orders.ApiVersion, orders.ApiGroup, orders.Namespace.Value, orders.Namespace.Line));
        Assert.Equal((3, "blue", "orders"), (orders.Replicas.Value, orders.Annotations["team"].Value, orders.Labels["app"].Value));
        var pod = orders.PodTemplate!;
        Assert.Equal(("orders", "v1", "true"), (pod.Labels["app"].Value, pod.Labels["version"].Value, pod.Annotations["sidecar.istio.io/inject"].Value));
        Assert.Equal([("orders", false), ("wait", true)], pod.Containers.Select(c => (c.Name!, c.IsInit)));
        var container = pod.Containers[0];
        Assert.Equal(("registry.local:5000/shop/orders:1.2", 25), (container.Image.Value, container.Image.Line));
        Assert.Equal((8080, "http"), (container.Ports[0].Number, container.Ports[0].Name));
        Assert.Equal("hello", container.Environment[0].Value.Value);
        Assert.True(container.Environment[1].Value.IsUnknown && container.Environment[2].Value.IsUnknown);
    }

    [Fact]
    public void What_is_not_written_is_absent_and_never_a_default()
    {
        var resource = Single("apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a, namespace: }\nspec: { template: { metadata: {} } }");

        Assert.True(resource.Namespace.IsAbsent);
        Assert.True(resource.Replicas.IsAbsent);
        Assert.True(resource.PodTemplate!.Labels["app"].IsAbsent);
        Assert.True(resource.PodTemplate.HostNetwork.IsAbsent);
    }

    [Theory]
    [InlineData("apps/v1", "Deployment", "spec: { template: @ }")]
    [InlineData("apps/v1", "StatefulSet", "spec: { template: @ }")]
    [InlineData("apps/v1", "DaemonSet", "spec: { template: @ }")]
    [InlineData("apps/v1", "ReplicaSet", "spec: { template: @ }")]
    [InlineData("batch/v1", "Job", "spec: { template: @ }")]
    [InlineData("batch/v1", "CronJob", "spec: { jobTemplate: { spec: { template: @ } } }")]
    [InlineData("argoproj.io/v1alpha1", "Rollout", "spec: { template: @ }")]
    [InlineData("v1", "Pod", "spec: { containers: [ { name: c } ] }")]
    public void Every_kind_with_pods_shows_them(string apiVersion, string kind, string spec)
    {
        var text = $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{ name: a }}\n{spec.Replace("@", "{ spec: { containers: [ { name: c } ] } }")}";

        Assert.Equal("c", Assert.Single(Single(text).PodTemplate!.Containers).Name);
    }

    [Theory]
    [InlineData("serving.knative.dev/v1", "Deployment")]
    [InlineData("v1", "Service")]
    [InlineData("example.com/v1", "Rollout")]
    public void Other_kinds_and_namesakes_have_no_pods(string apiVersion, string kind)
    {
        var resource = Single($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{ name: a }}\nspec: {{ template: {{ spec: {{}} }} }}");

        Assert.Null(resource.PodTemplate);
        Assert.False(resource.IsWorkload);
    }

    [Fact]
    public void A_list_is_opened()
        => Assert.Equal(["a", "b"], ManifestReader.Read("a.yaml", """
            apiVersion: v1
            kind: List
            items:
            - { apiVersion: v1, kind: Service, metadata: { name: a } }
            - apiVersion: v1
              kind: List
              items: [ { apiVersion: v1, kind: Service, metadata: { name: b } } ]
            """).Resources.Select(r => r.Name));

    [Fact]
    public void Json_is_read_as_well()
        => Assert.Equal("a", Single("{\n\t\"apiVersion\": \"v1\",\n\t\"kind\":\"Service\",\n\t\"metadata\": {\"name\":\"a\"}\n}").Name);

    [Fact]
    public void A_value_that_a_pipeline_fills_in_is_unknown()
    {
        var resource = Single("apiVersion: v1\nkind: Pod\nmetadata: { name: \"a-${ENV:-dev}\", namespace: \"#{Space}\", labels: { app: a$b } }");

        Assert.Null(resource.Name);
        Assert.True(resource.Namespace.IsUnknown);
        Assert.Equal("a$b", resource.Labels["app"].Value);
    }

    [Fact]
    public void Other_yaml_is_no_manifest_and_gives_no_note()
    {
        var file = ManifestReader.Read("values.yaml", "replicaCount: 1\nimage: { tag: 1 }\n---\n- a\n---\njust text\n---\n");

        Assert.Empty(file.Resources);
        Assert.Empty(file.Notes);
    }

    [Fact]
    public void Nothing_of_a_secret_is_kept_or_printed()
    {
        var secret = Single("""
            apiVersion: v1
            kind: Secret
            metadata:
              name: s
              annotations: { kubectl.kubernetes.io/last-applied-configuration: '{"stringData":{"p":"hunter2"}}' }
            stringData: { p: hunter2 }
            """);
        Assert.Empty(secret.Annotations.Entries);

        var container = Single(Shop.Substring(Shop.IndexOf("---", StringComparison.Ordinal)).Replace("value: hello", "value: hunter2")).PodTemplate!.Containers[0];
        Assert.Equal("hunter2", container.Environment[0].Value.Value);
        Assert.DoesNotContain("hunter2", container.ToString() + container.Environment[0] + container.Environment[0].Value);
    }

    [Theory]
    [InlineData("{ // for developers\n \"Routes\": [ { \"Host\": \"orders\" }, ] }", 0)]
    [InlineData("{ \"apiVersion\": \"v1\", \"kind\": ", 1)]
    public void Settings_of_a_program_are_no_broken_manifest(string json, int notes)
    {
        var file = ManifestReader.Read("ocelot.json", json);
        Assert.Equal((0, notes), (file.Resources.Count, file.Notes.Count));
    }

    [Theory]
    [InlineData("k8s/a.yaml", true)]
    [InlineData("k8s\\A.YML", true)]
    [InlineData("k8s/a.json", true)]
    [InlineData("src/appsettings.Development.json", false)]
    [InlineData("package.json", false)]
    [InlineData("obj/project.assets.json", false)]
    [InlineData("bin/a.deps.json", false)]
    [InlineData("a.cs", false)]
    [InlineData("", false)]
    public void A_path_may_be_a_manifest_or_not(string path, bool expected) => Assert.Equal(expected, ManifestReader.IsManifestPath(path));

    [Theory]
    [InlineData("|\n    \n    mode: on\n", "\nmode: on\n")]
    [InlineData("|\n  \n    mode: on\n", "\nmode: on\n")]
    [InlineData("|\n\n    \n    mode: on\n    \n    x\n", "\n\nmode: on\n\nx\n")]
    [InlineData("|-  # as rendered\n    \n    mode: on\n", "\nmode: on")]
    [InlineData(">2-\n    \n    mode: on\n", "\nmode: on")]
    [InlineData("|\r\n    \r\n    mode: on\r\n", "\nmode: on\n")]
    public void Blank_lines_that_begin_a_block_of_text_are_part_of_it(string block, string text)
    {
        var map = Assert.IsType<ConfigMapSpec>(Manifests.Single($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{ name: a }}\ndata:\n  key: {block}").Spec);
        Assert.Equal(text, map.Data["key"].Value);
    }
}
