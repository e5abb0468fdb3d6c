namespace MeshReady.Analyzers.Tests;

/// <summary>What the packages for JWT declare, with their real metadata names.</summary>
internal static class TokenLibraries
{
    public const string All = """

        namespace Microsoft.IdentityModel.Tokens
        {
            public class SecurityToken { public string Issuer => ""; public System.DateTime ValidTo => default; }
            public class SecurityKey { }
            public class SymmetricSecurityKey(byte[] key) : SecurityKey;
            public class SigningCredentials(SecurityKey key, string algorithm);
            public delegate SecurityToken SignatureValidator(string token, TokenValidationParameters parameters);
            public delegate string IssuerValidator(string issuer, SecurityToken token, TokenValidationParameters parameters);
            public delegate bool AudienceValidator(System.Collections.Generic.IEnumerable<string> audiences, SecurityToken token, TokenValidationParameters parameters);
            public delegate bool LifetimeValidator(System.DateTime? notBefore, System.DateTime? expires, SecurityToken token, TokenValidationParameters parameters);
            public class TokenValidationParameters
            {
                public bool ValidateIssuer { get; set; } = true;
                public bool ValidateAudience { get; set; } = true;
                public bool ValidateLifetime { get; set; } = true;
                public bool ValidateActor { get; set; }
                public bool ValidateIssuerSigningKey { get; set; }
                public bool RequireSignedTokens { get; set; } = true;
                public bool RequireExpirationTime { get; set; } = true;
                public bool RequireAudience { get; set; } = true;
                public string? ValidIssuer { get; set; }
                public string? ValidAudience { get; set; }
                public SecurityKey? IssuerSigningKey { get; set; }
                public SignatureValidator? SignatureValidator { get; set; }
                public IssuerValidator? IssuerValidator { get; set; }
                public AudienceValidator? AudienceValidator { get; set; }
                public LifetimeValidator? LifetimeValidator { get; set; }
                public TokenValidationParameters Clone() => this;
            }
        }
        namespace System.IdentityModel.Tokens.Jwt
        {
            public class JwtPayload { }
            public class JwtSecurityToken(string token) : Microsoft.IdentityModel.Tokens.SecurityToken
            {
                public System.Collections.Generic.IEnumerable<System.Security.Claims.Claim> Claims => [];
                public string Subject => token;
                public JwtPayload Payload => new();
            }
            public class JwtSecurityTokenHandler
            {
                public JwtSecurityToken ReadJwtToken(string token) => new(token);
                public Microsoft.IdentityModel.Tokens.SecurityToken ReadToken(string token) => new JwtSecurityToken(token);
                public string WriteToken(Microsoft.IdentityModel.Tokens.SecurityToken token) => "";
                public System.Security.Claims.ClaimsPrincipal ValidateToken(string token, Microsoft.IdentityModel.Tokens.TokenValidationParameters parameters, out Microsoft.IdentityModel.Tokens.SecurityToken validated) => throw null!;
            }
        }
        namespace Microsoft.IdentityModel.JsonWebTokens
        {
            public class JsonWebToken(string token) : Microsoft.IdentityModel.Tokens.SecurityToken { public string Subject => token; public System.Security.Claims.Claim GetClaim(string key) => throw null!; }
            public class JsonWebTokenHandler
            {
                public JsonWebToken ReadJsonWebToken(string token) => new(token);
                public System.Threading.Tasks.Task<object> ValidateTokenAsync(string token, Microsoft.IdentityModel.Tokens.TokenValidationParameters parameters) => throw null!;
            }
        }
        namespace Microsoft.AspNetCore.Authentication.JwtBearer
        {
            public class TokenValidatedContext { public System.Security.Claims.ClaimsPrincipal? Principal { get; set; } public void Fail(string why) { } }
            public class JwtBearerEvents { public System.Func<TokenValidatedContext, System.Threading.Tasks.Task> OnTokenValidated { get; set; } = static _ => System.Threading.Tasks.Task.CompletedTask; }
            public class JwtBearerOptions
            {
                public string? Authority { get; set; }
                public string? Audience { get; set; }
                public string MetadataAddress { get; set; } = "";
                public bool RequireHttpsMetadata { get; set; } = true;
                public bool SaveToken { get; set; }
                public Microsoft.IdentityModel.Tokens.TokenValidationParameters TokenValidationParameters { get; set; } = new();
                public JwtBearerEvents Events { get; set; } = new();
            }
        }
        namespace Microsoft.AspNetCore.Authentication.OpenIdConnect
        {
            public class OpenIdConnectOptions
            {
                public string? Authority { get; set; }
                public bool RequireHttpsMetadata { get; set; } = true;
                public Microsoft.IdentityModel.Tokens.TokenValidationParameters TokenValidationParameters { get; set; } = new();
            }
        }
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class TokenExtensions
            {
                public static Microsoft.AspNetCore.Authentication.AuthenticationBuilder AddJwtBearer(this Microsoft.AspNetCore.Authentication.AuthenticationBuilder builder, System.Action<Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions> configure) => builder;
                public static Microsoft.AspNetCore.Authentication.AuthenticationBuilder AddJwtBearer(this Microsoft.AspNetCore.Authentication.AuthenticationBuilder builder, string scheme, System.Action<Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions> configure) => builder;
                public static Microsoft.AspNetCore.Authentication.AuthenticationBuilder AddOpenIdConnect(this Microsoft.AspNetCore.Authentication.AuthenticationBuilder builder, System.Action<Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions> configure) => builder;
            }
        }
        """;
}
