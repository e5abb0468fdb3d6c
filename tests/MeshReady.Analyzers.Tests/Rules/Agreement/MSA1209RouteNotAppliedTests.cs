using MeshReady.Analyzers.Rules.Agreement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using static MeshReady.Analyzers.Tests.AgreementCode;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1209RouteNotAppliedTests : RuleTest<MSA1209RouteNotAppliedAnalyzer>
{
    private const string Timeout = "{ timeout: 2s, route: [ { destination: { host: reviews } } ] }";
    private const string NoMesh = "its gateways are 'public-gw' and not 'mesh'";

    private static readonly (string, string) Reviews = Service("name: http, port: 80 | name: alt, port: 8080", "reviews", "prod");

    private static (string, string) Rule(string hosts, string more = "", string http = Timeout, string space = "prod", string file = "vs.yaml")
        => File(file, $"apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{ name: reviews, namespace: {space} }}\nspec:\n  hosts: [ {hosts} ]\n{(more.Length > 0 ? "  " + more + "\n" : "")}  http: [ {http} ]\n");

    private static DiagnosticResult Result(string address, string reason, int line, string policy = "timeout", DiagnosticSeverity severity = DiagnosticSeverity.Warning)
        => new DiagnosticResult("MSA1209", severity).WithLocation(0).WithArguments("reviews", $"deploy/vs.yaml:{line}", address, reason, policy, "", "").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations);

    private static Task Reported(string address, (string, string) rule, DiagnosticResult expected, string caller = "prod")
        => VerifyResultsWith(Call($$"""await http.GetAsync({|#0:"{{address}}"|});"""), null, null, [Meshed("prod"), Meshed("web"), Caller(caller), Reviews, rule], expected);

    private static Task Silent(string address, params (string, string)[] rules)
        => Verify(Call($"""await http.GetAsync("{address}");"""), files: [Meshed("prod"), Meshed("web"), Caller("prod"), Reviews, .. rules]);

    [Fact]
    public Task X09_partial_name_at_gateways_only() => Reported(
        "http://reviews.prod/api", Rule("reviews.prod", "gateways: [ public-gw ]"), Result("http://reviews.prod", NoMesh, 6));

    [Fact]
    public Task X09_near_miss_full_name_with_mesh() => Silent("http://reviews.prod/api", Rule("reviews.prod.svc.cluster.local", "gateways: [ mesh, public-gw ]"));

    [Theory]
    [InlineData("http://reviews")]
    [InlineData("http://reviews.prod.svc.cluster.local")]
    public Task Partial_name_is_a_literal_for_calls_by_another_form(string address) => Reported(
        address, Rule("reviews.prod"), Result(address, "its host 'reviews.prod' has a dot and is taken literally, and the Service is 'reviews.prod.svc.cluster.local'", 5));

    [Fact]
    public Task Partial_name_with_svc() => Reported(
        "http://reviews.prod/x", Rule("reviews.prod.svc"), Result("http://reviews.prod", "its host 'reviews.prod.svc' has a dot and is taken literally, and the Service is 'reviews.prod.svc.cluster.local'", 5));

    [Fact]
    public Task Short_name_at_gateways_only() => Reported("http://reviews", Rule("reviews", "gateways: [ public-gw ]"), Result("http://reviews", NoMesh, 6));

    [Fact]
    public Task Short_name_of_another_namespace() => Reported(
        "http://reviews.prod", Rule("reviews", space: "web"), Result("http://reviews.prod", "its host 'reviews' means a Service of namespace 'web', and the Service is 'reviews.prod.svc.cluster.local'", 5), "web");

    [Fact]
    public Task Hidden_from_the_caller_may_be_meant() => Reported(
        "http://reviews.prod", Rule("reviews", "exportTo: [ '.' ]"), Result("http://reviews.prod", "its exportTo ('.') hides it from namespace 'web'", 6, severity: DiagnosticSeverity.Info), "web");

    [Theory]
    [InlineData("{ retries: { attempts: 2 }, timeout: 2s, route: [ { destination: { host: reviews } } ] }", "timeout and retries")]
    [InlineData("{ fault: { abort: { httpStatus: 500 } }, route: [ { destination: { host: reviews } } ] }", "faults")]
    [InlineData("{ route: [ { destination: { host: reviews, subset: a }, weight: 90 }, { destination: { host: reviews, subset: b }, weight: 10 } ] }", "weights")]
    [InlineData("{ match: [ { headers: { x-test: { exact: a } } } ], route: [ { destination: { host: reviews, subset: b } } ] }", "matches")]
    [InlineData("{ route: [ { destination: { host: reviews, subset: b } } ] }", "subsets")]
    public Task What_the_call_goes_without(string http, string policy) => Reported("http://reviews", Rule("reviews.prod", http: http),
        Result("http://reviews", "its host 'reviews.prod' has a dot and is taken literally, and the Service is 'reviews.prod.svc.cluster.local'", 5, policy));

    [Fact]
    public Task Caller_that_may_be_meshed() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"http://reviews"|});"""), null, null, [Caller("prod"), Reviews, Rule("reviews.prod")],
        Result("http://reviews", "its host 'reviews.prod' has a dot and is taken literally, and the Service is 'reviews.prod.svc.cluster.local'", 5, severity: DiagnosticSeverity.Info));

    // corrections.md, X09: such a literal gets a virtual host of its own.
    [Theory]
    [InlineData("http://reviews.prod/api")]
    [InlineData("http://reviews.prod:80/api")]
    [InlineData("http://reviews.prod:8080/api")]
    public Task Literal_that_is_the_host_of_the_call(string address) => Silent(address, Rule("reviews.prod"));

    [Theory]
    [InlineData("shop.example.com", "gateways: [ public-gw ]")]
    [InlineData("'*'", "gateways: [ public-gw ]")]
    [InlineData("'*.prod.svc.cluster.local'", "gateways: [ public-gw ]")]
    [InlineData("ratings", "gateways: [ public-gw ]")]
    [InlineData("reviews", "")]
    [InlineData("reviews", "gateways: [ mesh ]")]
    [InlineData("reviews", "gateways: [ '{{ .Values.gateway }}' ]")]
    [InlineData("'{{ .Values.host }}'", "gateways: [ public-gw ]")]
    [InlineData("reviews.prod.svc.cluster.local", "exportTo: [ '*' ]")]
    [InlineData("reviews", "exportTo: [ '.' ]")]
    [InlineData("'*.prod.svc.cluster.local'", "")]
    public Task Rule_that_is_not_meant_or_acts(string hosts, string more) => Silent("http://reviews", Rule(hosts, more));

    [Fact]
    public Task Rule_that_only_leads_to_the_Service() => Silent("http://reviews", Rule("reviews", "gateways: [ public-gw ]", "{ route: [ { destination: { host: reviews } } ] }"));

    [Fact]
    public Task Another_rule_acts_on_the_call() => Silent("http://reviews", Rule("reviews", "gateways: [ public-gw ]"), Rule("reviews", file: "mesh.yaml"));

    [Fact]
    public Task Both_namespaces_have_the_Service() => Verify(
        Call("""await http.GetAsync("http://reviews.prod");"""),
        files: [Meshed("prod"), Meshed("web"), Caller("web"), Reviews, Service("port: 80", "reviews", "web", file: "deploy/web.yaml"), Rule("reviews", space: "web")]);

    [Theory]
    [InlineData("https://reviews")]
    [InlineData("http://reviews:9999")]
    [InlineData("http://ratings")]
    [InlineData("http://reviews.example.com")]
    public Task Call_that_no_rule_could_act_on(string address) => Silent(address, Rule("reviews.prod", "gateways: [ public-gw ]"));

    // mesh-facts.md 6.3, 8
    [Fact]
    public Task Ambient_without_a_waypoint() => Verify(
        Call("""await http.GetAsync("http://reviews");"""), files: [Labelled("istio.io/dataplane-mode: ambient", "prod"), Caller("prod"), Reviews, Rule("reviews.prod")]);

    [Fact]
    public Task No_mesh() => Verify(Call("""await http.GetAsync("http://reviews");"""), files: [Plain("prod"), Caller("prod"), Reviews, Rule("reviews.prod")]);

    [Fact]
    public Task Linkerd_reads_no_VirtualService() => Verify(Call("""await http.GetAsync("http://reviews");"""), globalConfig: "meshready.mesh = linkerd", files: [Caller("prod"), Reviews, Rule("reviews.prod")]);

    [Fact]
    public Task Port_of_bytes() => Verify(
        Call("""await http.GetAsync("http://reviews");"""), files: [Meshed("prod"), Caller("prod"), Service("name: tcp, port: 80", "reviews", "prod"), Rule("reviews.prod")]);

    [Fact]
    public Task Broken_rule() => Verify(
        Call("""await http.GetAsync("http://reviews");"""), files: [Meshed("prod"), Caller("prod"), Reviews, File("vs.yaml", Rule("reviews.prod").Item2 + "  http: [ {\n")]);

    [Fact]
    public Task Two_variants_of_the_rule_are_one_finding() => VerifyResultsWith(
        Call("""await http.GetAsync({|#0:"http://reviews"|});"""), null, null, [Meshed("prod"), Caller("prod"), Reviews, Rule("reviews.prod"), Rule("reviews.prod", file: "zz.yaml")],
        new DiagnosticResult("MSA1209", DiagnosticSeverity.Warning).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));
}
