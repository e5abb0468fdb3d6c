using System.Text.Json;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Tests.Changes;

namespace MeshReady.Tool.Tests.Systems;

/// <summary>Services in one repository, manifests in another: each is checked against what the other said last.</summary>
public sealed class TwoRepositoriesTests : IDisposable
{
    private const string Retries = "'orders' tries 4x in code and the mesh tries 4x (prod/route.yaml:8, retryOn 5xx): up to 16 requests to 'billing' per call when it answers 5xx; keep one of the two";

    private readonly TwoRepositories _two = new();

    public void Dispose() => _two.Dispose();

    private static Task<(int Code, string Out, string Error)> Run(params string[] arguments) => Meshready.Run(Rules.Product(), arguments);

    private static async Task<string[]> Findings(params string[] arguments)
    {
        var (code, text, error) = await Run([.. arguments, "--format", "json", "--fail-on", "none"]);
        Assert.True(code == 0, error);
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateArray().Select(static f => $"{f.GetProperty("id").GetString()} {f.GetProperty("path").GetString()}:{f.GetProperty("line").GetInt32()}")];
    }

    private Task Snapshot() => Run("snapshot", _two.Services, "--manifests", _two.GitOps);

    private Task Facts() => Run("facts", _two.Services, "--output", Path.Combine(_two.GitOps, "facts"));

    [Fact]
    public async Task Services_alone_show_nothing_of_what_contradicts_the_route()
        => Assert.Empty(await Findings("check", _two.Services));

    [Fact]
    public async Task Snapshot_carries_the_manifests_without_secrets_to_the_services()
    {
        await Snapshot();

        var copies = Directory.GetFiles(Path.Combine(_two.Services, "meshready.system"), "*", SearchOption.AllDirectories);
        Assert.Contains(copies, static f => f.EndsWith("route.yaml", StringComparison.Ordinal));
        Assert.All(copies, static f => Assert.DoesNotContain("hunter2", File.ReadAllText(f), StringComparison.Ordinal));
        var findings = await Findings("check", _two.Services, "--manifests", Path.Combine(_two.Services, "meshready.system", "manifests"));
        Assert.Contains("MSA1204 src/Orders/Program.cs:3", findings);
        Assert.Contains("MSA1201 src/Orders/Program.cs:4", findings);
        Assert.Contains("MSA1113 meshready.system/manifests/gitops/prod/stale.yaml:7", findings);
    }

    [Fact]
    public async Task Snapshot_is_stale_when_the_other_repository_changed()
    {
        await Snapshot();
        Assert.Equal(0, (await Run("snapshot", _two.Services, "--manifests", _two.GitOps, "--check")).Code);

        _two.Files.With("gitops/prod/route.yaml", TwoRepositories.Route.Replace("attempts: 3", "attempts: 1", StringComparison.Ordinal));
        var (code, text, _) = await Run("snapshot", _two.Services, "--manifests", _two.GitOps, "--check");

        Assert.Equal((1, "meshready.system/manifests/gitops/prod/route.yaml"), (code, text.Trim()));
    }

    [Fact]
    public async Task Environment_in_the_other_repository_is_found_in_the_copies()
    {
        _two.Files.With("services/meshready.json", """{ "environments": [ { "name": "prod", "namespace": "shop", "source": { "path": "../gitops/prod" } } ] }""");
        await Snapshot();

        var (_, text, _) = await Run("check", _two.Services, "--manifests", Path.Combine(_two.Services, "meshready.system", "manifests"));

        Assert.DoesNotContain("MSA0003", text, StringComparison.Ordinal);
        Assert.Contains("src/Orders/Program.cs:4  warning MSA1201", text, StringComparison.Ordinal);
        Assert.Contains("keep one of the two (in prod)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifests_are_judged_by_the_facts_of_services_whose_code_is_elsewhere()
    {
        await Facts();

        var (code, text, error) = await Run("check", _two.GitOps, "--manifests", _two.GitOps, "--facts", Path.Combine(_two.GitOps, "facts"));

        Assert.True(code == 1, error);
        Assert.Contains($"prod/route.yaml:8  warning MSA1201  {Retries} (also src/Orders/Program.cs:4)", text, StringComparison.Ordinal);
        Assert.Contains("prod/route.yaml:8  warning MSA1204  the client of 'orders' cancels after 2 s", text, StringComparison.Ordinal);
        Assert.Contains("prod/stale.yaml:7  warning MSA1113", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_says_that_only_facts_were_read()
    {
        await Facts();
        var (_, text, error) = await Run("check", _two.GitOps, "--manifests", _two.GitOps, "--facts", Path.Combine(_two.GitOps, "facts"), "--format", "json");
        Assert.Empty(error);
        using var json = JsonDocument.Parse(text);
        Assert.All(json.RootElement.EnumerateArray(), static f => Assert.Equal("facts", f.GetProperty("loadedFrom").GetString()));
    }

    [Fact]
    public async Task Facts_of_a_service_that_runs_nowhere_judge_no_manifest_for_sure()
    {
        await Facts();
        _two.Files.With("gitops/prod/orders.yaml", _two.Files.Read("gitops/prod/orders.yaml").Replace("orders", "ledger", StringComparison.Ordinal));

        var (_, text, _) = await Run("check", _two.GitOps, "--manifests", _two.GitOps, "--facts", Path.Combine(_two.GitOps, "facts"));

        Assert.DoesNotContain("warning MSA12", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Image_of_another_registry_and_tag_is_the_same_service()
    {
        await Facts();
        _two.Files.With("gitops/prod/orders.yaml", _two.Files.Read("gitops/prod/orders.yaml").Replace("registry.example:5000/shop/orders-api:1.4.0", "ghcr.io/shop/orders-api@sha256:" + new string('a', 64), StringComparison.Ordinal));

        Assert.Contains("MSA1201 prod/route.yaml:8", await Findings("check", _two.GitOps, "--manifests", _two.GitOps, "--facts", Path.Combine(_two.GitOps, "facts")));
    }

    [Fact]
    public async Task Pull_request_counts_for_the_route_that_it_changes()
    {
        await Facts();
        TwoRepositories.Commit(_two.GitOps);
        _two.Files.With("gitops/prod/route.yaml", TwoRepositories.Route.Replace("attempts: 3", "attempts: 4", StringComparison.Ordinal).Replace("timeout: 10s", "timeout: 20s", StringComparison.Ordinal));
        GitFolder.In(_two.GitOps, "add", "-A");

        Assert.Equal(["MSA1201 prod/route.yaml:8", "MSA1204 prod/route.yaml:8"], await Findings("check", _two.GitOps, "--manifests", _two.GitOps, "--facts", Path.Combine(_two.GitOps, "facts"), "--since", "main"));
    }
}
