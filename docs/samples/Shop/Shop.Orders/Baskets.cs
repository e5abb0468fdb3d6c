using System.Text.Json;
using Microsoft.Extensions.Caching.Distributed;

namespace Shop.Orders;

/// <summary>Keeps baskets outside the process, so that every replica sees the same one.</summary>
public sealed class Baskets(IDistributedCache cache)
{
    private static readonly DistributedCacheEntryOptions Expiry = new() { SlidingExpiration = TimeSpan.FromHours(2) };

    public async Task<NewOrder[]> Read(string customer, CancellationToken cancellationToken)
        => await cache.GetAsync("basket:" + customer, cancellationToken) is { } bytes
            ? JsonSerializer.Deserialize<NewOrder[]>(bytes) ?? []
            : [];

    public Task Write(string customer, NewOrder[] lines, CancellationToken cancellationToken)
        => cache.SetAsync("basket:" + customer, JsonSerializer.SerializeToUtf8Bytes(lines), Expiry, cancellationToken);
}
