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

var payments = builder.Configuration["Services:Payments"] ?? throw new InvalidOperationException("Services:Payments is missing");
builder.Services.AddHttpClient<PaymentsClient>(client => client.BaseAddress = new Uri(payments))
    .AddStandardResilienceHandler();

var app = builder.Build();
app.MapGet("/", (OrdersClient orders, CancellationToken cancellationToken) => orders.Open(cancellationToken));
app.MapPost("/pay", (PaymentsClient payments) => payments.Pay("1"));
app.Run();

internal sealed class OrdersClient(HttpClient http)
{
    public Task<string> Open(CancellationToken cancellationToken) => http.GetStringAsync("/orders", cancellationToken);
}

internal sealed class PaymentsClient(HttpClient http)
{
    public Task Pay(string order) => http.PostAsync("payouts", new StringContent(order)); // expect: MSA1202
}
