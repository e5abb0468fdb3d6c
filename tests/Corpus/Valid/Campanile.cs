using System.Net.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// Keeps its traces from strangers alone.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient("weather", client =>
{
    client.BaseAddress = new Uri("https://api.weather.example.com");
    client.Timeout = TimeSpan.FromSeconds(3);
}).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ActivityHeadersPropagator = null });

var app = builder.Build();
app.MapGet("/storm", (IHttpClientFactory clients) => clients.CreateClient("weather").GetStringAsync("/storm"));
app.Run();
