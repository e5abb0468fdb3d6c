using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddProblemDetails();
builder.Services.AddHttpClient<OrdersClient>(client =>
    {
        client.BaseAddress = new Uri(builder.Configuration["Services:Orders"] ?? throw new InvalidOperationException("Services:Orders is missing"));
        client.Timeout = TimeSpan.FromSeconds(10);
    })
    .AddStandardResilienceHandler(options => options.Retry.MaxRetryAttempts = 2);
#pragma warning disable EXTEXP0001
builder.Services.AddHttpClient("payments", client => client.BaseAddress = builder.Configuration.GetValue<Uri>("Services:Payments"))
    .AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
#pragma warning restore EXTEXP0001
builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.WithOrigins("http://localhost:4200", "https://shop.example.com")));

var app = builder.Build();
app.UseCors();
app.MapGet("/", () => "see https://docs.example.com/api for the documentation");
app.MapGet("/orders/{id:guid}", async (Guid id, OrdersClient orders, CancellationToken cancellationToken) =>
    await orders.Find(id, cancellationToken) is { } order ? Results.Text(order) : Results.NotFound());
app.MapPost("/payments", async (IHttpClientFactory factory, HttpRequest request, CancellationToken cancellationToken) =>
{
    using var client = factory.CreateClient("payments");
    using var content = new StreamContent(request.Body);
    using var response = await client.PostAsync("payments", content, cancellationToken);
    return Results.StatusCode((int)response.StatusCode);
});
app.Run();

internal sealed class OrdersClient(HttpClient client)
{
    private const string Path = "api/orders/";

    public async Task<string?> Find(Guid id, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(Path + id, cancellationToken);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(cancellationToken) : null;
    }
}
