using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

// The foyer as it should be: the token says who comes and for which tenant, and headers only fill the log.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddScoped<Guest>();
builder.Services.AddAuthentication().AddJwtBearer(options =>
{
    options.Authority = builder.Configuration["Identity:Url"];
    options.Audience = "anteroom";
});
builder.Services.AddAuthorization();

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.Use((context, next) =>
{
    var asked = context.Request.Headers["X-Tenant-Id"].ToString();
    app.Logger.LogDebug("{User} for {Tenant}", context.Request.Headers["X-User-Name"].ToString(), asked);
    if (!context.User.HasClaim("tenant_id", asked))
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    context.RequestServices.GetRequiredService<Guest>().TenantId = asked;
    return next(context);
});
app.MapGet("/coats", (Guest guest) => guest.TenantId).RequireAuthorization();
app.Run();

public sealed class Guest
{
    public string TenantId { get; set; } = "";
}
