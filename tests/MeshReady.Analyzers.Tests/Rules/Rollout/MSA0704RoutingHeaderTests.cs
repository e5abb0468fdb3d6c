using MeshReady.Analyzers.Rules.Rollout;
using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Rules.Rollout;

/// <summary>A header that gets lost as the editor of the service that loses it shows it.</summary>
public sealed class MSA0704RoutingHeaderTests : SystemRuleTest<MSA0704RoutingHeaderAnalyzer>
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddHttpClient<Zoo>(c => c.BaseAddress = new Uri("http://zoo"));
        var app = builder.Build();
        app.MapGet("/mine", (Zoo zoo) => zoo.Get());
        app.Run();
        public class Zoo(HttpClient http, IHttpContextAccessor accessor)
        {
            public Task<string> Get()
            {
                /* headers */
                return http.GetStringAsync("/animals");
            }
            public string? Id => accessor.HttpContext?.TraceIdentifier;
        }
        """;

    private const string HandOn = """http.DefaultRequestHeaders.Add("end-user", accessor.HttpContext!.Request.Headers["end-user"].ToString());""";

    private static readonly ProjectFacts[] Others = [Other("gate") with { Calls = [CallFrom("gate", "web")] }, Other("zoo")];

    [Fact]
    public async Task Header_that_is_not_handed_on()
        => Assert.Equal(
            "Info src/web/Program.cs:3 'web' does not hand on 'end-user' from its requests to 'zoo', whose route at all.yaml:26 chooses by it: behind this call everybody gets the other version; add it to the headers that are handed on (AddHeaderPropagation)",
            await Find(Program, Others, [("k8s/all.yaml", All)]));

    [Fact]
    public async Task Header_that_is_handed_on() => Assert.Empty(await Find(Program.Replace("/* headers */", HandOn), Others, [("k8s/all.yaml", All)]));

    [Fact]
    public async Task Without_a_snapshot_nothing_is_known_of_others() => Assert.Empty(await Find(Program, [], [("k8s/all.yaml", All)]));

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
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: zoo, namespace: shop }
        spec:
          hosts: [zoo]
          http:
          - match: [{ headers: { end-user: { exact: jason } } }]
            route: [{ destination: { host: zoo, subset: v2 } }]
          - route: [{ destination: { host: zoo, subset: v1 } }]
        """;
}
