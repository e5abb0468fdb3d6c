using System.Collections.Frozen;

namespace Shop.Orders;

/// <summary>The prices of the season: filled once, never changed, so each replica may hold its own copy.</summary>
public sealed class PriceList
{
    private readonly FrozenDictionary<string, long> _cents = new Dictionary<string, long>
    {
        ["mug"] = 1_290,
        ["shirt"] = 2_450,
        ["poster"] = 990,
    }.ToFrozenDictionary();

    public long CentsOf(string sku) => _cents.GetValueOrDefault(sku, 1_000);
}
