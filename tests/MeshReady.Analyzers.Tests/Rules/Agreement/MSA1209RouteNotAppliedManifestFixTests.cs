using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.CodeFixes.Rules.Agreement;
using static MeshReady.Analyzers.Tests.AgreementCode;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1209RouteNotAppliedManifestFixTests : ManifestFixTest<MSA1209RouteNotAppliedAnalyzer, MSA1209RouteNotAppliedManifestFix>
{
    private static string Rule(string spec, string space = "prod") => $$"""
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata:
          name: reviews
          namespace: {{space}}
        spec:
        {{spec}}
        """;

    private static Task Fixed(string before, string? after, string space = "prod", string address = "http://reviews.prod:80/api") => Verify(
        Call($$"""await http.GetAsync([|"{{address}}"|]);"""),
        [Meshed("prod"), Meshed("web"), Caller("web"), Service("name: http, port: 80", "reviews", "prod"), File("vs.yaml", Rule(before, space))],
        "deploy/vs.yaml", after is null ? null : Rule(after, space));

    [Fact]
    public Task Gateways_gain_mesh() => Fixed("""
          hosts: [reviews.prod.svc.cluster.local]
          gateways: [public-gw]   # edge
          http:
            - timeout: 2s
              route: [{destination: {host: reviews}}]
        """, """
          hosts: [reviews.prod.svc.cluster.local]
          gateways: [public-gw, mesh]   # edge
          http:
            - timeout: 2s
              route: [{destination: {host: reviews}}]
        """);

    [Fact]
    public Task X09_gateways_gain_mesh_and_the_host_its_full_name() => Fixed("""
          hosts:
            - reviews.prod   # dot
          gateways:
            - public-gw
          http:
            - timeout: 2s
              route: [{destination: {host: reviews}}]
        """, """
          hosts:
            - reviews.prod.svc.cluster.local   # dot
          gateways:
            - public-gw
            - mesh
          http:
            - timeout: 2s
              route: [{destination: {host: reviews}}]
        """);

    [Fact]
    public Task Partial_name_becomes_a_full_one() => Fixed("""
          hosts: [reviews.prod, shop.example.com]
          http:
            - timeout: 2s
              route: [{destination: {host: reviews}}]
        """, """
          hosts: [reviews.prod.svc.cluster.local, shop.example.com]
          http:
            - timeout: 2s
              route: [{destination: {host: reviews}}]
        """, address: "http://reviews.prod.svc/api");

    [Fact]
    public Task Short_name_of_another_namespace_with_its_destinations() => Fixed("""
          hosts: [reviews]
          http:
            - timeout: 2s
              route:
                - destination: {host: reviews, subset: a}
                - destination: {host: reviews.prod.svc.cluster.local, subset: b}
        """, """
          hosts: [reviews.prod.svc.cluster.local]
          http:
            - timeout: 2s
              route:
                - destination: {host: reviews.prod.svc.cluster.local, subset: a}
                - destination: {host: reviews.prod.svc.cluster.local, subset: b}
        """, space: "web");

    [Fact]
    public Task What_may_be_hidden_on_purpose_has_no_fix() => Fixed("""
          hosts: [reviews]
          exportTo: ['.']
          http:
            - timeout: 2s
              route: [{destination: {host: reviews}}]
        """, null);
}
