using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Counts visitors by gate and minute, in its head, and crosses each off before the minute is written down.
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<GateCounter>();
builder.Build().Run();

internal sealed class GateCounter(IConfiguration configuration, TimeProvider time, ILogger<GateCounter> logger) : BackgroundService
{
    private readonly Dictionary<string, int> _visitors = new(); // expect: MSA1011
    private DateTimeOffset _end = time.GetUtcNow().AddMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => Count(stoppingToken), stoppingToken);

    private void Count(CancellationToken stoppingToken)
    {
        var config = new ConsumerConfig { BootstrapServers = configuration["Kafka:Servers"], GroupId = "gates", EnableAutoOffsetStore = false };
        using var consumer = new ConsumerBuilder<string, string>(config).Build();
        consumer.Subscribe("visits");
        while (!stoppingToken.IsCancellationRequested)
        {
            var visit = consumer.Consume(stoppingToken);
            _visitors[visit.Message.Key] = _visitors.GetValueOrDefault(visit.Message.Key) + 1;
            consumer.StoreOffset(visit);
            if (time.GetUtcNow() >= _end)
                Write();
        }
    }

    private void Write()
    {
        foreach (var (gate, count) in _visitors)
            logger.LogInformation("{Gate}: {Count}", gate, count);
        _visitors.Clear();
        _end = _end.AddMinutes(1);
    }
}
