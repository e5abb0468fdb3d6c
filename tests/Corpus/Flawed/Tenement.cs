using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

// One house for many tenants, with thin walls: keys, filters and a singleton that mix them up.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.Services.AddScoped<ITenantContext, TokenTenant>();
builder.Services.AddScoped<Rents>();
builder.Services.AddSingleton<Caretaker>(); // expect: MSA0602

var app = builder.Build();
app.MapGet("/rents/{flat}", (string flat, Rents rents) => rents.Of(flat));
app.MapGet("/caretaker", (Caretaker caretaker) => caretaker.Works());
app.MapHealthChecks("/healthz");
app.Run();

public interface ITenantContext
{
    string TenantId { get; }
}

public sealed class TokenTenant(Microsoft.AspNetCore.Http.IHttpContextAccessor accessor) : ITenantContext
{
    public string TenantId => accessor.HttpContext?.User.FindFirst("tenant_id")?.Value ?? throw new InvalidOperationException("the token names no tenant");
}

public sealed class Caretaker(ITenantContext tenant)
{
    public string Works() => "for " + tenant.TenantId;
}

public sealed class Flat
{
    public string TenantId { get; init; } = "";

    public string Number { get; init; } = "";

    public decimal Rent { get; init; }

    public bool IsEmpty { get; init; }
}

public sealed class House(ITenantContext tenant)
{
    public IQueryable<Flat> Flats { get; } = Array.Empty<Flat>().AsQueryable();

    public void Configure(ModelBuilder model) => model.Entity<Flat>().HasQueryFilter(flat => flat.TenantId == tenant.TenantId && !flat.IsEmpty);
}

public sealed class Rents(House house, IDistributedCache cache, ITenantContext tenant)
{
    public async Task<string> Of(string flat)
    {
        var known = await cache.GetStringAsync($"rent:{flat}"); // expect: MSA0601
        return known ?? house.Flats.First(f => f.TenantId == tenant.TenantId && f.Number == flat).Rent.ToString("F2", null);
    }

    public decimal Empty() => house.Flats.IgnoreQueryFilters().Where(flat => flat.IsEmpty).Sum(flat => flat.Rent); // expect: MSA0604
}
