using System.Net.Http;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Polly;

// One client for all guests; what one of them sent goes with the request.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpContextAccessor();
builder.Services.AddHttpClient("rooms", client =>
    {
        client.BaseAddress = new Uri(builder.Configuration["Services:Rooms"]!);
        client.DefaultRequestHeaders.Add("x-service", "porter");
    })
    .AddStandardResilienceHandler();
builder.Services.AddSingleton<Luggage>();

var app = builder.Build();
app.MapGet("/luggage", (Luggage luggage) => luggage.Mine());
app.Run();

public sealed class Luggage(IHttpClientFactory factory, IHttpContextAccessor accessor)
{
    private readonly HttpClient _http = factory.CreateClient("rooms");

    public async Task<string> Mine()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "luggage/mine");
        request.Headers.Authorization = AuthenticationHeaderValue.Parse(accessor.HttpContext?.Request.Headers.Authorization.ToString()!);
        using var response = await _http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
