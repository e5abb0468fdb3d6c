using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

// The tenement as it should be: the tenant stands in every key and every query, and nobody keeps him.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.Services.AddScoped<ITenancy, TokenTenancy>();
builder.Services.AddScoped<Leases>();
builder.Services.AddScoped<Janitor>();

var app = builder.Build();
app.MapGet("/leases/{flat}", (string flat, Leases leases) => leases.Of(flat));
app.MapGet("/janitor", (Janitor janitor) => janitor.Works());
app.MapHealthChecks("/healthz");
app.Run();

public interface ITenancy
{
    string TenantId { get; }
}

public sealed class TokenTenancy(Microsoft.AspNetCore.Http.IHttpContextAccessor accessor) : ITenancy
{
    public string TenantId => accessor.HttpContext?.User.FindFirst("tenant_id")?.Value ?? throw new InvalidOperationException("the token names no tenant");
}

public sealed class Janitor(ITenancy tenancy)
{
    public string Works() => "for " + tenancy.TenantId;
}

public sealed class Lease
{
    public string TenantId { get; init; } = "";

    public string Flat { get; init; } = "";

    public decimal Rent { get; init; }

    public bool IsOver { get; init; }
}

public sealed class Row(ITenancy tenancy)
{
    public IQueryable<Lease> Leases { get; } = Array.Empty<Lease>().AsQueryable();

    public void Configure(ModelBuilder model) => model.Entity<Lease>().HasQueryFilter(lease => lease.TenantId == tenancy.TenantId && !lease.IsOver);
}

public sealed class Leases(Row row, IDistributedCache cache, ITenancy tenancy)
{
    public async Task<string> Of(string flat)
    {
        var known = await cache.GetStringAsync($"{tenancy.TenantId}:rent:{flat}");
        return known ?? row.Leases.First(l => l.TenantId == tenancy.TenantId && l.Flat == flat).Rent.ToString("F2", null);
    }

    public decimal Ended() => row.Leases.IgnoreQueryFilters().Where(lease => lease.TenantId == tenancy.TenantId && lease.IsOver).Sum(lease => lease.Rent);
}
