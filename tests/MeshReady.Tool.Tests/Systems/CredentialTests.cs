using MeshReady.Tool.Analysis;

namespace MeshReady.Tool.Tests.Systems;

/// <summary>Twenty-four credentials stand in a checkout, each in its own kind of place; none leaves it.</summary>
public sealed class CredentialTests
{
    private const string Program = """
        using Microsoft.EntityFrameworkCore;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("a", c => c.BaseAddress = new Uri("http://user:canary-01-x@catalog:8080/?token=canary-02-x"));
        builder.Services.AddHttpClient("b", c =>
        {
            c.BaseAddress = new Uri(builder.Configuration["Services:Billing"] ?? "http://billing/?sig=canary-03-x");
            c.DefaultRequestHeaders.Add("X-Api-Key", "canary-04-x");
        });
        builder.Services.AddHttpClient("c", c => c.BaseAddress = new Uri(builder.Configuration["Services:Ledger"]!));
        var password = "canary-05-x";
        using var db = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = "Server=sql;Database=orders;User Id=sa;Password=canary-06-x" };
        var app = builder.Build();
        app.MapGet("/orders", () => password.Length);
        app.Run();
        """;

    private const string Settings = """
        {
          "ConnectionStrings": {
            "Orders": "Server=tcp:sql,1433;Initial Catalog=orders;User ID=sa;Password=canary-07-x;Encrypt=true",
            "Events": "Host=pg;Port=5432;Database=events;Username=app;Password='canary-08-x'",
            "Cache": "redis:6379,password=canary-09-x,ssl=true",
            "Mongo": "mongodb://root:canary-10-x@mongo:27017/carts?authSource=admin",
            "Bus": "Endpoint=sb://bus.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=canary-11-x=",
            "Rabbit": "amqp://guest:canary-12-x@rabbit:5672/vhost"
          },
          "Services": {
            "Billing": "https://svc:canary-13-x@billing:8443/api?code=canary-14-x",
            "Ledger": "http://ledger:8080/?access_token=canary-15-x"
          },
          "Jwt": { "Secret": "canary-16-x", "Topic": "canary-17-x-eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJlc2lnbmF0dXJl" }
        }
        """;

    private const string Manifests = """
        apiVersion: v1
        kind: Secret
        metadata: { name: orders }
        stringData:
          ConnectionStrings__Orders: Server=sql;Password=canary-18-x
        data:
          token: Y2FuYXJ5LTE5LXg=canary-19-x
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: orders }
        data:
          db.password: canary-20-x
          url: http://u:canary-21-x@legacy:80/
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: orders }
        spec:
          template:
            metadata: { labels: { app: orders } }
            spec:
              containers:
              - name: orders
                image: shop/orders:1
                args: ["--password=canary-22-x"]
                env:
                - name: DB_PASSWORD
                  value: canary-23-x
                - { name: API_TOKEN, value: "canary-24-x" }
                - name: SIGNING_KEY
                  value: |
                    -----BEGIN RSA PRIVATE KEY-----
                    canary-25-x
                    -----END RSA PRIVATE KEY-----
                - name: Services__Billing
                  value: http://v:canary-26-x@billing:8080
        """;

    private static TempFolder Checkout() => new TempFolder()
        .WithService("src/Orders", Program)
        .With("src/Orders/appsettings.json", Settings)
        .With("deploy/orders.yaml", Manifests)
        .With("docker-compose.yml", "services:\n  orders:\n    image: shop/orders\n    environment:\n      - SA_PASSWORD=canary-27-x\n      Services__Ledger: http://w:canary-28-x@ledger\n");

    [Fact]
    public void Canaries_stand_in_the_checkout()
    {
        using var folder = Checkout();
        var planted = string.Concat(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.All(Enumerable.Range(1, 28), n => Assert.Contains($"canary-{n:00}-x", planted, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("check", "--format", "json")]
    [InlineData("check", "--format", "text", "--timings")]
    [InlineData("check", "--format", "sarif", "--report-suppressed")]
    [InlineData("check", "--format", "markdown")]
    [InlineData("check", "--format", "github")]
    [InlineData("map", "--format", "json")]
    [InlineData("map", "--format", "mermaid")]
    [InlineData("map", "--format", "dot")]
    [InlineData("map", "--format", "html")]
    [InlineData("facts")]
    [InlineData("fix", "--dry-run", "--behavioural")]
    public async Task None_is_printed(string command, params string[] arguments)
    {
        using var folder = Checkout();
        var (_, output, error) = await Meshready.Run(Rules.Product(), [command, folder.Path, .. arguments]);
        Assert.NotEmpty(output);
        AssertClean(output + error, command == "fix");
    }

    [Fact]
    public async Task None_is_written()
    {
        using var folder = Checkout();
        using var written = new TempFolder();
        foreach (var arguments in new string[][]
        {
            ["facts", folder.Path, "--output", written["facts"]],
            ["snapshot", folder.Path, "--output", written["snapshot"], "--include-manifests"],
            ["report", folder.Path, "--output", written["report.html"]],
            ["check", folder.Path, "--format", "sarif=" + written["one.sarif"], "--baseline", written["baseline.json"], "--write-baseline"],
            ["merge", written["facts"], written["one.sarif"], "--manifests", folder["deploy"], "--graph", written["graph.json"], "--report", written["merged.html"], "--sarif", written["merged.sarif"]],
        })
        {
            var (code, output, error) = await Meshready.Run(Rules.Product(), arguments);
            Assert.True(code != 2, error);
            AssertClean(output + error);
        }

        var files = Directory.GetFiles(written.Path, "*", SearchOption.AllDirectories);
        Assert.True(files.Length >= 8, string.Join('\n', files));
        Assert.All(files, file => AssertClean(File.ReadAllText(file)));
    }

    [Fact]
    public async Task What_is_no_secret_stays()
    {
        using var folder = Checkout();
        var (_, output, _) = await Meshready.Run(Rules.Product(), "facts", folder.Path);
        foreach (var name in new[] { "catalog", "billing", "ledger", "\"sql\"", "\"orders\"", "\"pg\"", "\"events\"", "mongo" })
            Assert.Contains(name, output, StringComparison.Ordinal);
    }

    // A fix shows the line that it changes, which holds what its author wrote there; nothing else may.
    private static void AssertClean(string text, bool isDiff = false)
    {
        foreach (var n in Enumerable.Range(1, 28).Where(n => !isDiff || n > 6))
            Assert.False(text.Contains($"canary-{n:00}-x", StringComparison.Ordinal), $"canary {n} leaked: {Around(text, $"canary-{n:00}-x")}");
    }

    private static string Around(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.Ordinal);
        return text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 60)];
    }
}
