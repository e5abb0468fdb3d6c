using MeshReady.Tool.Tests.Changes;

namespace MeshReady.Tool.Tests.Systems;

/// <summary>
/// Two services in one repository, what they run with in another beside it, as a team with GitOps has them: <c>orders</c> calls
/// <c>billing</c>, gives up after 2 s and tries four times; the route to <c>billing</c> tries four times within 10 s, and another
/// leads to a path that <c>orders</c> does not answer. Images and projects have different names.
/// </summary>
public sealed class TwoRepositories : IDisposable
{
    public const string Route = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: billing, namespace: shop }
        spec:
          hosts: [billing]
          http:
            - timeout: 10s
              retries: { attempts: 3, perTryTimeout: 3s, retryOn: "5xx" }
              route: [{ destination: { host: billing } }]
        """;

    public const string StaleRoute = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: orders, namespace: shop }
        spec:
          hosts: [orders]
          http:
            - match: [{ uri: { exact: /invoices } }]
              route: [{ destination: { host: orders } }]
        """;

    private const string Orders = """
        using Polly;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("billing", c => { c.BaseAddress = new Uri(builder.Configuration["Services:Billing"]!); c.Timeout = TimeSpan.FromSeconds(2); })
            .AddTransientHttpErrorPolicy(p => p.RetryAsync(3));
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapGet("/orders", () => "none");
        app.MapHealthChecks("/healthz");
        app.Run();
        """;

    private const string Billing = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHealthChecks();
        var app = builder.Build();
        app.MapGet("/bills", () => "none");
        app.MapHealthChecks("/healthz");
        app.Run();
        """;

    private readonly TempFolder _folder = new();

    public TwoRepositories()
    {
        WithProject("Orders", Orders);
        WithProject("Billing", Billing);
        _folder.With("services/src/Orders/appsettings.json", """{ "Services": { "Billing": "http://billing" } }""")
            .With("services/README.md", "# Services\n")
            .With("gitops/prod/namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { istio-injection: enabled } }\n")
            .With("gitops/prod/secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata: { name: orders, namespace: shop }\nstringData: { password: hunter2 }\n")
            .With("gitops/prod/orders.yaml", Workload("orders"))
            .With("gitops/prod/billing.yaml", Workload("billing"))
            .With("gitops/prod/route.yaml", Route)
            .With("gitops/prod/stale.yaml", StaleRoute);
        foreach (var repository in new[] { Services, GitOps })
        {
            GitFolder.In(repository, "init", "-q", "-b", "main");
            Commit(repository);
        }
    }

    public string Services => _folder["services"];

    public string GitOps => _folder["gitops"];

    public TempFolder Files => _folder;

    /// <summary>Commits everything, as what <c>origin/main</c> is from then on.</summary>
    public static void Commit(string repository)
    {
        GitFolder.In(repository, "add", "-A");
        GitFolder.In(repository, "-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "--allow-empty", "-m", "more");
        GitFolder.In(repository, "update-ref", "refs/remotes/origin/main", "HEAD");
    }

    public void Dispose()
    {
        // Git leaves its objects read-only, which Windows does not delete.
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        _folder.Dispose();
    }

    private static string Workload(string name) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{name}}, namespace: shop }
        spec:
          selector: { matchLabels: { app: {{name}} } }
          template:
            metadata: { labels: { app: {{name}} } }
            spec:
              containers:
                - name: {{name}}
                  image: registry.example:5000/shop/{{name}}-api:1.4.0
                  ports: [{ name: http, containerPort: 8080 }]
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: {{name}}, namespace: shop }
        spec:
          selector: { app: {{name}} }
          ports: [{ name: http, port: 80, targetPort: 8080 }]
        """;

    private void WithProject(string name, string program)
        => _folder.WithService($"services/src/{name}", program, $"<ContainerRepository>shop/{name.ToLowerInvariant()}-api</ContainerRepository>", """<PackageReference Include="Microsoft.Extensions.Http.Polly" Version="10.0.0" />""");
}
