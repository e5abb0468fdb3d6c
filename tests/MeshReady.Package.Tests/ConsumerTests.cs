using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;

namespace MeshReady.Package.Tests;

/// <summary>A project outside the repository that knows nothing but the package.</summary>
public sealed class ConsumerTests(PackedPackage package)
{
    private const string Program = """
        using System.Collections.Concurrent;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<Carts>();
        builder.Services.AddHttpClient("orders", client => client.BaseAddress = new Uri("http://orders:8080"));
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

    private const string MeshedProgram = """
        using Polly;

        var builder = WebApplication.CreateBuilder(args);
        var stock = builder.Configuration["Services:Stock"] ?? throw new InvalidOperationException("Services:Stock is missing");
        builder.Services.AddHttpClient("stock", client => client.BaseAddress = new Uri(stock))
            .AddTransientHttpErrorPolicy(policy => policy.RetryAsync(3));
        builder.Build().Run();
        """;

    [Fact]
    public async Task Findings_of_the_package_reach_the_error_log()
    {
        using var folder = new TemporaryFolder();
        WriteConsumer(folder, "");
        WriteProject(folder, "order-service", MeshedProgram, items: $"""<PackageReference Include="Microsoft.Extensions.Http.Polly" Version="{VersionOf("Microsoft.Extensions.Http.Polly")}" />""");
        folder.Write("src/order-service/appsettings.json", """{ "Services": { "Stock": "http://stock" } }""");
        folder.Write("deploy/namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    istio-injection: enabled\n");
        folder.Write("deploy/order.yaml", Deployment("order-service", ""));
        folder.Write("deploy/cart.yaml", Deployment("cart-service", "        sidecar.istio.io/inject: \"false\"\n"));
        folder.Write("src/Services.slnx", "<Solution><Project Path=\"cart-service/cart-service.csproj\" /><Project Path=\"order-service/order-service.csproj\" /></Solution>");

        var output = await Dotnet.Run(folder["src"], "build", "Services.slnx", "-nodeReuse:false");

        Assert.Equal(["MSA0101", "MSA0102", "MSA0201", "MSA0301", "MSA0501", "MSA0805"], IdsOf(folder["src/cart-service/log.sarif"]));
        Assert.Equal(["MSA0203"], IdsOf(folder["src/order-service/log.sarif"]));
        Assert.DoesNotMatch("AD0001|CS8032|CS9057", output);
    }

    [Fact]
    public async Task Build_sees_the_manifests_of_another_repository_by_the_snapshot()
    {
        using var folder = new TemporaryFolder();
        WriteConsumer(folder, "<MeshReadyManifests>snapshot</MeshReadyManifests>");
        folder.Write("src/cart-service/Program.cs", """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddHttpClient("stock", c => { c.BaseAddress = new Uri(builder.Configuration["Services:Stock"]!); c.Timeout = TimeSpan.FromSeconds(2); });
            builder.Build().Run();
            """);
        folder.Write("src/cart-service/appsettings.json", """{ "Services": { "Stock": "http://stock" } }""");
        folder.Write("meshready.json", """{ "environments": [ { "name": "prod", "source": { "path": "../gitops/prod" } } ] }""");
        const string Copies = "meshready.system/manifests/gitops/prod";
        folder.Write($"{Copies}/namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    istio-injection: enabled\n");
        folder.Write($"{Copies}/cart.yaml", Deployment("cart-service", ""));
        folder.Write($"{Copies}/stock.yaml", """
            apiVersion: v1
            kind: Service
            metadata: { name: stock, namespace: shop }
            spec: { selector: { app: stock }, ports: [{ name: http, port: 80 }] }
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: { name: stock, namespace: shop }
            spec:
              hosts: [stock]
              http:
                - timeout: 10s
                  retries: { attempts: 3, perTryTimeout: 3s, retryOn: "5xx" }
                  route: [{ destination: { host: stock } }]
            """);

        var output = await Dotnet.Run(folder["src/cart-service"], "build", "-nodeReuse:false", "-m:1");

        Assert.Matches(@"Program\.cs\(2,\d+\): warning MSA1204: HttpClient\.Timeout cancels after 2s but the mesh may use 10s for a request to 'stock' .*prod/stock\.yaml:13\).* \(in prod\)", output);
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
        WriteProject(folder, "cart-service", Program, properties);
        folder.Write("src/cart-service/appsettings.json", "{ \"AllowedHosts\": \"*\" }");
    }

    private void WriteProject(TemporaryFolder folder, string name, string program, string properties = "", string items = "")
    {
        // What this repository restored for itself is taken from there; the package under test never is.
        folder.Write($"src/{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <RestorePackagesPath>../../packages</RestorePackagesPath>
                <RestoreAdditionalProjectFallbackFolders>{GlobalPackages}</RestoreAdditionalProjectFallbackFolders>
                <ErrorLog>log.sarif,version=2.1</ErrorLog>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MeshReady.Analyzers" Version="[{package.Version}]" PrivateAssets="all" />
                {items}
              </ItemGroup>
            </Project>
            """);
        folder.Write($"src/{name}/Program.cs", program);
    }

    private static string GlobalPackages
        => typeof(ConsumerTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "NuGetPackageRoot").Value!;

    // The version that the tool ships, which is restored wherever these tests are built.
    private static string VersionOf(string library)
        => XDocument.Load(Repository.PathOf("src", "KnownLibraries.props")).Descendants("KnownLibrary")
            .Where(l => (string?)l.Attribute("Include") == library)
            .Select(static l => new Version((string)l.Attribute("Version")!))
            .Max()!.ToString();

    private static string Deployment(string name, string label) => $"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {name}
          namespace: shop
        spec:
          selector:
            matchLabels:
              app: {name}
          template:
            metadata:
              labels:
                app: {name}
        {label}    spec:
              containers:
                - name: {name}
                  image: registry.example/{name}:1.0.0
        """;

    // All ids of MeshReady, and what says that an analyzer did not run.
    private static IEnumerable<string> IdsOf(string sarif)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(sarif));
        return [.. json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .Select(static r => r.GetProperty("ruleId").GetString()!)
            .Where(static id => id.StartsWith("MSA", StringComparison.Ordinal) || id is "AD0001" or "CS8032" or "CS9057")
            .Distinct()
            .Order(StringComparer.Ordinal)];
    }
}
