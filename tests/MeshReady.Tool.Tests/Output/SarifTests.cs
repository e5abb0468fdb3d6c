using System.Text.Json;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Output;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Tests.Output;

/// <summary>What a SARIF run says.</summary>
public sealed class SarifTests
{
    [Fact]
    public void Tool_names_itself_and_each_rule_with_its_page()
    {
        var driver = Run(Renderings.Of() with { Rules = Rules.Product() }).GetProperty("tool").GetProperty("driver");
        Assert.Equal("MeshReady", driver.GetProperty("name").GetString());
        Assert.Equal(Rendering.Version, driver.GetProperty("semanticVersion").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$", Rendering.Version);

        var rules = driver.GetProperty("rules").EnumerateArray().ToDictionary(static r => r.GetProperty("id").GetString()!);
        Assert.Equal(Explanation.Ids(Rules.Product()), rules.Keys);
        var rule = rules["MSA0101"];
        Assert.Equal("HardCodedEndpoint", rule.GetProperty("name").GetString());
        Assert.Equal("Read the address of a service from configuration", Text(rule, "shortDescription"));
        Assert.EndsWith("docs/rules/MSA0101.md", rule.GetProperty("helpUri").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("## What harms", rule.GetProperty("help").GetProperty("markdown").GetString(), StringComparison.Ordinal);
        Assert.Equal("warning", rule.GetProperty("defaultConfiguration").GetProperty("level").GetString());
        Assert.Equal(["addressing", "microservices", "service-mesh"], rule.GetProperty("properties").GetProperty("tags").EnumerateArray().Select(static t => t.GetString()));
        Assert.Equal("high", rule.GetProperty("properties").GetProperty("precision").GetString());
        Assert.Equal("warning", rule.GetProperty("properties").GetProperty("problem.severity").GetString());
    }

    [Fact]
    public void Links_between_pages_lead_somewhere_from_anywhere()
    {
        var help = string.Concat(RuleTexts.Of(Rules.Product()).Select(static r => r.Page));
        Assert.Contains("/docs/rules/MSA0101.md)", help, StringComparison.Ordinal);
        Assert.DoesNotContain("](MSA", help, StringComparison.Ordinal);
        Assert.DoesNotContain("](../", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Result_points_to_its_rule_and_its_place()
    {
        var run = Run(Renderings.Of(Renderings.Finding with { Id = "TST0003" }));
        var result = run.GetProperty("results")[0];
        Assert.Equal("TST0003", run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        Assert.Equal(new string('a', 32), result.GetProperty("partialFingerprints").GetProperty("meshready/v1").GetString());
        Assert.False(result.GetProperty("partialFingerprints").TryGetProperty("primaryLocationLineHash", out _));
        var region = result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
        Assert.Equal("""{"startLine":3,"startColumn":5,"endLine":3,"endColumn":18}""", JsonSerializer.Serialize(region));
    }

    [Theory]
    [InlineData(DiagnosticSeverity.Error, "error")]
    [InlineData(DiagnosticSeverity.Warning, "warning")]
    [InlineData(DiagnosticSeverity.Info, "note")]
    public void Severity_is_a_level(DiagnosticSeverity severity, string level)
        => Assert.Equal(level, Run(Renderings.Of(Renderings.Finding with { Severity = severity })).GetProperty("results")[0].GetProperty("level").GetString());

    [Fact]
    public void Message_links_to_the_places_that_it_names()
    {
        var result = Run(Renderings.Of(Renderings.Finding with
        {
            Message = "the mesh tries 4x (istio/orders.yaml:12), see [a](b) and istio/orders.yaml:1",
            Also = ["deploy/istio/orders.yaml:12", "deploy/istio/orders.yaml:1", "Front/appsettings.json:7"],
        })).GetProperty("results")[0];
        Assert.Equal("the mesh tries 4x ([istio/orders.yaml:12](1)), see [a] (b) and istio/orders.yaml:1", Text(result, "message"));
        var related = result.GetProperty("relatedLocations").EnumerateArray().ToArray();
        Assert.Equal([1, 2, 3], related.Select(static r => r.GetProperty("id").GetInt32()));
        Assert.Equal(["the manifest that belongs to it", "the manifest that belongs to it", "the setting that belongs to it"], related.Select(static r => Text(r, "message")));
        Assert.Equal("src/deploy/istio/orders.yaml", Uri(related[0]));
    }

    [Fact]
    public void Notes_are_notifications_and_hold_no_secret()
    {
        var invocation = Run(Renderings.Of(["https://user:hunter2@registry/x cannot be read"])).GetProperty("invocations")[0];
        Assert.True(invocation.GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal("https://***@registry/x cannot be read", Text(Assert.Single(invocation.GetProperty("toolExecutionNotifications").EnumerateArray()), "message"));
    }

    [Fact]
    public async Task Run_that_analysed_nothing_is_no_success()
    {
        using var folder = new TempFolder().With("Broken.csproj", "<Project");
        var (code, text, _) = await Meshready.Run("check", folder.Path, "--format", "sarif");
        Assert.Equal(2, code);
        var run = JsonDocument.Parse(text).RootElement.GetProperty("runs")[0];
        Assert.False(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        Assert.DoesNotContain(folder.Path, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_stay_out_of_every_format()
    {
        const string Canary = "c4n4ry-s3cr3t";
        using var folder = new TempFolder()
            .WithService("Front", $"Console.WriteLine(\"http://user:{Canary}@orders/x?token={Canary}\");\n#pragma warning disable TST0001 // password={Canary}\nConsole.WriteLine(\"http://user:{Canary}@orders\");\n")
            .With("Front/appsettings.json", $"{{ \"ConnectionStrings\": {{ \"Db\": \"Host=db;Password={Canary}\" }} }}")
            .With("deploy/secret.yaml", $"apiVersion: v1\nkind: Secret\nmetadata: {{ name: s }}\nstringData: {{ password: {Canary} }}\n");
        foreach (var format in new[] { "text", "json", "sarif", "github", "markdown" })
        {
            var (_, text, error) = await Meshready.Run("check", folder.Path, "--format", format, "--report-suppressed");
            Assert.DoesNotContain(Canary, text + error, StringComparison.Ordinal);
            Assert.Contains("orders", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("#pragma warning disable TST0002 // kept for old clients\nConsole.WriteLine(\"old\");\n", "kept for old clients")]
    [InlineData("#pragma warning disable TST0002\nConsole.WriteLine(\"old\");\n", null)]
    [InlineData("class P { [System.Diagnostics.CodeAnalysis.SuppressMessage(\"Test\", \"TST0002\", Justification = \"kept for old clients\")] static void Main() => Console.WriteLine(\"old\"); }", "kept for old clients")]
    public async Task Suppressed_finding_is_told_with_its_reason_to_those_who_ask(string source, string? reason)
    {
        using var folder = new TempFolder().WithService("Front", source);
        var (code, text, _) = await Meshready.Run("check", folder.Path, "--format", "sarif", "--report-suppressed", "--fail-on", "info");
        Assert.Equal(0, code);
        var suppression = JsonDocument.Parse(text).RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("suppressions")[0];
        Assert.Equal("inSource", suppression.GetProperty("kind").GetString());
        Assert.Equal(reason, suppression.TryGetProperty("justification", out var why) ? why.GetString() : null);
    }

    [Fact]
    public void Each_result_says_whether_it_is_suppressed_where_any_does()
    {
        var rendering = Renderings.Of(Renderings.Finding, Renderings.Finding with { Suppression = new(SuppressionKind.External, "token=hunter2") });
        var results = Run(rendering with { WithSuppressed = true }).GetProperty("results");
        Assert.Equal(0, results[0].GetProperty("suppressions").GetArrayLength());
        Assert.Equal("""[{"kind":"external","justification":"token=***"}]""", JsonSerializer.Serialize(results[1].GetProperty("suppressions"), Relaxed));
        Assert.False(Assert.Single(Run(rendering).GetProperty("results").EnumerateArray()).TryGetProperty("suppressions", out _));
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static JsonElement Run(Rendering rendering) => JsonDocument.Parse(SarifReport.Write(rendering)).RootElement.GetProperty("runs")[0];

    internal static string? Uri(JsonElement place) => place.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString();

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetProperty("text").GetString();
}
