using MeshReady.Analyzers.Rules.Security;

namespace MeshReady.Analyzers.Tests.Rules.Security;

public sealed class MSA0307WeakenedTokenChecksTests : WorkloadTest<MSA0307WeakenedTokenChecksAnalyzer>
{
    private const string Usings = "using Microsoft.AspNetCore.Authentication.JwtBearer; using Microsoft.IdentityModel.Tokens; using System.IdentityModel.Tokens.Jwt; using Microsoft.IdentityModel.JsonWebTokens; using System.Security.Claims; using Microsoft.Extensions.Logging;\n";

    private static string Bearer(string settings) => Usings + Program($"builder.Services.AddAuthentication().AddJwtBearer(options =>\n{{\n{settings}\n}});") + TokenLibraries.All;

    private static Task<string> Judge(string settings, params (string Name, string Content)[] files) => Find(Bearer(settings), files);

    [Fact]
    public async Task Issuer_and_audience_off_are_one_finding() => Assert.Equal(
        "Warning Program.cs:8 ValidateIssuer = false, ValidateAudience = false: a token that the same key signed for another issuer or another service is accepted here; set ValidIssuer and ValidAudience",
        await Judge("""
            options.SaveToken = true;
            options.RequireHttpsMetadata = false; options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidateIssuer = false, ValidateIssuerSigningKey = true, IssuerSigningKey = new SymmetricSecurityKey(new byte[16]),
                ValidateAudience = false,
            };
            """));

    [Theory]
    [InlineData("options.TokenValidationParameters.ValidateIssuer = false;", "Warning Program.cs:5 ValidateIssuer = false: a token of any issuer whose key fits is accepted here; set ValidIssuer")]
    [InlineData("options.TokenValidationParameters.ValidateAudience = false;", "Warning Program.cs:5 ValidateAudience = false: a token that was issued for another service is accepted here; set ValidAudience")]
    [InlineData("options.TokenValidationParameters = new() { ValidateLifetime = false };", "Warning Program.cs:5 ValidateLifetime = false: a stolen token is good for ever")]
    [InlineData("options.TokenValidationParameters = new() { RequireExpirationTime = false };", "Warning Program.cs:5 RequireExpirationTime = false: a stolen token is good for ever")]
    [InlineData("var parameters = new TokenValidationParameters { ValidateIssuer = false };\noptions.TokenValidationParameters = parameters; parameters.ValidateLifetime = false;", "Warning Program.cs:5 ValidateIssuer = false, ValidateLifetime = false: a token of any issuer whose key fits is accepted here; set ValidIssuer; a stolen token is good for ever")]
    [InlineData("const bool Check = false; options.TokenValidationParameters.ValidateIssuer = Check;", "Warning Program.cs:5 ValidateIssuer = false: a token of any issuer")]
    [InlineData("var check = false; options.TokenValidationParameters = new() { ValidateIssuer = check };", "Warning Program.cs:5 ValidateIssuer = false: a token of any issuer")]
    [InlineData("options.TokenValidationParameters.RequireSignedTokens = false;", "Warning Program.cs:5 RequireSignedTokens = false: anybody can write a token that is accepted here")]
    [InlineData("options.TokenValidationParameters.SignatureValidator = (token, _) => new JwtSecurityToken(token);", "Warning Program.cs:5 SignatureValidator: anybody can write")]
    [InlineData("options.TokenValidationParameters.SignatureValidator = delegate(string token, TokenValidationParameters p) { var jwt = new JsonWebToken(token); return jwt; };", "Warning Program.cs:5 SignatureValidator: anybody can write")]
    [InlineData("options.TokenValidationParameters = new() { SignatureValidator = (token, p) => { return new JwtSecurityTokenHandler().ReadJwtToken(token); } };", "Warning Program.cs:5 SignatureValidator: anybody can write")]
    [InlineData("options.TokenValidationParameters.SignatureValidator = Read; SecurityToken Read(string token, TokenValidationParameters p) => new JsonWebToken(token);", "Warning Program.cs:5 SignatureValidator: anybody can write")]
    [InlineData("options.TokenValidationParameters.IssuerValidator = (issuer, _, _) => issuer;", "Warning Program.cs:5 IssuerValidator: a token of any issuer")]
    [InlineData("options.TokenValidationParameters.AudienceValidator = (_, _, _) => true;", "Warning Program.cs:5 AudienceValidator: a token that was issued for another service")]
    [InlineData("options.TokenValidationParameters.LifetimeValidator = (_, _, _, _) => true;", "Warning Program.cs:5 LifetimeValidator: a stolen token")]
    [InlineData("options.TokenValidationParameters.ValidateIssuer = false; options.TokenValidationParameters.IssuerValidator = (issuer, _, _) => issuer;", "Warning Program.cs:5 ValidateIssuer = false, IssuerValidator: a token of any issuer")]
    public async Task Check_switched_off(string settings, string expected) => Assert.StartsWith(expected, await Judge(settings));

    [Theory]
    [InlineData("options.TokenValidationParameters = new() { ValidateIssuer = true, ValidateAudience = true, ValidateLifetime = true };")]
    // The defaults; nothing is weakened.
    [InlineData("options.TokenValidationParameters = new() { ValidateActor = false, ValidateIssuerSigningKey = false };")]
    [InlineData("options.TokenValidationParameters.ValidateIssuer = !builder.Environment.IsDevelopment();")]
    [InlineData("if (builder.Environment.IsDevelopment()) options.TokenValidationParameters.ValidateIssuer = false;")]
    [InlineData("if (options.Audience is null) options.TokenValidationParameters.ValidateAudience = false;")]
    [InlineData("options.TokenValidationParameters.ValidateAudience = options.Audience is not null;")]
    [InlineData("options.TokenValidationParameters = new() { ValidateIssuer = false, IssuerValidator = (issuer, _, _) => issuer.EndsWith(\".shop.example\") ? issuer : throw new InvalidOperationException() };")]
    [InlineData("options.TokenValidationParameters = new() { ValidateAudience = false, AudienceValidator = (all, _, _) => all.Contains(\"orders\") };")]
    [InlineData("options.TokenValidationParameters = new() { ValidateLifetime = false, LifetimeValidator = (_, expires, _, _) => expires > DateTime.UtcNow };")]
    // One sign-in for many tenants: the event looks who issued the token.
    [InlineData("options.TokenValidationParameters.ValidateIssuer = false; options.Events = new JwtBearerEvents { OnTokenValidated = c => { if (c.Principal!.FindFirst(\"iss\") is null) c.Fail(\"issuer\"); return Task.CompletedTask; } };")]
    [InlineData("options.TokenValidationParameters.SignatureValidator = (token, _) => Verify(token) ? new JwtSecurityToken(token) : throw new InvalidOperationException(); bool Verify(string t) => t.Length > 3;")]
    // A symmetric key: no metadata are fetched.
    [InlineData("options.RequireHttpsMetadata = false; options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(new byte[16]);")]
    [InlineData("options.Authority = \"http://identity\"; options.RequireHttpsMetadata = false;")]
    [InlineData("options.Authority = \"http://identity.shop.svc.cluster.local:8080/realms/shop\"; options.RequireHttpsMetadata = false;")]
    [InlineData("options.Authority = \"https://login.shop.example-idp.com\"; options.RequireHttpsMetadata = false;")]
    [InlineData("options.Authority = builder.Configuration[\"Identity:Url\"]; options.RequireHttpsMetadata = !builder.Environment.IsDevelopment();")]
    [InlineData("options.Authority = builder.Configuration[\"Identity:Url\"]; if (builder.Environment.IsDevelopment()) options.RequireHttpsMetadata = false;")]
    public async Task Checks_in_force(string settings) => Assert.Empty(await Judge(settings));

    [Fact]
    public async Task Registration_for_development_only() => Assert.Empty(await Find(Usings + Program(
        "if (builder.Environment.IsDevelopment()) builder.Services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters = new() { ValidateIssuer = false, ValidateAudience = false });") + TokenLibraries.All, []));

    [Fact]
    public async Task Registration_behind_a_feature_switch() => Assert.StartsWith("Warning Program.cs:3 ValidateIssuer = false", await Find(Usings + Program(
        "if (builder.Configuration[\"Auth\"] == \"jwt\") builder.Services.AddAuthentication().AddJwtBearer(\"Jwt\", o => o.TokenValidationParameters = new() { ValidateIssuer = false });") + TokenLibraries.All, []));

    [Theory]
    [InlineData("http://login.idp-of-others.com", "Warning Program.cs:6 RequireHttpsMetadata = false for 'login.idp-of-others.com': the keys that prove tokens come over plain http from outside")]
    [InlineData("http://identity", "")]
    [InlineData("https://login.idp-of-others.com", "")]
    public async Task Plain_metadata_by_the_authority_of_the_settings(string url, string expected)
    {
        var found = await Judge("options.Authority = builder.Configuration[\"Identity:Url\"];\noptions.RequireHttpsMetadata = false;", ("appsettings.json", $$"""{ "Identity": { "Url": "{{url}}" } }"""));
        Assert.StartsWith(expected, found);
        Assert.Equal(expected.Length == 0, found.Length == 0);
    }

    [Fact]
    public async Task Plain_metadata_from_an_unknown_authority()
        => Assert.Empty(await Judge("options.Authority = builder.Configuration[\"Identity:Url\"];\noptions.RequireHttpsMetadata = false;"));

    [Theory]
    [InlineData("builder.Services.AddAuthorization(o => o.AddPolicy(\"scope\", p => p.RequireClaim(\"scope\", \"orders\")));")]
    [InlineData("builder.Services.AddAuthorization(o => o.AddPolicy(\"scope\", p => p.RequireAssertion(c => c.User.HasClaim(x => x.Type == \"scp\"))));")]
    public async Task Scope_policy_stands_in_for_the_audience(string policy) => Assert.StartsWith(
        "Info Program.cs:4 ValidateAudience = false: only the scope keeps a token for another service out; set ValidAudience as well",
        await Find(Usings + Program(policy + "\nbuilder.Services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters.ValidateAudience = false);") + TokenLibraries.All, []));

    [Fact]
    public async Task House_extension_method_and_options_class() => Assert.StartsWith("Warning Program.cs:5 ValidateIssuer = false, ValidateAudience = false", await Find(Usings + "WebApplication.CreateBuilder(args).Services.AddShopAuthentication();\n" + """
        static class Auth { public static void AddShopAuthentication(this IServiceCollection services) => services.AddOptions<JwtBearerOptions>().Configure(o => { }); }
        class Setup : Microsoft.Extensions.Options.IConfigureNamedOptions<JwtBearerOptions> { public void Configure(JwtBearerOptions options) => Configure("", options); public void Configure(string? name, JwtBearerOptions options) {
            options.TokenValidationParameters.ValidateIssuer = false; options.TokenValidationParameters.ValidateAudience = false; } }
        """ + TokenLibraries.All, []));

    [Fact]
    public async Task Sign_in_through_a_browser_is_a_remark() => Assert.StartsWith("Info Program.cs:3 ValidateIssuer = false", await Find(
        Usings + Program("builder.Services.AddAuthentication().AddOpenIdConnect(o => o.TokenValidationParameters = new() { ValidateIssuer = false });") + TokenLibraries.All, []));

    [Theory]
    [InlineData("new JwtSecurityTokenHandler().ValidateToken(token, new TokenValidationParameters { ValidateLifetime = false, ValidIssuer = \"us\" }, out _);", "")]
    [InlineData("var p = new TokenValidationParameters(); p.ValidateLifetime = false; new JwtSecurityTokenHandler().ValidateToken(token, p, out _);", "")]
    [InlineData("new JwtSecurityTokenHandler().ValidateToken(token, new TokenValidationParameters { ValidateIssuer = false, ValidateAudience = false, ValidateLifetime = false }, out _);", "Warning Program.cs:3 ValidateIssuer = false, ValidateAudience = false: a token")]
    [InlineData("new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(token)); new JwtSecurityTokenHandler().ValidateToken(token, new TokenValidationParameters { ValidateAudience = false, ValidateIssuer = false }, out _);", "Info Program.cs:3 ValidateAudience = false, ValidateIssuer = false: a token")]
    public async Task Own_call_of_ValidateToken(string statement, string expected)
    {
        var found = await Find(Usings + WebApp + "\nclass Tokens { public void Renew(string token) { " + statement + " } }" + TokenLibraries.All, []);
        Assert.StartsWith(expected, found);
        Assert.Equal(expected.Length == 0, found.Length == 0);
    }

    [Theory]
    [InlineData("options.TokenValidationParameters.ValidateIssuer = builder.Configuration.GetValue<bool>(\"Jwt:ValidateIssuer\");")]
    [InlineData("var section = builder.Configuration.GetSection(\"Jwt\"); options.TokenValidationParameters.ValidateIssuer = section.GetValue<bool>(\"ValidateIssuer\");")]
    [InlineData("options.TokenValidationParameters.ValidateIssuer = bool.Parse(builder.Configuration[\"Jwt:ValidateIssuer\"]!);")]
    [InlineData("var jwt = builder.Configuration.GetSection(\"Jwt\").Get<JwtOptions>()!; options.TokenValidationParameters = new() { ValidateIssuer = jwt.ValidateIssuer };")]
    public async Task Flag_from_configuration(string settings)
    {
        const string Options = "\nclass JwtOptions { public bool ValidateIssuer { get; set; } }";
        Assert.StartsWith("Warning Program.cs:5 ValidateIssuer = false (appsettings.json:1): a token of any issuer", await Find(Bearer(settings) + Options, [("appsettings.json", """{ "Jwt": { "ValidateIssuer": false } }""")]));
        Assert.Empty(await Find(Bearer(settings) + Options, [("appsettings.json", """{ "Jwt": { "ValidateIssuer": true } }""")]));
        Assert.Empty(await Find(Bearer(settings) + Options, [("appsettings.Development.json", """{ "Jwt": { "ValidateIssuer": false } }""")]));
        Assert.Empty(await Find(Bearer(settings) + Options, []));
    }

    [Theory]
    [InlineData("appsettings.json", "TokenValidationParameters", "Warning appsettings.json:3 ValidateIssuer = false, ValidateAudience = false: a token")]
    [InlineData("appsettings.Development.json", "TokenValidationParameters", "")]
    [InlineData("appsettings.json", "Checks", "")]
    public async Task Section_of_the_settings(string file, string section, string expected)
    {
        var found = await Find(WebApp, [(file, "{ \"Jwt\": { \"" + section + "\": {\n\n\"ValidateIssuer\": false,\n\"ValidateAudience\": false, \"ValidateLifetime\": true } } }")]);
        Assert.StartsWith(expected, found);
        Assert.Equal(expected.Length == 0, found.Length == 0);
    }

    [Fact]
    public async Task Types_of_another_library_of_the_same_names() => Assert.Empty(await Find("""
        var parameters = new My.TokenValidationParameters { ValidateIssuer = false, ValidateAudience = false };
        new My.JwtBearerOptions().RequireHttpsMetadata = parameters.ValidateIssuer;
        namespace My { class TokenValidationParameters { public bool ValidateIssuer { get; set; } public bool ValidateAudience { get; set; } } class JwtBearerOptions { public bool RequireHttpsMetadata { get; set; } } }
        """, []));

    [Fact]
    public async Task Code_being_typed() => Assert.StartsWith("Warning Program.cs:5 ValidateIssuer = false", await Find(
        Bearer("options.TokenValidationParameters.ValidateIssuer = false; options.TokenValidationParameters = ; new TokenValidationParameters { ValidateAudience = "), [], mayBreak: true));
}
