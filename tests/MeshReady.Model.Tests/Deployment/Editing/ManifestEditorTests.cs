using MeshReady.Model.Deployment;
using MeshReady.Model.Deployment.Editing;

namespace MeshReady.Model.Tests.Deployment.Editing;

/// <summary>What an edit leaves as it was, what it changes, and what it refuses.</summary>
public sealed class ManifestEditorTests
{
    private const string Deployment = """
        # The shop's front.
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web # as the Service calls it
          namespace: shop
        spec:
          replicas: 3
          template:
            spec:
              terminationGracePeriodSeconds: 5   # quick
              containers:
                # the one that counts
                - name: web
                  image: "shop/web:1"
                  env:
                  - {name: A, value: 'x'}
                  - name: B
                    value: y
                - name: sidecar
                  image: s

        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {ports: [{name: http, port: 80}]}

        """;

    private static ManifestEditResult Apply(string text, params (ManifestOperation Operation, string Path, string Value)[] edits) => Apply(text, "Deployment", edits);

    private static ManifestEditResult Apply(string text, string kind, params (ManifestOperation Operation, string Path, string Value)[] edits)
        => ManifestEditor.Apply(text, edits.Select(e => new ManifestEdit("a.yaml", kind, "web", null, 0, e.Operation, e.Path, e.Value)));

    private static void Leads(string text, string kind, ManifestOperation operation, string path, string value, string old, string changed)
    {
        var expected = text.Replace(old, changed);
        Assert.NotEqual(text, expected);
        var result = Apply(text, kind, (operation, path, value));
        Assert.Null(result.Refusal);
        Assert.Equal(expected, result.Text);
        Assert.Equal(expected, Apply(expected, kind, (operation, path, value)).Text);
    }

    [Theory]
    [InlineData("spec.replicas", "2", "replicas: 3", "replicas: 2")]
    [InlineData("spec.template.spec.terminationGracePeriodSeconds", "40", "Seconds: 5   # quick", "Seconds: 40   # quick")]
    [InlineData("spec.template.spec.containers[name=web].image", "\"shop/web:2\"", "\"shop/web:1\"", "\"shop/web:2\"")]
    [InlineData("spec.template.spec.containers[1].image", "t", "image: s", "image: t")]
    [InlineData("spec.template.spec.containers[name=web].env[name=A].value", "'z'", "'x'", "'z'")]
    [InlineData("spec.template.spec.containers[name=web].env[name=B].value", "\"8080\"", "value: y", "value: \"8080\"")]
    [InlineData("metadata.namespace", "store", "  namespace: shop\nspec:\n  replicas", "  namespace: store\nspec:\n  replicas")]
    public void Scalar_is_replaced_where_it_stands(string path, string value, string old, string changed)
        => Leads(Deployment, "Deployment", ManifestOperation.Set, path, value, old, changed);

    [Theory]
    [InlineData("spec.minReadySeconds", "10", "          image: s\n", "          image: s\n  minReadySeconds: 10\n")]
    [InlineData("spec.template.metadata.labels.'sidecar.istio.io/inject'", "\"true\"", "          image: s\n", "          image: s\n    metadata:\n      labels:\n        sidecar.istio.io/inject: \"true\"\n")]
    [InlineData("spec.template.spec.containers[name=sidecar].lifecycle", "{preStop: {sleep: {seconds: 10}}}", "          image: s\n", "          image: s\n          lifecycle:\n            preStop:\n              sleep:\n                seconds: 10\n")]
    [InlineData("metadata.annotations.owner", "shop", "  namespace: shop\nspec:\n  replicas", "  namespace: shop\n  annotations:\n    owner: shop\nspec:\n  replicas")]
    [InlineData("spec.template.spec.containers[name=web].env[name=A].x", "1", "value: 'x'}", "value: 'x', x: 1}")]
    public void Missing_parents_come_with_the_key(string path, string value, string old, string changed)
        => Leads(Deployment, "Deployment", ManifestOperation.Set, path, value, old, changed);

    [Theory]
    [InlineData("spec.replicas", "  replicas: 3\n", "")]
    [InlineData("spec.template.spec.terminationGracePeriodSeconds", "      terminationGracePeriodSeconds: 5   # quick\n", "")]
    [InlineData("spec.template.spec.containers[name=sidecar]", "        - name: sidecar\n          image: s\n", "")]
    [InlineData("spec.template.spec.containers[name=sidecar].name", "        - name: sidecar\n          image: s\n", "        - image: s\n")]
    [InlineData("spec.template.spec.containers[name=web].env[name=B]", "          - name: B\n            value: y\n", "")]
    [InlineData("spec.template.spec.containers[name=web].env[name=A].name", "{name: A, value: 'x'}", "{value: 'x'}")]
    [InlineData("spec.template.spec.containers[name=web].env[name=A].value", "{name: A, value: 'x'}", "{name: A}")]
    public void Removal_takes_the_lines_of_the_key(string path, string old, string changed)
        => Leads(Deployment, "Deployment", ManifestOperation.Remove, path, "", old, changed);

    [Theory]
    [InlineData("spec.template.spec.containers[name=web].env", "{name: C, value: z}", "            value: y\n", "            value: y\n          - name: C\n            value: z\n")]
    [InlineData("spec.template.spec.containers[name=web].env[0]", "{name: C, value: z}", "          - {name: A", "          - name: C\n            value: z\n          - {name: A")]
    [InlineData("spec.template.spec.volumes", "{name: v}", "          image: s\n", "          image: s\n      volumes:\n      - name: v\n")]
    public void Item_is_added_to_a_list(string path, string value, string old, string changed)
        => Leads(Deployment, "Deployment", ManifestOperation.Insert, path, value, old, changed);

    [Theory]
    [InlineData(ManifestOperation.Insert, "spec.ports", "{name: grpc, port: 81}", "port: 80}]", "port: 80}, { name: grpc, port: 81 }]")]
    [InlineData(ManifestOperation.Set, "spec.ports[name=http].appProtocol", "http", "port: 80}]", "port: 80, appProtocol: http}]")]
    [InlineData(ManifestOperation.Set, "spec.ports[0].name", "http2", "name: http,", "name: http2,")]
    [InlineData(ManifestOperation.Set, "spec.type", "ClusterIP", "port: 80}]}", "port: 80}], type: ClusterIP}")]
    [InlineData(ManifestOperation.Remove, "spec.ports[0]", "", "[{name: http, port: 80}]", "[]")]
    public void Flow_style_stays_flow_style(ManifestOperation operation, string path, string value, string old, string changed)
        => Leads(Deployment, "Service", operation, path, value, old, changed);

    [Fact]
    public void Last_child_leaves_an_empty_map_behind()
    {
        const string text = "kind: VirtualService\nmetadata: {name: web}\nspec:\n  http:\n  - retries:\n      attempts: 3 # many\n    route: []\n";
        var result = Apply(text, "VirtualService", (ManifestOperation.Remove, "spec.http[0].retries.attempts", ""));
        Assert.Equal("kind: VirtualService\nmetadata: {name: web}\nspec:\n  http:\n  - retries: {}\n    route: []\n", result.Text);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void Line_ends_and_byte_order_mark_stay(string lineEnd)
    {
        var text = "\uFEFF" + Deployment.ReplaceLineEndings(lineEnd);
        var result = Apply(text, (ManifestOperation.Set, "spec.template.spec.containers[name=sidecar].ports", "[{containerPort: 80}]")).Text;
        Assert.Equal(text.Replace($"          image: s{lineEnd}", $"          image: s{lineEnd}          ports:{lineEnd}          - containerPort: 80{lineEnd}"), result);
    }

    [Fact]
    public void Text_without_a_last_line_end_stays_without()
        => Assert.Equal(
            "kind: Deployment\nmetadata:\n    name: web\nspec:\n    replicas: 1\n    paused: true",
            Apply("kind: Deployment\nmetadata:\n    name: web\nspec:\n    replicas: 1", (ManifestOperation.Set, "spec.paused", "true")).Text);

    [Fact]
    public void Key_without_a_value_is_filled()
        => Assert.Equal(
            "kind: Deployment\nmetadata:\n  name: web\n  annotations: # none yet\n    a: b\nspec: {}\n",
            Apply("kind: Deployment\nmetadata:\n  name: web\n  annotations: # none yet\nspec: {}\n", (ManifestOperation.Set, "metadata.annotations.a", "b")).Text);

    [Fact]
    public void Json_stays_json()
        => Assert.Equal(
            "{\n  \"kind\": \"Deployment\",\n  \"metadata\": { \"name\": \"web\" },\n  \"spec\": {\n    \"replicas\": 1,\n    \"strategy\": { \"type\": \"Recreate\" }\n  }\n}",
            Apply("{\n  \"kind\": \"Deployment\",\n  \"metadata\": { \"name\": \"web\" },\n  \"spec\": {\n    \"replicas\": 1\n  }\n}", (ManifestOperation.Set, "spec.strategy", "{type: Recreate}")).Text);

    [Fact]
    public void Value_that_looks_like_a_number_stays_text()
        => Assert.Contains("v: \"1.0\"", Apply("kind: Deployment\nmetadata: {name: web}\n", (ManifestOperation.Set, "metadata.labels.v", "\"1.0\"")).Text);

    [Fact]
    public void Object_is_found_among_many()
    {
        const string other = "kind: Deployment\nmetadata: {name: web, namespace: test}\nspec: {replicas: 1}\n---\n";
        var edit = new ManifestEdit("a.yaml", "Deployment", "web", "shop", 0, ManifestOperation.Set, "spec.replicas", "2");
        Assert.Equal(other + Deployment.Replace("replicas: 3", "replicas: 2"), ManifestEditor.Apply(other + Deployment, [edit]).Text);
    }

    [Fact]
    public void Object_in_a_list_is_found()
        => Assert.Equal(
            "kind: List\nitems:\n- kind: Deployment\n  metadata: {name: web}\n  spec:\n    replicas: 2\n",
            Apply("kind: List\nitems:\n- kind: Deployment\n  metadata: {name: web}\n  spec:\n    replicas: 1\n", (ManifestOperation.Set, "spec.replicas", "2")).Text);

    [Theory]
    [InlineData("kind: Deployment\nmetadata: &m {name: web}\nspec: {replicas: 1}\n", "metadata.x")]
    [InlineData("kind: Deployment\nmetadata: {name: web}\nspec: *s\n", "spec.replicas")]
    [InlineData("b: &b {replicas: 1}\nkind: Deployment\nmetadata: {name: web}\nspec:\n  <<: *b\n", "spec.replicas")]
    [InlineData("kind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: {{ .Values.replicas }}\n", "spec.replicas")]
    [InlineData("kind: Deployment\nmetadata: {name: web}\nspec:\n  {{- if .Values.x }}\n  replicas: 3\n  {{- end }}\n", "spec.replicas")]
    [InlineData("kind: Deployment\nmetadata: {name: web}\nspec:\n  {{- toYaml .Values.spec | nindent 2 }}\n  paused: true\n", "spec.replicas")]
    [InlineData("kind: Deployment\nmetadata: {name: web}\nspec: [1]\n", "spec.replicas")]
    [InlineData("kind: Deployment\nmetadata: {name: web}\nspec: {replicas: {a: 1}}\n", "spec.replicas")]
    [InlineData("kind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: |\n    3\n", "spec.replicas")]
    [InlineData("kind: Deployment\nmetadata: {name: web}\nspec: {replicas: 1, replicas: 3}\n", "spec.replicas")]
    [InlineData("kind: Deployment\nmetadata: {name: other}\nspec: {replicas: 1}\n", "spec.replicas")]
    [InlineData("kind: Deployment\nmetadata: {name: web}\nspec: {replicas: 1}\n---\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 1}\n", "spec.replicas")]
    [InlineData("kind: Deployment\nmetadata: {name: web\nspec: [", "spec.replicas")]
    [InlineData("kind: Deployment\nmetadata: {name: web}\n\tspec: x", "spec.replicas")]
    [InlineData("\0", "spec.replicas")]
    [InlineData("", "spec.replicas")]
    [InlineData("kind: Deployment\nmetadata: {name: web}\nspec: {replicas: 1}\n", "")]
    [InlineData("kind: Deployment\nmetadata: {name: web}\nspec: {replicas: 1}\n", "spec..x")]
    [InlineData("kind: Deployment\nmetadata: {name: web}\nspec: {replicas: 1}\n", "spec[")]
    [InlineData("kind: Deployment\nmetadata: {name: web}\nspec: {containers: []}\n", "spec.containers[name=web].image")]
    public void Refused(string text, string path)
    {
        var result = Apply(text, (ManifestOperation.Set, path, "2"));
        Assert.Null(result.Text);
        Assert.False(string.IsNullOrEmpty(result.Refusal));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("a: b: c")]
    [InlineData("&a 1")]
    [InlineData("")]
    [InlineData("1\n---\n2")]
    public void Value_that_is_not_one_plain_value_is_refused(string value) => Assert.NotNull(Apply(Deployment, (ManifestOperation.Set, "spec.x", value)).Refusal);

    [Fact]
    public void One_refusal_refuses_all()
        => Assert.Null(Apply(Deployment, (ManifestOperation.Set, "spec.replicas", "2"), (ManifestOperation.Set, "spec.template", "2")).Text);

    [Fact]
    public void Untouched_template_is_edited_beside_its_expressions()
    {
        const string text = "kind: Deployment\nmetadata:\n  name: web\nspec:\n  {{- if .Values.r }}\n  replicas: {{ .Values.r }}\n  {{- end }}\n  template:\n    spec:\n      terminationGracePeriodSeconds: 5 # {{ .Values.why }}\n";
        Assert.Null(Apply(text, (ManifestOperation.Set, "spec.template.spec.terminationGracePeriodSeconds", "40")).Refusal);
        Assert.Equal(text.Replace("Seconds: 5", "Seconds: 40"), Apply(text, (ManifestOperation.Set, "spec.template.spec.terminationGracePeriodSeconds", "40")).Text);
    }

    [Fact]
    public void Edits_survive_being_written_and_read()
    {
        ManifestEdit[] edits =
        [
            new("a\\b.yaml", "Deployment", "web", null, 7, ManifestOperation.Set, "spec.x", "a: 1\nb: \"\t\""),
            new("c.yaml", null, "", "shop", 0, ManifestOperation.Remove, "x", ""),
        ];
        Assert.Equal(edits, ManifestEdit.ReadAll(ManifestEdit.WriteAll(edits)));
        Assert.Empty(ManifestEdit.ReadAll("nonsense"));
        Assert.Empty(ManifestEdit.ReadAll(""));
    }
}
