using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Polly;

// Every client gets a handler, and somebody who did not see it gave one of them another.
var builder = WebApplication.CreateBuilder(args);
var tracks = builder.Configuration["Services:Tracks"] ?? throw new InvalidOperationException("Services:Tracks is missing");
builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
builder.Services.AddHttpClient<TracksClient>(client => client.BaseAddress = new Uri(tracks))
    .AddStandardResilienceHandler(options => options.Retry.MaxRetryAttempts = 2); // expect: MSA0204

#pragma warning disable EXTEXP0001
builder.Services.AddHttpClient<SwitchesClient>(client => client.BaseAddress = new Uri(tracks))
    .RemoveAllResilienceHandlers()
    .AddTransientHttpErrorPolicy(policy => policy.WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1))); // expect: MSA0206
#pragma warning restore EXTEXP0001

#pragma warning disable EXTEXP0001
builder.Services.AddHttpClient<BarriersClient>(client => client.BaseAddress = new Uri(tracks))
    .RemoveAllResilienceHandlers()
    .AddStandardResilienceHandler(options =>
    {
        options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(30); // expect: MSA0209
        options.CircuitBreaker.SamplingDuration = TimeSpan.FromMinutes(2);
    });
#pragma warning restore EXTEXP0001

var app = builder.Build();
app.MapGet("/tracks/{id}", (string id, TracksClient tracks, CancellationToken cancellationToken) => tracks.Find(id, cancellationToken));
app.MapGet("/switches/{id}", (string id, SwitchesClient switches, CancellationToken cancellationToken) => switches.Find(id, cancellationToken));
app.MapGet("/barriers/{id}", (string id, BarriersClient barriers, CancellationToken cancellationToken) => barriers.Find(id, cancellationToken));
app.Run();

internal sealed class TracksClient(HttpClient http)
{
    public Task<string> Find(string id, CancellationToken cancellationToken) => http.GetStringAsync($"/tracks/{id}", cancellationToken);
}

internal sealed class SwitchesClient(HttpClient http)
{
    public Task<string> Find(string id, CancellationToken cancellationToken) => http.GetStringAsync($"/switches/{id}", cancellationToken);
}

internal sealed class BarriersClient(HttpClient http)
{
    public Task<string> Find(string id, CancellationToken cancellationToken) => http.GetStringAsync($"/barriers/{id}", cancellationToken);
}
