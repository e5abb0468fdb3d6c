using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Prices;

[ApiController]
[Route("api/prices")]
public sealed class PricesController(IPriceStore store, IDistributedCache cache) : ControllerBase
{
    private static readonly FrozenDictionary<string, decimal> TaxRates = new Dictionary<string, decimal> { ["DE"] = 0.19m, ["FR"] = 0.20m }.ToFrozenDictionary();

    private static readonly ImmutableArray<string> Currencies = ["EUR", "USD"];

    private static readonly Dictionary<string, string> Names = new() { ["EUR"] = "Euro", ["USD"] = "Dollar" };

    private static readonly string[] Header = ["Article", "Price"];

    private static readonly Regex Article = new("^[A-Z]{2}[0-9]{4}$", RegexOptions.Compiled);

    [HttpGet("{article}")]
    public async Task<IActionResult> Get(string article, string country, CancellationToken cancellationToken)
    {
        if (!Article.IsMatch(article) || !TaxRates.TryGetValue(country, out var rate))
            return BadRequest();

        var cached = await cache.GetStringAsync(article, cancellationToken);
        return Ok(cached ?? (await store.PriceOf(article) * (1 + rate)).ToString("F2", null));
    }

    [HttpGet("currencies")]
    public IActionResult GetCurrencies() => Ok(Currencies.Select(c => new { Code = c, Name = Names[c], Column = Header[0] }));
}

public interface IPriceStore
{
    Task<decimal> PriceOf(string article);
}

public sealed class FixedPrices : IPriceStore
{
    private readonly decimal _price = 9.99m;

    public Task<decimal> PriceOf(string article) => Task.FromResult(_price);
}

public static class Registration
{
    public static IServiceCollection AddPrices(this IServiceCollection services) => services.AddSingleton<IPriceStore, FixedPrices>();
}
