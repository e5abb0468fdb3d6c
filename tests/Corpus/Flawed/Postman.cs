using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;

// What changes something is sent again when nobody knows whether it arrived.
var builder = WebApplication.CreateBuilder(args);
var parcels = builder.Configuration["Services:Parcels"] ?? throw new InvalidOperationException("Services:Parcels is missing");
var stamps = builder.Configuration["Services:Stamps"] ?? throw new InvalidOperationException("Services:Stamps is missing");
builder.Services.AddHttpClient<ParcelsClient>(client => client.BaseAddress = new Uri(parcels))
    .AddStandardResilienceHandler(); // expect: MSA0205
builder.Services.AddHttpClient<StampsClient>(client => client.BaseAddress = new Uri(stamps));

var app = builder.Build();
app.MapPost("/parcels", (ParcelsClient parcels) => parcels.Send("1"));
app.MapPost("/stamps", (StampsClient stamps) => stamps.Buy());
app.Run();

internal sealed class ParcelsClient(HttpClient http)
{
    public Task Send(string parcel) => http.PostAsync("/parcels", new StringContent(parcel));
}

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
