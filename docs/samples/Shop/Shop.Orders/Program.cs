using Shop.Orders;
using Shop.Payments;
using Shop.Shipping;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddSingleton<OrderBook>();
builder.Services.AddSingleton<PriceList>();
builder.Services.AddSingleton<Baskets>();
builder.Services.AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration.GetConnectionString("Redis"));

builder.Services.AddGrpcClient<Payments.PaymentsClient>(options => options.Address = new Uri("http://payments:8081"));

builder.Services.AddGrpcClient<Shipping.ShippingClient>(options => options.Address = new Uri(builder.Configuration["Services:Shipping"]
    ?? throw new InvalidOperationException("Services:Shipping is missing")));

builder.Services.AddHealthChecks();

var app = builder.Build();

app.MapHealthChecks("/healthz");
app.MapOrders();
app.MapBaskets();

app.Run();
