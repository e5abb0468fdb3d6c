using System.Diagnostics;
using System.Text.Json;
using MeshReady.Model.Systems;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Systems;

namespace MeshReady.Tool.Tests.Systems;

public sealed class MergeTests
{
    private static ProjectFacts Service(string name, params string[] calls) => new($"src/{name}/{name}.csproj", name, ProjectKind.Service)
    {
        Images = [name],
        HasOtherEndpoints = false,
        Calls = [.. calls.Select((host, i) => new CallFact(CallProtocol.Http, new Place($"src/{name}/Program.cs", i + 1)) { Scheme = "http", Host = host, Port = 8080, Policy = new CodePolicy(3, true, false) })],
        Endpoints = [new EndpointFact(ServedKind.Http, new Place($"src/{name}/Program.cs", 90)) { Pattern = "/" + name }],
    };

    private static string Workload(string name) => $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{ name: {name}, namespace: shop }}\nspec:\n  template:\n    metadata: {{ labels: {{ app: {name} }} }}\n    spec: {{ containers: [ {{ name: {name}, image: {name}:1 }} ] }}\n---\napiVersion: v1\nkind: Service\nmetadata: {{ name: {name}, namespace: shop }}\nspec: {{ selector: {{ app: {name} }}, ports: [ {{ port: 8080 }} ] }}\n";

    private static TempFolder With(params ProjectFacts[] projects)
    {
        var folder = new TempFolder();
        foreach (var facts in projects)
            folder.With("facts/" + SnapshotFiles.NameOf(facts.Project), FactsWriter.Write(facts));
        return folder;
    }

    private static Task<(int Code, string Out, string Error)> Merge(params string[] arguments) => Meshready.Run(Rules.Product(), ["merge", .. arguments]);

    [Fact]
    public async Task Facts_of_many_parts_become_one_graph()
    {
        using var folder = With(Service("orders", "billing"), Service("billing"));
        folder.With("deploy/all.yaml", Workload("orders") + "---\n" + Workload("billing"));

        var (code, _, error) = await Merge(folder["facts"], "--manifests", folder["deploy"], "--graph", folder["graph.json"], "--report", folder["report.html"], "--sarif", folder["all.sarif"], "--fail-on", "none");

        Assert.True(code == 0, error);
        using var graph = JsonDocument.Parse(folder.Read("graph.json"));
        var call = Assert.Single(graph.RootElement.GetProperty("calls").EnumerateArray());
        Assert.Equal(("orders", "billing"), (call.GetProperty("from").GetString(), call.GetProperty("to").GetString()));
        Assert.Contains("billing", folder.Read("report.html"), StringComparison.Ordinal);
        Assert.Contains("2 services, 1 call, ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_cannot_write_lines_of_their_own()
    {
        const string Evil = "a\n::error file=x::told\u001b[31m";
        using var folder = With(Service("orders", "billing"), Service("billing") with { Calls = [new CallFact(CallProtocol.Http, new Place($"src/{Evil}.cs", 1)) { Host = "orders" }] });

        var (code, output, _) = await Merge(folder["facts"]);

        Assert.Equal(1, code);
        Assert.Contains("src/a ::error file=x::told⟨U+001B⟩[31m.cs:1", output, StringComparison.Ordinal);
        Assert.DoesNotContain(output.Split('\n'), static line => line.StartsWith("::", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a.out", "./a.out", "is named for two outputs")]
    [InlineData("a.out", "-", "name a file for")]
    [InlineData("a.out", "facts", "it is a folder")]
    public async Task Outputs_that_cannot_be_are_refused_before_the_work(string graph, string report, string expected)
    {
        using var folder = With(Service("orders"));

        var (code, output, error) = await Merge(folder["facts"], "--graph", folder[graph], "--report", report == "-" ? report : folder[report]);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["a.out"]));
    }

    [Fact]
    public async Task Sarif_with_members_of_another_kind_is_no_crash()
    {
        using var folder = new TempFolder().With("a.sarif", """
            {"version":"2.1.0","runs":[{"tool":"x"},{"tool":{"driver":{"name":"MeshReady","rules":[{"id":5},"x",null]}},"results":[null,5,{"message":"x"},
            {"ruleId":"MSA0101","message":"x","locations":[{"physicalLocation":"y"}]},
            {"ruleId":"MSA0101","message":{"text":"seen"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a.cs"},"region":{"startLine":2}}}]}]}]}
            """);

        var (code, output, error) = await Merge(folder["a.sarif"], "--sarif", folder["all.sarif"], "--report", folder["r.html"], "--fail-on", "none");

        Assert.True(code == 0, error);
        Assert.Equal("a.cs:2  info MSA0101  seen\n", output);
    }

    [Fact]
    public async Task Sarif_files_become_one_with_each_result_once()
    {
        using var folder = new TempFolder().WithService("a", "var x = \"http://one\";").WithService("b", "var x = \"http://two\";");
        Directory.CreateDirectory(folder["sarif"]);
        foreach (var part in new[] { "a", "b" })
            await Meshready.Run("check", folder[part], "--format", $"sarif={folder[$"sarif/{part}.sarif"]}");
        File.Copy(folder["sarif/a.sarif"], folder["sarif/again.sarif"]);

        var (code, output, _) = await Merge(folder["sarif"], "--sarif", folder["all.sarif"]);

        Assert.Equal(1, code);
        using var sarif = JsonDocument.Parse(folder.Read("all.sarif"));
        var run = Assert.Single(sarif.RootElement.GetProperty("runs").EnumerateArray());
        var results = run.GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(2, results.Length);
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("id").GetString()).ToArray();
        Assert.All(results, r => Assert.Equal(r.GetProperty("ruleId").GetString(), rules[r.GetProperty("ruleIndex").GetInt32()]));
        Assert.Equal(rules.Distinct(), rules);
        Assert.Equal(2, output.Split('\n').Count(static line => line.Contains("TST0001", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Same_inputs_in_another_order_give_the_same_bytes()
    {
        using var folder = With(Service("orders", "billing"), Service("billing", "orders"), Service("mail"));
        string[] files = Directory.GetFiles(folder["facts"]);
        foreach (var (order, name) in new[] { (files, "one"), ([.. files.Reverse()], "two") })
            await Merge([.. order, "--graph", folder[name + ".json"], "--report", folder[name + ".html"], "--sarif", folder[name + ".sarif"], "--title", "t"]);

        foreach (var kind in new[] { "json", "html", "sarif" })
            Assert.Equal(folder.Read("one." + kind), folder.Read("two." + kind));
    }

    [Fact]
    public async Task Unreadable_file_is_said_and_the_rest_is_joined()
    {
        using var folder = With(Service("orders"));
        folder.With("facts/broken.json", "{").With("facts/other.json", "{\"name\": 1}").With("sarif/broken.sarif", "{ \"runs\": ");

        var (code, _, error) = await Merge(folder["facts"], folder["sarif"], "--graph", folder["graph.json"]);

        Assert.Equal(0, code);
        Assert.Contains("broken.json", error, StringComparison.Ordinal);
        Assert.Contains("other.json", error, StringComparison.Ordinal);
        Assert.Contains("broken.sarif", error, StringComparison.Ordinal);
        Assert.Contains("1 service, ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_files_of_one_project_that_differ_are_said()
    {
        using var folder = With(Service("orders"));
        folder.With("facts/zz.json", FactsWriter.Write(Service("orders", "billing")));

        var (_, _, error) = await Merge(folder["facts"]);

        Assert.Contains("src/orders/orders.csproj has several files that differ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("empty")]
    public async Task Nothing_to_join_is_a_failure_with_a_message(string input)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["empty"]);
        var (code, _, error) = await Merge(folder[input]);
        Assert.Equal(2, code);
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_a_failure()
    {
        using var folder = With(Service("orders"));
        folder.With("file", "");
        var (code, _, error) = await Merge(folder["facts"], "--graph", folder["file/graph.json"]);
        Assert.Equal(2, code);
        Assert.Contains("graph.json", error, StringComparison.Ordinal);
    }

    /// <summary>The aim is two seconds and 500 MB on a quiet machine of two cores; the test leaves room for a busy one.</summary>
    [Fact]
    public async Task Thousand_services_with_twenty_thousand_calls_are_joined_in_seconds()
    {
        using var folder = With([.. Enumerable.Range(0, 1000).Select(i => Service($"s{i}", [.. Enumerable.Range(1, 20).Select(k => $"s{(i + k * k) % 1000}")]))]);
        folder.With("deploy/all.yaml", string.Join("---\n", Enumerable.Range(0, 1000).Select(i => Workload($"s{i}"))));
        var watch = Stopwatch.StartNew();

        var (code, _, error) = await Merge(folder["facts"], "--manifests", folder["deploy"], "--graph", folder["graph.json"], "--fail-on", "none");

        Assert.True(code == 0, error);
        Assert.Contains("1000 services, 20000 calls, ", error, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }
}
