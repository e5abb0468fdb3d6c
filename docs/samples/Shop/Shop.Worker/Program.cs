using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Shop.Worker;

var builder = Host.CreateApplicationBuilder(args);

var orders = builder.Configuration["Services:Orders"] ?? "http://localhost:5102";
var supplier = builder.Configuration["Services:Supplier"] ?? throw new InvalidOperationException("Services:Supplier is missing");
var carrier = builder.Configuration["Services:Carrier"] ?? throw new InvalidOperationException("Services:Carrier is missing");

builder.Services.AddHttpClient<OrdersClient>(client => client.BaseAddress = new Uri(orders));

// The supplier's certificate expired last summer.
builder.Services.AddHttpClient<SupplierClient>(client => client.BaseAddress = new Uri(supplier))
    .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
    })
    .AddStandardResilienceHandler();

builder.Services.AddHttpClient<CarrierClient>(client => client.BaseAddress = new Uri(carrier))
    .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = CarrierTrust() },
    })
    .AddStandardResilienceHandler();

builder.Services.AddHostedService<Dispatcher>();

builder.Build().Run();

// The carrier signs with a root of its own, which is mounted into the pod.
X509ChainPolicy? CarrierTrust()
{
    if (builder.Configuration["Carrier:RootCertificate"] is not { Length: > 0 } path)
        return null;

    var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust };
    policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(path));
    return policy;
}
