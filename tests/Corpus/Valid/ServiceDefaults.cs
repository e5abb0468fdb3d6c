using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Shop.ServiceDefaults;

public static class ServiceDefaults
{
    private const string HealthPath = "/healthz";

    private static readonly ActivitySource Activities = new("Shop");

    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
        return builder;
    }

    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(HealthPath);
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = registration => registration.Tags.Contains("live") });
        return app;
    }

    public static Activity? Start(string name) => Activities.StartActivity(name);
}

public sealed class CatalogClient(HttpClient client)
{
    public Task<string> Items(CancellationToken cancellationToken) => client.GetStringAsync("items", cancellationToken);
}

public static class Catalog
{
    public static void AddCatalog(this IHostApplicationBuilder builder)
    {
        builder.AddServiceDefaults();
        builder.Services.AddHttpClient<CatalogClient>(client => client.BaseAddress = new Uri(builder.Configuration["Services:Catalog"]!));
    }
}
