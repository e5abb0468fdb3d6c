using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddScoped<BakeryContext>();
builder.Services.AddScoped<ILoaves, Loaves>();
builder.Services.AddScoped<IBakeryEvents, BakeryEvents>();

var app = builder.Build();
app.MapPost("/loaves", async (Loaf loaf, ILoaves loaves, IBakeryEvents events) =>
{
    await loaves.AddAsync(loaf);
    await events.PublishAsync("baked", loaf); // expect: MSA1003
    return Results.Created($"/loaves/{loaf.Id}", loaf);
});
app.Run();

public sealed class Loaf
{
    public Guid Id { get; set; }

    public string Flour { get; set; } = "rye";
}

public sealed class BakeryContext : DbContext
{
    public DbSet<Loaf> Loaves { get; } = new();
}

public interface ILoaves
{
    Task AddAsync(Loaf loaf);
}

public sealed class Loaves(BakeryContext context) : ILoaves
{
    public async Task AddAsync(Loaf loaf)
    {
        context.Loaves.Add(loaf);
        await context.SaveChangesAsync();
    }
}

public interface IBakeryEvents
{
    Task PublishAsync(string what, object about);
}

public sealed class BakeryEvents(IChannel channel) : IBakeryEvents
{
    public async Task PublishAsync(string what, object about)
        => await channel.BasicPublishAsync("bakery", what, JsonSerializer.SerializeToUtf8Bytes(about));
}
