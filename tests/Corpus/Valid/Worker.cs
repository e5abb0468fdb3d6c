using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<OutboxSender>();
builder.Services.AddSingleton<IBroker, LogBroker>();
builder.Services.AddSingleton(TimeProvider.System);
builder.Build().Run();

internal interface IBroker
{
    Task Publish(string message, CancellationToken cancellationToken);
}

internal sealed class LogBroker(ILogger<LogBroker> logger) : IBroker
{
    public Task Publish(string message, CancellationToken cancellationToken)
    {
        logger.LogInformation("{Message}", message);
        return Task.CompletedTask;
    }
}

internal sealed class OutboxSender(IBroker broker, IConfiguration configuration, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // A broker's retry is the code's own: no sidecar knows what a message is.
    private static readonly AsyncRetryPolicy Retry = Policy.Handle<IOException>().WaitAndRetryAsync(5, attempt => TimeSpan.FromSeconds(Math.Pow(2, attempt)));

    private readonly string _connection = configuration.GetConnectionString("Outbox") ?? throw new InvalidOperationException("ConnectionStrings:Outbox is missing");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await Retry.ExecuteAsync(() => broker.Publish(_connection.Length > 0 ? "tick" : "none", stoppingToken));
    }
}
