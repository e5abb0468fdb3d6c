using System.Text.Json;
using MeshReady.Tool.Analysis;

namespace MeshReady.Tool.Tests.Reports;

/// <summary>meshready map and meshready report on a checkout.</summary>
public sealed class ReportCommandTests
{
    private const string Caller = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("orders", c => c.BaseAddress = new Uri("http://orders:8080"));
        var app = builder.Build();
        app.Run();
        """;

    private const string Callee = """
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", () => "ok");
        app.Run();
        """;

    private const string Secret = """
        apiVersion: v1
        kind: Secret
        metadata: { name: orders }
        stringData:
          password: hunter2
        """;

    private static readonly Rules Product = Rules.Product();

    [Theory]
    [InlineData("mermaid", "flowchart LR\n")]
    [InlineData("dot", "digraph system {\n")]
    [InlineData("json", "{\n")]
    [InlineData("html", "<!doctype html>\n")]
    public async Task Map_is_written_in_every_format(string format, string start)
    {
        using var folder = Checkout();
        var (code, text, error) = await Meshready.Run(Product, "map", folder.Path, "--format", format);
        Assert.True(code == 0, error);
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.Contains("orders", text, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Path, text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        if (format == "json")
        {
            using var json = JsonDocument.Parse(text);
            var call = Assert.Single(json.RootElement.GetProperty("calls").EnumerateArray());
            Assert.Equal(("web", "orders"), (call.GetProperty("from").GetString(), call.GetProperty("to").GetString()));
        }
    }

    [Fact]
    public async Task Report_compares_with_the_baseline()
    {
        using var folder = Checkout();
        var (page, baseline) = (folder["report.html"], folder["known.json"]);
        var (code, _, error) = await Meshready.Run(Product, "report", folder.Path, "--output", page, "--baseline", baseline, "--write-baseline");
        Assert.True(code == 0, error);
        Assert.Contains("<dt>new</dt><dd>0</dd>", File.ReadAllText(page), StringComparison.Ordinal);

        folder.With("Web/Other.cs", "public static class Other { public static readonly HttpClient Client = new() { BaseAddress = new Uri(\"http://orders:8080\") }; }");
        await Meshready.Run(Product, "report", folder.Path, "--output", page, "--baseline", baseline);
        var text = File.ReadAllText(page);
        Assert.DoesNotContain("<dt>new</dt><dd>0</dd>", text, StringComparison.Ordinal);
        Assert.Contains("Web/Other.cs", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Path, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_that_cannot_be_written_says_so_before_the_work()
    {
        using var folder = Checkout();
        var (code, _, error) = await Meshready.Run(Product, "report", folder.Path, "--output", folder["missing/report.html"]);
        Assert.Equal(2, code);
        Assert.Contains("cannot be written: its folder does not exist", error, StringComparison.Ordinal);
    }

    private static TempFolder Checkout()
        => new TempFolder().With(".git/HEAD", "ref: refs/heads/main\n").WithService("Web", Caller).WithService("Orders", Callee).With("deploy/secret.yaml", Secret);
}
