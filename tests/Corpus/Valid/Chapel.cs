using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(new ConnectionFactory { Uri = new Uri(builder.Configuration["RabbitMq:Uri"]!) });
builder.Services.AddSingleton<Wreaths>();

var app = builder.Build();
app.MapPost("/wreaths", async (string flowers, Wreaths wreaths) =>
{
    await wreaths.OrderAsync(flowers);
    return Results.Accepted();
});
app.Run();

public sealed class Wreaths(ConnectionFactory factory)
{
    private readonly Lazy<Task<IConnection>> _connection = new(() => factory.CreateConnectionAsync());

    public async Task OrderAsync(string flowers)
    {
        var connection = await _connection.Value;
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("wreaths", "", Encoding.UTF8.GetBytes(flowers));
    }
}
