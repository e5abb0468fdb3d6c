using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(new ConnectionFactory { Uri = new Uri(builder.Configuration["RabbitMq:Uri"]!) });
builder.Services.AddSingleton<Bouquets>();

var app = builder.Build();
app.MapPost("/bouquets", async (string flowers, Bouquets bouquets) =>
{
    await bouquets.OrderAsync(flowers);
    return Results.Accepted();
});
app.Run();

public sealed class Bouquets(ConnectionFactory factory)
{
    public async Task OrderAsync(string flowers)
    {
        await using var connection = await factory.CreateConnectionAsync(); // expect: MSA1001
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("bouquets", "", Encoding.UTF8.GetBytes(flowers));
    }
}
