using MeshReady.Analyzers.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

/// <summary>Ports that belong to somebody else, and ports that nobody can name.</summary>
public sealed class MSA1231ListenAddressNeighbourTests : WorkloadTest<MSA1231ListenAddressAnalyzer>
{
    private const string Port5000 = "builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(5000));";

    [Theory]
    [InlineData("livenessProbe: {httpGet: {path: /healthz/ready, port: 15021}}")]
    [InlineData("livenessProbe: {httpGet: {path: /app-health/web/livez, port: 15020}}")]
    [InlineData("livenessProbe: {httpGet: {path: /v1.0/healthz, port: 3500}}")]
    public async Task Probe_of_a_sidecar_that_is_injected(string probe) => Assert.Empty(await Find(Program(Port5000), [Deployment(container: probe)]));

    [Fact]
    public async Task Dapr_calls_its_application_at_localhost()
    {
        var (path, text) = Deployment();
        Assert.Empty(await Find(Program("builder.WebHost.UseUrls(\"http://localhost:8080\");"), [(path, text.Replace("      labels:", "      annotations: {dapr.io/enabled: \"true\", dapr.io/app-port: \"8080\"}\n      labels:")), Service()]));
    }

    [Theory]
    [InlineData("builder.WebHost.UseUrls(\"http://+:0\");")]
    [InlineData("builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Any, args.Length));")]
    public async Task Port_that_is_chosen_when_the_program_runs(string services) => Assert.Empty(await Find(Program(services), [Deployment(), Service()]));

    [Theory]
    [InlineData("k.Listen(new IPEndPoint(IPAddress.Any, 5000))", "*:5000")]
    [InlineData("k.Listen(new IPEndPoint(IPAddress.IPv6Any, 5000), o => o.UseHttps())", "*:5000")]
    [InlineData("k.Listen(new IPEndPoint(IPAddress.Loopback, 8080))", "localhost:8080")]
    public async Task Endpoint_as_one_object(string listen, string shown)
        => Assert.StartsWith($"Warning Program.cs:2 'web' listens on {shown}", await Find(Program($"builder.WebHost.ConfigureKestrel(k => {listen});"), [Deployment(), Service()]));

    [Theory]
    [InlineData("appsettings.Development.json", """{ "urls": "http://localhost:5000" }""")]
    [InlineData("Properties/launchSettings.json", """{ "profiles": { "web": { "applicationUrl": "http://localhost:5000" } } }""")]
    public async Task Settings_of_a_developer_do_not_count(string path, string json) => Assert.Empty(await Find(WebApp, [Deployment(), Service(), (path, json)]));
}
