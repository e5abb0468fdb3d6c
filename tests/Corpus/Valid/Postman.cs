using System.Net.Http;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Delivers letters: one question for all of them, pages of a long list, and a poll that goes on whatever happens.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient<RoundClient>(client =>
{
    client.BaseAddress = new Uri(builder.Configuration["Services:Rounds"] ?? throw new InvalidOperationException("Services:Rounds is missing"));
    client.Timeout = TimeSpan.FromSeconds(5);
});
builder.Services.AddHostedService<NewsPoll>();

var app = builder.Build();
app.MapPost("/rounds", (string[] letters, RoundClient rounds) => rounds.PlacesOf(letters));
app.MapGet("/streets", (RoundClient rounds) => rounds.AllStreets());
app.Run();

internal sealed class RoundClient(HttpClient http)
{
    public async Task<string> PlacesOf(string[] letters)
    {
        var answer = await http.PostAsJsonAsync("/places", letters);
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<List<string>> AllStreets()
    {
        var streets = new List<string>();
        for (var page = 1; page <= 20; page++)
        {
            if (await http.GetFromJsonAsync<string[]>($"/streets?page={page}") is not { Length: > 0 } found)
                break;
            streets.AddRange(found);
        }

        return streets;
    }

    public Task<string> News(CancellationToken cancellationToken) => http.GetStringAsync("/news", cancellationToken);
}

internal sealed class NewsPoll(IServiceScopeFactory scopes, ILogger<NewsPoll> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                logger.LogInformation("{News}", await scope.ServiceProvider.GetRequiredService<RoundClient>().News(stoppingToken));
            }
            catch (HttpRequestException error)
            {
                logger.LogWarning(error, "No news");
            }

            await Task.Delay(TimeSpan.FromMinutes(1), stoppingToken);
        }
    }
}
