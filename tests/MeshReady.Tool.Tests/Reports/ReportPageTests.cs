using System.Diagnostics;
using System.Text.RegularExpressions;
using MeshReady.Model.Systems;
using MeshReady.Testing;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Reports;
using Microsoft.CodeAnalysis;

namespace MeshReady.Tool.Tests.Reports;

/// <summary>The page as text; MeshReady.Browser.Tests opens it.</summary>
public sealed partial class ReportPageTests
{
    private static readonly Finding Known = new("src/Orders/Orders.csproj", "src/Orders/Program.cs", 2, 1, DiagnosticSeverity.Warning, "MSA0201", "no retry at http://user:hunter2@orders", []) { Owners = ["@shop"] };

    [Fact]
    public void Same_input_gives_the_same_bytes()
        => Assert.Equal(ReportPage.Report(Input([Known])), ReportPage.Report(Input([Known])));

    [Fact]
    public void Page_allows_itself_nothing_but_its_own_style_and_script()
    {
        var page = ReportPage.Report(Input([Known]));
        Assert.Matches(Policy(), page);
        Assert.DoesNotMatch(Loading(), page);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(HostileNames))]
    public void Hostile_name_is_never_markup(string hostile)
    {
        var plain = ReportPage.Report(Input([Known]));
        var page = ReportPage.Report(Input([Known with { Message = hostile, Owners = [hostile], Environments = [hostile], Suppression = new Suppression(SuppressionKind.InSource, hostile) }]) with
        {
            Title = hostile,
            Graph = ShopGraph.Of(name => name + hostile),
            Notes = [hostile],
            ReadSource = _ => string.Concat(Enumerable.Repeat(hostile.ReplaceLineEndings(" ") + "\n", 9)),
            Trend = new ReportTrend(hostile, new HashSet<Finding>(), [hostile]),
        });
        // As many scripts as without it, and no picture, handler or frame.
        Assert.Equal(Regex.Count(plain, "<script"), Regex.Count(page, "<script"));
        Assert.DoesNotMatch("(?i)<(?:img|iframe|object|embed|base|link)\\b", page);
        Assert.DoesNotMatch("(?i)<[a-z][a-z0-9-]*(?:\\s+[a-z:-]+(?:=\"[^\"]*\")?)*\\s+on[a-z]+\\s*=", page);
        Assert.DoesNotMatch("[\u202A-\u202E\u2028\u2029\0\u0007]", page);
    }

    [Fact]
    public void Password_in_a_message_is_not_shown()
        => Assert.DoesNotContain("hunter2", ReportPage.Report(Input([Known])), StringComparison.Ordinal);

    [Fact]
    public void Trend_counts_new_known_and_gone()
    {
        var fresh = Known with { Line = 3 };
        var page = ReportPage.Report(Input([Known, fresh]) with { Trend = new ReportTrend("baseline.json", new HashSet<Finding> { fresh }, ["MSA0102 a.cs", "MSA0102 b.cs"]) });
        Assert.Equal(["1", "1", "2"], Counts().Matches(page).Select(static m => m.Groups[1].Value));
    }

    [Fact]
    public void Rule_page_has_title_and_group_and_no_link_into_the_repository()
    {
        Assert.Equal("Resilience", RulePages.Of("MSA0201", new HashSet<string>()).Group);
        foreach (var id in typeof(ReportPage).Assembly.GetManifestResourceNames().Where(static n => n.StartsWith("rules/MSA", StringComparison.Ordinal)).Select(static n => n["rules/".Length..]))
        {
            var help = RulePages.Of(id, new HashSet<string> { id });
            Assert.NotEqual(id, help.Title);
            Assert.DoesNotMatch("href=\"(?!https://|#rule-)", help.Body.Markup);
        }
    }

    [Fact]
    public void System_without_anything_is_a_page_too()
    {
        var empty = ShopGraph.Of(static n => n) with { Services = [], Calls = [], Channels = [], Stores = [] };
        Assert.Contains("No services were found.", ReportPage.Report(new ReportInput("x", empty, [])), StringComparison.Ordinal);
    }

    [Fact]
    public void System_too_large_to_draw_is_shown_as_tables()
    {
        var shop = ShopGraph.Of(static n => n);
        var many = shop with { Services = [.. Enumerable.Range(0, 500).Select(i => shop.Services[0] with { Name = $"s{i}" })] };
        var page = ReportPage.Map(new ReportInput("x", many, []));
        Assert.Contains("too large to be drawn", page, StringComparison.Ordinal);
        Assert.DoesNotContain("map-svg\" role", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Thousand_services_with_twenty_thousand_calls_are_a_page_in_seconds()
    {
        var shop = ShopGraph.Of(static n => n);
        Service[] services = [.. Enumerable.Range(0, 1_000).Select(i => shop.Services[0] with { Name = $"s{i}" })];
        var large = shop with
        {
            Services = services,
            Calls = [.. Enumerable.Range(0, 20_000).Select(i => shop.Calls[1] with { From = services[i % 1_000], To = new Callee(CalleeKind.Service, $"s{i * 7 % 1_000}", services[i * 7 % 1_000]) })],
        };
        var watch = Stopwatch.StartNew();
        var page = ReportPage.Report(new ReportInput("x", large, []));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
        Assert.Contains("id=\"d-e20000\"", page, StringComparison.Ordinal);
    }

    public static TheoryData<string> HostileNames => [.. Hostile.Names];

    private static ReportInput Input(IReadOnlyList<Finding> findings) => new("Shop", ShopGraph.Of(static name => name), findings)
    {
        ReadSource = static path => string.Join('\n', Enumerable.Range(1, 9).Select(i => $"{path} {i}")),
    };

    [GeneratedRegex("""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; script-src 'sha256-[A-Za-z0-9+/]{43}='; img-src data:; base-uri 'none'; form-action 'none'">""")]
    private static partial Regex Policy();

    [GeneratedRegex("""(?i)\ssrc=|@import|url\((?!#)|<link|fetch\(|XMLHttpRequest|WebSocket\(""")]
    private static partial Regex Loading();

    [GeneratedRegex("""<dd>(\d+)</dd></div>""")]
    private static partial Regex Counts();
}
