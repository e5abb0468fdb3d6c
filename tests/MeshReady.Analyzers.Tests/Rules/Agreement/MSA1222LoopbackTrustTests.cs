using MeshReady.Analyzers.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1222LoopbackTrustTests : WorkloadTest<MSA1222LoopbackTrustAnalyzer>
{
    private const string Injected = "sidecar.istio.io/inject: \"true\"";

    private const string Guard = "app.MapPost(\"/ops/flush\", (HttpContext c) => IPAddress.IsLoopback(c.Connection.RemoteIpAddress!) ? Results.Ok() : Results.Forbid());";

    private const string Message = "Warning Program.cs:4 Behind the Istio sidecar (k8s/web.yaml:11) every caller has the address 127.0.0.6, so 'IsLoopback' admits every workload of the mesh; ask for an identity instead (RequireAuthorization, or an AuthorizationPolicy)";

    [Fact]
    public async Task X22_loopback_guard_behind_the_sidecar() => Assert.Equal(Message, await Find(Program("", Guard), [Deployment(labels: Injected)]));

    [Fact]
    public async Task X22_near_miss_not_injected() => Assert.Empty(await Find(Program("", Guard), [Deployment(labels: "sidecar.istio.io/inject: \"false\"")]));

    [Theory]
    [InlineData("app.Use(async (c, next) => { if (!IPAddress.IsLoopback(c.Connection.RemoteIpAddress!)) { c.Response.StatusCode = 403; return; } await next(c); });")]
    [InlineData("app.Use(async (c, next) => { if (c.Connection.RemoteIpAddress is { } ip && IPAddress.IsLoopback(ip)) { await next(c); return; } c.Abort(); });")]
    [InlineData("app.Use(async (c, next) => { var ip = c.Connection.RemoteIpAddress; if (ip == null || !IPAddress.IsLoopback(ip)) throw new InvalidOperationException(); await next(c); });")]
    [InlineData("app.Use(async (c, next) => { var isLocal = IPAddress.IsLoopback(c.Connection.RemoteIpAddress!); if (!isLocal) { c.Response.StatusCode = StatusCodes.Status404NotFound; return; } await next(c); });")]
    [InlineData("app.Use(async (c, next) => { if (!c.Connection.RemoteIpAddress!.ToString().StartsWith(\"127.\")) { c.Response.StatusCode = 403; return; } await next(c); });")]
    [InlineData("app.Use(async (c, next) => { if (c.Connection.RemoteIpAddress?.ToString().StartsWith(\"127.0.\") != true) { c.Response.StatusCode = 403; return; } await next(c); });")]
    [InlineData("app.Use(async (c, next) => { if (!IPAddress.IsLoopback(c.Connection.RemoteIpAddress!.MapToIPv4())) { c.Response.StatusCode = 403; return; } await next(c); });")]
    [InlineData("app.MapGet(\"/m\", (HttpContext c) => IsLocal(c) ? Results.Ok() : Results.NotFound()); static bool IsLocal(HttpContext c) => IPAddress.IsLoopback(c.Connection.RemoteIpAddress!);")]
    [InlineData("app.MapGet(\"/m\", (HttpContext c) => IsLocal(c.Connection.RemoteIpAddress!) ? Results.Ok() : Results.NotFound()); static bool IsLocal(IPAddress ip) { return IPAddress.IsLoopback(ip); }")]
    public async Task Guard_in_other_words(string pipeline) => Assert.StartsWith("Warning Program.cs:4 Behind the Istio sidecar", await Find(Program("", pipeline), [Deployment(labels: Injected)]));

    [Fact]
    public async Task Policy_asks_for_the_address() => Assert.StartsWith("Warning Program.cs:2 Behind the Istio sidecar", await Find(Program(
        "builder.Services.AddAuthorization(o => o.AddPolicy(\"local\", p => p.RequireAssertion(x => IPAddress.IsLoopback(((HttpContext)x.Resource!).Connection.RemoteIpAddress!))));"), [Deployment(labels: Injected)]));

    [Fact]
    public async Task Filter_class_asks_for_the_address() => Assert.StartsWith("Warning Program.cs:6 Behind the Istio sidecar", await Find("""
        WebApplication.Create(args).Run();
        public class LocalOnlyAttribute : Attribute, Microsoft.AspNetCore.Mvc.Filters.IAuthorizationFilter
        {
            public void OnAuthorization(Microsoft.AspNetCore.Mvc.Filters.AuthorizationFilterContext context)
            {
                if (!IPAddress.IsLoopback(context.HttpContext.Connection.RemoteIpAddress!)) context.Result = new ForbidResult();
            }
        }
        """, [Deployment(labels: Injected)]));

    [Theory]
    [InlineData("app.MapPost(\"/ops\", () => 1).RequireHost(\"localhost\");")]
    [InlineData("app.MapGroup(\"/ops\").RequireHost(\"localhost:8081\", \"127.0.0.1:8081\");")]
    public async Task Host_header_guards_alone(string pipeline)
        => Assert.StartsWith("Warning Program.cs:4 The Host header is the caller's own word, so 'RequireHost' admits", await Find(Program("", pipeline), [Deployment(labels: Injected)]));

    [Fact]
    public async Task Attribute_for_the_host_guards_alone() => Assert.StartsWith("Warning Program.cs:2 The Host header is the caller's own word, so 'Host' admits", await Find("""
        WebApplication.Create(args).Run();
        [Microsoft.AspNetCore.Routing.Host("localhost")] public class OpsController : ControllerBase { [HttpPost] public void Flush() { } }
        """, [Deployment(labels: Injected)]));

    [Theory]
    [InlineData("app.MapPost(\"/ops\", () => 1).RequireHost(\"*:8081\");")]
    [InlineData("app.MapPost(\"/ops\", () => 1).RequireHost(\"ops.shop.example\");")]
    [InlineData("app.MapPost(\"/ops\", () => 1).RequireHost(\"localhost\").RequireAuthorization();")]
    [InlineData("app.MapPost(\"/ops\", () => 1).RequireHost(args[0]);")]
    // Behind the sidecar nobody has this very address: the guard refuses all, which is no hole.
    [InlineData("app.Use(async (c, next) => { if (!IPAddress.Loopback.Equals(c.Connection.RemoteIpAddress)) { c.Response.StatusCode = 403; return; } await next(c); });")]
    [InlineData("app.Use(async (c, next) => { if (c.Connection.RemoteIpAddress!.ToString() != \"127.0.0.1\") { c.Response.StatusCode = 403; return; } await next(c); });")]
    // Reading the true address from a header is what code behind a proxy has to do.
    [InlineData("app.Use((c, next) => { var ip = c.Connection.RemoteIpAddress!; var shown = IPAddress.IsLoopback(ip) ? c.Request.Headers[\"X-Forwarded-For\"].ToString() : ip.ToString(); Console.WriteLine(shown); return next(c); });")]
    [InlineData("app.Use((c, next) => { Console.WriteLine(IPAddress.IsLoopback(c.Connection.RemoteIpAddress!)); return next(c); });")]
    [InlineData("app.Use(async (c, next) => { if (!IPAddress.IsLoopback(c.Connection.LocalIpAddress!)) { c.Response.StatusCode = 403; return; } await next(c); });")]
    [InlineData("foreach (var ip in Dns.GetHostAddresses(\"x\")) if (IPAddress.IsLoopback(ip)) throw new InvalidOperationException();")]
    [InlineData("app.MapGet(\"/\", (HttpContext c, string name) => name.StartsWith(\"127.\") ? Results.Ok() : Results.NotFound());")]
    [InlineData("if (app.Environment.IsDevelopment()) app.MapPost(\"/ops\", (HttpContext c) => IPAddress.IsLoopback(c.Connection.RemoteIpAddress!) ? Results.Ok() : Results.Forbid());")]
    [InlineData("app.MapGet(\"/\", (My.IPAddress a) => My.IPAddress.IsLoopback(a) ? Results.Ok() : Results.Forbid());")]
    public async Task No_trust_in_the_address(string pipeline)
        => Assert.Empty(await Find(Program("", pipeline) + "namespace My { class IPAddress { public static bool IsLoopback(IPAddress a) => a is null; } }", [Deployment(labels: Injected)]));

    /// <summary>Trap 12: ztunnel keeps the caller's address.</summary>
    [Theory]
    [InlineData("istio.io/dataplane-mode: ambient")]
    [InlineData("linkerd.io/inject: enabled")]
    [InlineData("")]
    public async Task Trap_12_pod_without_an_Istio_sidecar(string labels) => Assert.Empty(await Find(Program("", Guard), [Deployment(labels: labels)]));

    [Theory]
    [InlineData("sidecar.istio.io/interceptionMode: TPROXY")]
    [InlineData("sidecar.istio.io/interceptionMode: NONE")]
    [InlineData("traffic.sidecar.istio.io/excludeInboundPorts: \"8081\"")]
    [InlineData("traffic.sidecar.istio.io/includeInboundPorts: \"8080\"")]
    [InlineData("inject.istio.io/templates: grpc-agent")]
    [InlineData("proxy.istio.io/config: '{\"interceptionMode\": \"TPROXY\"}'")]
    public async Task Sidecar_that_keeps_the_address_or_leaves_a_port_alone(string annotation)
        => Assert.Empty(await Find(Program("", Guard), [Annotated(annotation)]));

    [Theory]
    [InlineData("sidecar.istio.io/interceptionMode: REDIRECT")]
    [InlineData("traffic.sidecar.istio.io/includeInboundPorts: \"*\"")]
    [InlineData("proxy.istio.io/config: '{\"holdApplicationUntilProxyStarts\": true}'")]
    public async Task Annotation_that_changes_nothing(string annotation)
        => Assert.StartsWith("Warning", await Find(Program("", Guard), [Annotated(annotation)]));

    [Fact]
    public async Task Mesh_keeps_the_address_everywhere() => Assert.Empty(await Find(Program("", Guard), [Deployment(labels: Injected), ("istio/mesh.yaml", """
        apiVersion: install.istio.io/v1alpha1
        kind: IstioOperator
        metadata: {name: mesh}
        spec: {meshConfig: {defaultConfig: {interceptionMode: TPROXY}}}
        """)]));

    [Fact]
    public async Task Namespace_switches_the_sidecar_on() => Assert.StartsWith(
        "Warning Program.cs:4 Behind the Istio sidecar (k8s/ns.yaml:3) every caller",
        await Find(Program("", Guard), [Deployment(), ("k8s/ns.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {istio-injection: enabled}}\n")]));

    [Fact]
    public async Task Variants_are_one_finding_that_names_them()
        => Assert.Equal(Message.Replace("k8s/", "helm/") + " (also k8s/web.yaml:11)", await Find(Program("", Guard), [Deployment(labels: Injected), Deployment(labels: Injected, path: "helm/web.yaml")]));

    [Fact]
    public async Task Project_without_a_workload() => Assert.Empty(await Find(Program("", Guard), [("k8s/other.yaml", Deployment(labels: Injected).Content.Replace("web", "other"))]));

    private static (string Name, string Content) Annotated(string annotation)
        => ("k8s/web.yaml", Deployment(labels: Injected).Content.Replace("    metadata:\n      labels:", "    metadata:\n      annotations:\n        " + annotation + "\n      labels:"));
}
