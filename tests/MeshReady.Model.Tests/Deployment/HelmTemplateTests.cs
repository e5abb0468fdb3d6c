using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment;

/// <summary>Of a template, only what no expression touches is known.</summary>
public sealed class HelmTemplateTests
{
    private static KubernetesResource Single(string text)
    {
        var file = ManifestReader.Read("templates/a.yaml", text);
        Assert.True(file.IsTemplate);
        Assert.Empty(file.Notes);
        return Assert.Single(file.Resources);
    }

    private static PodTemplate Pod(string metadata) => Single($$$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ .Release.Name }}-orders
        spec:
          template:
            metadata:
        {{{metadata}}}
            spec:
              containers:
                - name: orders
                  image: shop/orders:1 # ours
        """).PodTemplate!;

    [Fact]
    public void Literals_are_known_and_expressions_unknown()
    {
        var resource = Single("""
            {{- if .Values.enabled }}
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: orders
              namespace: {{ .Release.Namespace }}
            spec:
              replicas: {{ .Values.replicas }}
              template:
                metadata:
                  labels: {}
                spec:
                  containers:
                  - name: orders
                    image: "{{ .Values.image }}:1"
                    env:
                    - name: "A"
                      value: 'b'
                    - name: C
                      value: "x\ty"
                    ports:
                    - containerPort: 8080
            {{- end }}
            """);

        Assert.Equal(("apps/v1", "Deployment", "orders", 2), (resource.ApiVersion, resource.Kind, resource.Name, resource.Line));
        Assert.True(resource.Namespace.IsUnknown && resource.Replicas.IsUnknown);
        var pod = resource.PodTemplate!;
        Assert.True(pod.Labels["any"].IsAbsent);
        var container = Assert.Single(pod.Containers);
        Assert.True(container.Image.IsUnknown);
        Assert.Equal("b", container.Environment[0].Value.Value);
        Assert.True(container.Environment[1].Value.IsUnknown);
        Assert.Equal(8080, container.Ports[0].Number);
    }

    [Fact]
    public void An_included_text_makes_what_it_may_add_unknown_and_nothing_else()
    {
        var pod = Pod("""
                  labels:
                    app: orders
                    {{- include "labels" . | nindent 8 }}
                  annotations:
                    a: b
            """);

        Assert.Equal("orders", pod.Labels["app"].Value);
        Assert.True(pod.Labels["sidecar.istio.io/inject"].IsUnknown);
        Assert.True(pod.Annotations["sidecar.istio.io/inject"].IsAbsent);
        Assert.Equal("shop/orders:1", pod.Containers[0].Image.Value);
    }

    [Theory]
    [InlineData("      labels:\n        {{- toYaml .Values.labels | nindent 8 }}")]
    [InlineData("      labels: {{ toYaml .Values.labels | nindent 8 }}")]
    [InlineData("      labels:\n{{ toYaml .Values.labels }}")]
    [InlineData("      {{- with .Values.labels }}\n      labels:\n        {{- toYaml . | nindent 8 }}\n      {{- end }}")]
    [InlineData("      labels:\n        {{- if .Values.mesh }}\n        sidecar.istio.io/inject: \"true\"\n        {{- end }}")]
    [InlineData("      labels:\n        {{ if .Values.mesh }}sidecar.istio.io/inject: \"true\"{{ end }}")]
    [InlineData("      labels:\n        {{ .Values.key }}: x")]
    [InlineData("      labels:\n        {{- range $k, $v := .Values.labels }}\n        {{ $k }}: {{ $v }}\n        {{- end }}")]
    [InlineData("      labels:\n        {{/* a\n        comment */}}\n        {{- include \"x\" . }}")]
    [InlineData("      labels:\n        sidecar.istio.io/inject: \"true\"\n        sidecar.istio.io/inject: \"false\"\n        a: {{ b }}")]
    [InlineData("      labels:\n        {{ $x | default \"a=b\" | nindent 8 }}")]
    public void A_label_that_an_expression_may_set_is_unknown(string metadata)
        => Assert.True(Pod(metadata).Labels["sidecar.istio.io/inject"].IsUnknown);

    [Theory]
    [InlineData("      labels:\n        {{- /* sidecar */}}\n        a: b", FieldState.Absent)]
    [InlineData("      labels:\n        {{- $x := 1 }}\n        a: b", FieldState.Absent)]
    [InlineData("      labels:\n        sidecar.istio.io/inject: \"true\"", FieldState.Known)]
    [InlineData("      annotations:\n        {{- toYaml . | nindent 8 }}\n      labels:\n        a: b", FieldState.Absent)]
    public void A_label_that_no_expression_touches_is_as_written(string metadata, FieldState expected)
        => Assert.Equal(expected, Pod(metadata).Labels["sidecar.istio.io/inject"].State);

    [Fact]
    public void Block_scalars_and_continued_scalars_are_not_taken_for_keys()
    {
        var resource = Single("""
            apiVersion: v1
            kind: ConfigMap
            metadata:
              annotations:
                text: |
                  name: wrong
                folded: one
                  two
              name: right
              labels:
                x: {{ y }}
            """);

        Assert.Equal("right", resource.Name);
        Assert.True(resource.Annotations["text"].IsUnknown && resource.Annotations["folded"].IsUnknown);
    }

    [Fact]
    public void Each_document_is_judged_by_its_own_conditions()
    {
        var file = ManifestReader.Read("a.yaml", """
            apiVersion: v1
            kind: Service
            metadata: 
              name: always
            {{ if .Values.more }}
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: sometimes
            {{ end }}
            """);

        Assert.Equal(["always", "sometimes"], file.Resources.Select(r => r.Name));
    }

    [Fact]
    public void Two_alternatives_in_one_document_are_unknown()
        => Assert.Null(Single("{{ if a }}\napiVersion: v1\nkind: Service\n{{ else }}\napiVersion: v1\nkind: Pod\n{{ end }}\nmetadata:\n  name: a").Kind);
}
