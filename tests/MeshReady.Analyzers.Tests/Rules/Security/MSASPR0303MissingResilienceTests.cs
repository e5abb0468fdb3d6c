using MeshReady.Analyzers.Rules.Security;
using static MeshReady.Analyzers.Tests.AgreementCode;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Security;

public sealed class MSASPR0303MissingResilienceTests() : SuppressorTest<MSASPR0303MissingResilienceSuppressor>("AL0080")
{
    private const string Client = """services.AddHttpClient("catalog", c => c.BaseAddress = new Uri("http://catalog"));""";
    private const string Full = "retries: { attempts: 2, perTryTimeout: 1s, retryOn: \"5xx\" }, timeout: 3s, route: [ { destination: { host: catalog } } ]";

    private static readonly (string, string)[] Governed = [.. Sidecars, Route(Full)];

    [Theory]
    [InlineData(Client)]
    [InlineData("""services.AddHttpClient<Items>(c => { c.BaseAddress = new("http://catalog/"); });""")]
    [InlineData("""services.AddHttpClient("catalog").ConfigureHttpClient(c => c.BaseAddress = new Uri("http://catalog.shop.svc.cluster.local"));""")]
    [InlineData("""services.AddHttpClient("catalog", (sp, c) => c.BaseAddress = new Uri("http://catalog"));""")]
    [InlineData("""services.AddHttpClient<Items, Items>(c => c.BaseAddress = new Uri("http://catalog"));""")]
    public async Task Client_whose_calls_the_mesh_repeats_and_ends(string statement) => Assert.Single(await TakenBack(Call(statement), Governed));

    [Fact]
    public async Task Address_from_the_settings() => Assert.Single(await TakenBack(
        Call("""services.AddHttpClient("catalog", c => c.BaseAddress = new Uri(cfg["Catalog"]!));"""), [.. Governed, Settings("Catalog", "http://catalog")]));

    [Theory]
    [InlineData("retries: { attempts: 2, perTryTimeout: 1s }, route: [ { destination: { host: catalog } } ]")]
    [InlineData("retries: { attempts: 1 }, timeout: 2s, route: [ { destination: { host: catalog, subset: v2 } } ]")]
    public async Task Limit_of_each_try_or_of_the_whole(string route) => Assert.Single(await TakenBack(Call(Client), [.. Sidecars, Route(route)]));

    [Theory]
    [InlineData("no time-out", "retries: { attempts: 2 }, route: [ { destination: { host: catalog } } ]")]
    [InlineData("no retries", "timeout: 3s, route: [ { destination: { host: catalog } } ]")]
    [InlineData("retries switched off", "retries: { attempts: 0 }, timeout: 3s, route: [ { destination: { host: catalog } } ]")]
    [InlineData("path of others", "match: [ { uri: { prefix: /v2 } } ], " + Full)]
    [InlineData("stranger", "retries: { attempts: 2 }, timeout: 3s, route: [ { destination: { host: api.example.org } } ]")]
    [InlineData("template", "retries: { attempts: {{ .Values.n }} }, timeout: 3s, route: [ { destination: { host: catalog } } ]")]
    public async Task Route_that_leaves_something_open(string situation, string route)
    {
        Assert.NotEmpty(situation);
        Assert.Empty(await TakenBack(Call(Client), [.. Sidecars, Route(route)]));
    }

    [Theory]
    [InlineData("""services.AddHttpClient("catalog");""")]
    [InlineData("""services.AddHttpClient("catalog", c => c.BaseAddress = new Uri("https://catalog:80"));""")]
    [InlineData("""services.AddHttpClient("orders", c => c.BaseAddress = new Uri("http://orders"));""")]
    [InlineData("""services.AddHttpClient("stripe", c => c.BaseAddress = new Uri("https://api.stripe.com"));""")]
    [InlineData("""services.AddHttpClient("catalog", c => c.BaseAddress = new Uri(cfg["Catalog"]!));""")]
    [InlineData("""services.AddHttpClient("catalog", c => c.BaseAddress = new Uri("http://catalog:8080"));""")]
    [InlineData("""services.AddHttpClient();""")]
    public async Task Client_of_another_address_is_left_alone(string statement) => Assert.Empty(await TakenBack(Call(statement), Governed));

    public static TheoryData<string, (string, string)[]> Unproved => new()
    {
        { "no route", Sidecars },
        { "no mesh", [Plain(), .. Governed.Skip(1)] },
        { "no manifests", [] },
        { "caller without a sidecar", [Meshed(), Caller(annotations: "sidecar.istio.io/inject: \"false\""), .. Governed.Skip(2)] },
        { "ambient without a waypoint", [Labelled("istio.io/dataplane-mode: ambient"), .. Governed.Skip(1)] },
        { "Linkerd without annotations", [LinkerdSpace, .. Sidecars.Skip(1)] },
        { "Linkerd without a time-out", [LinkerdSpace, Caller(), Annotated("retry.linkerd.io/http: 5xx"), Workload("catalog")] },
    };

    private static (string, string) Annotated(string annotations)
        => File("svc-catalog.yaml", $"apiVersion: v1\nkind: Service\nmetadata: {{ name: catalog, namespace: shop, annotations: {{ {annotations} }} }}\nspec:\n  selector: {{ app: catalog }}\n  ports: [ {{ port: 80 }} ]\n");

    [Theory]
    [MemberData(nameof(Unproved))]
    public async Task What_is_not_proved_is_left_alone(string situation, (string, string)[] files)
    {
        Assert.NotEmpty(situation);
        Assert.Empty(await TakenBack(Call(Client), files));
    }

    [Fact]
    public async Task Linkerd_repeats_and_ends() => Assert.Single(await TakenBack(
        Call(Client), [LinkerdSpace, Caller(), Annotated("retry.linkerd.io/http: 5xx, timeout.linkerd.io/request: 3s"), Workload("catalog")]));

    [Theory]
    [InlineData(null)]
    [InlineData("S1075, S5332")]
    public async Task Nothing_is_taken_back_unasked(string? setting) => Assert.Empty(await TakenBack(Call(Client), Governed, setting));

    [Fact]
    public async Task Only_the_governed_client_of_several() => Assert.Single(await TakenBack(
        Call(Client + """services.AddHttpClient("orders", c => c.BaseAddress = new Uri("http://orders"));"""), Governed));
}
