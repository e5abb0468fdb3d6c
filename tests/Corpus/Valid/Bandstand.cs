// setting: build_property.MSBuildProjectName = Bandstand
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

// Chance and headers decide about what this process does; which version of a service answers is nobody's business here.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.Services.AddHttpClient("tickets", client => client.BaseAddress = new Uri(builder.Configuration["Services:Tickets"] ?? throw new InvalidOperationException("Services:Tickets is missing")))
    .AddStandardResilienceHandler();

var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapGet("/tickets/{visitor}", async (string visitor, HttpRequest request, IHttpClientFactory clients, ILogger<Program> logger, CancellationToken cancellationToken) =>
{
    if (Random.Shared.Next(100) < 1)
        logger.LogInformation("Sampled a visitor of the ticket page");

    var client = clients.CreateClient("tickets");
    var path = request.Headers.ContainsKey("x-large") ? "/tickets?size=100" : "/tickets?size=10";
    var tickets = await client.GetStringAsync(path, cancellationToken);
    return visitor.Length % 12 == 0 ? tickets.Trim() : tickets;
});
app.Run();
