using MeshReady.Analyzers.Rules.Security;

namespace MeshReady.Analyzers.Tests.Rules.Security;

public sealed class MSA0306IdentityHeadersTests : WorkloadTest<MSA0306IdentityHeadersAnalyzer>
{
    private const string Usings = "using System.Security.Claims; using Microsoft.Extensions.Logging; using Microsoft.AspNetCore.HttpOverrides;\n";
    private const string Injected = "sidecar.istio.io/inject: \"true\"";
    private const string Identity = "app.Use((c, next) => { c.User = new ClaimsPrincipal(new ClaimsIdentity(new[] { new Claim(\"sub\", c.Request.Headers[\"X-User-Id\"].ToString()) }, \"gateway\")); return next(c); });";
    private const string More = "\npublic record Order(string User); public interface IOrders { object Of(string userId); object Find(string text); }\n";

    private static Task<string> Judge(string pipeline, string services = "", params (string Name, string Content)[] files) => Find(Usings + Program(services, pipeline) + More, files);

    private static (string Name, string Content) Policy(string rules) => ("istio/policy.yaml", $$"""
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: gateway-only, namespace: shop}
        spec:
          selector: {matchLabels: {app: web} }
          rules: {{rules}}
        """);

    [Fact]
    public async Task Header_becomes_a_claim() => Assert.Equal(
        "Warning Program.cs:5 'X-User-Id' becomes an identity here; whoever reaches the pod can write it: take the identity from a token that this service verifies, or let the mesh admit the gateway alone (AuthorizationPolicy with principals)",
        await Judge(Identity));

    [Theory]
    [InlineData("app.Use((c, next) => { if (c.Request.Headers.TryGetValue(\"X-Forwarded-User\", out var user)) { var claim = new Claim(ClaimTypes.Name, user.ToString()); c.User.AddIdentity(new ClaimsIdentity(new[] { claim })); } return next(c); });", "'X-Forwarded-User' becomes an identity here")]
    [InlineData("app.Use((c, next) => { var name = c.Request.Headers[\"X-Auth-Request-User\"].FirstOrDefault() ?? \"\"; var trimmed = name.Trim(); c.User = new System.Security.Principal.GenericPrincipal(new System.Security.Principal.GenericIdentity(trimmed), null); return next(c); });", "'X-Auth-Request-User' becomes an identity here")]
    [InlineData("app.MapDelete(\"/orders\", (HttpRequest r) => r.Headers[\"X-User-Role\"] == \"admin\" ? Results.NoContent() : Results.Forbid());", "'X-User-Role' decides here who is served")]
    [InlineData("app.Use(async (c, next) => { var roles = c.Request.Headers[\"X-Roles\"].ToString(); if (!roles.Contains(\"admin\")) { c.Response.StatusCode = 403; return; } await next(c); });", "'X-Roles' decides here who is served")]
    [InlineData("app.MapGet(\"/admin\", ([FromHeader(Name = \"X-User-Role\")] string role) => { if (role != \"admin\") return Results.Unauthorized(); return Results.Ok(); });", "'X-User-Role' decides here who is served")]
    [InlineData("const string Header = \"X-Client-Cert\"; app.Use(async (c, next) => { if (c.Request.Headers[Header] != \"CN=shop\") { c.Response.StatusCode = StatusCodes.Status401Unauthorized; return; } await next(c); });", "'X-Client-Cert' decides here who is served")]
    public async Task Identity_or_decision_by_header(string pipeline, string expected) => Assert.StartsWith("Warning Program.cs:5 " + expected, await Judge(pipeline));

    [Theory]
    [InlineData("app.MapGet(\"/orders\", ([FromHeader] string userLogin, IOrders orders) => orders.Of(userLogin));", "'userLogin' says here on whose behalf the request is, and this service asks nobody who he is")]
    [InlineData("app.MapGet(\"/orders\", (HttpRequest r, IOrders orders) => orders.Of(r.Headers[\"X-User-Id\"]!));", "'X-User-Id' says here on whose behalf")]
    [InlineData("app.MapGet(\"/orders\", (HttpRequest r) => { var id = r.Headers[\"X-User-Id\"].ToString(); return new Order(User: id); });", "'X-User-Id' says here on whose behalf")]
    [InlineData("app.Use((c, next) => { c.Items[\"UserId\"] = c.Request.Headers[\"X-User-Id\"].ToString(); return next(c); });", "'X-User-Id' says here on whose behalf")]
    public async Task Subject_by_header_where_nobody_is_asked_is_a_remark(string pipeline, string expected) => Assert.StartsWith("Info Program.cs:5 " + expected, await Judge(pipeline));

    [Fact]
    public async Task Controller_and_accessor_class() => Assert.Equal(2, (await Find(Usings + WebApp + More + """
        public class OffersController(IOrders orders) : ControllerBase { [HttpPost] public object Post([FromHeader] string AgentLogin) => orders.Of(AgentLogin); }
        public class CurrentUser(IHttpContextAccessor accessor) { public string UserId => accessor.HttpContext!.Request.Headers["X-User-Id"].ToString(); }
        """, [])).Split('\n').Count(static l => l.StartsWith("Info", StringComparison.Ordinal)));

    [Theory]
    [InlineData("app.Use((c, next) => { app.Logger.LogInformation(\"{User}\", c.Request.Headers[\"X-User-Id\"].ToString()); return next(c); });")]
    [InlineData("app.MapGet(\"/\", (HttpRequest r) => string.IsNullOrEmpty(r.Headers[\"X-User-Id\"]) ? Results.BadRequest() : Results.Ok());")]
    [InlineData("app.MapGet(\"/\", (HttpRequest r, IOrders orders) => orders.Of(r.Headers[\"X-Correlation-Id\"]!));")]
    [InlineData("app.MapGet(\"/\", (HttpRequest r, IOrders orders) => orders.Of(r.Headers[\"User-Agent\"]!));")]
    [InlineData("app.MapGet(\"/\", (HttpRequest r, IOrders orders) => orders.Find(r.Headers[\"X-User-Timezone\"]!));")]
    [InlineData("app.Use((c, next) => { c.Response.Headers[\"X-User-Id\"] = c.Request.Headers[\"X-User-Id\"]; return next(c); });")]
    [InlineData("app.MapGet(\"/\", (HttpRequest r) => { if (r.Headers[\"X-Api-Key\"] != app.Configuration[\"Key\"]) return Results.Unauthorized(); return Results.Ok(); });")]
    [InlineData("if (app.Environment.IsDevelopment()) { " + Identity + " }")]
    [InlineData("app.MapGet(\"/\", (HttpRequest r, IOrders orders) => orders.Of(r.Query[\"userId\"]!));")]
    [InlineData("app.MapGet(\"/\", (My.Request r, IOrders orders) => orders.Of(r.Headers[\"X-User-Id\"]));")]
    [InlineData("using var client = new System.Net.Http.HttpClient(); client.DefaultRequestHeaders.Add(\"X-User-Id\", \"batch\");")]
    public async Task Header_that_tells_nothing_about_rights(string pipeline)
        => Assert.Empty(await Find(Usings + Program("", pipeline) + More + "namespace My { public class Request { public Dictionary<string, string> Headers { get; } = new(); } }", []));

    [Fact]
    public async Task Service_that_authenticates()
    {
        Assert.StartsWith("Info Program.cs:5 'X-User-Id' becomes an identity here", await Judge(Identity, "builder.Services.AddAuthentication();"));
        Assert.Empty(await Judge("app.MapGet(\"/orders\", (HttpRequest r, IOrders orders) => orders.Of(r.Headers[\"X-User-Id\"]!));", "builder.Services.AddAuthentication();"));
    }

    [Fact]
    public async Task Handler_for_the_header_is_a_remark() => Assert.StartsWith("Info Program.cs:4 'X-User-Id' becomes an identity here", await Find(Usings + WebApp + "\n" + """
        class Gateway(Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions> o, ILoggerFactory l, System.Text.Encodings.Web.UrlEncoder e) : Microsoft.AspNetCore.Authentication.AuthenticationHandler<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions>(o, l, e) {
            protected override Task<Microsoft.AspNetCore.Authentication.AuthenticateResult> HandleAuthenticateAsync() { var user = Request.Headers["X-User-Id"].ToString(); var claim = new Claim("sub", user); return Task.FromResult(Microsoft.AspNetCore.Authentication.AuthenticateResult.NoResult()); } }
        """, []));

    [Theory]
    [InlineData("[{from: [{source: {principals: [cluster.local/ns/istio-system/sa/gateway]}}]}]", "Info Program.cs:5 'X-User-Id' becomes an identity here; only the AuthorizationPolicy (istio/policy.yaml:1) keeps others from writing it")]
    [InlineData("[{from: [{source: {principals: [cluster.local/ns/a/sa/b]}}]}, {to: [{operation: {paths: [/healthz]}}]}]", "Info")]
    [InlineData("[{from: [{source: {principals: [\"*\"]}}]}]", "Warning")]
    [InlineData("[{from: [{source: {namespaces: [shop]}}]}]", "Warning")]
    [InlineData("[{to: [{operation: {methods: [GET]}}]}]", "Warning")]
    public async Task Mesh_admits_the_gateway_alone(string rules, string expected) => Assert.StartsWith(expected, await Judge(Identity, "", Deployment(labels: Injected), Policy(rules)));

    [Theory]
    [InlineData("builder.Services.Configure<ForwardedHeadersOptions>(o => { o.ForwardedHeaders = ForwardedHeaders.All; o.KnownNetworks.Clear(); o.KnownProxies.Clear(); });", "Info Program.cs:3 'KnownNetworks.Clear' and KnownProxies.Clear let every caller choose the address and scheme that this service takes for his")]
    [InlineData("var options = new ForwardedHeadersOptions(); options.KnownNetworks.Clear(); options.KnownProxies.Clear();", "Info Program.cs:3")]
    [InlineData("builder.Services.Configure<ForwardedHeadersOptions>(o => { o.KnownNetworks.Clear(); o.KnownProxies.Clear(); o.KnownNetworks.Add(new(IPAddress.Parse(\"10.0.0.0\"), 8)); });", "")]
    [InlineData("builder.Services.Configure<ForwardedHeadersOptions>(o => o.KnownNetworks.Clear());", "")]
    [InlineData("builder.Services.Configure<ForwardedHeadersOptions>(o => { if (builder.Configuration[\"a\"] == \"b\") { o.KnownNetworks.Clear(); o.KnownProxies.Clear(); } });", "")]
    [InlineData("var lists = new My.ForwardedHeadersOptions(); lists.KnownNetworks.Clear(); lists.KnownProxies.Clear();", "")]
    public async Task Every_proxy_is_known(string services, string expected)
    {
        var found = await Find(Usings + Program(services) + "namespace My { class ForwardedHeadersOptions { public List<int> KnownNetworks = new(); public List<int> KnownProxies = new(); } }", []);
        Assert.StartsWith(expected, found);
        Assert.Equal(expected.Length == 0, found.Length == 0);
    }

    [Fact]
    public async Task Code_being_typed() => Assert.StartsWith("Warning Program.cs:5", await Find(Usings + Program("", Identity + " app.Use((c, next) => { var x = c.Request.Headers[") + More, [], mayBreak: true));
}

/// <summary>Which of two rules speaks of a header that names a tenant.</summary>
public sealed class MSA0306IdentityHeadersOfTenantsTests : RuleTest<MSA0306IdentityHeadersAnalyzer>
{
    private static string In(string header) => $$"""
        using System.Security.Claims;
        using Microsoft.AspNetCore.Http;

        class Gate
        {
            void Enter(HttpContext context) => context.User.AddIdentity(new ClaimsIdentity(new[] { new Claim("tenant", {{header}}.ToString()) }));
        }
        """;

    [Fact]
    public Task Header_of_a_tenant_is_left_to_the_rule_of_tenants() => Verify(In("context.Request.Headers[\"X-Tenant-Id\"]"));

    [Fact]
    public Task Header_of_a_tenant_where_the_rule_of_tenants_is_off()
        => VerifyResultsWith(In("{|#0:context.Request.Headers[\"X-Tenant-Id\"]|}").Replace("new Claim(", "{|#1:new Claim(").Replace(".ToString())", ".ToString())|}"), null, "dotnet_diagnostic.MSA0605.severity = none", null, new Microsoft.CodeAnalysis.Testing.DiagnosticResult("MSA0306", Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(0).WithLocation(1));
}
