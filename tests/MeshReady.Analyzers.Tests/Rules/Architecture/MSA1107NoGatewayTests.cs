using MeshReady.Analyzers.Rules.Architecture;

namespace MeshReady.Analyzers.Tests.Rules.Architecture;

/// <summary>Open services as one of them shows it, in its manifest.</summary>
public sealed class MSA1107NoGatewayTests : SystemRuleTest<MSA1107NoGatewayAnalyzer>
{
    private const string Program = "WebApplication.CreateBuilder(args).Build().Run();";

    [Fact]
    public async Task First_of_the_open_services_is_shown_at_its_type()
        => Assert.Equal(
            "Info k8s/web.yaml:13 3 services stand open to the outside, each by itself (web, x, y; type NodePort): certificates, logins and limits have no common place",
            await Find(Program, [Other("x"), Other("y")], [Open("web"), Open("x"), Open("y")]));

    [Fact]
    public async Task First_of_them_being_another_it_is_told() => Assert.Empty(await Find(Program, [Other("a"), Other("b")], [Open("web"), Open("a"), Open("b")]));

    [Fact]
    public async Task Comment_in_the_manifest_silences_it()
        => Assert.Empty(await Find(Program, [Other("x"), Other("y")], [Open("web", " # meshready: disable MSA1107 reached through the VPN only"), Open("x"), Open("y")]));

    [Fact]
    public async Task Gateway_elsewhere_can_be_told() => Assert.Empty(await Find(Program, [Other("x"), Other("y")], [Open("web"), Open("x"), Open("y")], [("meshready.gateway", "external")]));

    [Fact]
    public async Task Without_a_snapshot_nothing_is_known_of_others() => Assert.Empty(await Find(Program, [], [Open("web"), Open("x"), Open("y")]));

    private static (string, string) Open(string name, string comment = "") => ($"k8s/{name}.yaml", $$"""
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
        spec:
          type: NodePort{{comment}}
          selector: { app: {{name}} }
          ports: [ { name: http, port: 80 } ]
        """);
}
