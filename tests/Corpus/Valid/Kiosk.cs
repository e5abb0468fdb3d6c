// setting: build_property.MeshReadyDockerfile = src/Kiosk/Dockerfile
using FluentMigrator.Runner;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// Asked in two ways: whether it may get requests, and whether it has to be restarted. Migrates when it is told to, and then ends.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks().AddRedis(builder.Configuration.GetConnectionString("Redis")!);

var app = builder.Build();
if (args.Contains("--migrate"))
{
    using var scope = app.Services.CreateScope();
    scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    return;
}

app.MapHealthChecks("/readyz");
app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = _ => false });
app.MapGet("/tickets", () => "one");
app.Run("http://+:8080");
