using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>Messages through buses that a house has made for itself.</summary>
public sealed class HouseMessagesTests : FactsTest
{
    private const string Wrapper = """
        using RabbitMQ.Client;
        namespace House;
        public class Event { public readonly string MessageType; public Event() => MessageType = GetType().Name; }
        public interface IMessagePublisher { Task PublishMessageAsync(string messageType, object message); }
        public interface IMessageCallback { Task HandleMessageAsync(string messageType, string message); }
        public class RabbitPublisher(IChannel channel, string exchange) : IMessagePublisher
        {
            public async Task PublishMessageAsync(string messageType, object message) => await channel.BasicPublishAsync(exchange, "", new byte[1]);
        }
        """;

    [Fact]
    public void What_a_wrapper_sends_is_of_the_type_that_the_caller_hands_over()
        => Assert.Equal(["publish Shop.DayPassed (rabbitmq)"], Messages(new Project { Packages = ["RabbitMQ.Client"], Library = Wrapper }.Facts("""
            using House;
            namespace Shop;
            public class DayPassed : Event { }
            public class Clock(IMessagePublisher publisher) { public async Task Tick() { var e = new DayPassed(); await publisher.PublishMessageAsync(e.MessageType, e); } }
            """)));

    [Fact]
    public void Of_a_base_of_events_those_are_sent_that_the_project_makes()
        => Assert.Equal(["publish Shop.Placed (rabbitmq)", "publish Shop.Paid (rabbitmq)"], Messages(new Project { Packages = ["RabbitMQ.Client"], Library = Wrapper }.Facts("""
            using House;
            namespace Shop;
            public class Placed : Event { }
            public class Paid : Event { }
            public class Planned : Event { }
            public class Order { public IEnumerable<Event> Place() => [new Placed(), new Paid()]; }
            public class Orders(IMessagePublisher publisher) { public async Task Run() { foreach (Event e in new Order().Place()) await publisher.PublishMessageAsync(e.MessageType, e); } }
            """)).OrderDescending());

    [Fact]
    public void The_wrapper_itself_sends_nothing_of_its_own()
        => Assert.Empty(new Project { Kind = ProjectKind.Library, Packages = ["RabbitMQ.Client"] }.Facts(Wrapper).Messages);

    [Fact]
    public void A_callback_takes_the_kinds_that_it_asks_for()
        => Assert.Equal(["take Shop.Placed (rabbitmq)", "take Paid (rabbitmq)"], Messages(new Project { Packages = ["RabbitMQ.Client"], Library = Wrapper }.Facts("""
            using House;
            namespace Shop;
            public class Placed { }
            public class Worker : IMessageCallback
            {
                public Task HandleMessageAsync(string messageType, string message)
                {
                    switch (messageType)
                    {
                        case "Placed": Handle(System.Text.Json.JsonSerializer.Deserialize<Placed>(message)!); break;
                        case "Paid": break;
                    }
                    return Task.CompletedTask;
                }
                private void Handle(Placed placed) { }
            }
            """)));

    [Fact]
    public void A_callback_that_asks_for_no_kind_takes_all()
        => Assert.Equal(["take (rabbitmq)"], Messages(new Project { Packages = ["RabbitMQ.Client"], Library = Wrapper }.Facts("""
            using House;
            namespace Shop;
            public class Audit : IMessageCallback { public Task HandleMessageAsync(string messageType, string message) => System.IO.File.AppendAllTextAsync("log", message); }
            """)));

    private const string Events = """
        using RabbitMQ.Client;
        namespace House;
        public record IntegrationEvent;
        public interface IEventBus { Task PublishAsync(IntegrationEvent e); }
        public interface IIntegrationEventHandler<T> { Task Handle(T e); }
        public interface IEventBusBuilder;
        public static class BusExtensions { public static IEventBusBuilder AddSubscription<T, TH>(this IEventBusBuilder builder) => builder; }
        public class RabbitEventBus(IChannel channel) : IEventBus { public async Task PublishAsync(IntegrationEvent e) => await channel.BasicPublishAsync("bus", e.GetType().Name, new byte[1]); }
        """;

    [Fact]
    public void Integration_events_are_published_subscribed_to_and_handled()
        => Assert.Equal(["publish Shop.OrderPlacedIntegrationEvent (rabbitmq)", "take Shop.OrderPaidIntegrationEvent (rabbitmq)", "take Shop.StockConfirmedIntegrationEvent (rabbitmq)"], Messages(new Project { Packages = ["RabbitMQ.Client"], Library = Events }.Facts("""
            using House;
            namespace Shop;
            public record OrderPlacedIntegrationEvent(int Id) : IntegrationEvent;
            public record OrderPaidIntegrationEvent(int Id) : IntegrationEvent;
            public record StockConfirmedIntegrationEvent(int Id) : IntegrationEvent;
            public class Orders(IEventBus bus) { public Task Place() => bus.PublishAsync(new OrderPlacedIntegrationEvent(1)); }
            public class PaidHandler : IIntegrationEventHandler<OrderPaidIntegrationEvent> { public Task Handle(OrderPaidIntegrationEvent e) => Task.CompletedTask; }
            public static class Setup { public static void Use(IEventBusBuilder bus) => bus.AddSubscription<StockConfirmedIntegrationEvent, object>(); }
            """)));

    [Fact]
    public void An_integration_event_that_a_mapper_makes_leaves_by_an_outbox()
        => Assert.Equal(["publish Shop.OrderPlaced (masstransit)"], Messages(Facts("""
            using MassTransit;
            namespace Shop;
            public interface IIntegrationEvent;
            public interface IDomainEvent;
            public record OrderPlaced(int Id) : IIntegrationEvent { public static OrderPlaced Of(int id) => new(id); }
            public record OrderPlacedDomainEvent(int Id) : IDomainEvent;
            public class Mapper { public IIntegrationEvent? Map(IDomainEvent e) => e is OrderPlacedDomainEvent placed ? new OrderPlaced(placed.Id) : null; }
            """, "MassTransit", "MassTransit.Abstractions")));

    [Fact]
    public void What_only_has_to_do_with_external_events_is_none()
        => Assert.Empty(Facts("""
            using MassTransit;
            namespace Shop;
            public class ExternalEventProducer { }
            public class IntegrationEventLogEntry { }
            public class Setup { public object[] All() => [new ExternalEventProducer(), new IntegrationEventLogEntry()]; }
            """, "MassTransit", "MassTransit.Abstractions").Messages);

    [Fact]
    public void A_factory_in_the_events_own_class_sends_nothing_but_its_caller_does()
    {
        const string Contracts = """
            namespace House;
            public record IntegrationEvent;
            public record OrderPlacedV1(int Id) : IntegrationEvent { public static OrderPlacedV1 Of(int id) => new(id); }
            """;
        Assert.Empty(new Project { Kind = ProjectKind.Library }.Facts(Contracts).Messages);
        Assert.Equal(["publish House.OrderPlacedV1 ()"], Messages(new Project { Library = Contracts }.Facts("namespace Shop; public class Orders { public object Place() => House.OrderPlacedV1.Of(1); }")));
    }

    [Fact]
    public void A_bus_that_ends_at_MediatR_or_is_called_internal_stays_in_the_process()
        => Assert.Empty(Facts("""
            using RabbitMQ.Client;
            namespace MediatR { public interface IMediator { Task Publish(object notification); } }
            namespace Shop
            {
                public record OrderPlaced(int Id);
                public interface IEventPublisher { Task PublishAsync<T>(T e); }
                public class MediatorPublisher(MediatR.IMediator mediator) : IEventPublisher { public Task PublishAsync<T>(T e) => mediator.Publish(e!); }
                public interface IInternalEventBus { Task PublishAsync<T>(T e); }
                public class Orders(IEventPublisher publisher, IInternalEventBus bus)
                {
                    public Task Place() => publisher.PublishAsync(new OrderPlaced(1));
                    public Task Tell() => bus.PublishAsync(new OrderPlaced(1));
                }
            }
            """, "RabbitMQ.Client").Messages);

    [Fact]
    public void Without_a_broker_in_sight_a_publisher_is_anybodys()
        => Assert.Empty(Facts("""
            namespace Shop;
            public record Article(int Id);
            public interface IEventPublisher { Task PublishAsync<T>(T e); }
            public class Articles(IEventPublisher publisher) { public Task Place() => publisher.PublishAsync(new Article(1)); }
            """).Messages);

    [Fact]
    public void Listeners_are_told_types()
        => Assert.Equal(["take Shop.OrderPlaced (easynetq)"], Messages(Facts("""
            using EasyNetQ;
            namespace Shop;
            public class OrderPlaced { }
            public static class Rabbit { public static void UseRabbitListeners(this IApplicationBuilder app, List<Type> events) { } }
            public class Startup { public void Configure(IApplicationBuilder app) => app.UseRabbitListeners(new List<Type> { typeof(OrderPlaced) }); }
            """)));
}
