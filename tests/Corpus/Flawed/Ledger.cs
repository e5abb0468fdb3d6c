using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<LedgerContext>(options => options.UseSqlServer(builder.Configuration.GetConnectionString("Ledger")!, sql => sql.EnableRetryOnFailure()));

var app = builder.Build();
app.MapPost("/transfers", async (Transfer transfer, LedgerContext ledger) =>
{
    await using var transaction = await ledger.Database.BeginTransactionAsync(); // expect: MSA1005
    ledger.Bookings.Add(new Booking { Account = transfer.From, Cents = -transfer.Cents });
    await ledger.SaveChangesAsync();
    ledger.Bookings.Add(new Booking { Account = transfer.To, Cents = transfer.Cents });
    await ledger.SaveChangesAsync();
    await transaction.CommitAsync();
    return Results.NoContent();
});
app.Run();

public sealed record Transfer(string From, string To, long Cents);

public sealed class Booking
{
    public string Account { get; set; } = "";

    public long Cents { get; set; }
}

public sealed class LedgerContext : DbContext
{
    public DbSet<Booking> Bookings { get; } = new();
}
