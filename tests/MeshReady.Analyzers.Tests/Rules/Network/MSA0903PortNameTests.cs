using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.Analyzers.Rules.Network;

namespace MeshReady.Analyzers.Tests.Rules.Network;

/// <summary>The name of a port as the editor of the service behind it shows it.</summary>
public sealed class MSA0903PortNameTests : SystemRuleTest<MSA0903PortNameAnalyzer>
{
    private const string Program = """
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Server.Kestrel.Core;
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.ConfigureKestrel(o => o.ListenAnyIP(8080, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run();
        """;

    [Fact]
    public async Task Tcp_before_http2_is_shown_in_the_manifest()
        => Assert.Equal(
            "Warning k8s/all.yaml:15 port 'tcp' of Service 'web' makes the mesh pass on bytes, but 'web' speaks HTTP/2 there (src/web/Program.cs:4): one connection stays with one pod, and no route, retry or metric of requests acts; call the port 'http2' or set appProtocol: http2",
            await Find(Program, [Other("zoo")], [("k8s/all.yaml", Shop("tcp"))]));

    [Theory]
    [InlineData("tcp", true)]
    [InlineData("http", false)]
    public async Task Name_is_one_finding_of_one_rule(string name, bool isOurs)
    {
        Assert.Equal(isOurs, (await Find(Program, [Other("zoo")], [("k8s/all.yaml", Shop(name))])).Length > 0);
        Assert.Equal(!isOurs, (await Find(Program, [Other("zoo")], [("k8s/all.yaml", Shop(name))], other: new MSA1218PortProtocolAnalyzer())).Length > 0);
    }

    [Fact]
    public async Task Comment_in_the_manifest_silences_it()
        => Assert.Empty(await Find(Program, [Other("zoo")], [("k8s/all.yaml", Shop("tcp").Replace("spec: { selector", "# meshready: disable MSA0903 an old client needs it\nspec: { selector"))]));

    [Fact]
    public async Task Without_a_snapshot_nothing_is_shown() => Assert.Empty(await Find(Program, [], [("k8s/all.yaml", Shop("tcp"))]));

    private static string Shop(string port) => $$"""
        apiVersion: v1
        kind: Namespace
        metadata: { name: shop, labels: { istio-injection: enabled } }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          template:
            metadata: { labels: { app: web } }
            spec: { containers: [{ name: web, image: r.io/web }] }
        ---
        apiVersion: v1
        kind: Service
        spec: { selector: { app: web }, ports: [{ name: {{port}}, port: 80, targetPort: 8080 }] }
        metadata: { name: web, namespace: shop }
        """;
}
