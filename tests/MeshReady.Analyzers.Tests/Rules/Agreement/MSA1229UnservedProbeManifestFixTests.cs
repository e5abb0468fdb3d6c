using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.CodeFixes.Rules.Agreement;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1229UnservedProbeManifestFixTests : ManifestFixTest<MSA1229UnservedProbeAnalyzer, MSA1229UnservedProbeManifestFix>
{
    private const string Ports = "          ports:\n            - containerPort: 8080";

    private const string Probe = "\n          readinessProbe:\n            httpGet:\n              path: /hc\n              port: 8080";

    private static string Server(string health) => ServerCode.Program("builder.Services.AddHealthChecks();", health);

    [Fact]
    public Task Container_gains_the_probe()
        => Verify(Server("app.[|UseHealthChecks(\"/hc\")|];"), [ServerCode.Deployment(Ports)], "deploy/testproject.yaml", ServerCode.Deployment(Ports + Probe).Content, kind: OutputKind.ConsoleApplication);

    [Fact]
    public Task Container_of_two_ports_gets_no_offer()
        => Verify(Server("app.[|UseHealthChecks(\"/hc\")|];"), [ServerCode.Deployment(Ports + "\n            - containerPort: 9090")], "deploy/testproject.yaml", null, kind: OutputKind.ConsoleApplication);

    [Fact]
    public Task Container_without_a_port_gets_no_offer()
        => Verify(Server("app.[|UseHealthChecks(\"/hc\")|];"), [ServerCode.Deployment("")], "deploy/testproject.yaml", null, kind: OutputKind.ConsoleApplication);
}
