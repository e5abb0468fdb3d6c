using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

// The bus writes its messages to the context; SaveChanges commits both.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddScoped<CreameryContext>();
builder.Services.AddMassTransit(bus => bus.AddEntityFrameworkOutbox<CreameryContext>(outbox => outbox.UseBusOutbox()));

var app = builder.Build();
app.MapPost("/cheeses", async (Cheese cheese, CreameryContext context, IPublishEndpoint bus) =>
{
    context.Cheeses.Add(cheese);
    await bus.Publish(new CheeseMade(cheese.Id));
    await context.SaveChangesAsync();
    return Results.Created($"/cheeses/{cheese.Id}", cheese);
});
app.Run();

public sealed record CheeseMade(Guid Id);

public sealed class Cheese
{
    public Guid Id { get; set; }
}

public sealed class CreameryContext : DbContext
{
    public DbSet<Cheese> Cheeses { get; } = new();
}
