using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddGrpc();
builder.Services.AddOptions<LedgerOptions>().Bind(builder.Configuration.GetSection("Ledger")).Validate(o => o.Address is not null, "Ledger:Address is missing").ValidateOnStart();
builder.Services.AddGrpcClient<Ledger.LedgerClient>((services, options) => options.Address = services.GetRequiredService<IOptions<LedgerOptions>>().Value.Address)
    .ConfigureChannel(channel => channel.ServiceConfig = new ServiceConfig
    {
        MethodConfigs = { new MethodConfig { Names = { MethodName.Default }, RetryPolicy = new RetryPolicy { MaxAttempts = 3, RetryableStatusCodes = { StatusCode.Unavailable } } } },
    });
builder.Services.AddScoped<PaymentsService>();

var app = builder.Build();
app.MapGrpcService<PaymentsService>();
app.Run();

internal sealed class LedgerOptions
{
    public Uri? Address { get; set; }
}

internal static class Ledger
{
    internal sealed class LedgerClient(ChannelBase channel) : ClientBase(channel)
    {
        public Task<bool> Book(decimal amount, CancellationToken cancellationToken) => Task.FromResult(amount > 0 && !cancellationToken.IsCancellationRequested);
    }
}

internal sealed class PaymentsService(Ledger.LedgerClient ledger)
{
    public async Task<string> Pay(decimal amount, ServerCallContext context)
        => await ledger.Book(amount, context.CancellationToken) ? "booked" : "refused";
}
