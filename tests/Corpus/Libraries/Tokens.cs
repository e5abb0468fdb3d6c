// Declarations with the metadata names of Microsoft.AspNetCore.Authentication.JwtBearer and Microsoft.IdentityModel.Tokens.
#pragma warning disable
namespace Microsoft.IdentityModel.Tokens
{
    public sealed class TokenValidationParameters
    {
        public bool ValidateIssuer { get; set; } = true;

        public bool ValidateAudience { get; set; } = true;

        public bool ValidateLifetime { get; set; } = true;

        public string ValidIssuer { get; set; }

        public string ValidAudience { get; set; }
    }
}

namespace Microsoft.AspNetCore.Authentication.JwtBearer
{
    public sealed class JwtBearerOptions
    {
        public string Authority { get; set; }

        public string Audience { get; set; }

        public bool RequireHttpsMetadata { get; set; } = true;

        public Microsoft.IdentityModel.Tokens.TokenValidationParameters TokenValidationParameters { get; set; } = new();
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class JwtBearerExtensions
    {
        public static Microsoft.AspNetCore.Authentication.AuthenticationBuilder AddJwtBearer(
            this Microsoft.AspNetCore.Authentication.AuthenticationBuilder builder,
            System.Action<Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions> configureOptions)
            => builder;
    }
}
