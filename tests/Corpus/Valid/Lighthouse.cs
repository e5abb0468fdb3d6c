using System.Data.Common;
using System.Net.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// Leaves the limit to the handler, streams what has no end, and lets only the import take its time.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient<WeatherClient>(client =>
{
    client.BaseAddress = new Uri(builder.Configuration["Services:Weather"] ?? throw new InvalidOperationException("Services:Weather is missing"));
    client.Timeout = Timeout.InfiniteTimeSpan;
}).AddStandardResilienceHandler();
builder.Services.AddHttpClient("signals", client => client.Timeout = Timeout.InfiniteTimeSpan);
builder.Services.AddSingleton<SignalReader>();

var app = builder.Build();
app.MapGet("/weather", (WeatherClient weather) => weather.Now());
app.MapGet("/signals", (SignalReader signals, CancellationToken stop) => signals.Read(stop));
app.Run();

internal sealed class WeatherClient(HttpClient http)
{
    public Task<string> Now() => http.GetStringAsync("/now");
}

internal sealed class SignalReader(IHttpClientFactory factory)
{
    public async Task<Stream> Read(CancellationToken stop)
    {
        var answer = await factory.CreateClient("signals").GetAsync("/signals", HttpCompletionOption.ResponseHeadersRead, stop);
        return await answer.Content.ReadAsStreamAsync(stop);
    }
}

internal static class ChartImport
{
    public static int Run(DbCommand command)
    {
        command.CommandTimeout = 0;
        return command.ExecuteNonQuery();
    }
}
