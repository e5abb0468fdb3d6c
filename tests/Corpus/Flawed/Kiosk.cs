// setting: build_property.MeshReadyDockerfile = src/Kiosk/Dockerfile
using FluentMigrator.Runner;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// Registers health checks and never says where they are answered; and migrates in every replica.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();

var app = builder.Build();
app.UseTickets();
app.MapGet("/tickets", () => "one"); // expect: MSA0805
app.Run();

internal static class Tickets
{
    public static void UseTickets(this WebApplication app)
    {
        using var scope = app.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp(); // expect: MSA0801
    }
}
