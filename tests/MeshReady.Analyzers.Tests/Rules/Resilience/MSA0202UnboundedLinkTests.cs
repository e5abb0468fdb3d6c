using MeshReady.Analyzers.Rules.Resilience;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

/// <summary>A link without an end as the editor of its caller shows it, and who speaks where several could.</summary>
public sealed class MSA0202UnboundedLinkTests : SystemRuleTest<MSA0202UnboundedLinkAnalyzer>
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("zoo", c => c.BaseAddress = new Uri("http://zoo"));
        var app = builder.Build();
        app.Run();
        """;

    private static readonly (string, string)[] Complete = [("build_property.MeshReadyComplete", "true")];

    [Fact]
    public async Task Link_in_a_mesh_that_sets_no_limit()
        => Assert.Equal(
            "Warning src/web/Program.cs:2 'web' has no limit but the 100 s of HttpClient when it waits for 'zoo', and the mesh ends none either: no route gives it a timeout; set a timeout in the code or on the route",
            await Find(Program, [Other("zoo")], [("k8s/all.yaml", All)], Complete));

    [Fact]
    public async Task Limit_of_the_code()
        => Assert.Empty(await Find(Program.Replace("c => c.BaseAddress = new Uri(\"http://zoo\")", "c => { c.BaseAddress = new Uri(\"http://zoo\"); c.Timeout = TimeSpan.FromSeconds(5); }"), [Other("zoo")], [("k8s/all.yaml", All)], Complete));

    [Fact]
    public async Task Limit_that_is_switched_off_is_one_finding_of_msa0210()
    {
        var endless = Program.Replace("c => c.BaseAddress = new Uri(\"http://zoo\")", "c => { c.BaseAddress = new Uri(\"http://zoo\"); c.Timeout = System.Threading.Timeout.InfiniteTimeSpan; }");
        Assert.Empty(await Find(endless, [Other("zoo")], [("k8s/all.yaml", All)], Complete));
        Assert.StartsWith("Warning src/web/Program.cs:2", await Find(endless, [Other("zoo")], [("k8s/all.yaml", All)], Complete, other: new MSA0210EndlessTimeoutAnalyzer()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("istio-injection: enabled", true)]
    [InlineData("istio-injection: disabled", false)]
    public async Task Client_without_anything_is_one_finding(string label, bool isMeshed)
    {
        (string, string)[] files = [("k8s/all.yaml", All.Replace("istio-injection: enabled", label))];
        Assert.Equal(isMeshed, (await Find(Program, [Other("zoo")], files, Complete)).Length > 0);
        Assert.Equal(!isMeshed, (await Find(Program, [Other("zoo")], files, Complete, other: new MSA0201UnprotectedClientAnalyzer())).Length > 0);
    }

    [Fact]
    public async Task Without_a_snapshot_nothing_is_known_of_others() => Assert.Empty(await Find(Program, [], [("k8s/all.yaml", All)], Complete));

    private const string All = """
        apiVersion: v1
        kind: Namespace
        metadata: { name: shop, labels: { istio-injection: enabled } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: r.io/web }] } } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: zoo, namespace: shop }
        spec: { template: { metadata: { labels: { app: zoo } }, spec: { containers: [{ name: zoo, image: r.io/zoo }] } } }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: zoo, namespace: shop }
        spec: { selector: { app: zoo }, ports: [{ name: http, port: 80 }] }
        """;
}
