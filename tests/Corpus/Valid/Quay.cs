// setting: build_property.MSBuildProjectName = Quay
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

// HTTP/2 and HTTP/1.1 at a port each, and a health check that the probe finds.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.ListenAnyIP(7070, listen => listen.Protocols = HttpProtocols.Http2);
    kestrel.ListenAnyIP(8080);
});

var app = builder.Build();
app.MapHealthChecks("/health");
app.MapGet("/berths", () => "all");
app.Run();
