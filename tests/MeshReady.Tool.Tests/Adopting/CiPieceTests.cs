using System.Text.Json;
using System.Xml.Linq;
using MeshReady.Testing;
using MeshReady.Tool.Tests.Changes;
using MeshReady.Tool.Tests.Sample;
using MeshReady.Tool.Tests.Systems;
using NJsonSchema;

namespace MeshReady.Tool.Tests.Adopting;

/// <summary>The pieces of docs/adopting.md do what the page says: their shell lines run as they stand, on checkouts of their own.</summary>
public sealed class CiPieceTests : IDisposable
{
    private const string Workflow = ".github/workflows/meshready.yml";

    private static readonly Task<JsonSchema> Sarif = JsonSchema.FromFileAsync(Repository.PathOf("tests", "MeshReady.Tool.Tests", "Output", "sarif-2.1.0-rtm.5.json"));

    private readonly CiMachine _machine = new();
    private readonly TwoRepositories _two = new();

    public void Dispose()
    {
        _two.Dispose();
        _machine.Dispose();
    }

    /// <summary>Runs a step that has to end with a code; returns what it printed.</summary>
    private async Task<string> Run(int expected, string script, string folder, params (string Name, string Value)[] variables)
    {
        var (code, output) = await _machine.Run(script, folder, variables);
        Assert.True(code == expected, $"{script}\nended with {code}:\n{output}");
        return output;
    }

    /// <summary>The rules in a SARIF file, which has to be valid.</summary>
    private static async Task<string[]> RulesIn(string file)
    {
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Empty((await Sarif).Validate(text));
        using var sarif = JsonDocument.Parse(text);
        return [.. sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(static r => r.GetProperty("ruleId").GetString()!).Distinct()];
    }

    /// <summary>Services and manifests in one repository, as the first pieces take it.</summary>
    private string OneRepository()
    {
        ShopCheckout.Copy(Path.Combine(_two.GitOps, "prod"), Path.Combine(_two.Services, "deploy"));
        TwoRepositories.Commit(_two.Services);
        return _two.Services;
    }

    private void Change(string file, string old, string now) => _two.Files.With(file, _two.Files.Read(file).Replace(old, now, StringComparison.Ordinal));

    /// <summary>A copy of the sample, in a folder of the machine.</summary>
    private string Shop(string name)
    {
        ShopCheckout.Copy(Repository.PathOf("docs", "samples", "Shop"), _machine[name]);
        GitFolder.In(_machine[name], "init", "-q", "-b", "main");
        TwoRepositories.Commit(_machine[name]);
        return _machine[name];
    }

    [Fact]
    public void Every_piece_is_read_and_has_a_test()
        => Assert.Equal(
            [
                Workflow,
                ".gitlab-ci.yml",
                "azure-pipelines.yml",
                ".github/workflows/system.yml",
                "system-workflow.yaml",
                $"A step of {Workflow}: the snapshot says what the code does",
                "A step of the services' workflow: the code agrees with the manifests",
                "A step of the services' workflow: the copies of the manifests are no older than the manifests",
                "Steps of the services' release, with the repository of the manifests checked out in the folder gitops beside it",
                $"{Workflow} of the repository of the manifests",
                "meshready-presync.yaml, beside the manifests of the application",
            ],
            CiPiece.All.Where(static p => p.Language == "yaml" && p.Steps.Count > 0).Select(static p => p.Name));

    [Fact]
    public void Lines_that_install_are_left_out_and_no_others()
        => Assert.Equal("dotnet meshready check .\nmeshready facts dotnet tool x", CiMachine.WithoutInstallation("dotnet tool restore\ndotnet meshready check .\n  dotnet tool install MeshReady.Tool --tool-path tools\nmeshready facts dotnet tool x"));

    [Fact]
    public async Task GitHub_push_writes_summary_and_sarif_of_the_whole_sample()
    {
        var piece = CiPiece.Of(Workflow);
        var shop = Shop("shop");

        var output = await Run(1, Assert.Single(piece.Steps, static s => s.Name == "Whole system").Script, shop, ("GITHUB_STEP_SUMMARY", _machine["summary.md"]));

        Assert.Contains("19 warnings", output, StringComparison.Ordinal);
        Assert.Contains("MSA1201", _machine.Read("summary.md"), StringComparison.Ordinal);
        Assert.Contains("MSA1204", await RulesIn(Path.Combine(shop, piece.At("jobs", "meshready", "steps", "5", "with", "sarif_file"))));
        Assert.Equal("write", piece.At("permissions", "security-events"));
        Assert.Equal("0", piece.At("jobs", "meshready", "steps", "0", "with", "fetch-depth"));
        Assert.StartsWith("github/codeql-action/upload-sarif@", piece.At("jobs", "meshready", "steps", "5", "uses"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitHub_pull_request_fails_for_what_it_touches_and_uploads_everything()
    {
        var folder = OneRepository();
        var script = Assert.Single(CiPiece.Of(Workflow).Steps, static s => s.Name == "What the pull request touches").Script;
        Change("services/README.md", "Services", "The services");
        await Run(0, script, folder, ("GITHUB_BASE_REF", "main"), ("GITHUB_STEP_SUMMARY", _machine["one.md"]));
        Assert.Contains("MSA1113", await RulesIn(Path.Combine(folder, "meshready.sarif")));

        Change("services/deploy/route.yaml", "attempts: 3", "attempts: 4");
        await Run(1, script, folder, ("GITHUB_BASE_REF", "main"), ("GITHUB_STEP_SUMMARY", _machine["two.md"]));
        Assert.DoesNotContain("MSA1204", _machine.Read("one.md"), StringComparison.Ordinal);
        Assert.Contains("MSA1204", _machine.Read("two.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitLab_counts_everything_but_in_merge_requests()
    {
        var folder = OneRepository();
        var (_, script) = Assert.Single(CiPiece.Of(".gitlab-ci.yml").Steps);
        await Run(1, script, folder);
        foreach (var file in CiPiece.Of(".gitlab-ci.yml").List("meshready", "artifacts", "paths"))
            Assert.NotEqual(0, new FileInfo(Path.Combine(folder, file)).Length);
        Assert.Contains("MSA1204", await RulesIn(Path.Combine(folder, "meshready.sarif")));

        await Run(0, script, folder, ("CI_MERGE_REQUEST_DIFF_BASE_SHA", GitFolder.In(folder, "rev-parse", "HEAD")));
        Assert.Empty(await RulesIn(Path.Combine(folder, "meshready.sarif")));
    }

    [Fact]
    public async Task Azure_publishes_what_it_writes()
    {
        var folder = OneRepository();
        var piece = CiPiece.Of("azure-pipelines.yml");
        var (_, script) = Assert.Single(piece.Steps);
        await Run(1, script, folder, ("BUILD_ARTIFACTSTAGINGDIRECTORY", _machine["bin"]));
        Assert.Contains("MSA1204", await RulesIn(piece.At("steps", "3", "inputs", "PathtoPublish").Replace("$(Build.ArtifactStagingDirectory)", _machine["bin"], StringComparison.Ordinal)));
        Assert.Equal("CodeAnalysisLogs", piece.At("steps", "3", "inputs", "ArtifactName"));

        await Run(0, script, folder, ("BUILD_ARTIFACTSTAGINGDIRECTORY", _machine["bin"]), ("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"));
    }

    [Fact]
    public async Task Hook_stops_a_commit_that_contradicts_and_no_other()
    {
        var folder = OneRepository();
        _two.Files.With("services/.githooks/pre-commit", Assert.Single(CiPiece.All, static p => p.Language == "sh").Text);
        await Run(0, "chmod +x .githooks/pre-commit; git config core.hooksPath .githooks", folder);

        await Run(0, "git add -A; git commit --quiet --message hook", folder);
        Change("services/deploy/route.yaml", "attempts: 3", "attempts: 4");
        var output = await Run(1, "git commit --quiet --all --message route", folder);

        Assert.Contains("deploy/route.yaml:8", output, StringComparison.Ordinal);
        Assert.Equal("hook", GitFolder.In(folder, "log", "-1", "--format=%s"));
    }

    [Fact]
    public async Task GitHub_matrix_joins_the_facts_of_its_parts()
    {
        var piece = CiPiece.Of(".github/workflows/system.yml");
        var shop = Shop("shop");
        var facts = Assert.Single(piece.Steps, static s => s.Script.Contains("meshready facts", StringComparison.Ordinal)).Script;
        Assert.Equal("${{ matrix.project }}", piece.At("jobs", "facts", "steps", "2", "env", "PROJECT"));
        foreach (var project in piece.List("jobs", "facts", "strategy", "matrix", "project"))
            await Run(0, facts, shop, ("PROJECT", project));

        await Run(1, Assert.Single(piece.Steps, static s => s.Script.Contains("meshready merge", StringComparison.Ordinal)).Script, shop);

        await IsWholeSystem(shop);
    }

    [Fact]
    public async Task Argo_Workflow_joins_the_facts_of_its_items()
    {
        var piece = CiPiece.Of("system-workflow.yaml");
        Assert.Equal(("argoproj.io/v1alpha1", "Workflow"), (piece.At("apiVersion"), piece.At("kind")));
        var repository = Shop("repository.git");
        Directory.CreateDirectory(_machine["work"]);

        await Run(0, Script("checkout"), _machine["work"], ("REPOSITORY", repository));
        Assert.Equal("{{inputs.parameters.project}}", piece.At("spec", "templates", "2", "script", "env", "0", "value"));
        foreach (var project in piece.List("spec", "templates", "0", "steps", "1", "0", "withItems"))
            await Run(0, Script("facts"), _machine["work"], ("PROJECT", project));
        await Run(1, Script("merge"), _machine["work"]);

        await IsWholeSystem(_machine["work"]);

        string Script(string template) => Assert.Single(piece.Steps, s => s.Name == template).Script;
    }

    private static async Task IsWholeSystem(string folder)
    {
        using var graph = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "system.json"), TestContext.Current.CancellationToken));
        Assert.Contains("Shop.Worker", graph.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(graph.RootElement.GetProperty("calls").EnumerateArray(), static c => c.GetProperty("from").GetString() == "shop-web" && c.GetProperty("to").GetString() == "shop-orders");
        Assert.Contains("</html>", await File.ReadAllTextAsync(Path.Combine(folder, "system.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("MSA1201", await RulesIn(Path.Combine(folder, "system.sarif")));
    }

    [Fact]
    public async Task Snapshot_is_committed_and_checked()
    {
        var folder = OneRepository();
        var check = Assert.Single(CiPiece.Of($"A step of {Workflow}: the snapshot says what the code does").Steps).Script;

        await Run(0, Assert.Single(CiPiece.All, static p => p.Text.StartsWith("dotnet meshready snapshot\n", StringComparison.Ordinal)).Text, folder);
        Assert.Equal(3, GitFolder.In(folder, "diff", "--cached", "--name-only").Split('\n').Length);
        await Run(0, check, folder);
        Change("services/src/Billing/Program.cs", "/bills", "/invoices");

        Assert.Contains("meshready.system/src__Billing__Billing.json", await Run(1, check, folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Property_for_the_snapshot_is_one_that_the_package_knows()
    {
        var property = Assert.Single(XDocument.Parse(Assert.Single(CiPiece.All, static p => p.Language == "xml").Text).Descendants("MeshReadyManifests"));
        Assert.Contains($"'$(MeshReadyManifests)' == '{property.Value}'", File.ReadAllText(Repository.PathOf("src", "MeshReady.Package", "buildTransitive", "MeshReady.Analyzers.targets")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_are_checked_against_the_copies_of_the_manifests()
    {
        await Run(0, Assert.Single(CiPiece.All, static p => p.Text.StartsWith("dotnet meshready snapshot . --manifests", StringComparison.Ordinal)).Text, _two.Services);
        await Run(1, Assert.Single(CiPiece.Of("A step of the services' workflow: the code agrees with the manifests").Steps).Script, _two.Services);
        Assert.Contains("MSA1201", await RulesIn(Path.Combine(_two.Services, "meshready.sarif")));

        var isCurrent = Assert.Single(CiPiece.Of("A step of the services' workflow: the copies of the manifests are no older than the manifests").Steps).Script;
        await Run(0, isCurrent, _two.Services);
        Change("gitops/prod/route.yaml", "attempts: 3", "attempts: 4");
        await Run(1, isCurrent, _two.Services);
    }

    [Fact]
    public async Task Manifests_are_checked_against_the_facts_of_the_release()
    {
        foreach (var (_, script) in CiPiece.Of("Steps of the services' release, with the repository of the manifests checked out in the folder gitops beside it").Steps)
            await Run(0, script, _two.Services);
        Assert.Equal("Facts of the services", GitFolder.In(_two.GitOps, "log", "-1", "--format=%s"));
        TwoRepositories.Commit(_two.GitOps);
        Change("gitops/prod/route.yaml", "attempts: 3", "attempts: 4");
        var check = Assert.Single(CiPiece.Of($"{Workflow} of the repository of the manifests").Steps, static s => s.Script.Contains("check", StringComparison.Ordinal)).Script;

        var output = await Run(1, check, _two.GitOps, ("GITHUB_BASE_REF", "main"), ("GITHUB_STEP_SUMMARY", _machine["summary.md"]));

        Assert.Contains("::warning file=prod/route.yaml,line=8", output, StringComparison.Ordinal);
        Assert.Contains("MSA1204", _machine.Read("summary.md"), StringComparison.Ordinal);

        // The gate of Argo CD sees what is merged.
        TwoRepositories.Commit(_two.GitOps);
        var piece = CiPiece.Of("meshready-presync.yaml, beside the manifests of the application");
        Assert.Equal(("batch/v1", "Job", "PreSync"), (piece.At("apiVersion"), piece.At("kind"), piece.At("metadata", "annotations", "argocd.argoproj.io/hook")));
        Assert.Equal(["bash", "-e", "-c"], piece.List("spec", "template", "spec", "containers", "0", "command"));
        Directory.CreateDirectory(_machine["work"]);
        Assert.Contains("prod/route.yaml:8", await Run(1, Assert.Single(piece.Steps).Script, _machine["work"], ("REPOSITORY", _two.GitOps), ("BRANCH", "main")), StringComparison.Ordinal);
    }
}
