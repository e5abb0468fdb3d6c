using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<DaybookContext>(options => options.UseSqlServer(builder.Configuration.GetConnectionString("Daybook")!, sql => sql.EnableRetryOnFailure()));

var app = builder.Build();
app.MapPost("/transfers", async (Transfer transfer, DaybookContext daybook) =>
{
    await daybook.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
    {
        await using var transaction = await daybook.Database.BeginTransactionAsync();
        daybook.Bookings.Add(new Booking { Account = transfer.From, Cents = -transfer.Cents });
        await daybook.SaveChangesAsync();
        daybook.Bookings.Add(new Booking { Account = transfer.To, Cents = transfer.Cents });
        await daybook.SaveChangesAsync();
        await transaction.CommitAsync();
    });
    return Results.NoContent();
});
app.Run();

public sealed record Transfer(string From, string To, long Cents);

public sealed class Booking
{
    public string Account { get; set; } = "";

    public long Cents { get; set; }
}

public sealed class DaybookContext : DbContext
{
    public DbSet<Booking> Bookings { get; } = new();
}
