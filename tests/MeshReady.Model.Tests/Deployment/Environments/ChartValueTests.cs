using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Environments;

/// <summary>What the values of a declared chart fill in, and what they do not.</summary>
public sealed class ChartValueTests
{
    private static Folder Chart(string image, string source = """{ "helm": "chart", "values": "chart/prod.yaml" }""") => new Folder()
        .With("/r/meshready.json", $$"""{ "environments": [ { "name": "prod", "namespace": "shop", "complete": true, "source": {{source}} } ] }""")
        .With("/r/chart/Chart.yaml", "name: chart")
        .With("/r/chart/values.yaml", "name: orders\nimage: { repository: shop/orders, tag: latest }\nreplicas: 1\nempty:\n")
        .With("/r/chart/prod.yaml", "image: { tag: '7' }\nreplicas: 3\n")
        .With("/r/chart/templates/orders.yaml", $$$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {{ .Values.name }}
              namespace: {{ .Release.Namespace }}
            spec:
              replicas: {{ .Values.replicas }}
              template:
                spec:
                  containers:
                  - name: orders
                    image: {{{image}}}
            """);

    private static KubernetesResource Workload(Folder folder) => Assert.Single(Assert.Single(folder.Sets().Sets).Model.Resources);

    [Theory]
    [InlineData("{{ .Values.image.repository }}", "shop/orders")]
    [InlineData("{{- .Values.image.tag -}}", "7")]
    [InlineData("\"{{ .Values.image.tag }}\"", "7")]
    [InlineData("{{ .Values.image.tag | quote }}", "7")]
    [InlineData("{{ .Values.image.repository }}:{{ .Values.image.tag }}", null)]
    [InlineData("{{ .Values.image.tag | default .Chart.AppVersion }}", null)]
    [InlineData("{{ .Values.image }}", null)]
    [InlineData("{{ .Values.nowhere.tag }}", null)]
    [InlineData("{{ .Values.empty }}", null)]
    [InlineData("{{ .Chart.Name }}", null)]
    [InlineData("{{ include \"image\" . }}", null)]
    public void Name_of_a_literal_that_is_all_of_a_scalar_is_filled_in(string image, string? expected)
    {
        var field = Workload(Chart(image)).PodTemplate!.Containers[0].Image;
        Assert.Equal((expected is not null, expected), (field.IsKnown, field.Value));
    }

    [Fact]
    public void Declared_values_come_over_those_of_the_chart()
    {
        var workload = Workload(Chart("x"));
        Assert.Equal(("orders", "shop", 3), (workload.Name, workload.Namespace.Value, workload.Replicas.Value));
        Assert.Equal(1, Workload(Chart("x", """{ "helm": "chart" }""")).Replicas.Value);
    }

    [Fact]
    public void Rest_of_a_template_is_as_unknown_as_before()
    {
        var set = Assert.Single(Chart("x").Sets().Sets);
        Assert.False(set.IsComplete);
        Assert.True(set.Model.Resources[0].PodTemplate!.TerminationGracePeriodSeconds.IsUnknown);
        Assert.True(set.Model.Resources[0].PodTemplate!.HasAllContainers);
    }

    [Fact]
    public void Value_file_that_was_not_read_fills_in_nothing_and_is_said()
    {
        var sets = Chart("x", """{ "helm": "chart", "values": "nowhere.yaml" }""").Sets();
        Assert.Null(Assert.Single(sets.Sets).Model.Resources[0].Name);
        Assert.Equal("environment prod: a value file of chart is not among the manifests that were read", Assert.Single(sets.Notes).Text);
    }

    [Fact]
    public void Chart_that_nobody_declares_has_no_values()
    {
        var folder = new Folder().With("c/Chart.yaml", "name: c").With("c/values.yaml", "name: orders").With("c/templates/a.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n");
        Assert.Null(Assert.Single(folder.Sets().Sets).Model.Resources[0].Name);
    }

    [Theory]
    [InlineData("{{- if .Values.a }}\n  name: {{ .Values.name }}\n  {{- end }}")]
    [InlineData("name: {{ .Values.name }}\n  name: {{ .Values.name }}")]
    public void Value_that_may_not_be_there_is_not_filled_in(string name)
    {
        var folder = Chart("x").With("/r/chart/templates/s.yaml", $"apiVersion: v1\nkind: Service\nmetadata:\n  {name}\n  labels: {{}}\n");
        Assert.Null(Assert.Single(folder.Sets().Sets).Model.Resources.Single(r => r.Kind == "Service").Name);
    }
}
