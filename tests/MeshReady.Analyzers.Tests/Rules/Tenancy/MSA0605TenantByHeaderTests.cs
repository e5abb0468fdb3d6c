using MeshReady.Analyzers.Rules.Tenancy;

namespace MeshReady.Analyzers.Tests.Rules.Tenancy;

public sealed class MSA0605TenantByHeaderTests : WorkloadTest<MSA0605TenantByHeaderAnalyzer>
{
    [Theory]
    // Somebody is asked whether this caller may work for that tenant.
    [InlineData("app.Use(async (c, next) => { var id = c.Request.Headers[\"X-Tenant-Id\"].ToString(); if (!await c.RequestServices.GetRequiredService<IMembers>().IsMember(c.User, id)) { c.Response.StatusCode = 403; return; } c.Items[\"tenant\"] = id; await next(c); });")]
    [InlineData("app.Use(async (c, next) => { var id = c.Request.Headers[\"X-Tenant-Id\"].ToString(); var user = c.User.FindFirst(\"sub\")!.Value; if (!await c.RequestServices.GetRequiredService<IMembers>().HasAccess(user, id)) { c.Response.StatusCode = 403; return; } c.Items[\"tenant\"] = id; await next(c); });")]
    [InlineData("app.MapGet(\"/orders\", async ([FromHeader(Name = \"x-tenant-id\")] string tenant, HttpContext c, Microsoft.AspNetCore.Authorization.IAuthorizationService access, ITenants tenants) => (await access.AuthorizeAsync(c.User, tenant, \"Member\")).Succeeded ? Results.Ok(tenants.Get(tenant)) : Results.Forbid());")]
    public async Task Membership_is_asked_for(string pipeline)
        => Assert.Empty(await Find(Usings + Program("", pipeline) + More + "public interface IMembers { Task<bool> IsMember(ClaimsPrincipal user, string tenant); Task<bool> HasAccess(string user, string tenant); }", []));

    private const string Usings = "using System.Security.Claims; using Microsoft.Extensions.Logging;\n";
    private const string More = "\npublic interface ITenants { object Get(string tenantId); string ConnectionOf(string name); } public class TenantContext { public string? TenantId { get; set; } public int Number { get; set; } public void SetTenant(string id) { } }\n";

    private static Task<string> Judge(string pipeline, params (string Name, string Content)[] files) => Find(Usings + Program("", pipeline) + More, files);

    [Fact]
    public async Task Header_chooses_the_tenant() => Assert.Equal(
        "Warning Program.cs:5 'X-Tenant-Id' chooses the tenant here, and nothing compares it with the caller's token: any caller reads and writes any tenant's data; take the tenant from a claim, or compare the two",
        await Judge("app.Use((c, next) => { c.RequestServices.GetRequiredService<TenantContext>().TenantId = c.Request.Headers[\"X-Tenant-Id\"].ToString(); return next(c); });"));

    [Theory]
    [InlineData("app.Use((c, next) => { if (c.Request.Headers.TryGetValue(\"X-Tenant\", out var tenant)) c.RequestServices.GetRequiredService<TenantContext>().SetTenant(tenant.ToString()); return next(c); });")]
    [InlineData("app.MapGet(\"/orders\", ([FromHeader(Name = \"x-tenant-id\")] string tenant, ITenants tenants) => tenants.Get(tenant));")]
    [InlineData("app.MapGet(\"/orders\", (HttpRequest r, ITenants tenants) => tenants.ConnectionOf(r.Query[\"tenant\"]!));")]
    [InlineData("app.MapGet(\"/orders\", ([FromQuery] string tenantId, ITenants tenants) => { var id = tenantId.Trim(); return tenants.Get(id); });")]
    [InlineData("app.Use((c, next) => { var id = c.Request.Headers[\"X-Tenant-Id\"].FirstOrDefault(); if (id is null) { c.Response.StatusCode = 400; return Task.CompletedTask; } c.Items[\"tenant\"] = id; return next(c); });")]
    [InlineData("app.Use((c, next) => { if (int.TryParse(c.Request.Headers[\"X-Tenant-Number\"], out var number)) { var context = new TenantContext(); context.SetTenant(number.ToString()); } return next(c); });")]
    [InlineData("var connections = new Dictionary<string, string>(); app.MapGet(\"/\", (HttpRequest r) => connections[r.Headers[\"X-Tenant\"]!]);")]
    [InlineData("app.Use((c, next) => { c.User.AddIdentity(new ClaimsIdentity(new[] { new Claim(\"t\", c.Request.Headers[\"X-Tenant\"].ToString()) })); return next(c); });")]
    public async Task Tenant_in_other_words(string pipeline) => Assert.StartsWith("Warning Program.cs:5 '", await Judge(pipeline));

    [Theory]
    [InlineData("public class Resolver(IHttpContextAccessor accessor) { public string TenantId => accessor.HttpContext!.Request.Headers[\"X-Tenant-Id\"].ToString(); }")]
    [InlineData("public class Resolver(IHttpContextAccessor accessor) { public string? GetTenant() { var request = accessor.HttpContext?.Request; return request?.Headers[\"X-Tenant-Id\"]; } }")]
    public async Task Resolver_class(string type) => Assert.StartsWith("Warning Program.cs:4", await Find(Usings + WebApp + More.TrimEnd() + "\n" + type, []));

    [Fact]
    public async Task Service_that_authenticates_still_has_to_compare() => Assert.StartsWith("Warning Program.cs:5", await Find(
        Usings + Program("builder.Services.AddAuthentication();", "app.Use((c, next) => { c.Items[\"tenant\"] = c.Request.Headers[\"X-Tenant-Id\"].ToString(); return next(c); });"), []));

    [Fact]
    public async Task Library_is_a_remark() => Assert.StartsWith("Info Program.cs:1", await Find(
        "public class Resolver(IHttpContextAccessor accessor) { public string TenantId => accessor.HttpContext!.Request.Headers[\"X-Tenant-Id\"].ToString(); }", [], kind: Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));

    [Theory]
    // Compared with the caller's token, here or in a middleware of the project.
    [InlineData("app.Use((c, next) => { var id = c.Request.Headers[\"X-Tenant-Id\"].ToString(); if (c.User.FindFirst(\"tenant_id\")?.Value != id) { c.Response.StatusCode = 403; return Task.CompletedTask; } c.Items[\"tenant\"] = id; return next(c); });")]
    [InlineData("app.Use((c, next) => { if (!c.User.HasClaim(x => x.Type == \"tenant\")) c.Abort(); return next(c); }); app.MapGet(\"/o\", ([FromHeader(Name = \"x-tenant\")] string tenant, ITenants tenants) => tenants.Get(tenant));")]
    [InlineData("app.MapGet(\"/logo\", ([FromQuery] string tenant, ITenants tenants) => tenants.Get(tenant)).AllowAnonymous();")]
    [InlineData("app.Use((c, next) => { app.Logger.LogInformation(\"{Tenant}\", c.Request.Headers[\"X-Tenant-Id\"].ToString()); return next(c); });")]
    [InlineData("app.MapGet(\"/\", (HttpRequest r, ITenants tenants) => tenants.Get(r.Headers[\"X-Region\"]!));")]
    [InlineData("app.MapGet(\"/\", (HttpRequest r) => string.IsNullOrEmpty(r.Headers[\"X-Tenant-Id\"]) ? Results.BadRequest() : Results.Ok());")]
    [InlineData("app.MapGet(\"/\", (HttpContext c, ITenants tenants) => tenants.Get(c.User.FindFirstValue(\"tenant\")!));")]
    [InlineData("app.Use((c, next) => { c.Response.Headers[\"X-Tenant-Id\"] = c.Request.Headers[\"X-Tenant-Id\"]; return next(c); });")]
    [InlineData("if (app.Environment.IsDevelopment()) app.Use((c, next) => { c.Items[\"tenant\"] = c.Request.Headers[\"X-Tenant-Id\"].ToString(); return next(c); });")]
    [InlineData("app.MapGet(\"/\", (My.Request r, ITenants tenants) => tenants.Get(r.Headers[\"X-Tenant-Id\"]));")]
    public async Task Tenant_that_is_compared_or_not_chosen(string pipeline)
        => Assert.Empty(await Find(Usings + Program("", pipeline) + More + "namespace My { public class Request { public Dictionary<string, string> Headers { get; } = new(); } }", []));

    [Theory]
    [InlineData("request.auth.claims[tenant]", "")]
    [InlineData("request.headers[x-tenant-id]", "")]
    [InlineData("source.ip", "Warning")]
    public async Task Policy_of_the_mesh_compares(string key, string expected)
    {
        var found = await Judge("app.Use((c, next) => { c.Items[\"tenant\"] = c.Request.Headers[\"X-Tenant-Id\"].ToString(); return next(c); });", Deployment(), ("istio/policy.yaml", $$"""
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: tenants, namespace: shop}
            spec:
              selector: {matchLabels: {app: web} }
              rules: [{when: [{key: "{{key}}", values: [acme]}]}]
            """));
        Assert.StartsWith(expected, found);
        Assert.Equal(expected.Length == 0, found.Length == 0);
    }

    [Fact]
    public async Task House_method_for_tenants_out_of_sight() => Assert.Empty(await Find(
        "using Company; " + Program("", "app.UseCompanyTenants(); app.Use((c, next) => { c.Items[\"tenant\"] = c.Request.Headers[\"X-Tenant-Id\"].ToString(); return next(c); });"), [],
        library: "namespace Company { using Microsoft.AspNetCore.Builder; public static class Defaults { public static IApplicationBuilder UseCompanyTenants(this IApplicationBuilder app) => app.Use(async (c, next) => { if (c.Request.Path == \"/\") return; await next(c); }); } }"));

    [Fact]
    public async Task Code_being_typed() => Assert.StartsWith("Warning Program.cs:5", await Find(
        Usings + Program("", "app.Use((c, next) => { c.Items[\"tenant\"] = c.Request.Headers[\"X-Tenant-Id\"].ToString(); c.Request.Query[\"tenant\"].") + More, [], mayBreak: true));
}
