using MeshReady.Analyzers.Rules.Addressing;
using MeshReady.Analyzers.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

/// <summary>A misspelt host as the editor of the caller shows it.</summary>
public sealed class MSA0110UnknownServiceTests : SystemRuleTest<MSA0110UnknownServiceAnalyzer>
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("orders", c => c.BaseAddress = new Uri("http://ordres"));
        builder.Services.AddHttpClient("billing", c => c.BaseAddress = new Uri("http://billing"));
        builder.Build().Run();
        """;

    private static readonly (string, string)[] Compose = [("docker-compose.yml", "services:\n  web: { build: src/web }\n  orders: { build: src/orders }\n  billing: { build: src/billing }\n")];

    [Fact]
    public async Task Slip_is_shown_where_it_stands()
        => Assert.Equal(
            "Warning src/web/Program.cs:2 'ordres', which web calls, is the name of nothing that was read; did you mean 'orders' (docker-compose.yml:3)?",
            await Find(Program, [Other("orders"), Other("billing")], Compose));

    [Fact]
    public async Task Host_that_is_declared_to_be_elsewhere_is_none()
        => Assert.Empty(await Find(Program, [Other("orders"), Other("billing")], Compose, [("meshready.external_hosts", "ordres")]));

    [Fact]
    public async Task Without_a_snapshot_nothing_is_known_of_others() => Assert.Empty(await Find(Program, [], Compose));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Complete_manifests_are_judged_by_the_rule_of_code_and_manifests(bool isComplete)
    {
        (string, string)[] settings = isComplete ? [("build_property.MeshReadyComplete", "true")] : [];
        (string, string)[] manifests = [("k8s/web.yaml", Deployed("web")), ("k8s/orders.yaml", Deployed("orders")), ("k8s/billing.yaml", Deployed("billing"))];

        var own = await Find(Program, [Other("orders"), Other("billing")], manifests, settings);
        var first = await HostNotInRegistry.In(Program, manifests, settings);

        Assert.Equal(isComplete, own.Length == 0);
        Assert.Equal(isComplete, first.Contains("'ordres' is not a Service in namespace 'shop'; did you mean 'orders'", StringComparison.Ordinal));
    }

    private static string Deployed(string name) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{name}}, namespace: shop }
        spec:
          template:
            metadata: { labels: { app: {{name}} } }
            spec: { containers: [ { name: {{name}}, image: "r.io/{{name}}:1" } ] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: {{name}}, namespace: shop }
        spec: { selector: { app: {{name}} }, ports: [ { name: http, port: 80 } ] }
        """;

    private sealed class HostNotInRegistry : WorkloadTest<MSA1208HostNotInRegistryAnalyzer>
    {
        public static Task<string> In(string program, (string, string)[] files, (string, string)[] settings) => Find(program, files, settings);
    }
}
