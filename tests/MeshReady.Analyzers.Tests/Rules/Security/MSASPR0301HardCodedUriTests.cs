using MeshReady.Analyzers.Rules.Security;
using static MeshReady.Analyzers.Tests.AgreementCode;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Security;

public sealed class MSASPR0301HardCodedUriTests() : SuppressorTest<MSASPR0301HardCodedUriSuppressor>("S1075")
{
    [Theory]
    [InlineData("""await http.GetAsync("http://catalog/items");""", "\"http://catalog/items\"")]
    [InlineData("""http.BaseAddress = new("http://catalog:80");""", "\"http://catalog:80\"")]
    [InlineData("""var url = "http://catalog.shop.svc.cluster.local"; _ = url;""", "\"http://catalog.shop.svc.cluster.local\"")]
    [InlineData("""await http.GetAsync($"http://catalog/{id}");""", "$\"http://catalog/{id}\"")]
    [InlineData("""await http.GetAsync("http://catalog/" + id);""", "\"http://catalog/\"")]
    [InlineData("""Uri url = new(@"http://catalog.shop/"); _ = url;""", "@\"http://catalog.shop/\"")]
    [InlineData("""var url = cfg["Catalog"] ?? "http://catalog"; _ = url;""", "\"http://catalog\"")]
    public async Task Name_of_a_service_that_the_mesh_routes(string statement, string text) => Assert.Equal([text], await TakenBack(Alone(statement), Sidecars));

    [Theory]
    [InlineData("outside", """await http.GetAsync("http://api.example.org/items");""")]
    [InlineData("other Service", """await http.GetAsync("http://orders/items");""")]
    [InlineData("loopback", """await http.GetAsync("http://localhost:80/items");""")]
    [InlineData("IP address", """await http.GetAsync("http://10.0.0.7/items");""")]
    [InlineData("other port", """await http.GetAsync("http://catalog:8080/items");""")]
    [InlineData("TLS, which no proxy routes", """await http.GetAsync("https://catalog:80/items");""")]
    [InlineData("other namespace", """await http.GetAsync("http://catalog.prod/items");""")]
    [InlineData("rest of the host appended", """await http.GetAsync("http://catalog" + id);""")]
    [InlineData("rest of the host formatted in", """await http.GetAsync(string.Concat("http://catalog", id));""")]
    [InlineData("rest of the host appended later", """var url = ""; url += "http://catalog"; url += id; await http.GetAsync(url);""")]
    [InlineData("host in a hole", """await http.GetAsync($"http://{cfg["Host"]}/items");""")]
    [InlineData("start of a host", """await http.GetAsync($"http://catalog{id}.example.org/items");""")]
    public async Task Other_text_is_left_alone(string situation, string statement)
    {
        Assert.NotEmpty(situation);
        Assert.Empty(await TakenBack(Alone(statement), Sidecars));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("S5332, AL0080")]
    [InlineData("all")]
    public async Task Nothing_is_taken_back_unasked(string? setting) => Assert.Empty(await TakenBack(Alone("""await http.GetAsync("http://catalog/items");"""), Sidecars, setting));

    [Fact]
    public async Task Suppression_is_switched_off_by_its_id() => Assert.Empty(await TakenBack(Alone("""await http.GetAsync("http://catalog/items");"""), Sidecars, off: "MSASPR0301"));

    [Fact]
    public async Task Settings_are_read_in_any_case() => Assert.Single(await TakenBack(Alone("""await http.GetAsync("http://catalog/items");"""), Sidecars, "s1075"));

    public static TheoryData<string, (string, string)[]> Unproved => new()
    {
        { "no manifests", [] },
        { "no mesh", [Plain(), Caller(), Service("port: 80"), Workload("catalog")] },
        { "namespace that was not read", [Caller(), Service("port: 80"), Workload("catalog")] },
        { "workload of another project", [Meshed(), Workload("web"), Service("port: 80"), Workload("catalog")] },
        { "no Service", [Meshed(), Caller(), Workload("catalog")] },
        { "ExternalName", [Meshed(), Caller(), Service("port: 80", more: "type: ExternalName\n  externalName: api.example.org")] },
        { "port around the proxy", [Meshed(), Caller(annotations: "traffic.sidecar.istio.io/excludeOutboundPorts: \"80\""), Service("port: 80")] },
        { "ambient without a waypoint", [Labelled("istio.io/dataplane-mode: ambient"), Caller(), Service("port: 80")] },
        { "route to a stranger", [.. Sidecars, Route("route: [ { destination: { host: api.example.org } } ]")] },
        { "EnvoyFilter", [.. Sidecars, File("filter.yaml", "apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: { name: f, namespace: shop }\nspec: { configPatches: [ { applyTo: HTTP_FILTER, match: { context: SIDECAR_OUTBOUND } } ] }\n")] },
        { "caller in an overlay without a mesh", [.. Sidecars, ("overlays/dev/kustomization.yaml", "resources: [ns.yaml, app.yaml]\n"), ("overlays/dev/ns.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: { name: dev }\n"), Workload("testproject", "dev", file: "overlays/dev/app.yaml")] },
    };

    [Theory]
    [MemberData(nameof(Unproved))]
    public async Task What_is_not_proved_is_left_alone(string situation, (string, string)[] files)
    {
        Assert.NotEmpty(situation);
        Assert.Empty(await TakenBack(Alone("""await http.GetAsync("http://catalog/items");"""), files));
    }

    [Fact]
    public async Task Route_to_a_version_of_the_service() => Assert.Single(await TakenBack(Alone("""await http.GetAsync("http://catalog/items");"""), [.. Sidecars, Route("route: [ { destination: { host: catalog, subset: v2 } } ]")]));

    [Fact]
    public async Task Broken_code_is_no_hindrance() => Assert.Equal(["\"http://catalog/items\""], await TakenBack(Alone("""await http.GetAsync("http://catalog/items"); nowhere("""), Sidecars, mayBreak: true));

    [Fact]
    public async Task Real_Sonar() => Assert.Equal(["\"http://catalog/items\""], await TakenBackFrom(OtherAnalyzers.Sonar("S1075"),
        Alone("""string url = "http://catalog/items", fileUrl = "http://api.contoso.net/items"; await http.GetAsync(url); await http.GetAsync(fileUrl);"""), Sidecars));

    /// <summary>The call without the constant beside it.</summary>
    private static string Alone(string statement) => Call(statement).Replace("private const string Root = \"http://catalog:8080\";", "", StringComparison.Ordinal);
}
