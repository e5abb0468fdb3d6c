namespace Shop.Worker;

/// <summary>Announces every paid order that is in stock to the carrier, once a minute.</summary>
public sealed class Dispatcher(OrdersClient orders, SupplierClient supplier, CarrierClient carrier, ILogger<Dispatcher> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
        do
        {
            try
            {
                await Dispatch(stoppingToken);
            }
            catch (HttpRequestException exception)
            {
                logger.LogWarning(exception, "Nothing dispatched this time");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Dispatch(CancellationToken cancellationToken)
    {
        foreach (var order in await orders.GetPaidOrders(cancellationToken))
        {
            if (await supplier.GetStock(order.Sku, cancellationToken) >= order.Quantity)
                await carrier.Announce(order, cancellationToken);
        }
    }
}
