using MeshReady.Analyzers.Rules.Security;
using MeshReady.CodeFixes.Rules.Security;

namespace MeshReady.Analyzers.Tests.Rules.Security;

public sealed class MSA0305RedirectBehindProxyTests : WorkloadTest<MSA0305RedirectBehindProxyAnalyzer>
{
    private const string Redirect = "app.UseHttpsRedirection();";
    private const string Port = "env: [{name: ASPNETCORE_HTTPS_PORT, value: \"443\"}]";
    private const string Loops = "sends every request to https on port 443 (k8s/web.yaml:15), but the pod speaks plain http and never learns that a caller came over TLS: behind a proxy the redirect comes back for ever, and calls within the cluster lead nowhere; ";

    private static Task<string> Judge(string pipeline, string container = Port, string services = "", params (string Name, string Content)[] files) => Find(Program(services, pipeline), [Deployment(container: container), .. files]);

    [Fact]
    public async Task Redirect_to_a_port_that_the_pod_names() => Assert.Equal(
        "Warning Program.cs:4 'UseHttpsRedirection' " + Loops + "remove it and redirect at the gateway, or call UseForwardedHeaders before it", await Judge(Redirect));

    [Fact]
    public async Task Forwarded_headers_come_too_late() => Assert.Equal(
        "Warning Program.cs:4 'UseHttpsRedirection' " + Loops + "UseForwardedHeaders comes too late, call it first", await Judge("app.UseHttpsRedirection(); app.UseForwardedHeaders();"));

    [Theory]
    [InlineData("if (!app.Environment.IsDevelopment()) app.UseHttpsRedirection();")]
    [InlineData("app.UseRouting().UseHttpsRedirection();")]
    [InlineData("HttpsPolicyBuilderExtensions.UseHttpsRedirection(app);")]
    [InlineData("IApplicationBuilder pipeline = app; pipeline.UseHttpsRedirection();")]
    [InlineData("Configure(app); static void Configure(IApplicationBuilder a) { a.UseHttpsRedirection(); }")]
    public async Task Redirect_in_other_words(string pipeline) => Assert.StartsWith("Warning Program.cs:4 'UseHttpsRedirection' sends every request to https on port 443", await Judge(pipeline));

    [Fact]
    public async Task Startup_class() => Assert.StartsWith("Warning Program.cs:2 'UseHttpsRedirection'", await Find("""
        Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(w => w.UseStartup<Startup>()).Build().Run();
        class Startup { public void Configure(IApplicationBuilder app, IWebHostEnvironment env) { app.UseHttpsRedirection(); app.UseRouting(); } }
        """, [Deployment(container: Port)]));

    [Theory]
    [InlineData("env: [{name: HTTPS_PORT, value: \"443\"}]", "", "{}", "k8s/web.yaml:15")]
    [InlineData("env: [{name: ASPNETCORE_URLS, value: \"http://+:8080\"}, {name: ASPNETCORE_HTTPS_PORT, value: \"443\"}]", "", "{}", "k8s/web.yaml:15")]
    [InlineData("", "", "{ \"https_port\": 443 }", "appsettings.json:1")]
    [InlineData("", "builder.Services.AddHttpsRedirection(o => o.HttpsPort = 443);", "{}", "Program.cs:2")]
    [InlineData("", "builder.Services.Configure<Microsoft.AspNetCore.HttpsPolicy.HttpsRedirectionOptions>(o => { o.HttpsPort = 443; });", "{}", "Program.cs:2")]
    public async Task Port_from_elsewhere(string container, string services, string settings, string place)
        => Assert.StartsWith($"Warning Program.cs:4 'UseHttpsRedirection' sends every request to https on port 443 ({place})", await Judge(Redirect, container, services, ("appsettings.json", settings)));

    [Theory]
    // The template's line, and no port: a no-op.
    [InlineData("", "", Redirect)]
    [InlineData(Port, "", "app.UseForwardedHeaders(); app.UseHttpsRedirection();")]
    [InlineData("env: [{name: ASPNETCORE_HTTPS_PORT, value: \"443\"}, {name: ASPNETCORE_FORWARDEDHEADERS_ENABLED, value: \"true\"}]", "", Redirect)]
    // Kestrel ends TLS itself.
    [InlineData("env: [{name: ASPNETCORE_URLS, value: \"http://+:80;https://+:443\"}, {name: ASPNETCORE_HTTPS_PORT, value: \"443\"}]", "", Redirect)]
    [InlineData("env: [{name: ASPNETCORE_HTTPS_PORTS, value: \"8443\"}, {name: ASPNETCORE_HTTPS_PORT, value: \"443\"}]", "", Redirect)]
    [InlineData("env: [{name: Kestrel__Certificates__Default__Path, value: /tls/cert.pfx}, {name: ASPNETCORE_HTTPS_PORT, value: \"443\"}]", "", Redirect)]
    [InlineData(Port, "builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(8443, o => o.UseHttps()));", Redirect)]
    [InlineData(Port, "", "if (app.Environment.IsDevelopment()) app.UseHttpsRedirection();")]
    [InlineData(Port, "", "if (app.Configuration[\"Redirect\"] == \"yes\") app.UseHttpsRedirection();")]
    [InlineData("env: [{name: ASPNETCORE_ENVIRONMENT, value: Development}, {name: ASPNETCORE_HTTPS_PORT, value: \"443\"}]", "", "if (!app.Environment.IsDevelopment()) app.UseHttpsRedirection();")]
    // Other code learns the scheme by hand.
    [InlineData(Port, "", "app.Use((c, next) => { c.Request.Scheme = \"https\"; return next(c); }); app.UseHttpsRedirection();")]
    [InlineData("env: [{name: ASPNETCORE_HTTPS_PORT, valueFrom: {secretKeyRef: {name: a, key: b}}}]", "", Redirect)]
    [InlineData(Port, "", "app.UseHttpsRedirections();", "static class House { public static void UseHttpsRedirections(this IApplicationBuilder app) { } }")]
    [InlineData(Port, "", "My.Pipe.UseHttpsRedirection(app);", "namespace My { static class Pipe { public static void UseHttpsRedirection(object app) { } } }")]
    public async Task Redirect_that_works_or_does_nothing(string container, string services, string pipeline, string more = "")
        => Assert.Empty(await Find(Program(services, pipeline) + more, [Deployment(container: container)]));

    [Fact]
    public async Task Project_without_a_workload() => Assert.Empty(await Find(Program("builder.Services.AddHttpsRedirection(o => o.HttpsPort = 443);", Redirect), []));

    [Fact]
    public async Task House_method_out_of_sight() => Assert.Empty(await Find(
        "using Company; " + Program("", "app.UseCompanyDefaults(); app.UseHttpsRedirection();"), [Deployment(container: Port)],
        library: "namespace Company { using Microsoft.AspNetCore.Builder; public static class Defaults { public static IApplicationBuilder UseCompanyDefaults(this IApplicationBuilder app) => app.UseForwardedHeaders(); } }"));

    [Fact]
    public async Task House_method_that_provides_something_else() => Assert.StartsWith("Warning", await Find(
        "using Company; " + Program("", "app.UseCompanyDefaults(); app.UseHttpsRedirection();"), [Deployment(container: Port)], [("meshready.provides.UseCompanyDefaults", "cache")],
        library: "namespace Company { using Microsoft.AspNetCore.Builder; public static class Defaults { public static IApplicationBuilder UseCompanyDefaults(this IApplicationBuilder app) => app.UseForwardedHeaders(); } }"));

    [Fact]
    public async Task Hsts_alone_is_a_remark() => Assert.Equal(
        "Info Program.cs:4 'UseHsts' does nothing here, because the pod speaks plain http and never learns that a caller came over TLS; send Strict-Transport-Security from the gateway",
        await Judge("if (!app.Environment.IsDevelopment()) app.UseHsts();", ""));

    [Fact]
    public async Task Hsts_behind_forwarded_headers() => Assert.Empty(await Judge("app.UseForwardedHeaders(); app.UseHsts();"));

    [Fact]
    public async Task Code_being_typed() => Assert.StartsWith("Warning Program.cs:4", await Find(Program("", Redirect + " app.UseForwardedHeaders("), [Deployment(container: Port)], mayBreak: true));
}

/// <summary>The fix, with the port in code so that manifests and code stand still.</summary>
public sealed class MSA0305RedirectBehindProxyFixTests : RuleTest<MSA0305RedirectBehindProxyAnalyzer, MSA0305RedirectBehindProxyFix>
{
    private static readonly (string, string)[] Files = [("k8s/web.yaml", """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - name: web
                  image: registry/web:1
        """)];

    private static string In(string pipeline) => $$"""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpsRedirection(o => o.HttpsPort = 443);
        var app = builder.Build();
        {{pipeline}}
        app.Run();
        """;

    private const string Name = "build_property.MSBuildProjectName = web";

    [Fact]
    public Task Moves_the_call_with_its_comment() => VerifyProgram(
        In("""
        app.{|MSA0305:UseHttpsRedirection|}();
        app.UseRouting();

        // The gateway ends TLS.
        app.UseForwardedHeaders();
        """),
        In("""

        // The gateway ends TLS.
        app.UseForwardedHeaders();
        app.UseHttpsRedirection();
        app.UseRouting();
        """),
        Name, Files);

    [Fact]
    public Task Moves_the_call_before_the_condition() => VerifyProgram(
        In("""
        if (!app.Environment.IsDevelopment())
        {
            app.{|MSA0305:UseHttpsRedirection|}();
        }
        app.UseForwardedHeaders();
        """),
        In("""
        app.UseForwardedHeaders();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHttpsRedirection();
        }
        """),
        Name, Files);

    [Fact]
    public Task No_offer_without_the_call() => VerifyNoFix(In("app.{|MSA0305:UseHttpsRedirection|}();"), Name, Files, Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Fact]
    public Task No_offer_in_one_chain() => VerifyNoFix(In("app.{|MSA0305:UseHttpsRedirection|}().UseForwardedHeaders();"), Name, Files, Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);
}
