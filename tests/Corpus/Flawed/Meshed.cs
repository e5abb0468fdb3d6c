// setting: meshready.mesh = istio
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Polly;

namespace Shop.Reports;

public static class Registration
{
    public static void AddReports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpClient<OrdersClient>(client => client.BaseAddress = new Uri(configuration["Services:Orders"]!))
            .AddTransientHttpErrorPolicy(policy => policy.WaitAndRetryAsync(3, attempt => TimeSpan.FromMilliseconds(200 * attempt))); // expect: MSA0203

        // No retry in code: the mesh retries, and nothing is missing here.
        services.AddHttpClient<StockClient>(client => client.BaseAddress = new Uri(configuration["Services:Stock"]!));
    }
}

public sealed class OrdersClient(HttpClient client)
{
    public Task<string> All() => client.GetStringAsync("orders");
}

public sealed class StockClient(HttpClient client)
{
    public Task<string> All() => client.GetStringAsync("stock");
}
