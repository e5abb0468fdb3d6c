using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

// Believes what callers write about themselves, and for which tenant they come.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddScoped<Household>();

var app = builder.Build();
app.Use((context, next) =>
{
    var name = context.Request.Headers["X-User-Name"].ToString(); // expect: MSA0306
    context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "gateway"));
    return next(context);
});
app.Use((context, next) =>
{
    if (context.Request.Headers.TryGetValue("X-Tenant-Id", out var tenant)) // expect: MSA0605
        context.RequestServices.GetRequiredService<Household>().TenantId = tenant.ToString();
    return next(context);
});
app.MapGet("/coats", (Household household) => household.TenantId);
app.Run();

public sealed class Household
{
    public string TenantId { get; set; } = "";
}
