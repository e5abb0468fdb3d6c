using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Tokens;

/// <summary>Names at which the checks of tokens are set, and at which tokens are read without one.</summary>
internal static class TokenNames
{
    public const string Parameters = "Microsoft.IdentityModel.Tokens.TokenValidationParameters";
    public const string OpenIdConnect = "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions";

    /// <summary>The types whose settings count.</summary>
    public static readonly string[] Owners =
    [
        Parameters,
        "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions",
        "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerEvents",
        OpenIdConnect,
        "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectEvents",
        "IdentityServer4.AccessTokenValidation.IdentityServerAuthenticationOptions",
    ];

    /// <summary>Calls that read a token and check nothing, and the types that declare them.</summary>
    public static readonly (string Name, string Type)[] Readers =
    [
        ("ReadJwtToken", "System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler"),
        ("ReadToken", "System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler"),
        ("ReadToken", "Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler"),
        ("ReadJsonWebToken", "Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler"),
    ];

    /// <summary>Types that are made of the text of a token without a check.</summary>
    public static readonly string[] Unverified = ["System.IdentityModel.Tokens.Jwt.JwtSecurityToken", "Microsoft.IdentityModel.JsonWebTokens.JsonWebToken"];

    private static readonly string[] Members =
    [
        "ValidateIssuer", "ValidateAudience", "ValidateLifetime", "RequireSignedTokens", "RequireExpirationTime", "RequireAudience",
        "SignatureValidator", "SignatureValidatorUsingConfiguration",
        "IssuerValidator", "IssuerValidatorAsync", "IssuerValidatorUsingConfiguration", "AudienceValidator", "LifetimeValidator",
        "RequireHttpsMetadata", "Authority", "MetadataAddress", "OnTokenValidated",
    ];

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var member in Members)
                yield return new(member, Assigned, SiteKinds.TokenCheck);
            foreach (var (name, _) in Readers)
                yield return new(name, Call, SiteKinds.TokenCheck);
            yield return new("JwtSecurityToken", Creation, SiteKinds.TokenCheck);
            yield return new("JsonWebToken", Creation, SiteKinds.TokenCheck);
        }
    }
}
