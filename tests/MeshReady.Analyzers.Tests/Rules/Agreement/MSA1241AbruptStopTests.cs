using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.CodeFixes.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1241AbruptStopTests : WorkloadTest<MSA1241AbruptStopAnalyzer>
{
    private const string Ports = "ports: [{containerPort: 8080}]";

    private const string Found = "Info k8s/web.yaml:13 Kestrel in container 'web' stops accepting at SIGTERM, while callers are still led to it for some seconds: every rollout of 'web' drops requests; add lifecycle.preStop.sleep of 5 s";

    [Fact]
    public async Task Served_workload_without_a_pause()
        => Assert.Equal(Found + " and set terminationGracePeriodSeconds to 35", await Find(WebApp, [Deployment(container: Ports)]));

    [Fact]
    public async Task Service_leads_to_a_pod_that_names_no_port()
        => Assert.Equal(Found + " and set terminationGracePeriodSeconds to 35", await Find(WebApp, [Deployment(), Service()]));

    [Theory]
    [InlineData("# meshready: disable-file MSA1241 one player, no rollouts", true)]
    [InlineData("# meshready: disable-document MSA1226, MSA1241 one player, no rollouts", true)]
    [InlineData("# meshready: disable-document MSA1241", false)]
    [InlineData("# meshready: disable-document MSA1226 one player, no rollouts", false)]
    public async Task Comment_with_a_reason_silences(string comment, bool silences)
        => Assert.Equal(silences, (await Find(WebApp, [Deployment(pod: comment, container: Ports)])).Length == 0);

    [Theory]
    [InlineData("60", "")]
    [InlineData("34", " and set terminationGracePeriodSeconds to 35")]
    [InlineData("5", " and set terminationGracePeriodSeconds to 35")]
    public async Task Grace_period_has_to_hold_the_pause_too(string grace, string advice)
        => Assert.Equal(Found.Replace(":13", ":14") + advice, await Find(WebApp, [Deployment(pod: "terminationGracePeriodSeconds: " + grace, container: Ports)]));

    [Fact]
    public async Task Time_out_of_the_host_counts_for_the_grace_period()
        => Assert.Equal(Found, await Find(Program("builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(25));"), [Deployment(container: Ports)]));

    [Fact]
    public async Task Server_of_gRPC_alone_drops_calls_too()
        => Assert.StartsWith("Info k8s/web.yaml:13", await Find(WebApp, [Deployment(container: "ports: [{containerPort: 7070, name: grpc}]\nreadinessProbe: {grpc: {port: 7070}}")]));

    [Theory]
    [InlineData("lifecycle: {preStop: {sleep: {seconds: 5}}}")]
    [InlineData("lifecycle: {preStop: {exec: {command: [sh, -c, sleep 10]}}}")]
    [InlineData("lifecycle: {preStop: {exec: {command: [/drain.sh]}}}")]
    [InlineData("lifecycle: {preStop: {httpGet: {path: /drain, port: 8080}}}")]
    [InlineData("lifecycle: {{ toYaml .Values.lifecycle }}")]
    public async Task Pod_waits_already_or_may(string lifecycle) => Assert.Empty(await Find(WebApp, [Deployment(container: Ports + "\n" + lifecycle)]));

    [Theory]
    [InlineData("app.Lifetime.ApplicationStopping.Register(() => Thread.Sleep(5000));")]
    [InlineData("app.Lifetime.ApplicationStopping.Register(() => Thread.Sleep(builder.Configuration.GetValue<int>(\"Drain\")));")]
    [InlineData("app.Lifetime.ApplicationStopping.Register(() => { Task.Delay(TimeSpan.FromSeconds(5)).Wait(); });")]
    [InlineData("app.Lifetime.ApplicationStopping.Register(static s => Thread.Sleep(5000), null);")]
    [InlineData("var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping; app.Lifetime.ApplicationStopping.Register(Drain); void Drain() => Thread.Sleep(5000);")]
    public async Task Code_waits_already(string pipeline) => Assert.Empty(await Find(Program("", pipeline), [Deployment(container: Ports)]));

    [Theory]
    [InlineData("class Drain : IHostedLifecycleService { public Task StartingAsync(CancellationToken c) => Task.CompletedTask; public Task StartedAsync(CancellationToken c) => Task.CompletedTask; public Task StoppingAsync(CancellationToken c) => Task.Delay(5000, c); public Task StoppedAsync(CancellationToken c) => Task.CompletedTask; public Task StartAsync(CancellationToken c) => Task.CompletedTask; public Task StopAsync(CancellationToken c) => Task.CompletedTask; }")]
    [InlineData("class Drain : IHostedService { public Task StartAsync(CancellationToken c) => Task.CompletedTask; public async Task StopAsync(CancellationToken c) { await Task.Delay(5000, c); } }")]
    [InlineData("class Drain : IHostLifetime { public Task WaitForStartAsync(CancellationToken c) => Task.CompletedTask; public Task StopAsync(CancellationToken c) => Task.CompletedTask; void OnSignal() { Thread.Sleep(5000); } }")]
    [InlineData("class Drain { void Hook() => System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, c => Thread.Sleep(5000)); }")]
    public async Task Class_of_the_program_waits(string type) => Assert.Empty(await Find(WebApp + type, [Deployment(container: Ports)]));

    [Theory]
    [InlineData("app.MapGet(\"/\", async () => { await Task.Delay(5000); return 1; });")]
    [InlineData("app.Lifetime.ApplicationStarted.Register(() => Thread.Sleep(5000));")]
    [InlineData("app.Lifetime.ApplicationStopping.Register(() => Console.WriteLine(\"bye\"));")]
    [InlineData("if (app.Environment.IsDevelopment()) app.Lifetime.ApplicationStopping.Register(() => Thread.Sleep(5000));")]
    public async Task Pause_elsewhere_is_none_at_the_stop(string pipeline) => Assert.StartsWith("Info k8s/web.yaml:13", await Find(Program("", pipeline), [Deployment(container: Ports)]));

    [Fact]
    public async Task House_method_is_said_to_wait() => Assert.Empty(await Find(
        Program("builder.Services.AddOurDefaults();") + "static class Ours { public static void AddOurDefaults(this IServiceCollection services) { } }",
        [Deployment(container: Ports)],
        [("meshready.provides.AddOurDefaults", "stopping-delay")]));

    [Theory]
    [InlineData("Host.CreateApplicationBuilder(args).Build().Run();")]
    [InlineData("Console.WriteLine(args.Length);")]
    public async Task Program_that_serves_nobody(string program) => Assert.Empty(await Find(program, [Deployment(container: Ports), Service()]));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Application_that_Dapr_calls_needs_no_pause_unless_a_Service_leads_to_it_too(bool hasService)
    {
        var (path, text) = Deployment(container: Ports);
        var dapr = (path, text.Replace("      labels:", "      annotations: {dapr.io/enabled: \"true\", dapr.io/app-port: \"8080\"}\n      labels:"));
        Assert.Equal(hasService, (await Find(WebApp, hasService ? [dapr, Service()] : [dapr])).Length > 0);
    }

    [Fact]
    public async Task Workload_that_nobody_calls() => Assert.Empty(await Find(WebApp, [Deployment()]));

    [Theory]
    [InlineData("apiVersion: batch/v1\nkind: Job\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}}}")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: other}\nspec: {template: {spec: {containers: [{name: other, image: other, ports: [{containerPort: 8080}]}]}}}")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: a, image: a, ports: [{containerPort: 80}]}, {name: b, image: b, ports: [{containerPort: 81}]}]}}}")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web, ports: [{containerPort: 8080}]}]}}}")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web\nspec: [")]
    public async Task Manifest_that_says_nothing_of_this_server(string yaml) => Assert.Empty(await Find(WebApp, [("k8s/web.yaml", yaml)]));

    [Fact]
    public async Task Overlay_adds_the_pause_that_its_base_lacks() => Assert.Empty(await Find(WebApp,
    [
        Deployment(container: Ports),
        ("k8s/kustomization.yaml", "kind: Kustomization\nresources: [web.yaml]\n"),
        ("prod/kustomization.yaml", "kind: Kustomization\nresources: [../k8s]\npatches: [{path: patch.yaml}]\n"),
        ("prod/patch.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {template: {spec: {containers: [{name: web, lifecycle: {preStop: {sleep: {seconds: 5}}}}]}}}\n"),
    ]));

    [Fact]
    public async Task Variants_are_one_finding_that_names_them() => Assert.EndsWith(
        "(also k8s/web.yaml:13)",
        Assert.Single((await Find(WebApp, [Deployment(container: Ports), Deployment(container: Ports, path: "helm/web.yaml")])).Split('\n')));

    [Fact]
    public async Task Proxy_beside_the_server_does_not_hide_it() => Assert.StartsWith("Info k8s/web.yaml:8", await Find(WebApp, [("k8s/web.yaml", """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          template:
            spec:
              containers:
              - {name: web, image: "registry/web:1", ports: [{containerPort: 8080}]}
              - {name: istio-proxy, image: "istio/proxyv2:1.24.0"}
        """)]));

    [Fact]
    public async Task Fix_adds_the_pause_and_the_time_for_it()
    {
        var manifest = Deployment(pod: "terminationGracePeriodSeconds: 30", container: "ports:\n  - containerPort: 8080 # http");

        var mended = (await Mend<MSA1241AbruptStopManifestFix>(WebApp, [manifest]))!["k8s/web.yaml"];

        Assert.Equal(
            manifest.Content.Replace("Seconds: 30", "Seconds: 35") + "\n          lifecycle:\n            preStop:\n              sleep:\n                seconds: 5",
            mended.TrimEnd());
    }

    [Fact]
    public async Task Fix_keeps_the_other_hook_and_a_grace_that_suffices()
    {
        var mended = (await Mend<MSA1241AbruptStopManifestFix>(WebApp, [Deployment(pod: "terminationGracePeriodSeconds: 60", container: Ports + "\nlifecycle:\n  postStart:\n    exec:\n      command: [warm-up]")]))!["k8s/web.yaml"];

        Assert.Contains("command: [warm-up]", mended);
        Assert.Contains("terminationGracePeriodSeconds: 60", mended);
    }

    [Fact]
    public async Task Fix_mends_all_variants()
        => Assert.All((await Mend<MSA1241AbruptStopManifestFix>(WebApp, [Deployment(container: Ports), Deployment(container: Ports, path: "helm/web.yaml")]))!.Values, text => Assert.Contains("terminationGracePeriodSeconds: 35", text));
}
