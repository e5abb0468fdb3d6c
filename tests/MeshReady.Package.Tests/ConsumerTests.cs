using System.Text.Json;

namespace MeshReady.Package.Tests;

/// <summary>A project outside the repository that knows nothing but the package.</summary>
public sealed class ConsumerTests(PackedPackage package)
{
    private const string Program = """
        using System.Collections.Concurrent;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Carts>();
        builder.Services.AddHttpClient("orders", client => client.BaseAddress = new Uri("http://10.0.3.7:8080"));
        builder.Services.AddHttpClient("stock", client => client.BaseAddress = new Uri(builder.Configuration["Services:Stock"] ?? "http://localhost:5103"));
        builder.Services.AddHttpClient("mail").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
        });

        var app = builder.Build();
        app.MapGet("/carts/{customer}", (string customer, Carts carts) => carts.Read(customer));
        app.MapPut("/carts/{customer}", (string customer, string[] lines, Carts carts) => carts.Write(customer, lines));
        app.Run();

        public sealed class Carts
        {
            private readonly ConcurrentDictionary<string, string[]> _carts = new();

            public string[] Read(string customer) => _carts.TryGetValue(customer, out var lines) ? lines : [];

            public void Write(string customer, string[] lines) => _carts[customer] = lines;
        }
        """;

    [Fact]
    public async Task Findings_of_the_package_reach_the_error_log()
    {
        using var folder = new TemporaryFolder();
        WriteConsumer(folder, "");

        await Dotnet.Run(folder["src/cart-service"], "build", "-nodeReuse:false", "-m:1");

        var ids = IdsOf(folder["src/cart-service/log.sarif"]);
        Assert.Superset(new HashSet<string> { "MSA0101", "MSA0102", "MSA0201", "MSA0301", "MSA0501" }, ids);
        Assert.DoesNotContain(ids, static id => id is "AD0001" or "CS8032" or "CS9057");
    }

    [Fact]
    public async Task Findings_stay_warnings_where_warnings_are_errors()
    {
        using var folder = new TemporaryFolder();
        WriteConsumer(folder, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");

        var output = await Dotnet.Run(folder["src/cart-service"], "build", "-nodeReuse:false", "-m:1");

        Assert.Contains("warning MSA0301", output);
    }

    [Fact]
    public async Task Manifests_of_the_checkout_reach_the_compiler()
    {
        using var folder = new TemporaryFolder();
        WriteConsumer(folder, "");
        var manifest = folder.Write("deploy/cart.yaml", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n");
        var project = folder["src/cart-service/cart-service.csproj"];
        await Dotnet.Run(folder["src/cart-service"], "restore");

        var files = await Dotnet.AdditionalFiles(project);

        Assert.Contains(new AdditionalFile(manifest, "manifest", "false"), files);
        Assert.Contains(new AdditionalFile(folder["src/cart-service/appsettings.json"], "settings", "false"), files);
    }

    private void WriteConsumer(TemporaryFolder folder, string properties)
    {
        folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        // Beside the user's own sources, which have to serve nothing: the framework comes with the SDK.
        folder.Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="meshready-test" value="{package.Feed}" />
              </packageSources>
            </configuration>
            """);
        folder.Write("src/cart-service/cart-service.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <RestorePackagesPath>../../packages</RestorePackagesPath>
                <ErrorLog>log.sarif,version=2.1</ErrorLog>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MeshReady.Analyzers" Version="[{package.Version}]" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        folder.Write("src/cart-service/appsettings.json", "{ \"AllowedHosts\": \"*\" }");
        folder.Write("src/cart-service/Program.cs", Program);
    }

    private static HashSet<string> IdsOf(string sarif)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(sarif));
        return [.. json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(static r => r.GetProperty("ruleId").GetString()!)];
    }
}
