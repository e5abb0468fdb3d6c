using Polly;
using Shop.Web;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddHttpClient<OrdersClient>(client =>
{
    client.BaseAddress = new Uri("http://orders:8080");
    client.Timeout = TimeSpan.FromSeconds(5);
});

// The history page is slow at month's end, so we try a few times.
builder.Services
    .AddHttpClient<OrderHistoryClient>(client => client.BaseAddress = new Uri(builder.Configuration["Services:Orders"]
        ?? throw new InvalidOperationException("Services:Orders is missing")))
    .AddTransientHttpErrorPolicy(policy => policy.WaitAndRetryAsync(3, attempt => TimeSpan.FromMilliseconds(200 * attempt)));

var recommendations = builder.Configuration["Services:Recommendations"] ?? throw new InvalidOperationException("Services:Recommendations is missing");
builder.Services.AddHttpClient<RecommendationsClient>(client => client.BaseAddress = new Uri(recommendations));

var catalog = builder.Configuration["Services:Catalog"] ?? throw new InvalidOperationException("Services:Catalog is missing");
builder.Services.AddHttpClient<CatalogClient>(client =>
{
    client.BaseAddress = new Uri(catalog);
    client.Timeout = TimeSpan.FromSeconds(2);
}).AddTransientHttpErrorPolicy(policy => policy.RetryAsync(2));

// Who comes back sees what they looked at last.
builder.Services.AddDistributedMemoryCache();
builder.Services.AddSession();

builder.Services.AddHealthChecks();

var app = builder.Build();

app.UseSession();
app.MapHealthChecks("/healthz");
app.MapGet("/", async (CatalogClient catalog, RecommendationsClient recommendations, CancellationToken cancellationToken) => new
{
    Products = await catalog.GetProducts(cancellationToken),
    Recommended = await recommendations.GetRecommendations(cancellationToken),
});
app.MapPost("/orders", (NewOrder order, OrdersClient orders, CancellationToken cancellationToken) => orders.Place(order, cancellationToken));
app.MapGet("/orders", (OrderHistoryClient history, CancellationToken cancellationToken) => history.GetOrders(cancellationToken));

app.Run();
