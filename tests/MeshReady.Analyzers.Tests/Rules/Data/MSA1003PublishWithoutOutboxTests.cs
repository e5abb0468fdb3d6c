using MeshReady.Analyzers.Rules.Data;

namespace MeshReady.Analyzers.Tests.Rules.Data;

public sealed class MSA1003PublishWithoutOutboxTests : RuleTest<MSA1003PublishWithoutOutboxAnalyzer>
{
    [Fact]
    public Task Controller_saves_and_publishes_with_Dapr() => Check("""
        [ApiController]
        public class OrdersController(OrderContext db, Dapr.Client.DaprClient dapr) : ControllerBase
        {
            [HttpPost]
            public async Task<IActionResult> Post(Order order)
            {
                db.Orders.Add(order);
                await db.SaveChangesAsync();
                await dapr.[|PublishEventAsync("pubsub", "orders", new OrderPlaced(order.Id))|];
                return Ok();
            }
        }
        """);

    [Fact]
    public Task Message_leaves_before_the_save() => Check("""
        public class Checkout(OrderContext db, Confluent.Kafka.IProducer<string, string> producer)
        {
            public async Task Handle(Order order)
            {
                db.Orders.Add(order);
                await producer.[|ProduceAsync("orders", new() { Value = "placed" })|];
                await db.SaveChangesAsync();
            }
        }
        """);

    [Fact]
    public Task Endpoint_of_a_program_saves_with_Marten() => Check("""
        public static class Endpoints
        {
            public static void MapOrders(this WebApplication app)
                => app.MapPost("/orders", async (Order order, Marten.IDocumentSession session, Azure.Messaging.ServiceBus.ServiceBusSender sender) =>
                {
                    session.Store(order);
                    await session.SaveChangesAsync();
                    await sender.[|SendMessageAsync(new("placed"))|];
                });
        }
        """);

    [Fact]
    public Task Save_lies_in_a_repository_and_publish_in_a_publisher() => Check("""
        public interface IOrders { Task AddAsync(Order order); }
        public class Orders(OrderContext db) : IOrders { public async Task AddAsync(Order order) { db.Orders.Add(order); await db.SaveChangesAsync(); } }

        public interface IMessagePublisher { Task PublishMessageAsync(object message); }
        public class RabbitPublisher(RabbitMQ.Client.IChannel channel) : IMessagePublisher
        {
            public Task PublishMessageAsync(object message) => Task.Run(async () => await channel.BasicPublishAsync("orders", "", default));
        }

        public class PlaceOrderHandler(IOrders orders, IMessagePublisher publisher)
        {
            public async Task Handle(Order order)
            {
                await orders.AddAsync(order);
                await publisher.[|PublishMessageAsync(new OrderPlaced(order.Id))|];
            }
        }
        """);

    [Fact]
    public Task Helpers_go_on_to_private_methods_and_to_extensions() => Check("""
        using RabbitMQ.Client;

        public interface IUnitOfWork { bool Commit(); }
        public class UnitOfWork(OrderContext db) : IUnitOfWork { public bool Commit() => db.SaveChanges() > 0; }

        public class BusClient(IModel model)
        {
            public void PublishNewOrder(Order order) { if (order is not null) SendMessage("x"); }
            private void SendMessage(string text) => model.BasicPublish("trigger", "", default);
        }

        public class OrdersController(IUnitOfWork unit, BusClient bus) : ControllerBase
        {
            public void Post(Order order)
            {
                unit.Commit();
                try
                {
                    bus.[|PublishNewOrder(order)|];
                }
                catch (Exception)
                {
                }
            }
        }
        """);

    [Fact]
    public Task Repository_is_generic() => Check("""
        public interface IRepository<T> { Task SaveAsync(string id, T entity); }
        public class SqlRepository(System.Data.IDbConnection connection) : IRepository<Order>
        {
            public async Task SaveAsync(string id, Order entity) => await Dapper.SqlMapper.ExecuteAsync(connection, "insert into orders values (@id)", new { id });
        }

        public class Handler(IRepository<Order> orders, Dapr.Client.DaprClient dapr)
        {
            public async Task Handle(Order order, List<object> events)
            {
                await orders.SaveAsync("1", order);
                foreach (var e in events)
                    await dapr.[|PublishEventAsync("p", "t", e)|];
            }
        }
        """);

    [Fact]
    public Task Mongo_through_an_extension_method() => Check("""
        using MongoDB.Driver;

        public class Handler(IMongoCollection<Order> orders, Dapr.Client.DaprClient dapr)
        {
            public async Task Handle(Order order)
            {
                await orders.ReplaceOneAsync(o => o.Id == order.Id, order);
                await dapr.[|PublishEventAsync("p", "t", order)|];
            }
        }
        """);

    [Fact]
    public Task State_store_of_Dapr_is_a_store() => Check("""
        public class Handler(Dapr.Client.DaprClient dapr)
        {
            public async Task Handle(Order order)
            {
                await dapr.SaveStateAsync("store", "1", order);
                await dapr.[|PublishEventAsync("p", "t", order)|];
            }
        }
        """);

    [Fact]
    public Task Entry_of_the_state_store_is_saved_after_the_message() => VerifyReal("""
        using System.Threading.Tasks;
        using Dapr.Client;

        public class Handler(DaprClient dapr)
        {
            public async Task Handle()
            {
                var cart = await dapr.GetStateEntryAsync<string>("store", "cart");
                await dapr.[|PublishEventAsync("pubsub", "carts", cart.Value)|];
                cart.Value = "";
                await cart.SaveAsync();
            }
        }
        """, "Dapr.Client", "Dapr.Common");

    [Fact]
    public Task Cached_repository_wraps_the_one_that_saves() => Check("""
        public interface IOrders { Task AddAsync(Order order); }
        public class Orders(OrderContext db) : IOrders { public async Task AddAsync(Order order) { db.Orders.Add(order); await db.SaveChangesAsync(); } }
        public class CachedOrders(IOrders inner) : IOrders { public async Task AddAsync(Order order) { await inner.AddAsync(order); } }

        public class Handler(IOrders orders, Dapr.Client.DaprClient dapr)
        {
            public async Task Handle(Order order)
            {
                await orders.AddAsync(order);
                await NotifyAsync(order);
            }

            private Task NotifyAsync(Order order) => dapr.PublishEventAsync("p", "t", order);
        }
        """.Replace("await NotifyAsync(order)", "await [|NotifyAsync(order)|]", StringComparison.Ordinal));

    [Fact]
    public Task Save_hides_behind_another_name() => Check("""
        public interface IBilling { Task<bool> Capture(Order order); }
        public class Billing(OrderContext db) : IBilling { public async Task<bool> Capture(Order order) { db.Orders.Add(order); return await db.SaveChangesAsync() > 0; } }

        public class Handler(IBilling billing, Dapr.Client.DaprClient dapr)
        {
            public async Task Handle(Order order)
            {
                if (!await billing.Capture(order))
                    throw new InvalidOperationException();
                await dapr.[|PublishEventAsync("p", "paid", order)|];
            }
        }
        """);

    [Fact]
    public Task Bus_whose_registration_shows_no_outbox() => Check("""
        using MassTransit;

        public static class Composition { public static void Messaging(IServiceCollection services) => services.AddMassTransit(bus => { }); }

        public class Handler(OrderContext db, IPublishEndpoint bus)
        {
            public async Task Handle(Order order)
            {
                await db.SaveChangesAsync();
                await bus.[|Publish(new OrderPlaced(order.Id))|];
            }
        }
        """);

    [Fact]
    public Task Transaction_of_the_database_does_not_hold_the_broker() => Check("""
        public class Handler(OrderContext db, Dapr.Client.DaprClient dapr)
        {
            public async Task Handle(Order order)
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                db.Orders.Add(order);
                await dapr.[|PublishEventAsync("p", "t", order)|];
                await transaction.CommitAsync();
            }
        }
        """);

    [Fact]
    public Task Message_names_both_steps_and_the_harm() => Check("""
        public class Handler(OrderContext db, Dapr.Client.DaprClient dapr)
        {
            public async Task Handle(Order order)
            {
                await db.SaveChangesAsync();
                await dapr.{|#0:PublishEventAsync("p", "t", order)|};
            }
        }
        """, Result(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).WithMessage("'PublishEventAsync' sends to Dapr after 'SaveChangesAsync' (line 5) without an outbox: if the process or the broker fails in between, the message is lost for good"));

    [Fact]
    public Task Consumer_is_given_the_message_again() => Check("""
        using MassTransit;

        public static class Composition { public static void Messaging(IServiceCollection services) => services.AddMassTransit(); }

        public class PaidConsumer(OrderContext db) : IConsumer<OrderPlaced>
        {
            public async Task Consume(ConsumeContext<OrderPlaced> context)
            {
                await db.SaveChangesAsync();
                await context.{|#0:Publish(new OrderPlaced(context.Message.Id))|};
            }
        }
        """, Result(Microsoft.CodeAnalysis.DiagnosticSeverity.Info));

    [Fact]
    public Task Callback_of_a_broker_is_a_consumer() => Check("""
        namespace RabbitMQ.Client.Events { public class BasicDeliverEventArgs : EventArgs { } }

        public class Receiver(OrderContext db, Dapr.Client.DaprClient dapr)
        {
            public async Task OnReceived(object sender, RabbitMQ.Client.Events.BasicDeliverEventArgs message)
            {
                await db.SaveChangesAsync();
                await dapr.{|#0:PublishEventAsync("p", "t", 1)|};
            }
        }
        """, Result(Microsoft.CodeAnalysis.DiagnosticSeverity.Info));

    [Fact]
    public Task What_is_cleared_after_sending_can_be_cleared_again() => Check("""
        public interface IBaskets { Task DeleteBasket(Guid id); }
        public class Baskets(Marten.IDocumentSession session) : IBaskets { public async Task DeleteBasket(Guid id) { session.Delete<Order>(id); await session.SaveChangesAsync(); } }

        public class Checkout(IBaskets baskets, Dapr.Client.DaprClient dapr)
        {
            public async Task Handle(Order order)
            {
                await dapr.{|#0:PublishEventAsync("p", "t", order)|};
                await baskets.DeleteBasket(order.Id);
            }
        }
        """, Result(Microsoft.CodeAnalysis.DiagnosticSeverity.Info));

    [Fact]
    public Task Real_types_of_EF_Core_RabbitMQ_and_MassTransit() => VerifyReal("""
        using System;
        using System.Threading.Tasks;
        using MassTransit;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.DependencyInjection;
        using RabbitMQ.Client;

        public record Placed(Guid Id);

        public static class Composition { public static void Messaging(IServiceCollection services) => services.AddMassTransit(bus => bus.AddConsumers(typeof(Placed).Assembly)); }

        public class Handler(DbContext db, IPublishEndpoint bus, IChannel channel)
        {
            public async Task ByBus(Guid id)
            {
                await db.SaveChangesAsync();
                await bus.[|Publish(new Placed(id))|];
            }

            public async Task ByChannel(ReadOnlyMemory<byte> body)
            {
                await db.SaveChangesAsync();
                await channel.[|BasicPublishAsync("orders", "placed", body)|];
            }
        }
        """, "MassTransit", "MassTransit.Abstractions", "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "RabbitMQ.Client");

    [Fact]
    public Task Real_types_of_Dapper_Mongo_Kafka_and_Dapr() => VerifyReal("""
        using System.Data;
        using System.Threading.Tasks;
        using Confluent.Kafka;
        using Dapper;
        using Dapr.Client;
        using MongoDB.Driver;

        public class Handler(IDbConnection connection, IMongoCollection<string> documents, IProducer<string, string> producer, DaprClient dapr)
        {
            public async Task Sql()
            {
                await connection.ExecuteAsync("update orders set paid = 1");
                await producer.[|ProduceAsync("orders", new Message<string, string> { Value = "paid" })|];
            }

            public async Task Documents()
            {
                await documents.InsertOneAsync("paid");
                await dapr.[|PublishEventAsync("pubsub", "orders", "paid")|];
            }
        }
        """, "Dapper", "Confluent.Kafka", "Dapr.Client", "Dapr.Common", "MongoDB.Driver", "MongoDB.Bson");

    private static Task Check(string source, params Microsoft.CodeAnalysis.Testing.DiagnosticResult[] expected)
        => MSA1003PublishWithoutOutboxSilenceTests.CheckFiles(source, expected);

    private static Microsoft.CodeAnalysis.Testing.DiagnosticResult Result(Microsoft.CodeAnalysis.DiagnosticSeverity severity)
        => new Microsoft.CodeAnalysis.Testing.DiagnosticResult("MSA1003", severity).WithLocation(0);
}
