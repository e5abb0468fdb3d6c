using MeshReady.Analyzers.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

/// <summary>The paths that controllers answer, as ASP.NET makes them of attributes, base classes and names.</summary>
public sealed class MSA1229UnservedProbeControllersTests : WorkloadTest<MSA1229UnservedProbeAnalyzer>
{
    private const string ApiBase = """[ApiController, Route("api/[controller]")] public abstract class ApiBase : ControllerBase { [HttpGet("version")] public string Version() => ""; } """;

    private static (string, string) Probed(string path) => Deployment(container: $"readinessProbe:\n  httpGet:\n    path: {path}\n    port: 8080");

    private static string Controllers(string classes, string map = "app.MapControllers();", string configure = "")
        => Program($"builder.Services.AddControllers({configure});", map) + classes;

    [Theory]
    [InlineData("/api/health", ApiBase + "public class HealthController : ApiBase { [HttpGet] public string Get() => \"\"; }")]
    [InlineData("/api/orders/version", ApiBase + "public class OrdersController : ApiBase { }")]
    [InlineData("/orders/version", ApiBase + "[Route(\"orders\")] public class OrdersController : ApiBase { }")]
    [InlineData("/healthz", "public class HealthController { [HttpGet(\"/healthz\")] public string Get() => \"\"; }")]
    [InlineData("/api/health/live", "[Route(\"api/health\")] public partial class HealthController : ControllerBase { } public partial class HealthController { [HttpGet(\"live\")] public string Get() => \"\"; }")]
    [InlineData("/health/ready", "[Route(\"[controller]/[action]\")] public class HealthController : ControllerBase { [HttpGet] public Task<string> ReadyAsync() => Task.FromResult(\"\"); }")]
    [InlineData("/health/ready", "[Route(\"[controller]/[action]\")] public class HealthController : ControllerBase { [HttpGet, ActionName(\"ready\")] public string Get() => \"\"; }")]
    public async Task Route_of_a_controller_is_served(string path, string classes)
        => Assert.Equal("", await Find(Controllers(classes), [Probed(path)]));

    [Theory]
    [InlineData("/health", ApiBase + "public class HealthController : ApiBase { [HttpGet] public string Get() => \"\"; }")]
    [InlineData("/version", ApiBase + "public class OrdersController : ApiBase { }")]
    [InlineData("/api/apibase/version", ApiBase)]
    [InlineData("/health/get", "[Route(\"[controller]/[action]\")] public class HealthController : ControllerBase { [HttpGet, ActionName(\"ready\")] public string Get() => \"\"; }")]
    public async Task Path_beside_the_routes_is_not(string path, string classes)
        => Assert.Contains($"readinessProbe GET {path} of 'web' finds no endpoint", await Find(Controllers(classes), [Probed(path)]));

    [Fact]
    public async Task Base_class_out_of_sight_may_have_routes()
        => Assert.Equal("", await Find(
            Controllers("public class HealthController : Company.ApiBase { [HttpGet] public string Get() => \"\"; }"),
            [Probed("/api/health")],
            library: "namespace Company { [Microsoft.AspNetCore.Mvc.Route(\"api/[controller]\")] public abstract class ApiBase : Microsoft.AspNetCore.Mvc.ControllerBase { } }"));

    [Theory]
    [InlineData("""app.MapControllerRoute("health", "healthz", new { controller = "Health", action = "Index" });""")]
    [InlineData("""app.MapControllerRoute(pattern: "healthz", name: "health", defaults: new { controller = "Health", action = "Index" });""")]
    [InlineData("""app.MapAreaControllerRoute("health", "Ops", "healthz", new { controller = "Health", action = "Index" });""")]
    public async Task Conventional_route_with_a_path_of_its_own(string map)
        => Assert.Equal("", await Find(Controllers("public class HealthController : Controller { public IActionResult Index() => Ok(); }", map), [Probed("/healthz")]));

    [Fact]
    public async Task Convention_may_put_anything_before_the_routes()
        => Assert.Equal("", await Find(
            Controllers(
                """[Route("[controller]")] public class HealthController : ControllerBase { [HttpGet] public string Get() => ""; } """
                    + "class Prefix : Microsoft.AspNetCore.Mvc.ApplicationModels.IApplicationModelConvention { public void Apply(Microsoft.AspNetCore.Mvc.ApplicationModels.ApplicationModel application) { } }",
                configure: "options => options.Conventions.Add(new Prefix())"),
            [Probed("/api/health")]));
}
