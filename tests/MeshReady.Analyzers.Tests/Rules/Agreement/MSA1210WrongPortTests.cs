using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.CodeFixes.Rules.Agreement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using static MeshReady.Analyzers.Tests.AgreementCode;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1210WrongPortTests : RuleTest<MSA1210WrongPortAnalyzer, MSA1210WrongPortFix>
{
    private static (string, string) Behind(string ports = "name: http, port: 80, targetPort: 8080") => Service(ports);

    private static readonly (string, string) Anywhere = Service("name: http, port: 80, targetPort: 8080", space: null);

    private static DiagnosticResult Warning(string address, string mistake, string ports, string place, string source = "", string more = "")
        => new DiagnosticResult("MSA1210", DiagnosticSeverity.Warning).WithLocation(0).WithArguments(address, mistake, "catalog", ports, place, source, more).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations);

    // X10
    [Fact]
    public Task X10_the_port_of_the_container() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"http://catalog:8080/items"|});"""), null, null, [Caller(), Behind()],
        Warning("catalog:8080", "is the container's port", "80", "deploy/svc-catalog.yaml:8"));

    [Fact]
    public Task X10_near_miss_headless_the_port_of_the_container_is_right() => Verify(
        Call("""await http.GetAsync("http://catalog:8080/items");"""), files: [Caller(), Service("name: http, port: 8080, targetPort: 8080", more: "clusterIP: None")]);

    [Fact]
    public Task Headless_with_another_port_of_its_own() => Verify(
        Call("""await http.GetAsync("http://catalog:8080/items");"""), files: [Caller(), Service("name: http, port: 80, targetPort: 8080", more: "clusterIP: None")]);

    [Theory]
    [InlineData("""services.AddHttpClient("c", c => c.BaseAddress = new Uri([|"http://catalog:8080"|]));""")]
    [InlineData("""services.AddHttpClient("c", c => { c.BaseAddress = new([|"http://catalog:8080/"|]); });""")]
    [InlineData("""await http.GetAsync([|$"http://catalog:8080/items/{id}"|]);""")]
    [InlineData("""await http.GetAsync([|"http://catalog:8080/items/" + id|]);""")]
    [InlineData("""http.BaseAddress = new Uri([|"http://catalog.shop:8080"|]);""")]
    [InlineData("""http.BaseAddress = new Uri([|"http://catalog.shop.svc.cluster.local:8080"|]);""")]
    [InlineData("""http.BaseAddress = new Uri([|"HTTP://Catalog:8080"|]);""")]
    [InlineData("""using var m = new HttpRequestMessage(HttpMethod.Get, [|"http://catalog:8080/items"|]);""")]
    [InlineData("""var m = new HttpRequestMessage { RequestUri = new Uri([|"http://catalog:8080/items"|]) };""")]
    [InlineData("""var url = [|"http://catalog:8080"|]; await http.GetAsync(url + "/items");""")]
    [InlineData("""await new System.Net.WebSockets.ClientWebSocket().ConnectAsync(new Uri([|"ws://catalog:8080"|]), default);""")]
    [InlineData("""http.BaseAddress = new Uri(cfg["Catalog"] ?? [|"http://catalog:8080"|]);""")]
    public Task Address_in_code(string statement) => Verify(Call(statement), files: [Caller(), Behind()]);

    [Fact]
    public Task Constant_of_the_class() => Verify(Call("await http.GetAsync(Root + \"/a\"); await http.GetAsync(Root + \"/b\");").Replace("\"http://catalog:8080\"", "[|\"http://catalog:8080\"|]"), files: [Caller(), Behind()]);

    [Fact]
    public Task Named_target_port() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"http://catalog:8080/items"|});"""), null, null,
        [Caller(), Behind("name: http, port: 80, targetPort: web"), Workload("catalog", ports: "{ name: web, containerPort: 8080 }")],
        Warning("catalog:8080", "is the container's port", "80", "deploy/svc-catalog.yaml:8"));

    [Fact]
    public Task Implied_port_where_the_Service_has_another() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"http://catalog/items"|});"""), null, null, [Caller(), Behind("name: http, port: 8080")],
        Warning("http://catalog", "means port 80", "8080", "deploy/svc-catalog.yaml:8"));

    [Fact]
    public Task Implied_port_of_https() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"https://catalog/items"|});"""), null, null, [Caller(), Behind("name: http, port: 80 | name: https-alt, port: 8443")],
        Warning("https://catalog", "means port 443", "80 and 8443", "deploy/svc-catalog.yaml:8"));

    [Fact]
    public Task Port_of_nothing() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"http://catalog:9090/items"|});"""), null, null, [Caller(), Behind()],
        Warning("catalog:9090", "is no port of the Service", "80", "deploy/svc-catalog.yaml:8"));

    [Fact]
    public Task Port_of_a_node_is_none_inside_the_cluster() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"http://catalog:30080/items"|});"""), null, null, [Caller(), Service("port: 80, targetPort: 8080, nodePort: 30080", more: "type: NodePort")],
        Warning("catalog:30080", "is no port of the Service", "80", "deploy/svc-catalog.yaml:8"));

    [Fact]
    public Task Value_of_a_settings_file_is_named_with_its_line() => VerifyResultsWith(
        Call("""http.BaseAddress = {|#0:new Uri(cfg["Catalog"])|};"""), null, null, [Caller(), Behind(), Settings("Catalog", "http://catalog:8080")],
        Warning("catalog:8080", "is the container's port", "80", "deploy/svc-catalog.yaml:8", " (Catalog at appsettings.json:2)"));

    [Fact]
    public Task Variable_of_the_pod_that_is_put_into_a_text() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:$"http://{cfg["Catalog:Host"]}/items"|});"""), null, null,
        [Caller(env: "{ name: Catalog__Host, value: 'catalog:8080' }"), Behind(), Settings("Unused", "x")],
        Warning("catalog:8080", "is the container's port", "80", "deploy/svc-catalog.yaml:8", " (Catalog:Host at deploy/testproject.yaml:13)"));

    [Fact]
    public Task Variants_of_the_Service_are_one_finding() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"http://catalog:8080/items"|});"""), null, null, [Caller(), Behind(), Service("port: 80, targetPort: 8080", file: "deploy/zz.yaml")],
        Warning("catalog:8080", "is the container's port", "80", "deploy/svc-catalog.yaml:8", more: " (also deploy/zz.yaml:8)"));

    [Theory]
    [InlineData("http://catalog", "port: 80, targetPort: 8080")]
    [InlineData("http://catalog:80", "port: 80, targetPort: 8080")]
    [InlineData("https://catalog", "port: 443, targetPort: 8443")]
    [InlineData("http://catalog:5100", "port: 5100, targetPort: 5100")]
    [InlineData("http://catalog:8081", "name: http, port: 80 | name: admin, port: 8081")]
    [InlineData("http://catalog:80", "port: 80, targetPort: web")]
    public Task Port_of_the_Service(string address, string ports) => Verify(Call($"""await http.GetAsync("{address}/items");"""), files: [Caller(), Service(ports)]);

    [Theory]
    [InlineData("https+http://catalog")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://10.1.2.3:8080")]
    [InlineData("http://catalog.example.com:8080")]
    [InlineData("http://unknown:8080")]
    [InlineData("http://catalog.other:8080")]
    [InlineData("http://host.docker.internal:8080")]
    public Task Host_that_is_not_the_Service(string address) => Verify(Call($"""await http.GetAsync("{address}/items");"""), files: [Caller(), Behind()]);

    [Theory]
    [InlineData("port: '{{ .Values.port }}', targetPort: 8080")]
    [InlineData("port: {{ .Values.port }}, targetPort: 8080")]
    public Task Port_of_a_template_is_unknown(string ports) => Verify(Call("""await http.GetAsync("http://catalog:8080/items");"""), files: [Caller(), Service(ports)]);

    [Fact]
    public Task Address_of_a_template_is_unknown() => Verify(
        Call("""await http.GetAsync(cfg["Catalog"]);"""), files: [Caller(env: "{ name: Catalog, value: 'http://catalog:{{ .Values.port }}' }"), Behind()]);

    [Fact]
    public Task Broken_manifest_says_nothing() => Verify(
        Call("""await http.GetAsync("http://catalog:8080/items");"""), files: [Caller(), ("deploy/svc.yaml", "apiVersion: v1\nkind: Service\nmetadata: { name: catalog, namespace: shop }\nspec: { ports: [ { port: 80, targetPort: 8080 }\n")]);

    [Fact]
    public Task Variant_that_has_the_port() => Verify(
        Call("""await http.GetAsync("http://catalog:8080/items");"""), files: [Caller(), Behind(), Service("port: 8080", file: "deploy/second.yaml")]);

    [Fact]
    public Task Patch_without_ports_leaves_them_open() => Verify(
        Call("""await http.GetAsync("http://catalog:8080/items");"""), files: [Caller(), Behind(), ("deploy/patch.yaml", "apiVersion: v1\nkind: Service\nmetadata: { name: catalog, namespace: shop }\nspec: { type: NodePort }\n")]);

    [Fact]
    public Task External_name_has_no_ports_of_its_own() => Verify(
        Call("""await http.GetAsync("http://catalog:8080/items");"""), files: [Caller(), Service("port: 80", more: "type: ExternalName\n  externalName: catalog.example.com")]);

    [Fact]
    public Task Service_entry_decides_its_own_ports() => Verify(
        Call("""await http.GetAsync("http://catalog:8080/items");"""), files: [Caller(), File("se.yaml", "apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: { name: catalog, namespace: shop }\nspec: { hosts: [ catalog ], ports: [ { number: 80, name: http, protocol: HTTP } ] }\n")]);

    [Theory]
    [InlineData("ports: [ '5100:8080' ]")]
    [InlineData("expose: [ '8080' ]")]
    [InlineData("image: x")]
    public Task Port_of_the_container_is_right_in_Docker_Compose(string service) => Verify(
        Call("""await http.GetAsync(cfg["Catalog"]);"""), files: [Anywhere, Settings("Catalog", "http://catalog:8080"), ("docker-compose.yaml", $"services:\n  catalog:\n    {service}\n")]);

    [Fact]
    public Task Pod_that_surely_takes_the_address_fails_whatever_Docker_Compose_does() => VerifyNoFix(
        Call("""await http.GetAsync([|"http://catalog:8080"|]);"""), files: [Caller(), Behind(), ("docker-compose.yaml", "services:\n  catalog:\n    expose: [ '8080' ]\n")]);

    [Fact]
    public Task Docker_Compose_with_another_port_does_not_excuse() => Verify(
        Call("""await http.GetAsync([|"http://catalog:8080"|]);"""), files: [Anywhere, ("docker-compose.yaml", "services:\n  catalog:\n    expose: [ '5000' ]\n")]);

    [Fact]
    public Task Docker_Compose_alone() => Verify(
        Call("""await http.GetAsync("http://catalog:8080/items");"""), files: [("docker-compose.yaml", "services:\n  catalog:\n    ports: [ '80:80' ]\n")]);

    [Fact]
    public Task Pod_of_a_stateful_set() => Verify(
        Call("""await http.GetAsync("http://catalog-0.catalog:9999/items");"""), files: [Caller(), Service("port: 80", more: "clusterIP: None")]);

    [Fact]
    public Task Application_of_Dapr() => Verify(
        Call("""await http.GetAsync("http://catalog:8080/items");"""), files: [Caller(), Behind(), Workload("catalog", annotations: "dapr.io/app-id: catalog")]);

    [Theory]
    [InlineData("if (Environment.GetEnvironmentVariable(\"ASPNETCORE_ENVIRONMENT\") == \"Development\") { await http.GetAsync(\"http://catalog:8080/items\"); }")]
    [InlineData("""var origins = new[] { "http://catalog:8080" }; Console.WriteLine(origins[0]);""")]
    [InlineData("""var s = "http://catalog:8080"; Console.WriteLine(s);""")]
    public Task Address_that_nothing_calls(string statement) => Verify(Call(statement), files: [Caller(), Behind()]);

    [Fact]
    public Task Look_alike_client() => Verify(Using + """
        public class HttpClient { public void GetAsync(string requestUri) { } }
        public class Items { public void Get(HttpClient http) => http.GetAsync("http://catalog:8080"); }
        """, files: [Caller(), Behind()]);

    [Fact]
    public Task Broken_code() => Verify(Using + """
        public class Items { public void Get(HttpClient http) => http.GetAsync("http://catalog:8080", {|CS1002:{|CS1026:{|CS1525:}|}|}|}
        """, files: [Caller(), Behind()]);

    [Theory]
    [InlineData("""await http.GetAsync({0}"http://catalog:8080/items"{1});""", """await http.GetAsync("http://catalog/items");""", "port: 80, targetPort: 8080")]
    [InlineData("""await http.GetAsync({0}$"http://catalog:8080/items/{{id}}"{1});""", """await http.GetAsync($"http://catalog/items/{id}");""", "port: 80, targetPort: 8080")]
    [InlineData("""await http.GetAsync({0}"http://catalog:8080/items/" + id{1});""", """await http.GetAsync("http://catalog/items/" + id);""", "port: 80, targetPort: 8080")]
    [InlineData("""await http.GetAsync(/* all */ {0}@"http://catalog:8080/items"{1}); /* here */""", """await http.GetAsync(/* all */ @"http://catalog/items"); /* here */""", "port: 80, targetPort: 8080")]
    [InlineData("""await http.GetAsync({0}"http://catalog/items"{1});""", """await http.GetAsync("http://catalog:8080/items");""", "port: 8080")]
    [InlineData("""await http.GetAsync({0}"http://catalog:9000"{1});""", """await http.GetAsync("http://catalog:7000");""", "name: a, port: 7000, targetPort: 9000 | name: b, port: 7001, targetPort: 9001")]
    public Task Fix_writes_the_port_of_the_Service(string before, string after, string ports)
        => Verify(Call(before.Replace("{0}", "[|").Replace("{1}", "|]").Replace("{{", "{").Replace("}}", "}")), Call(after), files: [Caller(), Service(ports)]);

    [Theory]
    [InlineData("http://catalog:9090", "name: a, port: 80 | name: b, port: 81")]
    [InlineData("https://catalog", "port: 80")]
    [InlineData("http://catalog:8080", "name: a, port: 80, targetPort: 8080 | name: b, port: 81, targetPort: 8080")]
    public Task No_fix_where_several_answers_may_be_right(string address, string ports)
        => VerifyNoFix(Call($"""await http.GetAsync([|"{address}"|]);"""), files: [Caller(), Service(ports)]);

    [Fact]
    public Task No_fix_where_the_value_stands_elsewhere()
        => VerifyNoFix(Call("""await http.GetAsync([|cfg["Catalog"]|]);"""), files: [Caller(), Behind(), Settings("Catalog", "http://catalog:8080")]);

    [Fact]
    public Task Destination_of_a_reverse_proxy_in_the_settings() => VerifyResultsWith(
        ProxyCode.Proxy("""proxy.{|#0:LoadFromConfig(cfg.GetSection("ReverseProxy"))|};"""), null, null, [Caller(), Behind(), ProxyCode.Routes("", "http://catalog:8080/")],
        Warning("catalog:8080", "is the container's port", "80", "deploy/svc-catalog.yaml:8", " (ReverseProxy:Clusters:catalog:Destinations:one:Address at appsettings.json:4)"));

    [Fact]
    public Task Destination_of_a_reverse_proxy_that_is_right() => Verify(
        ProxyCode.Proxy("""proxy.LoadFromConfig(cfg.GetSection("ReverseProxy"));"""), files: [Caller(), Behind(), ProxyCode.Routes("")]);

    [Fact]
    public Task Section_that_nothing_loads() => Verify(ProxyCode.Proxy("""proxy.LoadFromConfig(cfg.GetSection("Other"));"""), files: [Caller(), Behind(), ProxyCode.Routes("", "http://catalog:8080/")]);
}
