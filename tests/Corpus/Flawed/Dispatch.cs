using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<Courier>();
builder.Services.AddHostedService<ParcelWorker>();
builder.Build().Run();

public sealed class Courier
{
    public Task Send(string parcel) => File.AppendAllTextAsync("/parcels/outgoing", parcel);
}

public sealed class ParcelWorker(IConfiguration configuration, Courier courier) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var config = new ConsumerConfig { BootstrapServers = configuration["Kafka:Servers"], GroupId = "parcels" }; // expect: MSA1002
        using var consumer = new ConsumerBuilder<string, string>(config).Build();
        consumer.Subscribe("parcels");
        while (!stoppingToken.IsCancellationRequested)
        {
            var result = consumer.Consume(stoppingToken);
            await courier.Send(result.Message.Value);
        }

        consumer.Close();
    }
}
