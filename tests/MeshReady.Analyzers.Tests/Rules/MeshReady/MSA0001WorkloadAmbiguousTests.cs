using System.Globalization;
using MeshReady.Analyzers.Rules.MeshReady;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.MeshReady;

public sealed class MSA0001WorkloadAmbiguousTests : RuleTest<MSA0001WorkloadAmbiguousAnalyzer>
{
    private const string Project = "build_property.MSBuildProjectName = Orders\n";

    private static (string, string) Workload(string file, string name, string image, string? space = null, string kind = "Deployment")
        => ($"/k8s/{file}.yaml", $"# {name}\n{{|#{(file[0] - 'a').ToString(CultureInfo.InvariantCulture)}:|}}apiVersion: apps/v1\nkind: {kind}\nmetadata: {{ name: {name}{(space is null ? "" : ", namespace: " + space)} }}\nspec: {{ template: {{ spec: {{ containers: [ {{ name: c, image: '{image}' }} ] }} }} }}\n");

    private static Task Check(string config, (string, string)[] files, params DiagnosticResult[] expected)
        => VerifyResultsWith("class C;", config, editorConfig: null, files, expected);

    private static DiagnosticResult Finding(string arguments)
        => new DiagnosticResult("MSA0001", DiagnosticSeverity.Info).WithLocation(0)
            .WithMessage($"Orders matches {arguments} equally well, so code and manifests are not compared; set the MSBuild property MeshWorkload to one of them");

    [Fact]
    public Task Two_versions_of_one_image_are_named() => Check(
        Project,
        [Workload("a", "orders-v1", "shop/orders:1", "shop"), Workload("b", "orders-v2", "shop/orders:2", "shop")],
        Finding("Deployment shop/orders-v1 and Deployment shop/orders-v2").WithLocation(1));

    [Fact]
    public Task Many_candidates_are_not_all_named() => Check(
        Project,
        [.. "abcdef".Select(letter => Workload(letter.ToString(), "orders-" + letter, "orders"))],
        Enumerable.Range(1, 5).Aggregate(
            Finding("Deployment orders-a, Deployment orders-b, Deployment orders-c, Deployment orders-d and 2 more"),
            (result, key) => result.WithLocation(key)));

    [Fact]
    public Task The_users_word_decides() => Check(
        Project + "build_property.MeshWorkload = orders-v2\n",
        [Workload("a", "orders-v1", "orders"), Workload("b", "orders-v2", "orders")]);

    [Fact]
    public Task A_better_match_decides() => Check(
        Project,
        [Workload("a", "orders", "orders"), Workload("b", "orders-migrate", "orders", kind: "ReplicaSet")]);

    [Fact]
    public Task Variants_of_one_workload_are_no_rivals() => Check(
        Project,
        [Workload("a", "orders", "orders:1"), Workload("b", "orders", "orders:2")]);

    [Fact]
    public Task A_project_without_a_workload_is_left_alone() => Check(
        Project,
        [Workload("a", "payments", "payments"), Workload("b", "billing", "billing")]);

    [Fact]
    public Task A_library_is_left_alone() => Check(
        Project + "build_property.OutputType = Library\n",
        [Workload("a", "orders-v1", "orders"), Workload("b", "orders-v2", "orders")]);

    [Fact]
    public Task A_test_project_is_left_alone() => Check(
        Project + "build_property.IsTestProject = true\n",
        [Workload("a", "orders-v1", "orders"), Workload("b", "orders-v2", "orders")]);

    [Fact]
    public Task Without_manifests_there_is_nothing_to_say() => Check(Project, []);

    [Fact]
    public Task Candidates_in_one_file_are_one_finding() => Check(
        Project,
        [("/k8s/a.yaml", Workload("a", "orders-v1", "orders").Item2 + "---\n" + Workload("b", "orders-v2", "orders").Item2)],
        Finding("Deployment orders-v1 and Deployment orders-v2").WithLocation(1));

    [Fact]
    public Task Compose_tells_which_image_is_the_projects() => Check(
        Project + "build_property.MSBuildProjectDirectory = /r/src/Orders\n",
        [Workload("a", "orders-v1", "orders"), Workload("b", "orders-v2", "orders"), Workload("c", "purchase", "shop/purchase:1"), ("/r/docker-compose.yml", "services: { x: { image: purchase, build: src/Orders } }\n")]);
}
