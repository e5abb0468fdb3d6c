using MeshReady.Analyzers.Rules.Security;

namespace MeshReady.Analyzers.Tests.Rules.Security;

/// <summary>Where a sidecar stands before the service, and code that only reads tokens.</summary>
public sealed class MSA0307WeakenedTokenChecksMeshTests : WorkloadTest<MSA0307WeakenedTokenChecksAnalyzer>
{
    private const string Usings = "using Microsoft.AspNetCore.Authentication.JwtBearer; using Microsoft.IdentityModel.Tokens; using System.IdentityModel.Tokens.Jwt; using Microsoft.IdentityModel.JsonWebTokens; using System.Security.Claims; using Microsoft.Extensions.Logging;\n";
    private const string Injected = "sidecar.istio.io/inject: \"true\"";
    private const string Reading = "app.MapGet(\"/orders\", (HttpContext c) => new JwtSecurityTokenHandler().ReadJwtToken(c.Request.Headers[\"Authorization\"].ToString()[7..]).Claims.First(x => x.Type == \"sub\").Value);";

    private static readonly string Weak = Usings + Program("builder.Services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters.ValidateIssuer = false);") + TokenLibraries.All;

    private static (string Name, string Content) Authentication(string rule = "") => ("istio/tokens.yaml", $$"""
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: {name: tokens, namespace: shop}
        spec:
          selector: {matchLabels: {app: web} }
          jwtRules:
            - issuer: https://login.shop.example
              {{(rule.Length > 0 ? rule : "forwardOriginalToken: true")}}
        """);

    private static (string Name, string Content) Policy(string rules, string action = "ALLOW", string labels = "{app: web}") => ("istio/policy.yaml", $$"""
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: tokens, namespace: shop}
        spec:
          selector: {matchLabels: {{labels}} }
          action: {{action}}
          rules: {{rules}}
        """);

    private static Task<string> Read(string pipeline, params (string Name, string Content)[] files) => Find(Usings + Program("", pipeline) + TokenLibraries.All, files);

    [Fact]
    public async Task Authentication_alone_lets_requests_without_a_token_pass() => Assert.Equal(
        "Warning Program.cs:3 ValidateIssuer = false: a token of any issuer whose key fits is accepted here; set ValidIssuer; the RequestAuthentication (istio/tokens.yaml:1) alone does not help: it lets requests without a token pass, which an AuthorizationPolicy with requestPrincipals: [\"*\"] would refuse",
        await Find(Weak, [Deployment(labels: Injected), Authentication()]));

    [Theory]
    [InlineData("[{from: [{source: {requestPrincipals: [\"*\"]}}]}]", "ALLOW")]
    [InlineData("[{from: [{source: {requestPrincipals: [\"*\"]}}]}, {to: [{operation: {paths: [/healthz]}}]}]", "ALLOW")]
    [InlineData("[{when: [{key: \"request.auth.claims[scope]\", values: [orders]}]}]", "ALLOW")]
    [InlineData("[{from: [{source: {notRequestPrincipals: [\"*\"]}}]}]", "DENY")]
    public async Task Policy_that_asks_for_a_token_makes_it_a_remark(string rules, string action)
    {
        Assert.Equal(
            "Info Program.cs:3 ValidateIssuer = false: a token of any issuer whose key fits is accepted here; set ValidIssuer (the sidecar checks tokens as well, istio/tokens.yaml:1; keep the service's own check for the day that the policy is gone)",
            await Find(Weak, [Deployment(labels: Injected), Authentication(), Policy(rules, action)]));
        Assert.Empty(await Read(Reading, Deployment(labels: Injected), Authentication(), Policy(rules, action)));
    }

    [Theory]
    [InlineData("[{from: [{source: {requestPrincipals: [\"*\"]}}]}, {from: [{source: {namespaces: [shop]}}]}]", "ALLOW", "{app: web}")]
    [InlineData("[{from: [{source: {requestPrincipals: [\"*\"]}}]}, {to: [{operation: {paths: [\"/*\"]}}]}]", "ALLOW", "{app: web}")]
    [InlineData("[{from: [{source: {requestPrincipals: [\"*\"]}}]}]", "DENY", "{app: web}")]
    [InlineData("[{from: [{source: {requestPrincipals: [\"*\"]}}]}]", "ALLOW", "{app: other}")]
    [InlineData("[{from: [{source: {principals: [\"*\"]}}]}]", "ALLOW", "{app: web}")]
    public async Task Policy_that_leaves_a_gap(string rules, string action, string labels)
        => Assert.StartsWith("Warning Program.cs:3", await Find(Weak, [Deployment(labels: Injected), Authentication(), Policy(rules, action, labels)]));

    [Fact]
    public async Task Policies_without_a_sidecar_do_nothing() => Assert.Equal(
        "Warning Program.cs:3 ValidateIssuer = false: a token of any issuer whose key fits is accepted here; set ValidIssuer",
        await Find(Weak, [Deployment(labels: "sidecar.istio.io/inject: \"false\""), Authentication(), Policy("[{from: [{source: {requestPrincipals: [\"*\"]}}]}]")]));

    [Fact]
    public async Task Audience_that_the_mesh_does_not_check_either()
    {
        var program = Usings + Program("builder.Services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters.ValidateAudience = false);") + TokenLibraries.All;
        (string, string)[] files = [Deployment(labels: Injected), Policy("[{from: [{source: {requestPrincipals: [\"*\"]}}]}]")];
        Assert.StartsWith("Warning Program.cs:3 ValidateAudience = false: a token that was issued for another service is accepted here; set ValidAudience; the RequestAuthentication (istio/tokens.yaml:1) names no audiences either", await Find(program, [.. files, Authentication()]));
        Assert.StartsWith("Info", await Find(program, [.. files, Authentication("audiences: [web]")]));
    }

    [Theory]
    [InlineData(Reading)]
    [InlineData("app.MapGet(\"/\", (HttpRequest r) => { var token = r.Headers.Authorization.ToString().Replace(\"Bearer \", \"\"); var jwt = new JwtSecurityToken(token); return jwt.Subject; });")]
    [InlineData("app.MapGet(\"/\", ([FromHeader] string authorization) => { var jwt = new JsonWebToken(authorization); if (jwt.GetClaim(\"role\").Value != \"admin\") return Results.Forbid(); return Results.Ok(); });")]
    [InlineData("app.Use(async (c, next) => { var jwt = (JwtSecurityToken)new JwtSecurityTokenHandler().ReadToken(c.Request.Cookies[\"token\"]!); c.User = new ClaimsPrincipal(new ClaimsIdentity(jwt.Claims)); await next(c); });")]
    [InlineData("app.Use(async (c, next) => { if (c.Request.Headers.TryGetValue(\"Authorization\", out var header)) c.Items[\"user\"] = new JsonWebTokenHandler().ReadJsonWebToken(header.ToString()).Subject; await next(c); });")]
    [InlineData("app.MapGet(\"/\", (HttpContext c) => UserOf(c.Request.Headers[\"Authorization\"]!)); static string UserOf(string header) => new JwtSecurityTokenHandler().ReadJwtToken(header).Subject;")]
    public async Task Claims_of_a_token_that_nothing_verifies(string pipeline)
    {
        var found = await Read(pipeline);
        Assert.StartsWith("Warning Program.cs:5 '", found);
        Assert.Contains("checks nothing: whoever calls writes the claims that this code goes by; authenticate with AddJwtBearer, or call ValidateToken", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sidecar_that_only_refuses_wrong_tokens() => Assert.EndsWith(
        "; the RequestAuthentication (istio/tokens.yaml:1) alone does not help: it lets requests without a token pass, which an AuthorizationPolicy with requestPrincipals: [\"*\"] would refuse",
        await Read(Reading, Deployment(labels: Injected), Authentication()));

    [Fact]
    public async Task Mesh_whose_policies_are_not_in_sight_is_a_remark() => Assert.StartsWith("Info Program.cs:5 'ReadJwtToken' checks nothing", await Read(Reading, Deployment(labels: Injected)));

    [Theory]
    // Verified before: the token is only unpacked once more.
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(o => { });", Reading)]
    [InlineData("", "app.MapGet(\"/\", (HttpContext c) => { var t = c.Request.Headers[\"Authorization\"].ToString(); new JwtSecurityTokenHandler().ValidateToken(t, new() { ValidIssuer = \"us\" }, out _); return new JwtSecurityToken(t).Subject; });")]
    [InlineData("", "app.Use((c, next) => { var jwt = new JwtSecurityToken(c.Request.Headers[\"Authorization\"].ToString()); app.Logger.LogInformation(\"{User}\", jwt.Subject); return next(c); });")]
    // The answer of the token endpoint, over TLS: nobody else wrote it.
    [InlineData("", "app.MapGet(\"/\", async () => new JwtSecurityToken(await new System.Net.Http.HttpClient().GetStringAsync(\"https://login.shop.example/token\")).Subject);")]
    [InlineData("", "app.MapGet(\"/\", (HttpContext c) => new JwtSecurityToken(c.Request.Headers[\"Authorization\"].ToString()).ValidTo);")]
    [InlineData("", "if (app.Environment.IsDevelopment()) { " + Reading + " }")]
    public async Task Token_that_is_verified_or_not_relied_on(string services, string pipeline)
        => Assert.Empty(await Find(Usings + Program(services, pipeline) + TokenLibraries.All, []));
}

/// <summary>Against the packages themselves.</summary>
public sealed class MSA0307WeakenedTokenChecksPackageTests : RuleTest<MSA0307WeakenedTokenChecksAnalyzer>
{
    [Fact]
    public Task Real_packages() => VerifyReal(
        """
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;

        static class Registration
        {
            public static void Add(IServiceCollection services) => services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
            {
                options.TokenValidationParameters = new TokenValidationParameters
                {
                    {|MSA0307:ValidateIssuer = false|},
                    ValidateAudience = false,
                };
            }).AddJwtBearer("blind", options => {|MSA0307:options.TokenValidationParameters.SignatureValidator = (token, _) => new JsonWebToken(token)|})
            .AddJwtBearer("sound", options => options.TokenValidationParameters.ValidateLifetime = true);
        }
        """,
        "Microsoft.AspNetCore.Authentication.JwtBearer",
        "Microsoft.IdentityModel.Tokens",
        "Microsoft.IdentityModel.JsonWebTokens",
        "Microsoft.IdentityModel.Abstractions",
        "Microsoft.IdentityModel.Protocols.OpenIdConnect",
        "Microsoft.IdentityModel.Protocols");
}
