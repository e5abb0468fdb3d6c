using MeshReady.Analyzers.Rules.Data;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Data;

public sealed class MSA1003PublishWithoutOutboxSilenceTests : RuleTest<MSA1003PublishWithoutOutboxAnalyzer>
{
    [Fact]
    public Task Outbox_is_registered_under_the_bus() => CheckFiles("""
        using MassTransit;

        public static class Composition { public static void Messaging(IServiceCollection services) => services.AddMassTransit(bus => bus.AddEntityFrameworkOutbox<OrderContext>(o => { })); }

        public class Handler(OrderContext db, IPublishEndpoint bus)
        {
            public async Task Handle(Order order)
            {
                await bus.Publish(new OrderPlaced(order.Id));
                await db.SaveChangesAsync();
            }
        }
        """);

    [Fact]
    public Task Registration_of_the_bus_is_out_of_sight() => CheckFiles("""
        public class Handler(OrderContext db, MassTransit.IPublishEndpoint bus)
        {
            public async Task Handle(Order order)
            {
                await bus.Publish(new OrderPlaced(order.Id));
                await db.SaveChangesAsync();
            }
        }
        """);

    [Fact]
    public Task Publisher_of_the_house_writes_to_a_table() => CheckFiles("""
        public interface IEventBus { Task PublishAsync(object message); }
        public class TableBus(OrderContext db) : IEventBus { public async Task PublishAsync(object message) { db.Orders.Add(new Order()); await db.SaveChangesAsync(); } }

        public class Handler(OrderContext db, IEventBus bus)
        {
            public async Task Handle(Order order)
            {
                await db.SaveChangesAsync();
                await bus.PublishAsync(order);
            }
        }
        """);

    [Fact]
    public Task Outbox_of_the_house_stands_in_the_project() => CheckFiles("""
        public class OutboxMessage { public string Text { get; set; } = ""; }

        public class Handler(OrderContext db, Dapr.Client.DaprClient dapr)
        {
            public async Task Handle(Order order)
            {
                await db.SaveChangesAsync();
                await dapr.PublishEventAsync("p", "t", order);
            }
        }
        """);

    [Fact]
    public Task Publisher_stores_the_message_by_a_setting() => CheckFiles("""
        public class Settings { public bool OutboxEnabled { get; set; } = true; }
        public interface IStore { Task Keep(object message); }
        public interface IEventBus { Task PublishAsync(object message); }
        public class Bus(Dapr.Client.DaprClient dapr, IStore store, Settings settings) : IEventBus
        {
            public async Task PublishAsync(object message)
            {
                if (settings.OutboxEnabled)
                {
                    await store.Keep(message);
                    return;
                }

                await dapr.PublishEventAsync("p", "t", message);
            }
        }

        public class Handler(OrderContext db, IEventBus bus)
        {
            public async Task Handle(Order order)
            {
                await db.SaveChangesAsync();
                await bus.PublishAsync(order);
            }
        }
        """);

    [Fact]
    public Task Cap_keeps_its_messages_in_the_database() => CheckFiles("""
        public class Handler(OrderContext db, DotNetCore.CAP.ICapPublisher cap)
        {
            public async Task Handle(Order order)
            {
                await db.SaveChangesAsync();
                await cap.PublishAsync("placed", order);
            }
        }
        """);

    [Fact]
    public Task Mediator_stays_in_the_process() => CheckFiles("""
        public class Handler(OrderContext db, MediatR.IMediator mediator)
        {
            public async Task Handle(Order order)
            {
                await db.SaveChangesAsync();
                await mediator.Publish(new OrderPlaced(order.Id));
                await mediator.Send(order);
            }
        }
        """);

    [Fact]
    public Task Mediator_of_MassTransit_stays_in_the_process() => CheckFiles("""
        using MassTransit;

        namespace MassTransit.Mediator { public interface IMediator : IPublishEndpoint, ISendEndpoint { } }

        public static class Composition { public static void Messaging(IServiceCollection services) => services.AddMassTransit(); }

        public class Handler(OrderContext db, MassTransit.Mediator.IMediator mediator)
        {
            public async Task Handle(Order order)
            {
                await db.SaveChangesAsync();
                await mediator.Publish(new OrderPlaced(order.Id));
                await mediator.Send(order);
            }
        }
        """);

    [Fact]
    public Task Repositories_that_call_each_other_in_a_circle_end() => CheckFiles("""
        public interface IOne { Task SaveAsync(); }
        public interface ITwo { Task SaveAsync(); }
        public class One(ITwo two) : IOne { public Task SaveAsync() => two.SaveAsync(); }
        public class Two(IOne one) : ITwo { public Task SaveAsync() => one.SaveAsync(); }

        public class Handler(IOne one, Dapr.Client.DaprClient dapr)
        {
            public async Task Handle(Order order)
            {
                await one.SaveAsync();
                await dapr.PublishEventAsync("p", "t", order);
            }
        }
        """);

    [Fact]
    public Task Bus_of_the_house_calls_handlers_in_the_process() => CheckFiles("""
        public interface IEventBus { Task PublishAsync(object message); }
        public class InProcessBus(IEnumerable<Func<object, Task>> handlers) : IEventBus { public async Task PublishAsync(object message) { foreach (var handler in handlers) await handler(message); } }

        public class Handler(OrderContext db, IEventBus bus)
        {
            public async Task Handle(Order order)
            {
                await db.SaveChangesAsync();
                await bus.PublishAsync(order);
            }
        }
        """);

    [Fact]
    public Task Two_implementations_differ() => CheckFiles("""
        public interface IEventBus { Task PublishAsync(object message); }
        public class LocalBus : IEventBus { public Task PublishAsync(object message) => Task.CompletedTask; }
        public class RemoteBus(Dapr.Client.DaprClient dapr) : IEventBus { public Task PublishAsync(object message) => dapr.PublishEventAsync("p", "t", message); }

        public class Handler(OrderContext db, IEventBus bus)
        {
            public async Task Handle(Order order)
            {
                await db.SaveChangesAsync();
                await bus.PublishAsync(order);
            }
        }
        """);

    [Fact]
    public Task Implementation_is_out_of_sight() => CheckFiles("""
        public interface IEventBus { Task PublishAsync(object message); }

        public class Handler(OrderContext db, IEventBus bus)
        {
            public async Task Handle(Order order)
            {
                await db.SaveChangesAsync();
                await bus.PublishAsync(order);
            }
        }
        """);

    [Fact]
    public Task Only_reads_beside_the_message() => CheckFiles("""
        using Dapper;

        public class Handler(OrderContext db, System.Data.IDbConnection connection, Dapr.Client.DaprClient dapr)
        {
            public async Task Handle(Guid id)
            {
                var order = db.Orders.Find(id);
                var rows = await connection.QueryAsync<int>("select 1");
                await connection.ExecuteAsync("set lock_timeout = 5");
                await dapr.PublishEventAsync("p", "t", order);
            }
        }
        """);

    [Fact]
    public Task Added_entity_is_saved_by_somebody_else() => CheckFiles("""
        public class Handler(OrderContext db, Dapr.Client.DaprClient dapr)
        {
            public async Task Handle(Order order)
            {
                db.Orders.Add(order);
                await dapr.PublishEventAsync("p", "t", order);
            }
        }
        """);

    [Fact]
    public Task Save_and_message_stand_in_two_branches() => CheckFiles("""
        public class Handler(OrderContext db, Dapr.Client.DaprClient dapr)
        {
            public async Task Either(Order order)
            {
                if (order.Id == default)
                    await db.SaveChangesAsync();
                else
                    await dapr.PublishEventAsync("p", "t", order);
            }

            public async Task Early(Order order)
            {
                if (order.Id == default)
                {
                    await dapr.PublishEventAsync("p", "rejected", order);
                    return;
                }

                await db.SaveChangesAsync();
            }

            public async Task InCatch(Order order)
            {
                try
                {
                    await db.SaveChangesAsync();
                }
                catch (Exception)
                {
                    await dapr.PublishEventAsync("p", "failed", order);
                }
            }

            public async Task BySwitch(Order order)
            {
                switch (order.Id.Version)
                {
                    case 1:
                        await db.SaveChangesAsync();
                        break;
                    default:
                        await dapr.PublishEventAsync("p", "t", order);
                        break;
                }
            }
        }
        """);

    [Fact]
    public Task Two_endpoints_of_one_method_are_two_pieces_of_code() => CheckFiles("""
        public static class Endpoints
        {
            public static void MapOrders(this WebApplication app)
            {
                app.MapPost("/orders", async (Order order, OrderContext db) => await db.SaveChangesAsync());
                app.MapPost("/pings", async (Dapr.Client.DaprClient dapr) => await dapr.PublishEventAsync("p", "t", 1));
            }
        }
        """);

    [Fact]
    public Task Relay_sends_what_is_stored_and_notes_it() => CheckFiles("""
        public class PendingMessages(OrderContext db, Dapr.Client.DaprClient dapr)
        {
            public async Task Run(List<Order> pending)
            {
                foreach (var message in pending)
                    await dapr.PublishEventAsync("p", "t", message);
                await db.SaveChangesAsync();
            }

            public async Task One(string stored)
            {
                await dapr.PublishEventAsync("p", "t", System.Text.Json.JsonSerializer.Deserialize<Order>(stored));
                await db.SaveChangesAsync();
            }
        }
        """);

    [Fact]
    public Task Seed_at_start_up() => CheckFiles("""
        public class OrderSeeder(OrderContext db, Dapr.Client.DaprClient dapr)
        {
            public async Task Fill()
            {
                await db.SaveChangesAsync();
                await dapr.PublishEventAsync("p", "t", 1);
            }
        }
        """);

    [Fact]
    public Task House_method_is_said_to_bring_an_outbox() => Run("""
        public static class Composition { public static void Messaging(this IServiceCollection services) { services.AddCompanyMessaging(); } public static void AddCompanyMessaging(this IServiceCollection services) { } }

        public class Handler(OrderContext db, Dapr.Client.DaprClient dapr)
        {
            public async Task Handle(Order order)
            {
                await db.SaveChangesAsync();
                await dapr.PublishEventAsync("p", "t", order);
            }
        }
        """, "meshready.provides.AddCompanyMessaging = outbox");

    [Fact]
    public Task Types_of_the_same_name_are_silent() => CheckFiles("""
        namespace Mine
        {
            public class DbContext { public Task SaveChangesAsync() => Task.CompletedTask; }
            public class DaprClient { public Task PublishEventAsync(string topic) => Task.CompletedTask; }

            public class Handler(DbContext db, Dapr.Client.DaprClient real, OrderContext store, DaprClient dapr)
            {
                public async Task One()
                {
                    await db.SaveChangesAsync();
                    await real.PublishEventAsync("p", "t", 1);
                }

                public async Task Two()
                {
                    await store.SaveChangesAsync();
                    await dapr.PublishEventAsync("t");
                }
            }
        }
        """);

    [Fact]
    public Task Broken_code_is_survived() => CheckFiles("""
        public class Handler(OrderContext db, {|CS0246:Missing|} bus)
        {
            public async Task Handle(Order order)
            {
                await db.SaveChangesAsync();
                await bus.Publish(order);
                await {|CS0103:PublishIt|}();
            }
        }
        """);

    internal static Task CheckFiles(string source, params DiagnosticResult[] expected) => Run(source, null, expected);

    private static Task Run(string source, string? globalConfig, params DiagnosticResult[] expected)
        => VerifySources([MessagingLibraries.Usings, MessagingLibraries.Stores, MessagingLibraries.Brokers, MessagingLibraries.Orders, source], globalConfig, [.. expected.Select(static e => e.WithOptions(DiagnosticOptions.IgnoreAdditionalLocations))]);
}
