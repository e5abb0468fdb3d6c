using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Shop.Orders;
using Shop.Payments;
using Shop.Shipping;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddSingleton<OrderBook>();
builder.Services.AddSingleton<PriceList>();
builder.Services.AddSingleton<Baskets>();
builder.Services.AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration.GetConnectionString("Redis"));

builder.Services.AddGrpcClient<Payments.PaymentsClient>(options => options.Address = new Uri("http://payments:8081"));

// Shipping is restarted at noon; we bridge it.
builder.Services
    .AddGrpcClient<Shipping.ShippingClient>(options => options.Address = new Uri(builder.Configuration["Services:Shipping"]
        ?? throw new InvalidOperationException("Services:Shipping is missing")))
    .ConfigureChannel(channel => channel.ServiceConfig = new ServiceConfig
    {
        MethodConfigs =
        {
            new MethodConfig
            {
                Names = { MethodName.Default },
                RetryPolicy = new RetryPolicy
                {
                    MaxAttempts = 4,
                    InitialBackoff = TimeSpan.FromMilliseconds(200),
                    MaxBackoff = TimeSpan.FromSeconds(2),
                    BackoffMultiplier = 2,
                    RetryableStatusCodes = { StatusCode.Unavailable },
                },
            },
        },
    });

builder.Services.AddHealthChecks();

var app = builder.Build();

app.MapHealthChecks("/healthz");
app.MapOrders();
app.MapBaskets();
app.MapOperations();

app.Run();
