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

    [Fact]
    public async Task Socket_of_the_program_may_be_what_the_second_port_is_for()
        => Assert.Empty(await Find(
            Program("builder.WebHost.UseUrls(\"http://+:8080\"); var feed = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp); feed.Bind(new IPEndPoint(IPAddress.Any, 9000));"),
            [Deployment(), Service(), ("k8s/feed.yaml", Service(name: "feed").Content.Replace("targetPort: 8080", "targetPort: 9000"))]));

    [Fact]
    public async Task Headless_service_sends_nothing_anywhere()
        => Assert.Empty(await Find(Program("builder.WebHost.UseUrls(\"http://+:8080\");"), [Deployment(), ("k8s/pods.yaml", Service("clusterIP: None", "web-pods").Content.Replace("targetPort: 8080", "targetPort: 80")), Service()]));

    [Theory]
    [InlineData("k8s/dev/web.yaml", "k8s/dev/service.yaml", "k8s/prod/web.yaml", "k8s/prod/service.yaml")]
    [InlineData("dev/apps/web.yaml", "dev/services/web.yaml", "prod/apps/web.yaml", "prod/services/web.yaml")]
    [InlineData("apps/dev/web.yaml", "services/dev/web.yaml", "apps/prod/web.yaml", "services/prod/web.yaml")]
    public async Task Folders_of_environments_without_namespaces_do_not_mix(string dev, string devService, string prod, string prodService)
        => Assert.Empty(await Find(WebApp, [.. Environment(dev, devService, "80", "80"), .. Environment(prod, prodService, "8080", "8080")]));

    [Fact]
    public async Task Service_beside_one_environment_says_nothing_of_the_other()
        => Assert.Empty(await Find(WebApp, [Environment("k8s/dev/web.yaml", "", "80", "")[0], .. Environment("k8s/prod/web.yaml", "k8s/prod/service.yaml", "8080", "8080")]));

    [Fact]
    public async Task Mistake_of_one_environment_is_seen()
        => Assert.StartsWith(
            "Warning k8s/prod/service.yaml:11 'web' listens on *:8080 (ASPNETCORE_URLS), but Service 'web' sends to 80",
            await Find(WebApp, [.. Environment("k8s/dev/web.yaml", "k8s/dev/service.yaml", "8080", "8080"), .. Environment("k8s/prod/web.yaml", "k8s/prod/service.yaml", "8080", "80")]));

    private static (string, string)[] Environment(string path, string servicePath, string listens, string target) =>
    [
        (path, Deployment(container: $"env:\n  - name: ASPNETCORE_URLS\n    value: \"http://+:{listens}\"").Content.Replace("  namespace: shop\n", "")),
        (servicePath, Service().Content.Replace("  namespace: shop\n", "").Replace("targetPort: 8080", "targetPort: " + target)),
    ];
}
