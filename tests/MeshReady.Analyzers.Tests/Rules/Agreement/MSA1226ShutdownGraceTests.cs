using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.CodeFixes.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1226ShutdownGraceTests : WorkloadTest<MSA1226ShutdownGraceAnalyzer>
{
    private const string Grace5 = "terminationGracePeriodSeconds: 5";

    /// <summary>X26, as shipped in microservices-demo's cartservice.</summary>
    [Fact]
    public async Task X26_grace_of_5_s_against_the_default_of_the_host() => Assert.Equal(
        "Warning k8s/web.yaml:12 'web' may take 30 s (ShutdownTimeout 30 s, the default) to stop, but Kubernetes kills its pod after 5 s: StopAsync and the requests in flight are cut off; set terminationGracePeriodSeconds to 30 or lower HostOptions.ShutdownTimeout",
        await Find(WebApp, [Deployment(pod: Grace5)]));

    [Fact]
    public async Task X26_near_miss_time_out_of_3_s()
        => Assert.Empty(await Find(Program("builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(3));"), [Deployment(pod: Grace5)]));

    [Theory]
    [InlineData("Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(w => w.Configure(a => { })).Build().Run();")]
    [InlineData("var host = Host.CreateApplicationBuilder(args).Build(); host.Run();")]
    [InlineData("var host = new HostBuilder().Build(); host.Run();")]
    [InlineData("WebApplication.CreateSlimBuilder(args).Build().Run();")]
    [InlineData("WebApplication.Create(args).Run();")]
    [InlineData("class P { static void Main(string[] args) => Host.CreateDefaultBuilder(args).Build().Run(); }")]
    public async Task Every_host_has_the_time_out(string program)
        => Assert.StartsWith("Warning k8s/web.yaml:12 'web' may take 30 s", await Find(program, [Deployment(pod: Grace5)]));

    [Theory]
    [InlineData("Console.WriteLine(args.Length);")]
    [InlineData("My.WebApplication.CreateBuilder(args); namespace My { static class WebApplication { public static void CreateBuilder(string[] args) { } } }")]
    public async Task Program_without_a_host(string program) => Assert.Empty(await Find(program, [Deployment(pod: Grace5)]));

    [Fact]
    public async Task Library_has_no_host()
        => Assert.Empty(await Find("public static class Startup { public static void Go(string[] args) => WebApplication.CreateBuilder(args).Build().Run(); }", [Deployment(pod: Grace5)], kind: Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));

    [Theory]
    [InlineData("builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(60));", "60 s")]
    [InlineData("builder.Services.Configure<HostOptions>(o => { o.ShutdownTimeout = TimeSpan.FromMinutes(2); });", "120 s")]
    [InlineData("builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = new TimeSpan(0, 1, 0));", "60 s")]
    [InlineData("builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = new(0, 1, 0));", "60 s")]
    [InlineData("builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.Parse(\"00:01:00\"));", "60 s")]
    [InlineData("builder.Services.AddOptions<HostOptions>().Configure(o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(60_000));", "60 s")]
    [InlineData("builder.Services.PostConfigure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(60));", "60 s")]
    [InlineData("builder.Host.ConfigureHostOptions(o => o.ShutdownTimeout = TimeSpan.FromSeconds(60));", "60 s")]
    [InlineData("builder.WebHost.UseShutdownTimeout(TimeSpan.FromSeconds(60));", "60 s")]
    [InlineData("var limit = TimeSpan.FromSeconds(60); builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = limit);", "60 s")]
    [InlineData("const int Limit = 60; builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(Limit));", "60 s")]
    public async Task Time_out_in_code_is_reported_there(string services, string time)
    {
        var found = await Find(Program(services), [Deployment(pod: "terminationGracePeriodSeconds: 30")]);

        Assert.StartsWith($"Warning Program.cs:2 'web' may take {time} (ShutdownTimeout {time}) to stop, but Kubernetes kills its pod after 30 s (k8s/web.yaml:12):", found);
        Assert.DoesNotContain("\n", found);
    }

    [Fact]
    public async Task Time_out_in_code_against_the_default_of_Kubernetes()
        => Assert.StartsWith("Warning Program.cs:2 'web' may take 60 s (ShutdownTimeout 60 s) to stop, but Kubernetes kills its pod after 30 s, the default:", await Find(Sixty, [Deployment()]));

    [Fact]
    public async Task Manifest_line_is_an_additional_location()
    {
        var finding = Assert.Single(await Diagnose(Sixty, [Deployment(pod: "terminationGracePeriodSeconds: 45")]));

        var place = Assert.Single(finding.AdditionalLocations).GetLineSpan();
        Assert.Equal(("k8s/web.yaml", 11), (place.Path, place.StartLinePosition.Line));
    }

    [Theory]
    [InlineData("builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(builder.Configuration.GetValue<int>(\"Stop\")));")]
    [InlineData("if (args.Length > 0) builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(60));")]
    [InlineData("builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(60)); builder.WebHost.UseShutdownTimeout(TimeSpan.FromSeconds(3));")]
    [InlineData("builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = Timeout.InfiniteTimeSpan);")]
    [InlineData("builder.Services.Configure<HostOptions>(builder.Configuration.GetSection(args[0]));")]
    public async Task Time_out_that_is_not_known(string services) => Assert.Empty(await Find(Program(services), [Deployment(pod: Grace5)]));

    [Fact]
    public async Task Time_out_of_development_does_not_count()
        => Assert.StartsWith("Warning k8s/web.yaml:12 'web' may take 30 s", await Find(Program("if (builder.Environment.IsDevelopment()) builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));"), [Deployment(pod: Grace5)]));

    [Fact]
    public async Task Options_of_the_same_name_are_somebody_elses() => Assert.StartsWith("Warning k8s/web.yaml:12", await Find("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.Configure<My.HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Build().Run();
        namespace My { public class HostOptions { public TimeSpan ShutdownTimeout { get; set; } } }
        """, [Deployment(pod: Grace5)]));

    [Theory]
    [InlineData("30", "")]
    [InlineData("45", "")]
    [InlineData("35", "lifecycle:\n  preStop:\n    sleep:\n      seconds: 5")]
    public async Task Grace_that_suffices(string grace, string container) => Assert.Empty(await Find(WebApp, [Deployment(pod: "terminationGracePeriodSeconds: " + grace, container: container)]));

    [Fact]
    public async Task Neither_number_is_written_and_both_are_30_s() => Assert.Empty(await Find(WebApp, [Deployment()]));

    [Fact]
    public async Task Pre_stop_takes_its_part_of_two_defaults() => Assert.StartsWith(
        "Info k8s/web.yaml:17 'web' may take 40 s (preStop 10 s + ShutdownTimeout 30 s, the default) to stop, but Kubernetes kills its pod after 30 s, the default:",
        await Find(WebApp, [Deployment(container: "lifecycle:\n  preStop:\n    exec:\n      command: [\"sleep\", \"10\"]")]));

    [Fact]
    public async Task Less_than_10_s_are_missing()
        => Assert.StartsWith("Info k8s/web.yaml:12 'web' may take 30 s", await Find(WebApp, [Deployment(pod: "terminationGracePeriodSeconds: 25")]));

    [Fact]
    public async Task Exactly_10_s_are_missing()
        => Assert.StartsWith("Warning k8s/web.yaml:12 'web' may take 40 s (preStop 10 s + ShutdownTimeout 30 s, the default)", await Find(WebApp, [Deployment(pod: "terminationGracePeriodSeconds: 30", container: "lifecycle: {preStop: {sleep: {seconds: 10}}}")]));

    [Fact]
    public async Task Script_before_the_stop_takes_unknown_time()
        => Assert.Empty(await Find(WebApp, [Deployment(pod: Grace5, container: "lifecycle: {preStop: {exec: {command: [\"/drain.sh\"]}}}")]));

    [Fact]
    public async Task Pause_in_ApplicationStopping_comes_on_top() => Assert.StartsWith(
        "Info k8s/web.yaml:12 'web' may take 36 s (a pause of 6 s in the code + ShutdownTimeout 30 s, the default)",
        await Find(Program("", "app.Lifetime.ApplicationStopping.Register(() => Thread.Sleep(6000));"), [Deployment(pod: "terminationGracePeriodSeconds: 30")]));

    [Fact]
    public async Task Pause_in_a_method_that_is_registered() => Assert.StartsWith(
        "Info k8s/web.yaml:12 'web' may take 36 s",
        await Find(Program("", "app.Lifetime.ApplicationStopping.Register(Wait); static void Wait() { Thread.Sleep(TimeSpan.FromSeconds(6)); }"), [Deployment(pod: "terminationGracePeriodSeconds: 30")]));

    [Fact]
    public async Task Pause_in_StopAsync_is_within_the_time_out() => Assert.Empty(await Find("""
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddHostedService<Worker>();
        builder.Build().Run();
        class Worker : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken ct) => Task.Delay(1000, ct);
            public override async Task StopAsync(CancellationToken ct) { await Task.Delay(20_000, ct); await base.StopAsync(ct); }
        }
        """, [Deployment(pod: "terminationGracePeriodSeconds: 30")]));

    [Theory]
    [InlineData("net5.0", "")]
    [InlineData("netcoreapp3.1", "")]
    [InlineData("net6.0", "Warning")]
    [InlineData("net10.0", "Warning")]
    public async Task Default_before_NET_6_is_5_s(string framework, string severity)
        => Assert.Equal(severity, (await Find(WebApp, [Deployment(pod: Grace5)], [("build_property.TargetFramework", framework)])).Split(' ')[0]);

    [Theory]
    [InlineData("env: [{name: DOTNET_shutdownTimeoutSeconds, value: \"4\"}]")]
    [InlineData("env: [{name: ASPNETCORE_SHUTDOWNTIMEOUTSECONDS, value: \"4\"}]")]
    [InlineData("env: [{name: shutdownTimeoutSeconds, value: \"4\"}]")]
    public async Task Variable_of_the_pod_sets_the_time_out(string env) => Assert.Empty(await Find(WebApp, [Deployment(pod: Grace5, container: env)]));

    [Fact]
    public async Task Settings_file_sets_the_time_out() => Assert.StartsWith(
        "Warning k8s/web.yaml:12 'web' may take 90 s (ShutdownTimeout 90 s)",
        await Find(WebApp, [Deployment(pod: "terminationGracePeriodSeconds: 40"), ("appsettings.json", """{ "shutdownTimeoutSeconds": 90 }""")]));

    [Theory]
    [InlineData("builder.Services.Configure<HostOptions>(builder.Configuration.GetSection(\"Host\"));")]
    [InlineData("builder.Services.AddOptions<HostOptions>().BindConfiguration(\"Host\");")]
    [InlineData("builder.Services.AddOptions<HostOptions>().Bind(builder.Configuration.GetSection(\"Host\"));")]
    public async Task Section_sets_the_time_out(string services)
    {
        Assert.StartsWith("Warning k8s/web.yaml:12 'web' may take 90 s (ShutdownTimeout 90 s)", await Find(Program(services), [Deployment(pod: "terminationGracePeriodSeconds: 40"), ("appsettings.json", """{ "Host": { "ShutdownTimeout": "00:01:30" } }""")]));
        Assert.Empty(await Find(Program(services), [Deployment(pod: Grace5, container: "env: [{name: Host__ShutdownTimeout, value: \"00:00:04\"}]")]));
    }

    [Fact]
    public async Task Variables_from_a_Secret_may_set_it()
        => Assert.Empty(await Find(WebApp, [Deployment(pod: Grace5, container: "envFrom: [{secretRef: {name: web}}]")]));

    [Fact]
    public async Task House_method_is_said_to_set_it() => Assert.Empty(await Find("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddOurDefaults();
        builder.Build().Run();
        static class Ours { public static void AddOurDefaults(this IServiceCollection services) { } }
        """, [Deployment(pod: Grace5)], [("meshready.provides.AddOurDefaults", "shutdown")]));

    [Theory]
    [InlineData("services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(3))", false, "")]
    [InlineData("services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(3))", true, "")]
    [InlineData("services.Configure<HostOptions>(o => o.ServicesStopConcurrently = true)", true, "Warning")]
    public async Task House_method_of_another_project_may_set_it(string body, bool showsSource, string severity) => Assert.Equal(severity, (await Find(
        "using Company;\n" + Program("builder.Services.AddPlatform();"),
        [Deployment(pod: Grace5)],
        library: "using System; using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting; namespace Company; public static class Defaults { public static IServiceCollection AddPlatform(this IServiceCollection services) => " + body + "; }",
        showsSource: showsSource)).Split(' ')[0]);

    [Fact]
    public async Task Variants_are_one_finding_that_names_them() => Assert.EndsWith(
        "lower HostOptions.ShutdownTimeout (also k8s/web.yaml:12, release/web.yaml:12)",
        Assert.Single((await Find(WebApp, [Deployment(pod: Grace5), Deployment(pod: Grace5, path: "helm/web.yaml"), Deployment(pod: Grace5, path: "release/web.yaml")])).Split('\n')));

    [Theory]
    [InlineData("Warning", "k8s/prod/web.yaml")]
    [InlineData("Info", "k8s/dev/web.yaml")]
    [InlineData("Info", "k8s/qa-2/web.yaml")]
    [InlineData("Warning", "k8s/dev/web.yaml", "k8s/prod/web.yaml")]
    public async Task Folder_of_another_environment_is_Info(string severity, params string[] paths)
        => Assert.StartsWith(severity + " ", await Find(WebApp, [.. paths.Select(path => Deployment(pod: Grace5, path: path))]));

    [Fact]
    public async Task Helm_template_leaves_the_grace_open()
        => Assert.Empty(await Find(WebApp, [Deployment(pod: "terminationGracePeriodSeconds: {{ .Values.grace }}")]));

    [Theory]
    [InlineData("terminationGracePeriodSeconds: 70", "")]
    [InlineData("terminationGracePeriodSeconds: 20", "Warning Program.cs:2 'web' may take 60 s")]
    public async Task Overlay_has_the_last_word_on_the_grace(string patch, string start) => Assert.StartsWith(start + (start.Length == 0 ? "" : " (ShutdownTimeout 60 s) to stop, but Kubernetes kills its pod after 20 s"), Assert.Single((await Find(Sixty,
    [
        Deployment(),
        ("k8s/kustomization.yaml", "kind: Kustomization\nresources: [web.yaml]\n"),
        ("prod/kustomization.yaml", "kind: Kustomization\nresources: [../k8s]\npatches: [{path: patch.yaml}]\n"),
        ("prod/patch.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {template: {spec: {" + patch + "}}}\n"),
    ])).Split('\n')));

    [Theory]
    [InlineData("apiVersion: batch/v1\nkind: Job\nmetadata: {name: web}\nspec: {template: {spec: {terminationGracePeriodSeconds: 5, containers: [{name: web, image: web}]}}}")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: other}\nspec: {template: {spec: {terminationGracePeriodSeconds: 5, containers: [{name: other, image: other}]}}}")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {terminationGracePeriodSeconds: five, containers: [{name: web, image: web}]}}}")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web\nspec: [")]
    [InlineData("")]
    public async Task Manifest_that_says_nothing_of_this_service(string yaml) => Assert.Empty(await Find(WebApp, [("k8s/web.yaml", yaml)]));

    [Theory]
    [InlineData("TimeSpan.FromSeconds(60)", "TimeSpan.FromSeconds(20)")]
    [InlineData("new TimeSpan(0, 1, 0)", "TimeSpan.FromSeconds(20)")]
    [InlineData("System.TimeSpan.FromMinutes(1) /* long */", "TimeSpan.FromSeconds(20) /* long */")]
    public Task Fix_lowers_the_time_out_to_what_the_pod_leaves(string before, string after) => Fixes.Leads(
        Configured("{|MSA1226:" + before.Replace(" /*", "|} /*") + (before.Contains("/*") ? "" : "|}")),
        Configured(after),
        [Deployment(pod: "terminationGracePeriodSeconds: 25", container: "lifecycle: {preStop: {sleep: {seconds: 5}}}")]);

    [Fact]
    public Task Fix_suits_the_shortest_variant() => Fixes.Leads(
        Configured("{|MSA1226:TimeSpan.FromSeconds(60)|}"),
        Configured("TimeSpan.FromSeconds(15)"),
        [Deployment(pod: "terminationGracePeriodSeconds: 40"), Deployment(pod: "terminationGracePeriodSeconds: 15", path: "helm/web.yaml")]);

    [Fact]
    public Task No_time_is_left_for_the_host() => Fixes.LeadsNowhere(
        Configured("{|MSA1226:TimeSpan.FromSeconds(60)|}"),
        [Deployment(pod: "terminationGracePeriodSeconds: 5", container: "lifecycle: {preStop: {sleep: {seconds: 5}}}")]);

    [Fact]
    public async Task Fix_raises_the_grace_period_and_leaves_the_rest()
    {
        var manifest = Deployment(pod: "terminationGracePeriodSeconds: 5 # quick", container: "# waits\nlifecycle: {preStop: {sleep: {seconds: 5}}}");

        var mended = await Mend<MSA1226ShutdownGraceManifestFix>(WebApp, [manifest]);

        Assert.Equal(manifest.Content.Replace("Seconds: 5 #", "Seconds: 35 #"), mended!["k8s/web.yaml"]);
    }

    [Fact]
    public async Task Fix_writes_the_grace_period_that_was_missing()
        => Assert.Contains("terminationGracePeriodSeconds: 60", (await Mend<MSA1226ShutdownGraceManifestFix>(Sixty, [Deployment()]))!["k8s/web.yaml"]);

    [Fact]
    public async Task Fix_mends_all_variants()
    {
        var mended = await Mend<MSA1226ShutdownGraceManifestFix>(WebApp, [Deployment(pod: Grace5), Deployment(pod: "terminationGracePeriodSeconds: 7", path: "helm/web.yaml")]);

        Assert.All(mended!.Values, text => Assert.Contains("terminationGracePeriodSeconds: 30", text));
    }

    [Fact]
    public async Task Anchor_is_left_to_its_author()
        => Assert.Null(await Mend<MSA1226ShutdownGraceManifestFix>(WebApp, [("k8s/web.yaml", Deployment(pod: "terminationGracePeriodSeconds: *grace").Content.Replace("  name: web\n  namespace", "  name: web\n  annotations: {grace: &grace 5}\n  namespace"))]));

    private static string Configured(string time) => $$"""
        using System;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = {{time}});
        builder.Build().Run();
        """;

    [Theory]
    [InlineData("istio-proxy")]
    [InlineData("logs")]
    public async Task Hook_of_a_sidecar_takes_nothing_of_the_programs_time(string name)
        => Assert.Equal("", await Find(WebApp, [("k8s/web.yaml", Deployment(pod: "terminationGracePeriodSeconds: 40").Content
            + $"\n        - name: {name}\n          image: registry/{name}:1\n          lifecycle: {{preStop: {{exec: {{command: [sleep, \"30\"]}}}}}}\n")]));

    private sealed class Fixes : RuleTest<MSA1226ShutdownGraceAnalyzer, MSA1226ShutdownGraceFix>
    {
        private const string Workload = "build_property.MeshWorkload = web";

        public static Task Leads(string source, string mended, (string Name, string Content)[] files) => VerifyProgram(source, mended, Workload, files);

        public static Task LeadsNowhere(string source, (string Name, string Content)[] files) => VerifyNoFix(source, Workload, files, Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);
    }

    private static string Sixty => Program("builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(60));");
}
