// setting: build_property.MeshReadyDockerfile = src/Bells/Dockerfile
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Rings where the turn is its own, stops when it is told to, and ends in order.
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<Ringer>();
builder.Build().Run();

internal interface ITower
{
    Task<bool> TryAcquireTurn(CancellationToken cancellationToken);

    Task PublishAsync(string sound);
}

internal sealed class Ringer(ITower tower, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await tower.TryAcquireTurn(stoppingToken))
                    await tower.PublishAsync("dong");
            }
            catch (InvalidOperationException)
            {
                Environment.ExitCode = 1;
                lifetime.StopApplication();
            }

            await Task.Delay(TimeSpan.FromHours(1), stoppingToken);
        }
    }
}
