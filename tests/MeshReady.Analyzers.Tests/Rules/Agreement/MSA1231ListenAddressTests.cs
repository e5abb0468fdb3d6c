using MeshReady.Analyzers.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1231ListenAddressTests : WorkloadTest<MSA1231ListenAddressAnalyzer>
{
    private const string Local = "Warning Program.cs:2 'web' listens on localhost:5000 (UseUrls), but Service 'web' sends to 8080: connections are refused; only its own pod reaches localhost; listen on http://+:8080";

    private static (string, string) Env(params (string Name, string Value)[] variables)
        => Deployment(container: "env:\n" + string.Join("\n", variables.Select(v => $"  - name: {v.Name}\n    value: \"{v.Value}\"")));

    private static (string, string) Target(string port) => ("k8s/web-service.yaml", Service().Content.Replace("targetPort: 8080", port));

    private static string Kestrel(string body) => Program($"builder.WebHost.ConfigureKestrel(options => {{ {body} }});");

    [Fact]
    public async Task X31_localhost_in_the_code()
        => Assert.Equal(Local, await Find(Program("""builder.WebHost.UseUrls("http://localhost:5000");"""), [Deployment(), Service()]));

    [Fact]
    public async Task X31_near_miss_code_is_silent_and_the_image_decides()
        => Assert.Equal("", await Find(Program("", """app.MapGet("/", () => "ok");"""), [Deployment(), Service()]));

    [Theory]
    [InlineData("""builder.WebHost.UseUrls("http://*:5000");""")]
    [InlineData("""builder.WebHost.UseUrls("http://+:5000", "http://*:5001");""")]
    [InlineData("""builder.WebHost.UseUrls("http://0.0.0.0:5000;http://[::]:5001");""")]
    [InlineData("""const string Url = "http://+:5000"; builder.WebHost.UseUrls(Url);""")]
    [InlineData("""builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(5000));""")]
    [InlineData("""builder.WebHost.ConfigureKestrel((context, k) => { k.ListenAnyIP(5000); });""")]
    [InlineData("""builder.WebHost.UseKestrel(k => k.Listen(IPAddress.Any, 5000, o => { o.UseConnectionLogging(); }));""")]
    [InlineData("""builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Parse("0.0.0.0"), 5000));""")]
    [InlineData("""builder.Services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(k => k.ListenAnyIP(5000));""")]
    public async Task Other_port_in_the_code(string listen)
    {
        var found = await Find(Program(listen), [Deployment(), Service()]);
        Assert.StartsWith("Warning Program.cs:2 'web' listens on *:5000", found);
        Assert.Contains("but Service 'web' sends to 8080: connections are refused; let both name one port", found);
    }

    [Theory]
    [InlineData("""app.Urls.Add("http://*:5000");""", "app.Urls")]
    [InlineData("""app.Run("http://*:5000");""", "app.Run")]
    [InlineData("""await app.RunAsync("http://*:5000");""", "app.RunAsync")]
    public async Task Url_of_the_application(string pipeline, string source)
        => Assert.Contains($"listens on *:5000 ({source})", await Find(Program("", pipeline), [Deployment(), Service()]));

    [Theory]
    [InlineData("""builder.WebHost.UseUrls("http://*:8080");""")]
    [InlineData("""builder.WebHost.UseUrls("http://localhost:5000", "http://+:8080");""")]
    [InlineData("""builder.WebHost.UseUrls(builder.Configuration["Urls"]!);""")]
    [InlineData("""builder.WebHost.UseUrls("http://localhost:5000"); builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(8080));""")]
    [InlineData("""if (builder.Environment.IsDevelopment()) builder.WebHost.UseUrls("http://localhost:5000");""")]
    [InlineData("""if (builder.Configuration["Local"] == "1") builder.WebHost.UseUrls("http://localhost:5000");""")]
    [InlineData("""builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(builder.Configuration.GetValue<int>("Port")));""")]
    [InlineData("""builder.WebHost.ConfigureKestrel(k => { k.ListenAnyIP(5000); k.ListenAnyIP(builder.Configuration.GetValue<int>("Port")); });""")]
    [InlineData("""builder.WebHost.UseSetting("urls", "http://+:8080"); builder.WebHost.UseUrls("http://localhost:5000");""")]
    [InlineData("""builder.WebHost.UseUrls("http://localhost:5000"); builder.WebHost.PreferHostingUrls(true);""")]
    public async Task Code_listens_there_or_may(string listen)
        => Assert.Equal("", await Find(Program(listen), [Deployment(), Service()]));

    [Fact]
    public async Task Development_that_runs_in_the_pod_may_differ()
        => Assert.Equal("", await Find(
            Program("""builder.WebHost.UseUrls("http://+:5000"); if (builder.Environment.IsDevelopment()) builder.WebHost.UseUrls("http://+:8080");"""),
            [Env(("ASPNETCORE_ENVIRONMENT", "Development")), Service()]));

    [Theory]
    [InlineData("ASPNETCORE_URLS", "http://+:5000", "*:5000 (ASPNETCORE_URLS)")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "5000;5001", "*:5000, *:5001 (ASPNETCORE_HTTP_PORTS)")]
    [InlineData("HTTP_PORTS", "5000", "*:5000 (HTTP_PORTS)")]
    [InlineData("URLS", "http://+:5000", "*:5000 (urls)")]
    [InlineData("Kestrel__Endpoints__Http__Url", "http://*:5000", "*:5000 (Kestrel:Endpoints:Http)")]
    public async Task Variable_of_the_container_decides(string name, string value, string expected)
        => Assert.Equal(
            $"Warning k8s/web-service.yaml:12 'web' listens on {expected}, but Service 'web' sends to 8080: connections are refused; let both name one port",
            await Find(WebApp, [Env((name, value)), Service()]));

    [Fact]
    public async Task Ports_of_the_environment_match()
        => Assert.Equal("", await Find(WebApp, [Env(("ASPNETCORE_HTTP_PORTS", "8080")), Service()]));

    [Fact]
    public async Task Urls_come_before_ports()
        => Assert.Equal("", await Find(WebApp, [Env(("ASPNETCORE_HTTP_PORTS", "5000"), ("ASPNETCORE_URLS", "http://+:8080")), Service()]));

    [Fact]
    public async Task UseUrls_comes_before_the_variable()
        => Assert.Equal(Local, await Find(Program("""builder.WebHost.UseUrls("http://localhost:5000");"""), [Env(("ASPNETCORE_URLS", "http://+:8080")), Service()]));

    [Fact]
    public async Task Kestrels_endpoints_come_before_every_url()
        => Assert.Equal("", await Find(
            Program("""builder.WebHost.UseUrls("http://localhost:5000");"""),
            [Deployment(), Service(), ("appsettings.json", """{ "Kestrel": { "Endpoints": { "Http": { "Url": "http://*:8080" } } } }""")]));

    [Fact]
    public async Task Endpoint_in_the_settings_is_local()
        => Assert.Contains("'web' listens on localhost:8080 (Kestrel:Endpoints:Http), but Service 'web' sends to 8080: connections are refused; only its own pod reaches localhost", await Find(
            WebApp,
            [Deployment(), Service(), ("appsettings.json", """{ "Kestrel": { "Endpoints": { "Http": { "Url": "http://localhost:8080" } } } }""")]));

    [Fact]
    public async Task Settings_of_development_do_not_count()
        => Assert.Equal("", await Find(
            WebApp,
            [Env(("ASPNETCORE_URLS", "http://+:8080")), Service(), ("appsettings.Development.json", """{ "Kestrel": { "Endpoints": { "Http": { "Url": "http://localhost:5000" } } } }""")]));

    [Theory]
    [InlineData("urls", """{ "urls": "http://*:5000" }""")]
    [InlineData("Kestrel:Endpoints:Web", """{ "Kestrel": { "Endpoints": { "Web": { "Url": "http://*:5000" } } } }""")]
    public async Task Settings_decide(string source, string json)
        => Assert.Contains($"'web' listens on *:5000 ({source})", await Find(WebApp, [Deployment(), Service(), ("appsettings.json", json)]));

    [Fact]
    public async Task Image_of_the_SDK_listens_on_8080()
        => Assert.Contains("'web' listens on *:8080 (the default of .NET's images), but Service 'web' sends to 80:", await Find(
            WebApp,
            [Deployment(), Target("targetPort: 80")],
            [("build_property.ContainerRepository", "shop/web"), ("build_property.TargetFramework", "net8.0")]));

    [Fact]
    public async Task Image_of_the_SDK_listened_on_80_before()
        => Assert.Equal("", await Find(
            WebApp,
            [Deployment(), Target("targetPort: 80")],
            [("build_property.ContainerRepository", "shop/web"), ("build_property.TargetFramework", "net7.0")]));

    [Theory]
    [InlineData("readinessProbe:\n  httpGet:\n    path: /\n    port: 8080", "readinessProbe asks 8080")]
    [InlineData("livenessProbe:\n  tcpSocket:\n    port: web\nports:\n  - name: web\n    containerPort: 8080", "livenessProbe asks 8080")]
    [InlineData("startupProbe:\n  grpc:\n    port: 8080", "startupProbe asks 8080")]
    public async Task Probe_asks_elsewhere(string probe, string expected)
        => Assert.Contains(expected, await Find(Program("""builder.WebHost.UseUrls("http://+:5000");"""), [Deployment(container: probe)]));

    [Fact]
    public async Task Probe_that_runs_in_the_pod_reaches_localhost()
        => Assert.Equal("", await Find(Program("""builder.WebHost.UseUrls("http://localhost:8080");"""), [Deployment(container: "livenessProbe:\n  exec:\n    command: [curl, localhost:8080]")]));

    [Fact]
    public async Task Probe_and_Service_are_one_finding()
        => Assert.Contains("but Service 'web' sends to 8080 and readinessProbe asks 8080: connections are refused", Assert.Single((await Find(
            Program("""builder.WebHost.UseUrls("http://+:5000");"""),
            [Deployment(container: "readinessProbe:\n  httpGet:\n    port: 8080"), Service()])).Split('\n')));

    [Theory]
    [InlineData("targetPort: web")]
    [InlineData("protocol: UDP")]
    [InlineData("targetPort: {{ .Values.port }}")]
    public async Task Port_of_the_Service_is_not_known(string port)
        => Assert.Equal("", await Find(Program("""builder.WebHost.UseUrls("http://+:5000");"""), [Deployment(), Target(port)]));

    [Fact]
    public async Task Named_port_is_looked_up()
        => Assert.Equal("", await Find(Program("""builder.WebHost.UseUrls("http://+:5000");"""), [Deployment(container: "ports:\n  - name: web\n    containerPort: 5000"), Target("targetPort: web")]));

    [Fact]
    public async Task Absent_target_is_the_port_itself()
        => Assert.Contains("Service 'web' sends to 80:", await Find(Program("""builder.WebHost.UseUrls("http://+:5000");"""), [Deployment(), Target("protocol: TCP")]));

    [Fact]
    public async Task Headless_Service_is_reached_at_the_target_port()
        => Assert.Equal("", await Find(Program("""builder.WebHost.UseUrls("http://+:8080");"""), [Deployment(), Service("clusterIP: None")]));

    [Fact]
    public async Task Sidecar_listens_there()
        => Assert.Equal("", await Find(
            Program("""builder.WebHost.UseUrls("http://localhost:5000");"""),
            [("k8s/web.yaml", Deployment().Content + "\n        - name: envoy\n          image: envoyproxy/envoy:v1\n          ports:\n            - containerPort: 8080"), Service()]));

    [Fact]
    public async Task Neighbour_that_declares_no_port_may_listen_there()
        => Assert.Equal("", await Find(
            Program("""builder.WebHost.UseUrls("http://localhost:5000");"""),
            [("k8s/web.yaml", Deployment().Content + "\n        - name: nginx\n          image: nginx:1"), Service()]));

    [Fact]
    public async Task Dapr_calls_its_application_at_localhost()
        => Assert.Equal("", await Find(Program("", """app.Run("http://localhost:6000");"""), [Deployment(container: "ports:\n  - containerPort: 6000")]));

    [Fact]
    public async Task Linkerd_may_call_localhost()
        => Assert.Equal("", await Find(Program("""builder.WebHost.UseUrls("http://localhost:8080");"""), [Deployment(), Service()], [("meshready.mesh", "linkerd")]));

    [Fact]
    public async Task Istio_does_not_call_localhost()
        => Assert.Contains("only its own pod reaches localhost", await Find(Program("""builder.WebHost.UseUrls("http://localhost:8080");"""), [Deployment(), Service()], [("meshready.mesh", "istio")]));

    [Theory]
    [InlineData("args: [\"--urls\", \"http://+:8080\"]")]
    [InlineData("args: [\"--Kestrel:Endpoints:Http:Url=http://+:8080\"]")]
    [InlineData("command: [\"{{ .Values.command }}\"]")]
    public async Task Command_says_where_to_listen(string command)
        => Assert.Equal("", await Find(Program("""builder.WebHost.UseUrls("http://+:5000");"""), [Deployment(container: command), Service()]));

    [Fact]
    public async Task Other_server_of_the_process_has_the_port()
        => Assert.Equal("", await Find(Program("""builder.WebHost.UseUrls("http://+:5000"); var other = new HttpListener();"""), [Deployment(), Service()]));

    [Fact]
    public async Task Second_port_of_a_Service_may_be_another_servers()
        => Assert.Equal("", await Find(
            Program("""builder.WebHost.UseUrls("http://+:8080");"""),
            [Deployment(), ("k8s/web-service.yaml", Service().Content + "\n    - name: metrics\n      port: 9090")]));

    [Fact]
    public async Task Only_port_of_a_Service_is_wrong_although_the_probe_is_right()
        => Assert.StartsWith("Warning Program.cs:2 'web' listens on *:5000", await Find(
            Program("""builder.WebHost.UseUrls("http://+:5000");"""),
            [Deployment(container: "readinessProbe: {tcpSocket: {port: 5000}}"), Service()]));

    [Fact]
    public async Task Service_of_other_pods()
        => Assert.Equal("", await Find(Program("""builder.WebHost.UseUrls("http://+:5000");"""), [Deployment(), ("k8s/other.yaml", Service().Content.Replace("app: web", "app: other"))]));

    [Fact]
    public async Task Variants_are_one_finding()
        => Assert.Equal(Local, Assert.Single((await Find(
            Program("""builder.WebHost.UseUrls("http://localhost:5000");"""),
            [Deployment(), Deployment(path: "k8s/web-istio.yaml"), Service()])).Split('\n')));

    [Fact]
    public async Task Host_of_the_node()
        => Assert.Equal("", await Find(Program("""builder.WebHost.UseUrls("http://localhost:5000");"""), [Deployment(pod: "hostNetwork: true"), Service()]));

    [Fact]
    public async Task Looks_alike()
        => Assert.Equal("", await Find(
            Kestrel("") + "class My { public void UseUrls(string url) { } public void ListenAnyIP(int port) { } void Do() { UseUrls(\"http://localhost:1\"); ListenAnyIP(1); } }",
            [Deployment(), Service()]));

    [Fact]
    public async Task Unknown_variables_may_say_where_to_listen()
        => Assert.Equal("", await Find(WebApp, [Deployment(container: "env:\n  - name: ASPNETCORE_URLS\n    valueFrom:\n      configMapKeyRef:\n        name: elsewhere\n        key: urls"), Service()]));

    [Theory]
    [InlineData("{ingress: [{port: {number: 8080, protocol: HTTP}, defaultEndpoint: \"127.0.0.1:8080\"}]}", false)]
    [InlineData("{egress: [{hosts: [\"./*\"]}]}", true)]
    public async Task Sidecar_may_lead_requests_to_localhost(string spec, bool isFound)
        => Assert.Equal(isFound, (await Find(
            Program("""builder.WebHost.UseUrls("http://localhost:8080");"""),
            [Deployment(), Service(), ("k8s/sidecar.yaml", "apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: {name: web, namespace: shop}\nspec: " + spec)],
            [("meshready.mesh", "istio")])).Length > 0);
}
