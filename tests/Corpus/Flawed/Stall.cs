// setting: build_property.MSBuildProjectName = Stall
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Polly;

// Code and mesh both repeat.
var builder = WebApplication.CreateBuilder(args);
var orders = builder.Configuration["Services:Orders"] ?? throw new InvalidOperationException("Services:Orders is missing");
builder.Services.AddHttpClient<OrdersClient>(client => client.BaseAddress = new Uri(orders))
    .AddStandardResilienceHandler(); // expect: MSA1201
builder.Services.AddHttpClient("receipts", client => client.BaseAddress = new Uri(orders))
    .AddTransientHttpErrorPolicy(policy => policy.WaitAndRetryAsync(3, _ => TimeSpan.Zero)); // expect: MSA1201

var app = builder.Build();
app.MapGet("/", (OrdersClient orders, CancellationToken cancellationToken) => orders.Open(cancellationToken));
app.Run();

internal sealed class OrdersClient(HttpClient http)
{
    public Task<string> Open(CancellationToken cancellationToken) => http.GetStringAsync("/orders", cancellationToken);
}
