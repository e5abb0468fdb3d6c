using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddHttpClient("orders", client => // expect: MSA0201
{
    client.BaseAddress = new Uri("http://localhost:5001"); // expect: MSA0101
});

var payments = builder.Configuration["Services:Payments"] ?? "http://10.0.12.7:8080"; // expect: MSA0102
builder.Services.AddHttpClient("payments", client => client.BaseAddress = new Uri(payments))
    .AddStandardResilienceHandler();

builder.Services
    .AddHttpClient<StockClient>()
    .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator, // expect: MSA0301
    })
    .AddStandardResilienceHandler();

var app = builder.Build();
app.MapGet("/stock/{article}", (string article, StockClient stock) => stock.Count(article));
app.Run();

internal sealed class StockClient(HttpClient client)
{
    public Task<string> Count(string article)
        => client.GetStringAsync("http://stock.shop.svc.cluster.local:8080/stock/" + article); // expect: MSA0101
}
