using MeshReady.Testing;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Output;
using MeshReady.Tool.Systems;
using Microsoft.CodeAnalysis;
using NJsonSchema;

namespace MeshReady.Tool.Tests.Output;

/// <summary>What is written is SARIF 2.1.0 by its own JSON schema.</summary>
public sealed class SarifSchemaTests
{
    private static readonly Task<JsonSchema> Schema = JsonSchema.FromFileAsync(Repository.PathOf("tests", "MeshReady.Tool.Tests", "Output", "sarif-2.1.0-rtm.5.json"));

    public static TheoryData<string, Rendering> Runs => new()
    {
        { "nothing", Renderings.Of() },
        { "one finding", Renderings.Of(Renderings.Finding) },
        { "each severity", Renderings.Of([.. new[] { DiagnosticSeverity.Info, DiagnosticSeverity.Warning, DiagnosticSeverity.Error }.Select(static (s, i) => Renderings.Finding with { Severity = s, Line = i + 1 })]) },
        { "related", Renderings.Of(Renderings.Finding with { Also = ["deploy/a b.yaml:3", "Front/appsettings.json:7", "odd"] }) },
        { "a line only", Renderings.Of(Renderings.Finding with { EndLine = 0, EndColumn = 0, Fingerprint = "" }) },
        { "outside, strange names", Renderings.Of(Renderings.Finding with { Path = "../../infra/ä [x] #1 100%?.yaml" }) },
        { "environments", Renderings.Of(Renderings.Finding with { Environments = ["production", "test"] }) },
        { "unknown rule", Renderings.Of(Renderings.Finding with { Id = "MSA1101", Anchor = "a -> b" }) },
        { "notes", Renderings.Of(["Alien.csproj cannot be read: it is no XML"], Renderings.Finding) },
        { "category", Renderings.Of(Renderings.Finding) with { Category = "shop/front" } },
        { "suppressed", Renderings.Of(Renderings.Finding, Renderings.Finding with { Suppression = new(SuppressionKind.InSource, "asked \"why\"") }, Renderings.Finding with { Suppression = new(SuppressionKind.External, null) }) with { WithSuppressed = true } },
        { "all rules", Renderings.Of(Renderings.Finding with { Id = "MSA0201" }) with { Rules = Rules.Product() } },
    };

    [Theory]
    [MemberData(nameof(Runs), DisableDiscoveryEnumeration = true)]
    public async Task Run_is_valid(string name, Rendering rendering)
    {
        var errors = (await Schema).Validate(SarifReport.Write(rendering));
        Assert.True(errors.Count == 0, $"{name}: {string.Join("\n", errors)}");
    }

    [Fact]
    public async Task Run_over_a_checkout_is_valid()
    {
        using var folder = new TempFolder()
            .With(".git/HEAD", "ref: refs/heads/main\n")
            .WithService("Front", "Console.WriteLine(\"http://a\");\n#pragma warning disable TST0002 // kept for old clients\nConsole.WriteLine(\"old\");\n")
            .With("Broken/Broken.csproj", "<Project");
        var (_, text, _) = await Meshready.Run("check", folder.Path, "--format", "sarif", "--report-suppressed", "--category", "shop");
        Assert.Empty((await Schema).Validate(text));
        Assert.Contains("kept for old clients", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merged_runs_are_valid()
    {
        var notes = new List<string>();
        string[] files = [.. Runs.Select(static row => SarifReport.Write(row.Data.Item2))];
        var merged = SarifMerge.Merge(files.Select(static (text, i) => ($"{i}.sarif", text)), notes);
        Assert.Empty(notes);
        Assert.Empty((await Schema).Validate(merged));
        Assert.Contains("MSA1101", merged, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\": \"2.1.0\"", "\"version\": \"2.0.0\"")]
    [InlineData("\"level\": \"warning\"", "\"level\": \"info\"")]
    [InlineData("\"ruleIndex\": 0", "\"ruleNumber\": 0")]
    [InlineData("\"startLine\": 3", "\"startLine\": 0")]
    [InlineData("\"columnKind\": \"utf16CodeUnits\"", "\"columnKind\": \"bytes\"")]
    [InlineData("\"executionSuccessful\": true", "\"exitCode\": 0")]
    public async Task Schema_refuses_what_is_wrong(string right, string wrong)
    {
        var text = SarifReport.Write(Renderings.Of(Renderings.Finding));
        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.NotEmpty((await Schema).Validate(text.Replace(right, wrong, StringComparison.Ordinal)));
    }
}
