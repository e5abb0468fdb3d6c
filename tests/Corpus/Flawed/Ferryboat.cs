// setting: meshready.mesh = istio
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// A timetable that lies in two regions, each with a client of its own: first the one, then the other.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.Services.AddHttpClient("timetable-east", client => client.BaseAddress = new Uri(builder.Configuration["Services:TimetableEast"] ?? throw new InvalidOperationException("Services:TimetableEast is missing")));
builder.Services.AddHttpClient("timetable-west", client => client.BaseAddress = new Uri(builder.Configuration["Services:TimetableWest"] ?? throw new InvalidOperationException("Services:TimetableWest is missing")));

var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapGet("/timetable", async (IHttpClientFactory clients, CancellationToken cancellationToken) =>
{
    try
    {
        return await clients.CreateClient("timetable-east").GetStringAsync("/timetable", cancellationToken);
    }
    catch (HttpRequestException) // expect: MSA0711
    {
        return await clients.CreateClient("timetable-west").GetStringAsync("/timetable", cancellationToken);
    }
});
app.Run();
