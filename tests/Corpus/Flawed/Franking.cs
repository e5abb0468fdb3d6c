using System.Net.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;

// Buys stamps, once more if the first purchase gave no answer, and asks for the price under a policy that waits for nothing.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient<StampsClient>(client =>
{
    client.BaseAddress = new Uri(builder.Configuration["Services:Stamps"] ?? throw new InvalidOperationException("Services:Stamps is missing"));
    client.Timeout = TimeSpan.FromSeconds(5);
});

var app = builder.Build();
app.MapPost("/stamps", (StampsClient stamps) => stamps.Buy());
app.MapGet("/stamps", (StampsClient stamps) => stamps.Count());
app.MapGet("/price", (StampsClient stamps) => stamps.Price());
app.Run();

internal sealed class StampsClient(HttpClient http)
{
    private static readonly AsyncRetryPolicy Retry = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, attempt => TimeSpan.FromMilliseconds(200 * attempt));

    public Task Buy() => Retry.ExecuteAsync(() => http.PostAsync("/stamps", content: null)); // expect: MSA0205

    public async Task<string> Price()
    {
        return await Policy.Handle<HttpRequestException>().Retry(3)
            .Execute(() => http.GetStringAsync("/stamps/price")); // expect: MSA0213
    }

    public Task Count() => Retry.ExecuteAsync(() => http.GetStringAsync("/stamps"));
}
