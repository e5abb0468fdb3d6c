// setting: build_property.MSBuildProjectName = Lounge
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Three replicas behind sidecars, each with sessions of its own, and a pod that is gone before its host.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDistributedMemoryCache();
builder.Services.AddSession(); // expect: MSA1233
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(45)); // expect: MSA1226

var app = builder.Build();
app.UseSession();
app.MapGet("/tables", (HttpContext context) => context.Session.GetString("table") ?? "none"); // expect: MSA0805
app.MapGet("/admin/tables", () => "all");
app.MapPost("/ops/flush", (HttpContext context) =>
    IPAddress.IsLoopback(context.Connection.RemoteIpAddress!) ? Results.Ok() : Results.Forbid()); // expect: MSA1222
app.Run();
