using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MeshReady.Testing;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Loading;
using MeshReady.Tool.References;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Tool.Tests.Sample;

/// <summary>The sample from its findings in the build and in the tool to services that were mended and call what they called before.</summary>
public sealed partial class ShopTests(ShopCheckout checkout) : IClassFixture<ShopCheckout>
{
    private static readonly string[] AllIds =
    [
        "MSA0101", "MSA0102", "MSA0201", "MSA0301", "MSA0501",
        "MSA1201", "MSA1202", "MSA1203", "MSA1204", "MSA1208", "MSA1209", "MSA1210", "MSA1220", "MSA1222", "MSA1226", "MSA1229", "MSA1231", "MSA1233",
    ];

    [Fact]
    public void Build_shows_what_check_prints()
    {
        var built = BuildFindings(checkout.Build, checkout.Shop);
        var printed = PrintedFinding().Matches(checkout.Check.Out).Select(static m => new Finding(m.Groups[3].Value, m.Groups[1].Value, m.Groups[2].Value)).ToHashSet();

        Assert.Equal(1, checkout.Check.Code);
        Assert.Equal(AllIds, printed.Select(static f => f.Id).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(printed.Order(), built.Order());
        Assert.DoesNotMatch("AD0001|CS8032|CS9057", checkout.Build);
    }

    [Fact]
    public async Task Editor_shows_what_check_prints()
    {
        var (target, error) = Target.Of(checkout.Shop);
        Assert.True(target is not null, error);
        using var loaded = new CheckoutLoader(FrameworkPacks.Locate(), [PackageStore.Shipped()]).Load(target, TestContext.Current.CancellationToken);
        var shown = new HashSet<Finding>();
        foreach (var each in loaded.Projects.Select(p => loaded.Workspace.CurrentSolution.GetProject(p.Id)!))
        {
            // As in an editor; without documentation, the compiler completes no single file.
            var project = each.WithParseOptions(((CSharpParseOptions)each.ParseOptions!).WithDocumentationMode(DocumentationMode.Parse));
            var compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
            var analysis = compilation.WithAnalyzers(Rules.Product().Analyzers, project.AnalyzerOptions);
            // File by file, as an editor asks.
            foreach (var tree in compilation.SyntaxTrees)
                Add(await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), null, TestContext.Current.CancellationToken));
            foreach (var file in project.AnalyzerOptions.AdditionalFiles)
                Add((await analysis.GetAnalysisResultAsync(file, TestContext.Current.CancellationToken)).GetAllDiagnostics());
        }

        var printed = AnyPrintedFinding().Matches(checkout.Check.Out).Select(static m => new Finding(m.Groups[3].Value, m.Groups[1].Value, m.Groups[2].Value)).ToHashSet();
        Assert.Contains(printed, static f => f.Id == "MSA1241");
        Assert.Equal(string.Join("\n", printed.Order()), string.Join("\n", shown.Order()));

        void Add(IEnumerable<Diagnostic> diagnostics)
        {
            foreach (var place in diagnostics.Where(static d => d.Severity >= DiagnosticSeverity.Info).Select(static d => (d.Id, Span: d.Location.GetLineSpan())))
                shown.Add(new Finding(place.Id, Path.GetRelativePath(checkout.Shop, place.Span.Path), $"{place.Span.StartLinePosition.Line + 1}"));
        }
    }

    [Fact]
    public async Task Mended_sample_builds_and_calls_the_same_addresses()
    {
        var before = ShopCheckout.Texts(checkout.Mended);
        var (code, _, error) = await Meshready.Run(Rules.Product(), "fix", checkout.Mended, "--behavioural");
        Assert.True(code == 0, error);
        var mended = ShopCheckout.Texts(checkout.Mended);
        Assert.Equal(
            [
                "Shop.Orders/Program.cs", "Shop.Orders/appsettings.json", "Shop.Web/Program.cs", "Shop.Worker/Program.cs",
                "deploy/istio/shipping.yaml", "deploy/kubernetes/neighbours.yaml", "deploy/kubernetes/orders.yaml", "deploy/kubernetes/web.yaml", "deploy/kubernetes/worker.yaml",
            ],
            Changed(before, mended));

        var again = await Meshready.Run(Rules.Product(), "fix", checkout.Mended, "--behavioural");
        Assert.Contains("0 files changed", again.Out, StringComparison.Ordinal);
        Assert.Equal(mended, ShopCheckout.Texts(checkout.Mended));

        var findings = BuildFindings(await ShopCheckout.BuildAsync(checkout.Mended), checkout.Mended);
        Assert.Equal(["MSA0501", "MSA1202", "MSA1204", "MSA1208", "MSA1220", "MSA1222", "MSA1231", "MSA1233"], findings.Select(static f => f.Id).Order(StringComparer.Ordinal));

        string[] expected =
        [
            "CONNECT stock.supplier.example:443",
            "GET http://catalog:8080/products",
            "GET http://orders:8080/orders",
            "GET http://recommendations/recommendations",
            "POST http://orders:8080/orders",
            "gRPC http://payments:8081/shop.payments.Payments/Charge",
        ];
        Assert.SkipWhen(await IsKnownAsync("payments"), "A host of this network is called payments, and nobody ordered anything from it.");
        Assert.Equal(expected, await CalledBy(checkout.Shop));
        Assert.Equal(expected, await CalledBy(checkout.Mended));
    }

    [Fact]
    public async Task Format_moves_only_what_the_settings_hold_already()
    {
        var before = ShopCheckout.Texts(checkout.Formatted);
        await Dotnet.Run(checkout.Formatted, "format", "analyzers", "Shop.slnx", "--severity", "info");
        var after = ShopCheckout.Texts(checkout.Formatted);

        Assert.Equal(["Shop.Web/Program.cs"], Changed(before, after));
        const string Read = """builder.Configuration["Services:Orders"] ?? throw new InvalidOperationException("Services:Orders is missing (was http://orders:8080)")""";
        Assert.Equal(before["Shop.Web/Program.cs"].Replace("new Uri(\"http://orders:8080\")", $"new Uri({Read})", StringComparison.Ordinal), after["Shop.Web/Program.cs"]);
    }

    private static async Task<string[]> CalledBy(string sample)
    {
        await using var surroundings = await Surroundings.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var order = new { Sku = "mug", Quantity = 1 };
        // All at once, since most of the time goes into starting.
        using var web = RunningService.Start(sample, "Shop.Web", surroundings);
        using var orders = RunningService.Start(sample, "Shop.Orders", surroundings);
        using var worker = RunningService.Start(sample, "Shop.Worker", surroundings);

        var front = await web.AddressAsync();
        await client.GetStringAsync(new Uri(front, "/"));
        await client.GetStringAsync(new Uri(front, "/orders"));
        using var placed = await client.PostAsJsonAsync(new Uri(front, "/orders"), order);
        placed.EnsureSuccessStatusCode();

        // gRPC goes through no proxy: the call fails for want of such a host, and what counts is whom it was for.
        using var refused = await client.PostAsJsonAsync(new Uri(await orders.AddressAsync(), "/orders"), order);
        var charge = await orders.PrintedAsync(Charge());
        await worker.UntilAsync(() => surroundings.Called.Keys.Any(static c => c.StartsWith("CONNECT", StringComparison.Ordinal)), "the supplier is called");

        return [.. surroundings.Called.Keys.Append("gRPC " + charge.Groups[1].Value).Order(StringComparer.Ordinal)];
    }

    private static async Task<bool> IsKnownAsync(string host)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(host)).Length > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static HashSet<Finding> BuildFindings(string output, string sample)
    {
        Assert.DoesNotContain("error", output, StringComparison.Ordinal);
        // Every warning counts, also one of the compiler or of the SDK, which has another form.
        Assert.Equal(output.Split('\n').Count(static l => l.Contains("warning ", StringComparison.Ordinal)), CompilerWarning().Count(output));
        return [.. CompilerWarning().Matches(output).Select(m => new Finding(m.Groups[3].Value, Path.GetRelativePath(sample, Path.GetFullPath(m.Groups[1].Value, sample)), m.Groups[2].Value))];
    }

    private static IEnumerable<string> Changed(SortedDictionary<string, string> before, SortedDictionary<string, string> after)
        => before.Keys.Union(after.Keys).Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^ +(\S+):(\d+)  warning (\w+)  ", RegexOptions.Multiline)]
    private static partial Regex PrintedFinding();

    [GeneratedRegex(@"^ +(\S+):(\d+)  (?:warning|info) (\w+)  ", RegexOptions.Multiline)]
    private static partial Regex AnyPrintedFinding();

    [GeneratedRegex(@"^(\S+\.(?:cs|yaml))\((\d+),\d+\): warning (\w+): ", RegexOptions.Multiline)]
    private static partial Regex CompilerWarning();

    [GeneratedRegex(@"URI: '(http://\S+/Charge)'")]
    private static partial Regex Charge();

    private sealed record Finding(string Id, string Path, string Line) : IComparable<Finding>
    {
        public int CompareTo(Finding? other) => string.CompareOrdinal(ToString(), other?.ToString());
    }
}
