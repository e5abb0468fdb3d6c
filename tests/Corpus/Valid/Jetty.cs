// setting: meshready.mesh = istio
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// Another service answers where the first cannot: that is a decision of the business, not a region.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.Services.AddHttpClient("timetable", client => client.BaseAddress = new Uri(builder.Configuration["Services:Timetable"] ?? throw new InvalidOperationException("Services:Timetable is missing")));
builder.Services.AddHttpClient("archive", client => client.BaseAddress = new Uri(builder.Configuration["Services:Archive"] ?? throw new InvalidOperationException("Services:Archive is missing")));

var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapGet("/timetable", async (IHttpClientFactory clients, CancellationToken cancellationToken) =>
{
    try
    {
        return await clients.CreateClient("timetable").GetStringAsync("/timetable", cancellationToken);
    }
    catch (HttpRequestException)
    {
        return await clients.CreateClient("archive").GetStringAsync("/timetable/yesterday", cancellationToken);
    }
});
app.Run();
