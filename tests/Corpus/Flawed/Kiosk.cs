// setting: build_property.MeshReadyDockerfile = src/Kiosk/Dockerfile
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// Registers health checks and never says where they are answered.
var builder = WebApplication.CreateBuilder(args); // expect: MSA0805
builder.Services.AddHealthChecks();

var app = builder.Build();
app.MapGet("/tickets", () => "one");
app.Run();
