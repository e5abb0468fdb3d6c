// setting: build_property.MeshReadyDockerfile = src/Bells/Dockerfile
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Every replica rings, nobody can stop it, and one bad answer ends the process.
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<Ringer>();
builder.Build().Run();

internal interface ITower
{
    Task PublishAsync(string sound);
}

internal sealed class Ringer(ITower tower) : BackgroundService // expect: MSA0808
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true) // expect: MSA0806
        {
            try
            {
                await tower.PublishAsync("dong");
            }
            catch (InvalidOperationException)
            {
                Environment.Exit(1); // expect: MSA0806
            }

            await Task.Delay(TimeSpan.FromHours(1));
        }
    }
}
