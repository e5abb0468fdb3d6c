using MeshReady.Analyzers.Rules.Architecture;
using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Rules.Architecture;

/// <summary>A route that matches nothing as the editor of the service behind it shows it.</summary>
public sealed class MSA1113StaleRouteTests : SystemRuleTest<MSA1113StaleRouteAnalyzer>
{
    private const string Program = "WebApplication.CreateBuilder(args).Build().Run();";

    [Fact]
    public async Task Service_whose_endpoints_the_snapshot_does_not_hold_is_not_judged()
        => Assert.Empty(await Find(Program, [Other("zoo") with { HasOtherEndpoints = true }], Manifests("web")));

    [Fact]
    public async Task Route_to_another_service_is_that_ones_to_tell()
        => Assert.Empty(await Find(Program, [Other("zoo") with { Endpoints = [new(ServedKind.Http, new("src/zoo/Program.cs", 3)) { Pattern = "/animals" }] }], Manifests("zoo")));

    [Fact]
    public async Task Without_a_snapshot_nothing_is_known_of_others() => Assert.Empty(await Find(Program, [], Manifests("web")));

    private static (string, string)[] Manifests(string name) =>
    [
        ("k8s/all.yaml", $$"""
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
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: { name: {{name}}, namespace: shop }
            spec:
              hosts: [{{name}}]
              http:
              - match: [ { uri: { prefix: /plants } } ]
                route: [ { destination: { host: {{name}} } } ]
            """),
    ];
}
