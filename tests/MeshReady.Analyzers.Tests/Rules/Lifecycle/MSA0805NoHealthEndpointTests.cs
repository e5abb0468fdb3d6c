using MeshReady.Analyzers.Rules.Lifecycle;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Tests.Rules.Lifecycle;

public sealed class MSA0805NoHealthEndpointTests : WorkloadTest<MSA0805NoHealthEndpointAnalyzer>
{
    private const string Orders = """app.MapGet("/orders", () => "all");""";

    private const string Found = "Info Program.cs:4 'web' has no health endpoint: nobody can tell whether a pod is ready, or hangs, and traffic goes to it as soon as it starts; call AddHealthChecks and MapHealthChecks";

    private static readonly (string Key, string Value)[] Dockerfile = [("build_property.MeshReadyDockerfile", "Dockerfile")];

    [Theory]
    [InlineData("""app.MapGet("/orders", () => "all");""")]
    [InlineData("""app.MapControllers(); } } [ApiController, Route("orders")] public class OrdersController : ControllerBase { [HttpGet] public string All() => "all"; } class Unused { static void None() {""")]
    [InlineData("""var group = app.MapGroup("/api"); group.MapPost("/orders", () => "placed");""")]
    [InlineData("""app.UseRouting(); app.UseEndpoints(endpoints => endpoints.MapDelete("/orders/{id}", (int id) => id));""")]
    [InlineData("""app.UseStaticFiles(); app.MapFallbackToFile("index.html");""")]
    [InlineData("""app.MapOrders(); } } static class Routes { public static void MapOrders(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) { app.MapGet("/orders", () => "all");""")]
    public async Task Service_in_a_container_without_a_health_endpoint(string pipeline) => Assert.Equal(Found.Replace(":4 ", ":2 "), await Find(InMain(pipeline), [], Dockerfile));

    [Fact]
    public async Task Startup_class_without_a_health_endpoint() => Assert.StartsWith("Info Program.cs:4 'web' has no health endpoint", await Find(Startup("""endpoints.MapGet("/orders", c => Task.CompletedTask);"""), [], Dockerfile));

    [Fact]
    public async Task Health_checks_are_registered_and_never_mapped()
        => Assert.Equal(
            "Info Program.cs:4 'web' registers health checks, but maps no endpoint for them: nobody can tell whether a pod is ready, or hangs, and traffic goes to it as soon as it starts; call MapHealthChecks",
            await Find(Program("builder.Services.AddHealthChecks();", Orders), [], Dockerfile));

    [Fact]
    public async Task Gateway_without_a_health_endpoint() => Assert.Equal(Found, await Find(Program("", "app.MapReverseProxy();") + """
        namespace Microsoft.AspNetCore.Builder { static class ReverseProxyIEndpointRouteBuilderExtensions { public static void MapReverseProxy(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints) { } } }
        """, [], Dockerfile));

    [Theory]
    [InlineData("build_property.ContainerRepository", "shop/web")]
    [InlineData("build_property.ContainerImageName", "web")]
    public async Task Container_publishing_shows_a_container(string key, string value) => Assert.Equal(Found, await Find(Program("", Orders), [], [(key, value)]));

    [Fact]
    public async Task Deployment_without_a_probe_shows_a_container() => Assert.Equal(Found, await Find(Program("", Orders), [Deployment()]));

    [Theory]
    [InlineData("""app.MapHealthChecks("/healthz");""")]
    [InlineData("""app.UseHealthChecks("/hc");""")]
    [InlineData("""app.UseEndpoints(e => e.MapHealthChecks("/hc"));""")]
    [InlineData("""if (app.Environment.IsDevelopment()) app.MapHealthChecks("/healthz");""")]
    [InlineData("""app.MapGet("/health", () => "ok");""")]
    [InlineData("""app.MapGet("/api/v1/Healthz/ready", () => "ok");""")]
    [InlineData("""app.MapGroup("/internal").MapGet("/ping", () => "pong");""")]
    [InlineData("""app.Map("/live", b => b.Run(c => Task.CompletedTask));""")]
    [InlineData("""app.MapControllers(); } } [ApiController, Route("[controller]")] public class HealthController : ControllerBase { [HttpGet] public string Get() => "ok"; } class Unused { static void None() {""")]
    public async Task Health_endpoint_is_there(string pipeline) => Assert.Empty(await Find(InMain(Orders + pipeline), [], Dockerfile));

    [Theory]
    [InlineData("""app.Run(async context => { if (context.Request.Path == "/health") context.Response.StatusCode = 200; await Task.CompletedTask; });""")]
    [InlineData("""app.Use(async (context, next) => { if (context.Request.Path == "/health") return; await next(context); });""")]
    public async Task Handler_may_answer_health_checks(string pipeline) => Assert.Empty(await Find(Program("", Orders + pipeline), [], Dockerfile));

    [Fact]
    public async Task Startup_class_maps_health_checks() => Assert.Empty(await Find(Startup("""endpoints.MapGet("/orders", c => Task.CompletedTask); endpoints.MapHealthChecks("/healthz");"""), [], Dockerfile));

    [Fact]
    public async Task GRPC_health_service_is_there() => Assert.Empty(await Find(Program("", "app.MapGrpcService<Orders>(); app.MapGrpcHealthChecksService();") + ServerCode.Grpc + """
        namespace Microsoft.AspNetCore.Builder { static class GrpcHealthChecksEndpointRouteBuilderExtensions { public static void MapGrpcHealthChecksService(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints) { } } }
        public class Orders { }
        """, [], Dockerfile));

    [Fact]
    public async Task Extension_out_of_sight_may_map_it() => Assert.Empty(await Find(Program("", Orders + "app.MapDefaultEndpoints();"), [], Dockerfile, library: Defaults("""app.MapHealthChecks("/health");""")));

    [Theory]
    [InlineData("""app.MapHealthChecks("/health");""", true)]
    [InlineData("""app.MapGet("/version", () => "1");""", false)]
    public async Task Extension_in_a_referenced_project_is_read(string body, bool isHealth)
        => Assert.Equal(isHealth ? "" : Found, await Find(Program("", Orders + "app.MapDefaultEndpoints();"), [], Dockerfile, library: Defaults(body), showsSource: true));

    [Fact]
    public async Task Settings_say_that_an_extension_maps_it()
        => Assert.Empty(await Find(Program("", Orders + "app.MapDefaultEndpoints();"), [], [.. Dockerfile, ("meshready.provides.MapDefaultEndpoints", "health:/healthz")], library: Defaults("")));

    [Fact]
    public async Task Worker_without_HTTP() => Assert.Empty(await Find("Host.CreateApplicationBuilder(args).Build().Run();", [], Dockerfile));

    [Fact]
    public async Task Program_on_a_desk() => Assert.Empty(await Find(Program("", Orders), []));

    [Fact]
    public async Task Page_of_files_alone() => Assert.Empty(await Find(Program("", "app.UseDefaultFiles(); app.UseStaticFiles();"), [], Dockerfile));

    [Fact]
    public async Task Library_is_no_service() => Assert.Empty(await Find("class C { void M() { var app = WebApplication.Create(); " + Orders + " } }", [], Dockerfile, OutputKind.DynamicallyLinkedLibrary));

    [Fact]
    public async Task Job_is_not_probed() => Assert.Empty(await Find(Program("", Orders), [("k8s/web.yaml", """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  image: registry/web:1
        """)]));

    [Theory]
    [InlineData("readinessProbe: {httpGet: {path: /healthz, port: 8080}}")]
    [InlineData("readinessProbe: {tcpSocket: {port: 8080}}")]
    [InlineData("livenessProbe: {exec: {command: [/probe]}}")]
    public async Task Known_probe_is_a_matter_of_MSA1229(string probe) => Assert.Empty(await Find(Program("", Orders), [Deployment(container: probe)]));

    [Fact]
    public async Task Another_builder_of_the_same_name() => Assert.Empty(await Find("""
        var app = My.WebApplication.CreateBuilder(args); app.MapGet("/orders", () => "all"); app.Run();
        namespace My { class WebApplication { public static WebApplication CreateBuilder(string[] args) => new(); public void MapGet(string path, Func<string> handler) { } public void Run() { } } }
        """, [], Dockerfile));

    [Fact]
    public async Task Broken_code_is_read_without_failing() => Assert.Empty(await Find("var app = WebApplication.CreateBuilder(args.Build(; app.MapGet( app.MapNothing(", [], Dockerfile, mayBreak: true));

    private static string InMain(string pipeline) => $"partial class Program {{ static void Main(string[] args) {{\nvar app = WebApplication.CreateBuilder(args).Build(); {pipeline} }} }}";

    private static string Startup(string endpoints) => $$"""
        partial class Program { static void Main(string[] args)
            => Host.CreateDefaultBuilder(args).
                ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run(); }
        class Startup { public void Configure(IApplicationBuilder app) { app.UseRouting(); app.UseEndpoints(endpoints => { {{endpoints}} }); } }
        """;

    private static string Defaults(string body) => $$"""
        using Microsoft.AspNetCore.Builder;
        public static class Defaults { public static void MapDefaultEndpoints(this WebApplication app) { {{body}} } }
        """;
}
