using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.Model.Deployment.Editing;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1229UnservedProbeTests : WorkloadTest<MSA1229UnservedProbeAnalyzer>
{
    private const string Checks = "builder.Services.AddHealthChecks();";

    private const string Unprobed = "Info Program.cs:4 /hc answers health checks, but container 'web' has no probe: Kubernetes sends it requests before it is ready; add a readinessProbe, and a livenessProbe that checks no dependency";

    private static (string, string) Probed(string path = "/health", string env = "", string kind = "readinessProbe", string more = "")
        => Deployment(container: $"{env}{kind}:\n  httpGet:\n    path: {path}\n    port: 8080{more}");

    private static string Environment(string name) => $"env:\n  - name: ASPNETCORE_ENVIRONMENT\n    value: {name}\n";

    private static string Guarded(string path = "/health") => Program(Checks, $$"""if (app.Environment.IsDevelopment()) { app.MapHealthChecks("{{path}}"); }""");

    [Fact]
    public async Task X29_endpoint_of_the_template_is_mapped_in_development_only()
        => Assert.Equal(
            "Warning Program.cs:4 readinessProbe GET /health of 'web' finds no endpoint in Production: it is mapped in development only; map it in every environment",
            await Find(Guarded(), [Probed(env: Environment("Production"))]));

    [Fact]
    public async Task X29_near_miss_endpoint_is_mapped_everywhere()
        => Assert.Equal("", await Find(Program(Checks, """app.MapHealthChecks("/health");"""), [Probed(env: Environment("Production"))]));

    [Fact]
    public async Task No_environment_is_production()
        => Assert.Contains("in Production", await Find(Guarded(), [Probed()]));

    [Fact]
    public async Task Staging_is_not_development_either()
        => Assert.Contains("finds no endpoint in Staging", await Find(Guarded(), [Probed(env: Environment("Staging"))]));

    [Theory]
    [InlineData("Development")]
    [InlineData("development")]
    [InlineData("Dev")]
    [InlineData("Local")]
    public async Task Pod_that_runs_in_development_is_served(string environment)
        => Assert.Equal("", await Find(Guarded(), [Probed(env: Environment(environment))]));

    [Fact]
    public async Task Environment_from_a_source_that_was_not_read_may_be_development()
        => Assert.Equal("", await Find(Guarded(), [Probed(env: "envFrom:\n  - configMapRef:\n      name: elsewhere\n")]));

    [Fact]
    public async Task Environment_from_a_config_map_counts()
        => Assert.Contains("in Production", await Find(Guarded(),
        [
            Probed(env: "envFrom:\n  - configMapRef:\n      name: web\n"),
            ("k8s/map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: shop\ndata:\n  ASPNETCORE_ENVIRONMENT: Production\n"),
        ]));

    [Theory]
    [InlineData("if (!app.Environment.IsDevelopment()) { } else app.MapHealthChecks(\"/health\");")]
    [InlineData("if (app.Environment.IsEnvironment(\"Development\")) app.MapHealthChecks(\"/health\");")]
    [InlineData("if (app.Environment.IsDevelopment()) app.UseHealthChecks(\"/health\");")]
    [InlineData("if (app.Environment.IsDevelopment()) app.MapGet(\"/health\", () => \"ok\");")]
    [InlineData("if (app.Environment.IsDevelopment()) app.UseEndpoints(e => { e.MapHealthChecks(\"/health\"); });")]
    [InlineData("if (app.Environment.IsDevelopment()) { var group = app.MapGroup(\"/health\"); group.MapGet(\"\", () => \"ok\"); }")]
    public async Task Guard_in_other_words(string pipeline)
        => Assert.Contains("it is mapped in development only", await Find(Program(Checks, pipeline), [Probed()]));

    [Fact]
    public async Task House_method_of_the_project_holds_the_guard()
        => Assert.Contains("Warning Program.cs:11 readinessProbe GET /health of 'web' finds no endpoint in Production", await Find(
            Program(Checks, "app.MapDefaultEndpoints();") + """
            static class Extensions
            {
                private const string Health = "/health";
                public static WebApplication MapDefaultEndpoints(this WebApplication app)
                {
                    if (app.Environment.IsDevelopment()) { app.MapHealthChecks(Health); }
                    return app;
                }
            }
            """,
            [Probed()]));

    [Fact]
    public async Task House_method_is_called_in_development_only()
        => Assert.Contains("mapped in development only", await Find(
            Program(Checks, "if (app.Environment.IsDevelopment()) app.MapDefaultEndpoints();") + """
            static class Extensions
            {
                public static WebApplication MapDefaultEndpoints(this WebApplication app) { app.MapHealthChecks("/health"); return app; }
            }
            """,
            [Probed()]));

    [Fact]
    public async Task Probe_asks_for_a_path_that_nobody_maps()
        => Assert.Equal(
            "Warning k8s/web.yaml:17 readinessProbe GET /ready of 'web' finds no endpoint: the project answers health checks at /health",
            await Find(Program(Checks, """app.MapHealthChecks("/health");"""), [Probed("/ready")]));

    [Fact]
    public async Task Probes_of_one_path_are_one_finding()
        => Assert.Equal(
            "Warning k8s/web.yaml:17 readinessProbe and livenessProbe GET /ready of 'web' finds no endpoint: map it in the code, or probe a path that is served",
            await Find(Program("", """app.MapGet("/", () => "ok");"""), [Probed("/ready", more: "\nlivenessProbe:\n  httpGet:\n    path: /ready\n    port: 8080")]));

    [Fact]
    public async Task Variants_are_one_finding()
        => Assert.Equal(
            "Warning k8s/web.yaml:17 readinessProbe GET /ready of 'web' finds no endpoint: the project answers health checks at /health (also mesh/web.yaml:17)",
            await Find(Program(Checks, """app.MapHealthChecks("/health");"""), [Probed("/ready"), ("mesh/web.yaml", Probed("/ready").Item2)]));

    [Theory]
    [InlineData("/HEALTH")]
    [InlineData("/health/")]
    [InlineData("/health?full=true")]
    public async Task Path_is_compared_as_routing_does(string path)
        => Assert.Equal("", await Find(Program(Checks, """app.MapHealthChecks("/health");"""), [Probed(path)]));

    [Theory]
    [InlineData("app.MapGet(\"/{page}\", (string page) => page);")]
    [InlineData("app.MapGet(\"/{**all}\", () => \"ok\");")]
    [InlineData("app.Map(\"/ready\", branch => branch.Run(c => Task.CompletedTask));")]
    [InlineData("app.MapFallback(() => \"ok\");")]
    [InlineData("app.MapFallbackToFile(\"index.html\");")]
    [InlineData("app.MapRazorPages();")]
    [InlineData("app.Run(context => context.Response.WriteAsync(\"hello\"));")]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Path == \"/ready\") return; await next(); });")]
    [InlineData("app.UseMiddleware<Ready>();")]
    [InlineData("app.MapGet(app.Configuration[\"Health\"]!, () => \"ok\");")]
    [InlineData("app.UsePathBase(\"/web\"); app.MapGet(\"/ready\", () => \"ok\");")]
    [InlineData("var api = app.MapGroup(\"/ready\"); api.MapGet(\"/\", () => \"ok\");")]
    [InlineData("Routes.Add(app.MapGroup(\"/\"));")]
    [InlineData("if (app.Configuration[\"Health\"] == \"on\") app.MapHealthChecks(\"/ready\");")]
    public async Task Something_else_may_serve_the_path(string pipeline)
        => Assert.Equal("", await Find(
            Program(Checks, pipeline) + """
            class Ready(RequestDelegate next) { public Task InvokeAsync(HttpContext context) => context.Request.Path == "/ready" ? Task.CompletedTask : next(context); }
            static class Routes { public static void Add(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder routes) => routes.MapGet("ready", () => "ok"); }
            """,
            [Probed("/ready")]));

    [Fact]
    public async Task Base_path_before_the_probe_is_allowed()
        => Assert.Equal("", await Find(Program(Checks, """app.UsePathBase("/web"); app.MapHealthChecks("/health");"""), [Probed("/web/health")]));

    [Theory]
    [InlineData("/api/status", false)]
    [InlineData("/status", true)]
    public async Task Routes_of_controllers_count(string path, bool isFound)
        => Assert.Equal(isFound, (await Find(
            Program("builder.Services.AddControllers();", "app.MapControllers();") + """
            [ApiController, Route("api/[controller]")] public class StatusController : ControllerBase { [HttpGet] public string Get() => "ok"; }
            """,
            [Probed(path)])).Length > 0);

    [Fact]
    public async Task Route_of_a_controller_is_silent()
        => Assert.Equal("", await Find(
            Program("builder.Services.AddControllers();", "app.MapControllers();") + """
            [Route("api/[controller]")] public class StatusController : ControllerBase { [HttpGet("live")] public string Get() => "ok"; }
            """,
            [Probed("/api/Status/live")]));

    [Fact]
    public async Task Conventional_route_may_serve_the_path()
        => Assert.Equal("", await Find(
            Program("builder.Services.AddControllersWithViews();", "app.MapDefaultControllerRoute();") + "public class HealthController : Controller { public string Index() => \"ok\"; }",
            [Probed("/health")]));

    [Theory]
    [InlineData("grpc:\n    port: 8080")]
    [InlineData("exec:\n    command: [\"true\"]")]
    [InlineData("tcpSocket:\n    port: 8080")]
    public async Task Probes_without_a_path_ask_no_endpoint(string action)
        => Assert.Equal("", await Find(Program("", """app.MapGet("/", () => "ok");"""), [Deployment(container: "readinessProbe:\n  " + action)]));

    [Fact]
    public async Task Probe_of_a_sidecars_port_is_the_sidecars()
        => Assert.Equal("", await Find(
            Program("", """app.MapGet("/", () => "ok");"""),
            [Deployment(container: "readinessProbe:\n  httpGet:\n    path: /ready\n    port: 9901\n".TrimEnd() + "\nports:\n  - containerPort: 8080", pod: "initContainers:\n  - name: envoy\n    image: envoyproxy/envoy:v1\n    restartPolicy: Always\n    ports:\n      - containerPort: 9901")]));

    [Fact]
    public async Task Templated_path_is_unknown()
        => Assert.Equal("", await Find(Program("", """app.MapGet("/", () => "ok");"""), [Probed("{{ .Values.path }}")]));

    [Fact]
    public async Task Declared_house_method_maps_the_path()
        => Assert.Equal("", await Find(
            Program("", "app.MapOurHealth();") + "static class Ours { public static WebApplication MapOurHealth(this WebApplication app) => app; }",
            [Probed("/healthz")],
            [("meshready.provides.MapOurHealth", "health:/healthz")]));

    [Fact]
    public async Task Looks_alike_maps_nothing_and_is_no_host()
        => Assert.Equal("", await Find(
            """
            var app = new My(); app.MapHealthChecks("/hc");
            class My { public void MapHealthChecks(string path) { } }
            """,
            [Probed("/ready")]));

    [Fact]
    public async Task Endpoint_without_a_probe()
        => Assert.Equal(Unprobed, await Find(Program(Checks, """app.UseHealthChecks("/hc");"""), [Deployment()]));

    [Fact]
    public async Task Endpoint_without_a_probe_in_two_variants()
        => Assert.Equal(Unprobed + " (also mesh/web.yaml:13)", await Find(Program(Checks, """app.UseHealthChecks("/hc");"""), [Deployment(), Deployment(path: "mesh/web.yaml")]));

    [Fact]
    public async Task Any_probe_is_a_decision()
        => Assert.Equal("", await Find(Program(Checks, """app.UseHealthChecks("/hc");"""), [Deployment(container: "livenessProbe:\n  tcpSocket:\n    port: 8080")]));

    [Fact]
    public async Task Unprobed_endpoint_of_development_is_not_there()
        => Assert.Equal("", await Find(Guarded(), [Deployment()]));

    [Fact]
    public async Task Patch_says_nothing_of_probes()
        => Assert.Equal("", await Find(Program(Checks, """app.UseHealthChecks("/hc");"""),
            [("k8s/patch.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          env: []\n")]));

    [Fact]
    public async Task Template_may_add_the_probe()
        => Assert.Equal("", await Find(Program(Checks, """app.UseHealthChecks("/hc");"""), [Deployment(container: "{{- include \"probes\" . | nindent 10 }}")]));

    [Fact]
    public async Task Code_that_does_not_compile_is_no_reason_to_fail()
        => Assert.DoesNotContain(await Diagnose("var builder = WebApplication.CreateBuilder(args); var app = builder.Build(); app.MapHealthChecks(\"/hc\" if (", [Probed("/x")], mayBreak: true), static d => d.Id == "AD0001");

    [Fact]
    public async Task Fix_lets_the_probes_of_every_variant_ask_the_path_that_is_served()
    {
        var content = Probed("/ready", more: "\nlivenessProbe:\n  httpGet:\n    path: /ready\n    port: 8080").Item2;
        (string Name, string Content)[] files = [("k8s/web.yaml", content), ("k8s/web-istio.yaml", content)];
        var program = Program(Checks, """app.MapHealthChecks("/health");""");
        var properties = Assert.Single(await Diagnose(program, files)).Properties;
        var edits = ManifestEdit.ReadAll(properties["MeshReady.ManifestEdits"]!);
        var mended = files.Select(f => (f.Name, ManifestEditor.Apply(f.Content, edits.Where(e => e.File == f.Name)).Text!)).ToArray();

        Assert.Equal(files.Select(static f => f.Content.Replace("path: /ready", "path: /health")), mended.Select(static f => f.Item2));
        Assert.Equal("", await Find(program, mended));
    }
}
