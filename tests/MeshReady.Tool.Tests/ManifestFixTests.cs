using System.Text;

namespace MeshReady.Tool.Tests;

/// <summary>meshready fix on manifests.</summary>
public sealed class ManifestFixTests
{
    private const string Code = "System.Console.WriteLine(\"replicas\");\n";

    [Fact]
    public async Task Manifest_is_mended_with_the_flag_only()
    {
        using var folder = new TempFolder().WithService("Front", Code).With("deploy/front.yaml", Deployment("front"));
        await Meshready.Run(ManifestRules.All, "fix", folder.Path);
        Assert.Equal(Deployment("front"), folder.Read("deploy/front.yaml"));

        var (code, text, _) = await Meshready.Run(ManifestRules.All, "fix", folder.Path, "--behavioural");
        Assert.Equal(0, code);
        Assert.Equal(Deployment("front", replicas: 3), folder.Read("deploy/front.yaml"));
        Assert.Contains("-  replicas: 1 # one", text, StringComparison.Ordinal);
        Assert.Contains("TST0011  1 mended", text, StringComparison.Ordinal);
        Assert.Contains("0 files changed", (await Meshready.Run(ManifestRules.All, "fix", folder.Path, "--behavioural")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dry_run_shows_the_diff_of_a_manifest_and_writes_nothing()
    {
        using var folder = new TempFolder().WithService("Front", Code).With("deploy/front.yaml", Deployment("front"));
        var (_, text, _) = await Meshready.Run(ManifestRules.All, "fix", folder.Path, "--behavioural", "--dry-run");

        Assert.Equal(Deployment("front"), folder.Read("deploy/front.yaml"));
        Assert.Contains("+++ b/deploy/front.yaml", text, StringComparison.Ordinal);
        Assert.Contains("+  replicas: 3 # one", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finding_in_code_is_mended_in_the_manifest()
    {
        using var folder = new TempFolder().WithService("Front", Code).With("deploy/front.yaml", Deployment("front", fix: "code"));
        var (_, text, _) = await Meshready.Run(ManifestRules.All, "fix", folder.Path, "--behavioural");

        Assert.Equal(Deployment("front", fix: "code", replicas: 3), folder.Read("deploy/front.yaml"));
        Assert.Equal(Code, folder.Read("Front/Program.cs"));
        Assert.Contains("TST0012  1 mended", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_of_two_projects_is_mended_once()
    {
        using var folder = new TempFolder().WithService("Front", Code).WithService("Back", Code).With("deploy/front.yaml", Deployment("front") + "---\n" + Deployment("back"));
        var (_, text, _) = await Meshready.Run(ManifestRules.All, "fix", folder.Path, "--behavioural");

        Assert.Equal(Deployment("front", replicas: 3) + "---\n" + Deployment("back", replicas: 3), folder.Read("deploy/front.yaml"));
        Assert.Contains("TST0011  2 mended", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("useless", "its fix does not take it away here")]
    [InlineData("harmful", "its fix would bring TST0012")]
    public async Task Fix_that_does_not_help_is_taken_back(string fix, string reason)
    {
        using var folder = new TempFolder().WithService("Front", Code).With("deploy/front.yaml", Deployment("front", fix) + "---\n" + Deployment("second", "useless"));
        var (_, text, _) = await Meshready.Run(ManifestRules.All, "fix", folder.Path, "--behavioural");

        Assert.Equal(Deployment("front", fix) + "---\n" + Deployment("second", "useless"), folder.Read("deploy/front.yaml"));
        Assert.Contains("deploy/front.yaml:2  TST0011 is left as it is: " + reason, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_meant_stay()
    {
        using var folder = new TempFolder().WithService("Front", Code).With("deploy/front.yaml", "");
        byte[] Bytes(int replicas) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Deployment("front", replicas: replicas).Replace("\n", "\r\n", StringComparison.Ordinal))];
        File.WriteAllBytes(folder["deploy/front.yaml"], Bytes(1));
        await Meshready.Run(ManifestRules.All, "fix", folder.Path, "--behavioural");

        Assert.Equal(Bytes(3), File.ReadAllBytes(folder["deploy/front.yaml"]));
        Assert.Single(Directory.GetFiles(folder["deploy"]));
    }

    [Fact]
    public async Task Manifests_outside_of_the_path_stay()
    {
        using var elsewhere = new TempFolder().With("deploy/front.yaml", Deployment("front"));
        using var folder = new TempFolder().WithService("Front", Code).With("deploy/read-only.yaml", Deployment("back"));
        File.CreateSymbolicLink(folder["deploy/linked.yaml"], elsewhere["deploy/front.yaml"]);
        File.SetAttributes(folder["deploy/read-only.yaml"], FileAttributes.ReadOnly);
        var (_, text, _) = await Meshready.Run(ManifestRules.All, "fix", folder.Path, "--behavioural", "--manifests", elsewhere.Path);
        File.SetAttributes(folder["deploy/read-only.yaml"], FileAttributes.Normal);

        Assert.Equal(Deployment("front"), elsewhere.Read("deploy/front.yaml"));
        Assert.Equal(Deployment("back"), folder.Read("deploy/read-only.yaml"));
        Assert.Contains("deploy/front.yaml may not be written", text, StringComparison.Ordinal);
        Assert.Contains("deploy/read-only.yaml may not be written", text, StringComparison.Ordinal);
        Assert.Contains("0 files changed", text, StringComparison.Ordinal);
    }

    private static string Deployment(string name, string fix = "", int replicas = 1) => $"""
        # {name}
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {name}
          annotations: {"{"}wants: "3", fix: "{fix}"{"}"}
        spec:
          replicas: {replicas} # one

        """;
}
