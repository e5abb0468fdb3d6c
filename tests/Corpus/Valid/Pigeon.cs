using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

// Retries spare what changes something, or it carries a key by which the peer knows it again.
var builder = WebApplication.CreateBuilder(args);
var parcels = builder.Configuration["Services:Parcels"] ?? throw new InvalidOperationException("Services:Parcels is missing");
var letters = builder.Configuration["Services:Letters"] ?? throw new InvalidOperationException("Services:Letters is missing");
#pragma warning disable EXTEXP0001
builder.Services.AddHttpClient<ParcelsClient>(client => client.BaseAddress = new Uri(parcels))
    .AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
#pragma warning restore EXTEXP0001
builder.Services.AddHttpClient<LettersClient>(client => client.BaseAddress = new Uri(letters))
    .AddStandardResilienceHandler();

var app = builder.Build();
app.MapPost("/parcels", (ParcelsClient parcels) => parcels.Send("1"));
app.MapPost("/letters", (LettersClient letters) => letters.Send("1", Guid.NewGuid()));
app.Run();

internal sealed class ParcelsClient(HttpClient http)
{
    public Task Send(string parcel) => http.PostAsync("/parcels", new StringContent(parcel));
}

internal sealed class LettersClient(HttpClient http)
{
    public async Task<string> Price()
        => await Policy.Handle<HttpRequestException>().RetryAsync(3).ExecuteAsync(() => http.GetStringAsync("/letters/price"));

    public async Task Send(string letter, Guid key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/letters") { Content = new StringContent(letter) };
        request.Headers.Add("Idempotency-Key", key.ToString());
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
