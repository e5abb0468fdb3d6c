using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Counts visitors by gate and minute, and crosses them off when the minute is written down.
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<DoorCounter>();
builder.Build().Run();

internal sealed class DoorCounter(IConfiguration configuration, TimeProvider time, ILogger<DoorCounter> logger) : BackgroundService
{
    private readonly Dictionary<string, int> _visitors = new();
    private DateTimeOffset _end = time.GetUtcNow().AddMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => Count(stoppingToken), stoppingToken);

    private void Count(CancellationToken stoppingToken)
    {
        var config = new ConsumerConfig { BootstrapServers = configuration["Kafka:Servers"], GroupId = "doors", EnableAutoOffsetStore = false };
        using var consumer = new ConsumerBuilder<string, string>(config).Build();
        consumer.Subscribe("visits");
        while (!stoppingToken.IsCancellationRequested)
        {
            var visit = consumer.Consume(stoppingToken);
            _visitors[visit.Message.Key] = _visitors.GetValueOrDefault(visit.Message.Key) + 1;
            if (time.GetUtcNow() >= _end)
                Write(consumer, visit);
        }
    }

    private void Write(IConsumer<string, string> consumer, ConsumeResult<string, string> last)
    {
        foreach (var (gate, count) in _visitors)
            logger.LogInformation("{Gate}: {Count}", gate, count);
        consumer.StoreOffset(last);
        _visitors.Clear();
        _end = _end.AddMinutes(1);
    }
}
