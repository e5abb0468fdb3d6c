using System.Text.Json;
using MeshReady.Tool.Analysis;

namespace MeshReady.Tool.Tests.Output;

/// <summary>What comments of manifests silence, told to those who ask.</summary>
public sealed class ManifestCommentTests
{
    [Theory]
    [InlineData("disable-file MSA1226, MSA1241 one player, no rollouts", "one player, no rollouts")]
    [InlineData("disable-document MSA1226 the password=hunter2 is not here", "the password=*** is not here")]
    public async Task Silenced_finding_is_suppressed_with_its_reason(string comment, string reason)
    {
        using var folder = Checkout($"# meshready: {comment}");
        var result = Assert.Single(await Results(folder), static r => r.GetProperty("ruleId").GetString() == "MSA1226");
        var suppression = Assert.Single(result.GetProperty("suppressions").EnumerateArray());
        Assert.Equal("inSource", suppression.GetProperty("kind").GetString());
        Assert.Equal(reason, suppression.GetProperty("justification").GetString());
    }

    [Theory]
    [InlineData("# no comment of ours")]
    [InlineData("# meshready: disable-file MSA1226")]
    [InlineData("# meshready: disable-file MSA0501 another rule")]
    public async Task Finding_that_nothing_silences_is_not_suppressed(string comment)
    {
        using var folder = Checkout(comment);
        var result = Assert.Single(await Results(folder), static r => r.GetProperty("ruleId").GetString() == "MSA1226");
        Assert.Equal(0, result.GetProperty("suppressions").GetArrayLength());
    }

    [Fact]
    public async Task Those_who_do_not_ask_hear_nothing()
    {
        using var folder = Checkout("# meshready: disable-file MSA1226 stops in time");
        Assert.DoesNotContain(await Results(folder, isAsked: false), static r => r.GetProperty("ruleId").GetString() == "MSA1226");
        var (_, text, _) = await Meshready.Run(Rules.Product(), "check", folder.Path, "--report-suppressed");
        Assert.DoesNotContain("MSA1226", text, StringComparison.Ordinal);
    }

    private static TempFolder Checkout(string comment)
        => new TempFolder()
            .With(".git/HEAD", "ref: refs/heads/main\n")
            .WithService("Front", "var app = WebApplication.CreateBuilder(args).Build();\napp.Run();\n")
            .With("deploy/front.yaml", $"""
                {comment}
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: front
                spec:
                  template:
                    spec:
                      terminationGracePeriodSeconds: 5
                      containers:
                        - name: front
                          image: shop/front:1

                """);

    private static async Task<JsonElement[]> Results(TempFolder folder, bool isAsked = true)
    {
        var (_, text, _) = await Meshready.Run(Rules.Product(), ["check", folder.Path, "--format", "sarif", .. isAsked ? ["--report-suppressed"] : Array.Empty<string>()]);
        return [.. JsonDocument.Parse(text).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()];
    }
}
