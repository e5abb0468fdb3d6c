using MeshReady.Analyzers.Rules.Security;
using static MeshReady.Analyzers.Tests.AgreementCode;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Security;

public sealed class MSASPR0302ClearTextTests() : SuppressorTest<MSASPR0302ClearTextSuppressor>("S5332")
{
    private const string One = """await http.GetAsync("http://catalog/items");""";

    private static readonly (string, string)[] Linkerd = [LinkerdSpace, Caller(), Service("port: 80"), Workload("catalog")];

    public static TheoryData<string, (string, string)[]> Encrypted => new()
    {
        { "STRICT in the namespace", [.. Sidecars, Strict] },
        { "STRICT in the mesh", [.. Sidecars, Mtls("STRICT", space: "istio-system")] },
        { "STRICT for the workload", [.. Sidecars, Mtls("STRICT", "selector: { matchLabels: { app: catalog } }", "catalog")] },
        { "STRICT over PERMISSIVE", [.. Sidecars, Mtls("PERMISSIVE", space: "istio-system"), Strict] },
        { "STRICT port", [.. Sidecars, Mtls("PERMISSIVE", "selector: { matchLabels: { app: catalog } }\n  portLevelMtls: { 80: { mode: STRICT } }", "catalog")] },
        { "named port of the pods", [Meshed(), Caller(), Service("name: http, port: 80, targetPort: web"), Workload("catalog", ports: "{ name: web, containerPort: 8080 }"), Strict] },
        { "ISTIO_MUTUAL", [.. Sidecars, Strict, Destination("ISTIO_MUTUAL")] },
        { "Linkerd", Linkerd },
    };

    public static TheoryData<string, (string, string)[]> Open => new()
    {
        { "no policy", Sidecars },
        { "PERMISSIVE", [.. Sidecars, Mtls("PERMISSIVE")] },
        { "DISABLE", [.. Sidecars, Mtls("DISABLE")] },
        { "UNSET", [.. Sidecars, Mtls("UNSET")] },
        { "mode of a template", [.. Sidecars, Mtls("{{ .Values.mtls }}")] },
        { "PERMISSIVE port", [.. Sidecars, Mtls("STRICT", "selector: { matchLabels: { app: catalog } }\n  portLevelMtls: { 80: { mode: PERMISSIVE } }", "catalog")] },
        { "PERMISSIVE for the workload", [.. Sidecars, Strict, Mtls("PERMISSIVE", "selector: { matchLabels: { app: catalog } }", "catalog")] },
        { "STRICT elsewhere", [.. Sidecars, Mtls("STRICT", space: "web")] },
        { "STRICT for the caller alone", [.. Sidecars, Mtls("STRICT", "selector: { matchLabels: { app: testproject } }", "web")] },
        { "callee without a sidecar", [Meshed(), Caller(), Service("port: 80"), Workload("catalog", annotations: "sidecar.istio.io/inject: \"false\""), Strict] },
        { "callee that was not read", [Meshed(), Caller(), Service("port: 80"), Strict] },
        { "caller without a mesh", [Meshed(), Caller(annotations: "sidecar.istio.io/inject: \"false\""), Service("port: 80"), Workload("catalog"), Strict] },
        { "port of the pods around the proxy", [Meshed(), Caller(), Service("port: 80"), Workload("catalog", annotations: "traffic.sidecar.istio.io/excludeInboundPorts: \"80\""), Strict] },
        { "plain text from the caller's proxy", [.. Sidecars, Strict, Destination("DISABLE")] },
        { "EnvoyFilter", [.. Sidecars, Strict, File("filter.yaml", "apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: { name: f, namespace: shop }\nspec: { configPatches: [ { applyTo: HTTP_FILTER } ] }\n")] },
        { "no mesh", [Plain(), Caller(), Service("port: 80"), Workload("catalog"), Strict] },
        { "Linkerd skips the caller's port", [LinkerdSpace, Caller(annotations: "config.linkerd.io/skip-outbound-ports: \"80\""), Service("port: 80"), Workload("catalog")] },
        { "Linkerd skips the callee's port", [LinkerdSpace, Caller(), Service("port: 80"), Workload("catalog", annotations: "config.linkerd.io/skip-inbound-ports: \"80\"")] },
        { "Linkerd skips ports of the namespace", [("deploy/ns-shop.yaml", LinkerdSpace.Content.Replace("enabled", "enabled, config.linkerd.io/skip-inbound-ports: \"80\"", StringComparison.Ordinal)), .. Linkerd.Skip(1)] },
        { "callee outside of Linkerd", [LinkerdSpace, Caller(), Service("port: 80"), Workload("catalog", annotations: "linkerd.io/inject: disabled")] },
        { "no manifests", [] },
    };

    private static (string, string) Destination(string mode)
        => File("dr-catalog.yaml", $"apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {{ name: catalog, namespace: shop }}\nspec: {{ host: catalog, trafficPolicy: {{ tls: {{ mode: {mode} }} }} }}\n");

    [Theory]
    [MemberData(nameof(Encrypted))]
    public async Task Call_is_encrypted_by_the_proxies(string situation, (string, string)[] files)
    {
        Assert.NotEmpty(situation);
        Assert.Equal(["\"http://catalog/items\""], await TakenBack(Alone(One), files));
    }

    [Theory]
    [MemberData(nameof(Open))]
    public async Task Call_that_may_be_plain_is_left_alone(string situation, (string, string)[] files)
    {
        Assert.NotEmpty(situation);
        Assert.Empty(await TakenBack(Alone(One), files));
    }

    [Theory]
    [InlineData("""await http.GetAsync("http://orders/items");""")]
    [InlineData("""await http.GetAsync("http://api.example.org/items");""")]
    [InlineData("""await http.GetAsync("http://catalog" + id);""")]
    [InlineData("""await http.GetAsync("http://catalog:8080/items");""")]
    [InlineData("""await http.GetAsync("http://catalog.web/items");""")]
    [InlineData("""await http.GetAsync("http://10.0.0.7/items");""")]
    public async Task Call_elsewhere_is_left_alone(string statement) => Assert.Empty(await TakenBack(Alone(statement), [.. Sidecars, Strict]));

    [Theory]
    [InlineData("""http.BaseAddress = new("http://catalog");""")]
    [InlineData("""await http.GetAsync($"http://catalog/{id}");""")]
    [InlineData("""const string Url = "http://catalog.shop.svc"; http.BaseAddress = new Uri(Url);""")]
    [InlineData("""services.AddHttpClient("catalog", c => c.BaseAddress = new Uri("http://catalog:80"));""")]
    public async Task Every_form_of_the_address(string statement) => Assert.Single(await TakenBack(Alone(statement), [.. Sidecars, Strict]));

    [Theory]
    [InlineData(null)]
    [InlineData("S1075")]
    public async Task Nothing_is_taken_back_unasked(string? setting) => Assert.Empty(await TakenBack(Alone(One), [.. Sidecars, Strict], setting));

    [Fact]
    public async Task Suppression_is_switched_off_by_its_id() => Assert.Empty(await TakenBack(Alone(One), [.. Sidecars, Strict], off: "MSASPR0302"));

    [Fact]
    public async Task Real_Sonar() => Assert.Equal(["\"http://catalog/items\"", "$\"http://catalog/{id}\""], await TakenBackFrom(OtherAnalyzers.Sonar("S5332"),
        Alone("""await http.GetAsync("http://catalog/items"); await http.GetAsync($"http://catalog/{id}"); await http.GetAsync("http://api.contoso.net/items");"""), [.. Sidecars, Strict]));

    /// <summary>The call without the constant beside it.</summary>
    private static string Alone(string statement) => Call(statement).Replace("private const string Root = \"http://catalog:8080\";", "", StringComparison.Ordinal);
}
