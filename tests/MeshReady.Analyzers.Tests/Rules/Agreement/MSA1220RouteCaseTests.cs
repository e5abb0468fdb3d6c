using MeshReady.Analyzers.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1220RouteCaseTests : WorkloadTest<MSA1220RouteCaseAnalyzer>
{
    private const string Users = "app.MapGet(\"/admin/users\", () => \"secret\");";

    private static readonly (string Name, string Content) Injected = Deployment(labels: "sidecar.istio.io/inject: \"true\"");

    private static (string Name, string Content) Policy(string action, string operation, string name = "istio/no-admin.yaml") => (name, $$"""
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata:
          name: no-admin
          namespace: shop
        spec:
          action: {{action}}
          rules:
            - to:
                - operation:
                    {{operation}}
        """);

    private static readonly (string Name, string Content) DenyAdmin = Policy("DENY", "paths: [\"/admin/*\"]");

    [Fact]
    public async Task X20_route_below_a_denied_path() => Assert.Equal(
        "Warning istio/no-admin.yaml:11 DENY '/admin/*' of AuthorizationPolicy 'no-admin' heeds the case of letters and ASP.NET Core does not: '/Admin/users' passes and reaches the endpoint '/admin/users'; deny by default and list what is allowed (action ALLOW with paths)",
        await Find(Program("", Users), [Injected, DenyAdmin]));

    [Fact]
    public async Task X20_near_miss_positive_list_fails_closed()
        => Assert.Empty(await Find(Program("", Users), [Injected, Policy("ALLOW", "paths: [\"/api/*\"]")]));

    [Fact]
    public async Task List_of_what_is_not_allowed() => Assert.StartsWith(
        "Warning istio/no-admin.yaml:11 ALLOW notPaths '/admin/*' of AuthorizationPolicy 'no-admin' heeds the case of letters and ASP.NET Core does not: '/Admin/users' passes",
        await Find(Program("", Users), [Injected, Policy("ALLOW", "notPaths: [\"/admin/*\"]")]));

    [Fact]
    public async Task Endpoint_is_an_additional_location()
    {
        var finding = Assert.Single(await Diagnose(Program("", Users), [Injected, DenyAdmin]));

        var place = Assert.Single(finding.AdditionalLocations).GetLineSpan();
        Assert.Equal(("Program.cs", 3), (place.Path, place.StartLinePosition.Line));
    }

    [Theory]
    [InlineData("app.MapPost(\"admin/users\", () => 1);", "/Admin/users")]
    [InlineData("app.MapGroup(\"/admin\").MapGet(\"/users/{id:int}\", (int id) => id);", "/Admin/users/1")]
    [InlineData("var admin = app.MapGroup(\"/admin\"); admin.MapDelete(\"users/{name}\", (string name) => name);", "/Admin/users/1")]
    [InlineData("app.MapGet(\"/Admin/Users\", () => 1);", "/Admin/Users")]
    [InlineData("app.MapGet(\"/admin/{**rest}\", (string rest) => rest);", "/Admin/1")]
    public async Task Route_in_other_words(string pipeline, string path)
        => Assert.Contains($": '{path}' passes and reaches the endpoint", await Find(Program("", pipeline), [Injected, DenyAdmin]));

    [Fact]
    public async Task Controller_route() => Assert.Contains("'/Admin/Users' passes", await Find(Program("builder.Services.AddControllers();", "app.MapControllers();") + """
        [ApiController, Route("Admin/[controller]")]
        public class UsersController : ControllerBase { [HttpGet] public int Get() => 1; }
        """, [Injected, DenyAdmin]));

    [Theory]
    [InlineData("paths: [\"/admin/users\"]", "'/Admin/users' passes")]
    [InlineData("paths: [\"*/users\"]", "'/admin/Users' passes")]
    [InlineData("paths: [\"/{*}/users\"]", "'/admin/Users' passes")]
    [InlineData("paths: [\"/admin/{**}\"]", "'/Admin/users' passes")]
    [InlineData("paths: [\"/admin/*\", \"/Admin/*\"]", "'/ADMIN/USERS' passes")]
    public async Task Pattern_in_other_words(string operation, string text) => Assert.Contains(text, await Find(Program("", Users), [Injected, Policy("DENY", operation)]));

    [Theory]
    [InlineData("paths: [\"*\"]")]
    [InlineData("paths: [\"/metrics\"]")]
    [InlineData("notPaths: [\"/admin/*\"]")]
    [InlineData("methods: [DELETE]")]
    public async Task Pattern_that_holds_or_means_another_path(string operation) => Assert.Empty(await Find(Program("", Users), [Injected, Policy("DENY", operation)]));

    [Fact]
    public async Task Positive_list_beside_it_closes_the_gap()
        => Assert.Empty(await Find(Program("", Users), [Injected, DenyAdmin, Policy("ALLOW", "paths: [\"/admin/users\", \"/api/*\"]", "istio/allow.yaml")]));

    [Fact]
    public async Task Routes_generated_in_lower_case_are_matched_in_any()
        => Assert.StartsWith("Warning", await Find(Program("builder.Services.Configure<Microsoft.AspNetCore.Routing.RouteOptions>(o => o.LowercaseUrls = true);", Users), [Injected, DenyAdmin]));

    [Theory]
    [InlineData("app.MapGet(\"/admin/users\", () => 1).RequireAuthorization();")]
    [InlineData("app.MapGroup(\"/admin\").RequireAuthorization(\"admins\").MapGet(\"/users\", () => 1);")]
    [InlineData("var admin = app.MapGroup(\"/admin\").RequireAuthorization(); admin.MapGet(\"/users\", () => 1);")]
    [InlineData("app.MapGet(\"/admin/users\", [Microsoft.AspNetCore.Authorization.Authorize] () => 1);")]
    public async Task Endpoint_that_asks_for_an_identity_itself_is_less_grave(string pipeline)
        => Assert.StartsWith("Info istio/no-admin.yaml:11", await Find(Program("", pipeline), [Injected, DenyAdmin]));

    [Fact]
    public async Task Endpoint_that_asks_nobody_is_the_one_that_counts() => Assert.StartsWith(
        "Warning istio/no-admin.yaml:11",
        Assert.Single((await Find(Program("", "app.MapGet(\"/admin/users\", () => 1).RequireAuthorization(); app.MapGet(\"/admin/flags\", () => 1);"), [Injected, DenyAdmin])).Split('\n')));

    [Theory]
    [InlineData("app.MapGet(\"/api/orders\", () => 1);")]
    [InlineData("app.MapGet(\"/adminx/users\", () => 1);")]
    [InlineData("app.MapGet(\"/{tenant}/users\", (string tenant) => tenant);")]
    [InlineData("if (app.Environment.IsDevelopment()) app.MapGet(\"/admin/users\", () => 1);")]
    [InlineData("app.MapGet(args[0] + \"/admin/users\", () => 1);")]
    [InlineData("app.MapGet(\"/admin/{id:regex(^[[a-z]]+$)}\", (string id) => id);")]
    public async Task Route_that_is_not_meant_or_not_known(string pipeline) => Assert.Empty(await Find(Program("", pipeline), [Injected, DenyAdmin]));

    [Theory]
    [InlineData("sidecar.istio.io/inject: \"false\"")]
    [InlineData("linkerd.io/inject: enabled\nsidecar.istio.io/inject: \"false\"")]
    [InlineData("istio.io/dataplane-mode: ambient")]
    public async Task Pod_on_which_no_policy_acts(string labels) => Assert.Empty(await Find(Program("", Users), [Deployment(labels: labels), DenyAdmin]));

    [Fact]
    public async Task Templated_path_is_unknown() => Assert.Empty(await Find(Program("", Users), [Injected, Policy("DENY", "paths: [\"{{ .Values.path }}\"]")]));

    [Fact]
    public async Task Policy_of_another_workload()
        => Assert.Empty(await Find(Program("", Users), [Injected, ("istio/p.yaml", DenyAdmin.Content.Replace("  action:", "  selector: {matchLabels: {app: other}}\n  action:"))]));

    [Fact]
    public async Task Two_patterns_are_two_findings_and_two_variants_one()
    {
        var found = (await Find(
            Program("", Users + "app.MapGet(\"/ops/flush\", () => 1);"),
            [Injected, ("helm/web.yaml", Injected.Content), Policy("DENY", "paths: [\"/admin/*\", \"/ops/*\"]")])).Split('\n');

        Assert.Collection(found, f => Assert.Contains("'/Admin/users' passes", f), f => Assert.Contains("'/Ops/flush' passes", f));
    }

    [Fact]
    public async Task Library_serves_nobody() => Assert.Empty(await Find(
        "public static class Routes { public static void MapAdmin(this WebApplication app) => app.MapGet(\"/admin/users\", () => 1); }",
        [Injected, DenyAdmin],
        kind: Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));
}
