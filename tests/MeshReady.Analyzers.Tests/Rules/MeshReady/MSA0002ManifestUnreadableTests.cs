using MeshReady.Analyzers.Rules.MeshReady;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.MeshReady;

public sealed class MSA0002ManifestUnreadableTests : RuleTest<MSA0002ManifestUnreadableAnalyzer>
{
    private const string Project = "build_property.MSBuildProjectName = Orders.Api\nbuild_property.MSBuildProjectDirectory = /src/Orders.Api\n";
    private const string Broken = "kind: Service\n{|#0:|}kind: Pod\n";
    private const string Pods = "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders-api }\nspec: { template: { spec: { containers: [ { name: c, image: orders-api } ] } } }\n";

    private static Task Check(string config, string path, string text, params DiagnosticResult[] expected)
        => VerifyResultsWith("class C;", config, editorConfig: null, [(path, text)], expected);

    private static DiagnosticResult Finding(string place, int key = 0, string why = "a key that stands twice in one map")
        => new DiagnosticResult("MSA0002", DiagnosticSeverity.Info).WithLocation(key).WithMessage($"cannot read {place}: {why}");

    [Fact]
    public Task A_manifest_below_the_project_is_its_own() => Check(Project, "/src/Orders.Api/k8s/x.yaml", Broken, Finding("k8s/x.yaml:2"));

    [Fact]
    public Task A_manifest_that_holds_the_workload_is_the_projects() => Check(Project, "/k8s/all.yaml", Pods + "---\n" + Broken, Finding("k8s/all.yaml:7"));

    [Theory]
    [InlineData("orders-api")]
    [InlineData("OrdersApi")]
    [InlineData("orders.api")]
    [InlineData("orders")]
    public Task A_manifest_that_bears_the_projects_name_is_its_own(string name) => Check(Project, $"/k8s/{name}.yaml", Broken, Finding($"k8s/{name}.yaml:2"));

    [Theory]
    [InlineData("/k8s/payments.yaml")]
    [InlineData("/k8s/api.yaml")]
    [InlineData("/src/Orders.Api.Tests/k8s/x.yaml")]
    public Task A_manifest_of_nobody_is_left_to_the_tool(string path) => Check(Project, path, Broken);

    [Fact]
    public Task The_tool_hears_of_every_manifest()
        => Check(Project + "build_property.MeshReadyHost = tool\n", "/k8s/payments.yaml", Broken, Finding("k8s/payments.yaml:2"));

    [Fact]
    public Task Each_unreadable_document_is_one_finding()
        => Check(Project, "/k8s/orders.yaml", $"{Broken}---\n{Pods}---\n{Broken.Replace('0', '1')}", Finding("k8s/orders.yaml:2"), Finding("k8s/orders.yaml:10", key: 1));

    [Theory]
    [InlineData(Pods)]
    [InlineData("replicas: 2\nimage: { tag: 1 }\n")]
    [InlineData("{{- if .Values.on }}\nkind: Service\nkind: Pod\n{{- end }}\n")]
    [InlineData("")]
    public Task What_can_be_read_or_is_a_template_is_silent(string text) => Check(Project, "/k8s/orders.yaml", text);

    [Fact]
    public Task A_test_project_is_left_alone() => Check(Project + "build_property.IsTestProject = true\n", "/k8s/orders.yaml", Broken);

    [Fact]
    public Task A_value_is_never_quoted()
        => Check(Project, "/k8s/orders.yaml", "apiVersion: v1\nkind: Secret\n{|#0:|}stringData: { password: \"hunter2 }\n", Finding("k8s/orders.yaml:3", why: "not valid YAML"));
}
