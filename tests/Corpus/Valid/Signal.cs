using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Polly;

// The client with a handler of its own has laid down that of all clients.
var builder = WebApplication.CreateBuilder(args);
var tracks = builder.Configuration["Services:Tracks"] ?? throw new InvalidOperationException("Services:Tracks is missing");
builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
#pragma warning disable EXTEXP0001
builder.Services.AddHttpClient<TracksClient>(client => client.BaseAddress = new Uri(tracks))
    .RemoveAllResilienceHandlers()
    .AddStandardResilienceHandler(options =>
    {
        options.Retry.MaxRetryAttempts = 2;
        options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(4);
        options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(20);
    });
#pragma warning restore EXTEXP0001

#pragma warning disable EXTEXP0001
builder.Services.AddHttpClient<SwitchesClient>(client => client.BaseAddress = new Uri(tracks))
    .RemoveAllResilienceHandlers()
    .AddTransientHttpErrorPolicy(policy => policy.WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(1)));
#pragma warning restore EXTEXP0001

var app = builder.Build();
app.MapGet("/tracks/{id}", (string id, TracksClient tracks, CancellationToken cancellationToken) => tracks.Find(id, cancellationToken));
app.MapGet("/switches/{id}", (string id, SwitchesClient switches, CancellationToken cancellationToken) => switches.Find(id, cancellationToken));
app.Run();

internal sealed class TracksClient(HttpClient http)
{
    public Task<string> Find(string id, CancellationToken cancellationToken) => http.GetStringAsync($"/tracks/{id}", cancellationToken);
}

internal sealed class SwitchesClient(HttpClient http)
{
    public Task<string> Find(string id, CancellationToken cancellationToken) => http.GetStringAsync($"/switches/{id}", cancellationToken);
}
