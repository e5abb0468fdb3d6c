using System.Net.Http.Json;

namespace Shop.Worker;

/// <summary>An order as the orders service tells it.</summary>
public sealed record Order(int Number, string Sku, int Quantity, string Status);

/// <summary>Reads the orders that wait to be sent.</summary>
public sealed class OrdersClient(HttpClient client)
{
    public async Task<Order[]> GetPaidOrders(CancellationToken cancellationToken)
    {
        var orders = await client.GetFromJsonAsync<Order[]>("orders", cancellationToken) ?? [];
        return [.. orders.Where(order => order.Status == "paid")];
    }
}

/// <summary>Asks the supplier what is in stock.</summary>
public sealed class SupplierClient(HttpClient client)
{
    public Task<int> GetStock(string sku, CancellationToken cancellationToken)
        => client.GetFromJsonAsync<int>($"stock/{Uri.EscapeDataString(sku)}", cancellationToken);
}

/// <summary>Hands parcels to the carrier.</summary>
public sealed class CarrierClient(HttpClient client)
{
    public async Task Announce(Order order, CancellationToken cancellationToken)
    {
        using var response = await client.PutAsJsonAsync($"parcels/{order.Number}", order, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
