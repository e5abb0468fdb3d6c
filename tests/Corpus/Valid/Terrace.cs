// setting: build_property.MSBuildProjectName = Terrace
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// The lounge as it should be: callers are held to a replica, the pod has the time that its host takes, and the policy lists what is allowed.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDistributedMemoryCache();
builder.Services.AddSession();
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(45));

var app = builder.Build();
app.UseSession();
app.Use((context, next) =>
{
    // Only for the log: the address of the sidecar says nothing.
    var address = context.Connection.RemoteIpAddress is { } ip && !IPAddress.IsLoopback(ip) ? ip.ToString() : context.Request.Headers["X-Forwarded-For"].ToString();
    app.Logger.LogDebug("asked by {Address}", address);
    return next(context);
});
app.MapGet("/tables", (HttpContext context) => context.Session.GetString("table") ?? "none");
app.MapGet("/admin/tables", () => "all");
app.Run();
