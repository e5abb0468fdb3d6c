using System.Net;

namespace Shop.Orders;

/// <summary>What only the shop's own people may call.</summary>
public static class OperationsEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        // Closed to the outside by deploy/istio/orders-access.yaml.
        app.MapGet("/admin/orders", (OrderBook book) => book.All);

        // From a shell in the pod.
        app.MapPost("/ops/prices/reload", (HttpContext context, PriceList prices) =>
        {
            if (context.Connection.RemoteIpAddress is not { } caller || !IPAddress.IsLoopback(caller))
                return Results.NotFound();
            return Results.Ok(prices.CentsOf("mug"));
        });
    }
}
