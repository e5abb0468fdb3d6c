// setting: build_property.MeshReadyDockerfile = src/Ticketing/Dockerfile
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// Restarted whenever Redis is down, and heard by nobody but itself.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks().AddRedis(builder.Configuration.GetConnectionString("Redis")!);

var app = builder.Build();
app.MapHealthChecks("/livez"); // expect: MSA0804
app.MapGet("/seats", () => "free");
app.Run("http://localhost:5000"); // expect: MSA0803
