using Shop.Payments;
using Shop.Shipping;

namespace Shop.Orders;

/// <summary>The HTTP interface of orders and baskets.</summary>
public static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder app)
    {
        app.MapGet("/orders", (OrderBook book) => book.All);

        app.MapGet("/orders/{number:int}", (int number, OrderBook book)
            => book.Find(number) is { } order ? Results.Ok(order) : Results.NotFound());

        app.MapPost("/orders", async (NewOrder request, OrderBook book, PriceList prices, Payments.Payments.PaymentsClient payments, Shipping.Shipping.ShippingClient shipping, CancellationToken cancellationToken) =>
        {
            var order = book.Open(request);
            var quote = await shipping.QuoteAsync(
                new QuoteRequest { Sku = request.Sku, Quantity = request.Quantity },
                deadline: DateTime.UtcNow.AddSeconds(2),
                cancellationToken: cancellationToken);
            var charge = await payments.ChargeAsync(
                new ChargeRequest { OrderNumber = order.Number, Cents = prices.CentsOf(request.Sku) * request.Quantity + quote.Cents },
                deadline: DateTime.UtcNow.AddSeconds(5),
                cancellationToken: cancellationToken);
            order = book.Close(order, charge.Accepted ? "paid" : "declined");
            return Results.Created($"/orders/{order.Number}", order);
        });
    }

    public static void MapBaskets(this IEndpointRouteBuilder app)
    {
        app.MapGet("/baskets/{customer}", (string customer, Baskets baskets, CancellationToken cancellationToken)
            => baskets.Read(customer, cancellationToken));

        app.MapPut("/baskets/{customer}", (string customer, NewOrder[] lines, Baskets baskets, CancellationToken cancellationToken)
            => baskets.Write(customer, lines, cancellationToken));
    }
}
