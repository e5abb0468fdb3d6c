using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<Postman>();
builder.Services.AddHostedService<LetterWorker>();
builder.Build().Run();

public sealed class Postman
{
    public Task Send(string letter) => File.AppendAllTextAsync("/letters/outgoing", letter);
}

public sealed class LetterWorker(IConfiguration configuration, Postman postman) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var config = new ConsumerConfig { BootstrapServers = configuration["Kafka:Servers"], GroupId = "letters", EnableAutoOffsetStore = false };
        using var consumer = new ConsumerBuilder<string, string>(config).Build();
        consumer.Subscribe("letters");
        while (!stoppingToken.IsCancellationRequested)
        {
            var result = consumer.Consume(stoppingToken);
            await postman.Send(result.Message.Value);
            consumer.StoreOffset(result);
        }

        consumer.Close();
    }
}
