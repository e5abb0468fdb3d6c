using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Output;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Tests.Output;

/// <summary>
/// What GitHub code scanning demands of SARIF files beyond the schema, one rule a test.
/// Source: docs.github.com, "SARIF support for code scanning" and "SARIF results exceed one or more limits".
/// </summary>
public sealed class CodeScanningTests
{
    private static readonly JsonElement Product = SarifTests.Run(Renderings.Of(Renderings.Finding with { Also = ["deploy/a.yaml:3"] }) with { Rules = Rules.Product() });

    private static IEnumerable<JsonElement> RulesOf => Product.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray();

    [Fact]
    public void Schema_and_version_are_named()
    {
        var root = JsonDocument.Parse(SarifReport.Write(Renderings.Of())).RootElement;
        Assert.Equal("https://json.schemastore.org/sarif-2.1.0.json", root.GetProperty("$schema").GetString());
        Assert.Equal("2.1.0", root.GetProperty("version").GetString());
        Assert.Equal(1, root.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public void Each_rule_has_what_an_alert_shows()
        => Assert.All(RulesOf, static rule =>
        {
            Assert.InRange(rule.GetProperty("name").GetString()!.Length, 1, 255);
            Assert.InRange(rule.GetProperty("shortDescription").GetProperty("text").GetString()!.Length, 1, 1024);
            Assert.InRange(rule.GetProperty("fullDescription").GetProperty("text").GetString()!.Length, 1, 1024);
            Assert.NotEmpty(rule.GetProperty("help").GetProperty("text").GetString()!);
            Assert.Contains(rule.GetProperty("properties").GetProperty("precision").GetString(), (string[])["very-high", "high", "medium", "low"]);
            Assert.Contains(rule.GetProperty("properties").GetProperty("problem.severity").GetString(), (string[])["error", "warning", "recommendation"]);
        });

    [Fact]
    public void Rule_has_at_most_ten_tags_and_none_twice()
        => Assert.All(RulesOf, static rule =>
        {
            string[] tags = [.. rule.GetProperty("properties").GetProperty("tags").EnumerateArray().Select(static t => t.GetString()!)];
            Assert.InRange(tags.Length, 1, 10);
            Assert.Equal(tags, tags.Distinct());
        });

    [Fact]
    public void Result_has_message_rule_location_and_print()
    {
        var result = Product.GetProperty("results")[0];
        Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
        Assert.NotEmpty(result.GetProperty("ruleId").GetString()!);
        Assert.Equal(1, result.GetProperty("locations").GetArrayLength());
        Assert.NotEmpty(result.GetProperty("partialFingerprints").EnumerateObject());
        Assert.NotEmpty(result.GetProperty("relatedLocations")[0].GetProperty("message").GetProperty("text").GetString()!);
        Assert.Equal(1, result.GetProperty("relatedLocations")[0].GetProperty("id").GetInt32());
    }

    [Theory]
    [InlineData("Program.cs", "src/Program.cs")]
    [InlineData("../deploy/a.yaml", "deploy/a.yaml")]
    [InlineData("a b/c#1.cs", "src/a%20b/c%231.cs")]
    [InlineData("100%/ä?.yaml", "src/100%25/%C3%A4%3F.yaml")]
    [InlineData("c:d[1]\\x.cs", "src/c%3Ad%5B1%5D/x.cs")]
    public void Uri_is_relative_to_the_root_and_encoded(string path, string uri)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "names that Windows does not allow");
        var place = SarifTests.Run(Renderings.Of(Renderings.Finding with { Path = path })).GetProperty("results")[0].GetProperty("locations")[0];
        Assert.Equal(uri, SarifTests.Uri(place));
        Assert.Equal("%SRCROOT%", place.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uriBaseId").GetString());
        Assert.True(Uri.IsWellFormedUriString(uri, UriKind.Relative));
    }

    [Fact]
    public void File_outside_of_the_checkout_has_no_base()
    {
        var place = SarifTests.Run(Renderings.Of(Renderings.Finding with { Path = "../../infra/a.yaml" })).GetProperty("results")[0].GetProperty("locations")[0];
        Assert.Equal("../infra/a.yaml", SarifTests.Uri(place));
        Assert.False(place.GetProperty("physicalLocation").GetProperty("artifactLocation").TryGetProperty("uriBaseId", out _));
    }

    [Fact]
    public void Base_tells_no_path_of_this_machine()
    {
        Assert.False(Product.GetProperty("originalUriBaseIds").GetProperty("%SRCROOT%").TryGetProperty("uri", out _));
        Assert.DoesNotContain("/repo/shop", Product.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop", "shop/")]
    [InlineData("shop/front", "shop/front/")]
    [InlineData("shop/front/", "shop/front/")]
    public void Category_ends_with_a_slash(string category, string id)
        => Assert.Equal(id, SarifTests.Run(Renderings.Of() with { Category = category }).GetProperty("automationDetails").GetProperty("id").GetString());

    [Fact]
    public void Without_category_there_are_no_details()
        => Assert.False(Product.TryGetProperty("automationDetails", out _));

    [Fact]
    public void Result_has_at_most_a_hundred_related_locations()
    {
        var result = SarifTests.Run(Renderings.Of(Renderings.Finding with { Also = [.. Enumerable.Range(1, 150).Select(static i => $"a.yaml:{i}")] })).GetProperty("results")[0];
        Assert.Equal(100, result.GetProperty("relatedLocations").GetArrayLength());
    }

    [Fact]
    public void Run_holds_at_most_25000_results_the_gravest_and_says_so()
    {
        var many = Enumerable.Range(1, 25_010).Select(static i => Renderings.Finding with { Line = i, Severity = i <= 20 ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning }).ToArray();
        var rendering = Renderings.Of(many) with { Rules = Rules.Product() };
        var run = SarifTests.Run(rendering);
        var lines = run.GetProperty("results").EnumerateArray().Select(static r => r.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32()).ToArray();
        Assert.Equal([.. Enumerable.Range(1, 10), .. Enumerable.Range(21, 24_990)], lines);
        var note = Assert.Single(run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").EnumerateArray());
        Assert.Equal("10 of 25010 findings are left out, the least grave: a run may hold 25000", note.GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public void Full_run_stays_below_ten_megabytes_zipped()
    {
        var many = Enumerable.Range(1, 25_000).Select(static i => Renderings.Finding with
        {
            Path = $"Service{i % 400}/Clients/Client{i}.cs",
            Line = i,
            Message = $"'Client{i}' tries {i % 7}x in code and the mesh tries 3x (istio/service{i}.yaml:{i}): up to {i % 7 * 3} requests to 'service{i}' per call; keep one of the two (in production, staging)",
            Also = [$"deploy/istio/service{i}.yaml:{i}", $"Service{i % 400}/appsettings.json:{i}"],
            Fingerprint = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i)).AsSpan(0, 16)),
        });
        Assert.InRange(Zipped(SarifReport.Write(Renderings.Of([.. many]) with { Rules = Rules.Product() })), 1, 10_000_000);
    }

    [Fact]
    public void Suppressed_results_are_left_out_since_they_would_open_alerts()
        => Assert.Equal(0, SarifTests.Run(Renderings.Of(Renderings.Finding with { Suppression = new(SuppressionKind.InSource, null) })).GetProperty("results").GetArrayLength());

    private static long Zipped(string text)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(Encoding.UTF8.GetBytes(text));
        return stream.Length;
    }
}
