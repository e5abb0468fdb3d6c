using System.Collections.Concurrent;

namespace Shop.Orders;

/// <summary>What a customer wants to buy.</summary>
public sealed record NewOrder(string Sku, int Quantity);

/// <summary>An order and how far it has come.</summary>
public sealed record Order(int Number, string Sku, int Quantity, string Status);

/// <summary>Keeps the orders until the database project is approved.</summary>
public sealed class OrderBook
{
    private static int _lastNumber;

    private readonly ConcurrentDictionary<int, Order> _orders = new();

    public IEnumerable<Order> All => _orders.Values.OrderBy(order => order.Number);

    public Order? Find(int number) => _orders.GetValueOrDefault(number);

    public Order Open(NewOrder request)
    {
        var order = new Order(Interlocked.Increment(ref _lastNumber), request.Sku, request.Quantity, "open");
        _orders[order.Number] = order;
        return order;
    }

    public Order Close(Order order, string status) => _orders[order.Number] = order with { Status = status };
}
