using System.Net.Http;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Polly;

// One client for all guests, and the token of whoever came last.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpContextAccessor();
builder.Services.AddHttpClient("rooms", client => client.BaseAddress = new Uri(builder.Configuration["Services:Rooms"]!))
    .AddStandardResilienceHandler();
builder.Services.AddSingleton<Rooms>();

var app = builder.Build();
app.MapGet("/rooms/mine", (Rooms rooms) => rooms.Mine());
app.Run();

public sealed class Rooms(IHttpClientFactory factory, IHttpContextAccessor accessor)
{
    private readonly HttpClient _http = factory.CreateClient("rooms");

    public Task<string> Mine()
    {
        var token = accessor.HttpContext?.Request.Headers.Authorization.ToString();
        _http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(token!); // expect: MSA0511
        return _http.GetStringAsync("rooms/mine");
    }
}
