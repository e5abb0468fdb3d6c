namespace Shop.Web;

/// <summary>What a customer wants to buy.</summary>
public sealed record NewOrder(string Sku, int Quantity);

/// <summary>An order as the orders service tells it.</summary>
public sealed record Order(int Number, string Sku, int Quantity, string Status);

/// <summary>Places orders.</summary>
public sealed class OrdersClient(HttpClient client)
{
    public async Task<Order?> Place(NewOrder order, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync("orders", order, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<Order>(cancellationToken);
    }
}

/// <summary>Reads the orders of the past.</summary>
public sealed class OrderHistoryClient(HttpClient client)
{
    public async Task<Order[]> GetOrders(CancellationToken cancellationToken)
        => await client.GetFromJsonAsync<Order[]>("orders", cancellationToken) ?? [];
}

/// <summary>Asks what others bought as well.</summary>
public sealed class RecommendationsClient(HttpClient client)
{
    public async Task<string[]> GetRecommendations(CancellationToken cancellationToken)
        => await client.GetFromJsonAsync<string[]>("recommendations", cancellationToken) ?? [];
}

/// <summary>Reads what is for sale.</summary>
public sealed class CatalogClient(HttpClient client)
{
    public async Task<string[]> GetProducts(CancellationToken cancellationToken)
        => await client.GetFromJsonAsync<string[]>("products", cancellationToken) ?? [];
}
