// setting: build_property.MSBuildProjectName = Pier
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// An address that only the pod itself reaches; a probe of a path that nobody maps, and one of a path that production does not have.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.WebHost.UseUrls("http://localhost:8080"); // expect: MSA1231

var app = builder.Build();
app.MapHealthChecks("/healthz");
if (app.Environment.IsDevelopment())
    app.MapGet("/started", () => "yes"); // expect: MSA1229
app.MapGet("/berths", () => "all");
app.Run();
