using MeshReady.Analyzers.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

/// <summary>What answers a probe although no endpoint of the project does.</summary>
public sealed class MSA1229UnservedProbeOtherAnswersTests : WorkloadTest<MSA1229UnservedProbeAnalyzer>
{
    private const string Readiness = "readinessProbe: {httpGet: {path: /health, port: 8080}}";

    [Theory]
    [InlineData("/app-health/web/livez", 15020)]
    [InlineData("/healthz/ready", 15021)]
    [InlineData("/v1.0/healthz", 3500)]
    [InlineData("/live", 4191)]
    public async Task Sidecar_that_is_injected_answers_at_its_own_port(string path, int port)
        => Assert.Empty(await Find(WebApp, [Deployment(container: $"livenessProbe: {{httpGet: {{path: {path}, port: {port}}}}}")]));

    [Fact]
    public async Task Port_of_a_sidecar_that_the_container_declares_is_its_own()
        => Assert.Contains("GET /v1.0/healthz of 'web' finds no endpoint", await Find(WebApp, [Deployment(container: "ports: [{containerPort: 3500}]\nlivenessProbe: {httpGet: {path: /v1.0/healthz, port: 3500}}")]));

    [Theory]
    [InlineData("", "app.UseStatusCodePagesWithRedirects(\"/error\");")]
    [InlineData("builder.Services.AddAuthorization(o => o.FallbackPolicy = o.DefaultPolicy);", "app.UseAuthorization();")]
    [InlineData("var metrics = new System.Net.HttpListener();", "")]
    public async Task Redirection_or_second_server_may_answer(string services, string pipeline)
        => Assert.Empty(await Find(Program(services, pipeline), [Deployment(container: Readiness)]));

    [Theory]
    [InlineData("app.MapFallbackToFile(\"index.html\");")]
    [InlineData("app.MapFallback(() => \"ok\");")]
    public async Task Fallback_answers_for_an_endpoint_of_development(string fallback)
        => Assert.Empty(await Find(Program("", "if (app.Environment.IsDevelopment()) app.MapHealthChecks(\"/health\");\n" + fallback), [Deployment(container: Readiness)]));

    [Fact]
    public async Task Pages_do_not_answer_for_an_endpoint_of_development()
        => Assert.StartsWith("Warning Program.cs:4", await Find(Program("", "if (app.Environment.IsDevelopment()) app.MapHealthChecks(\"/health\");\napp.MapRazorPages();"), [Deployment(container: Readiness)]));

    [Theory]
    [InlineData("app.UseSwagger(); app.UseSwaggerUI();")]
    [InlineData("app.MapGrpcService<Greeter>();")]
    [InlineData("app.MapSubscribeHandler(); app.UseCloudEvents();")]
    public async Task Known_calls_of_packages_that_are_missing_answer_elsewhere(string pipeline)
        => Assert.Contains("GET /health of 'web' finds no endpoint", await Find(Program("", pipeline), [Deployment(container: Readiness)], mayBreak: true));

    [Fact]
    public async Task House_method_out_of_sight_may_map_it()
        => Assert.Empty(await Find(Program("", "app.MapOurDefaults();"), [Deployment(container: Readiness)], mayBreak: true));

    [Theory]
    [InlineData("health:/health", false)]
    [InlineData("health:/healthz", true)]
    public async Task House_method_out_of_sight_is_said_to_map_a_path(string said, bool isFound)
        => Assert.Equal(isFound, (await Find(Program("", "app.MapOurDefaults();"), [Deployment(container: Readiness)], [("meshready.provides.MapOurDefaults", said)], mayBreak: true)).Length > 0);

    [Theory]
    [InlineData("/healthz.html", "app.UseStaticFiles();")]
    [InlineData("/", "app.UseWelcomePage();")]
    [InlineData("/health", "app.UseMiddleware<Terminal>();")]
    [InlineData("/health", "app.Use(async (context, next) => { if (Terminal.Knows(context)) return; await next(); });")]
    [InlineData("/health", "builder.Services.AddGrpc().AddJsonTranscoding();")]
    public async Task Middleware_answers_without_an_endpoint(string path, string pipeline)
        => Assert.Empty(await Find(
            Program("", pipeline) + """class Terminal { public Terminal(RequestDelegate rest) { } public Task InvokeAsync(HttpContext context) => Task.CompletedTask; public static bool Knows(HttpContext context) => context.Request.Path == "/health"; }""",
            [Deployment(container: Readiness.Replace("/health", path))],
            mayBreak: true));

    [Theory]
    [InlineData("app.UseStaticFiles();")]
    [InlineData("app.UseMiddleware<Passing>();")]
    [InlineData("app.Use(async (context, next) => { context.Response.Headers.Append(\"x\", \"y\"); await next(context); });")]
    public async Task Middleware_that_only_hands_on_answers_nothing(string pipeline)
        => Assert.Contains("GET /health of 'web' finds no endpoint", await Find(
            Program("", pipeline) + "class Passing(RequestDelegate next) { public Task InvokeAsync(HttpContext context) => next(context); }",
            [Deployment(container: Readiness)]));

    [Fact]
    public async Task Handler_of_a_host_without_a_startup_class_answers_everything()
        => Assert.Empty(await Find(
            """Microsoft.AspNetCore.WebHost.CreateDefaultBuilder(args).Configure(app => app.Run(context => context.Response.WriteAsync("ok"))).Build().Run();""",
            [Deployment(container: Readiness)]));
}
