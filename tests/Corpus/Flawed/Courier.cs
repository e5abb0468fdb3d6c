using System.Net.Http;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// Tracks parcels: one question for each parcel, and a loop for each question that fails.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient<DepotClient>(client =>
{
    client.BaseAddress = new Uri(builder.Configuration["Services:Depot"] ?? throw new InvalidOperationException("Services:Depot is missing"));
    client.Timeout = TimeSpan.FromSeconds(5);
});

var app = builder.Build();
app.MapPost("/tours", async (string[] parcels, DepotClient depot) =>
{
    var stops = new List<string>();
    foreach (var parcel in parcels)
        stops.Add(await depot.PlaceOf(parcel)); // expect: MSA1012
    return stops;
});
app.MapPost("/handovers/{parcel}", (string parcel, DepotClient depot) => depot.HandOver(parcel));
app.Run();

internal sealed class DepotClient(HttpClient http)
{
    public Task<string> PlaceOf(string parcel) => http.GetStringAsync($"/parcels/{parcel}/place");

    public async Task HandOver(string parcel)
    {
        while (true)
        {
            try
            {
                var answer = await http.PostAsJsonAsync("/handovers", parcel); // expect: MSA0208
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }
}
