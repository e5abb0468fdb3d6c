using System.ComponentModel.DataAnnotations;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Shop.Shipping;

public sealed class ShippingOptions
{
    public const string Section = "Shipping";

    [Required]
    public Uri? Address { get; set; }

    [Range(1, 60)]
    public int TimeoutSeconds { get; set; } = 10;

    [Required]
    public string Thumbprint { get; set; } = "";

    public string SchemaNamespace { get; set; } = "http://schemas.example.com/shipping/2024";
}

public static class Registration
{
    public static void AddShipping(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ShippingOptions>().Bind(configuration.GetSection(ShippingOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient<ShippingClient>((provider, client) =>
            {
                var options = provider.GetRequiredService<IOptions<ShippingOptions>>().Value;
                client.BaseAddress = options.Address;
                client.Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds);
            })
            .ConfigurePrimaryHttpMessageHandler(provider => new HttpClientHandler
            {
                ServerCertificateCustomValidationCallback = (_, certificate, _, errors) =>
                    Pinned(certificate, errors, provider.GetRequiredService<IOptions<ShippingOptions>>().Value.Thumbprint),
            })
            .AddStandardResilienceHandler();
    }

    private static bool Pinned(X509Certificate2? certificate, SslPolicyErrors errors, string thumbprint)
        => errors == SslPolicyErrors.None && string.Equals(certificate?.Thumbprint, thumbprint, StringComparison.OrdinalIgnoreCase);
}

public sealed class ShippingClient(HttpClient client)
{
    public Task<string> Track(string number, CancellationToken cancellationToken) => client.GetStringAsync($"track/{Uri.EscapeDataString(number)}", cancellationToken);
}
