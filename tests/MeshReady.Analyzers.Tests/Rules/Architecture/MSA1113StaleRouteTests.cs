using MeshReady.Analyzers.Rules.Architecture;
using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Rules.Architecture;

/// <summary>A route that matches nothing as the editor of the service behind it shows it.</summary>
public sealed class MSA1113StaleRouteTests : SystemRuleTest<MSA1113StaleRouteAnalyzer>
{
    private const string Program = "var app = WebApplication.CreateBuilder(args).Build();\napp.MapGet(\"/plant/{id}\", (int id) => id);\napp.Run();\n";

    [Fact]
    public async Task Route_that_matches_nothing_is_shown_in_its_manifest()
        => Assert.Equal(
            "Warning k8s/all.yaml:20 VirtualService 'web' routes '/plants…' to 'web', which answers /plant/{id}: what the route sets acts on no request",
            await Find(Program, [Other("zoo")], Manifests("web")));

    [Fact]
    public async Task Route_that_matches_is_none() => Assert.Empty(await Find(Program.Replace("/plant/", "/plants/"), [Other("zoo")], Manifests("web")));

    [Fact]
    public async Task Service_that_may_answer_more_is_not_judged() => Assert.Empty(await Find(Program.Replace("app.Run", "app.UseStaticFiles();\napp.Run"), [Other("zoo")], Manifests("web")));

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
