using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>Messages of brokers' own clients.</summary>
public sealed class MessagesTests : FactsTest
{
    private static readonly string[] MassTransit = ["MassTransit", "MassTransit.Abstractions", "MassTransit.RabbitMQ"];

    [Fact]
    public void MassTransit_publishes_sends_to_an_address_and_consumes_at_an_endpoint()
    {
        var facts = Facts("""
            using MassTransit;
            namespace Shop;
            public record OrderPlaced(int Id);
            public record PayOrder(int Id);
            public class Orders(IPublishEndpoint bus, ISendEndpointProvider provider)
            {
                public async Task Place()
                {
                    await bus.Publish(new OrderPlaced(1));
                    var endpoint = await provider.GetSendEndpoint(new Uri("queue:payments"));
                    await endpoint.Send(new PayOrder(1));
                }
            }
            public class PayConsumer : IConsumer<PayOrder> { public Task Consume(ConsumeContext<PayOrder> context) => Task.CompletedTask; }
            public class Setup
            {
                public void Use(IServiceCollection services) => services.AddMassTransit(x => x.UsingRabbitMq((context, cfg) =>
                    cfg.ReceiveEndpoint("pay-queue", e => e.ConfigureConsumer<PayConsumer>(context))));
            }
            """, MassTransit);

        Assert.Equal(["publish Shop.OrderPlaced (masstransit)", "publish Shop.PayOrder @payments (masstransit)", "take Shop.PayOrder @pay-queue (masstransit)"], Messages(facts));
        Assert.Equal("src/Shop/File1.cs:9", facts.Messages[0].Place.ToString());
        Assert.Contains(facts.Works, static w => w is { Kind: WorkKind.Consumer, Name: "PayOrder", Target: "pay-queue" });
    }

    [Fact]
    public void MassTransits_mediator_stays_in_the_process()
        => Assert.Empty(Facts("""
            using MassTransit.Mediator;
            namespace Shop;
            public record OrderPlaced(int Id);
            public class Orders(IMediator mediator) { public Task Place() => mediator.Publish(new OrderPlaced(1)); }
            """, MassTransit).Messages);

    [Fact]
    public void RabbitMQ_names_exchange_routing_key_and_queue()
        => Assert.Equal(["publish @orders (rabbitmq)", "publish @mails (rabbitmq)", "take #Broker:Queue (rabbitmq)"], Messages(Facts("""
            using RabbitMQ.Client;
            namespace Shop;
            public class Bus(IConfiguration configuration)
            {
                private const string Exchange = "orders";
                public async Task Run(IChannel channel, IAsyncBasicConsumer consumer, byte[] body)
                {
                    await channel.BasicPublishAsync(Exchange, "placed", body);
                    await channel.BasicPublishAsync(exchange: "", routingKey: "mails", body: body);
                    await channel.BasicConsumeAsync(configuration["Broker:Queue"]!, false, consumer);
                }
            }
            """, "RabbitMQ.Client")));

    [Fact]
    public void Kafka_names_topics()
        => Assert.Equal(["publish Shop.OrderPlaced @orders (kafka)", "take @orders (kafka)", "take @payments (kafka)"], Messages(Facts("""
            using Confluent.Kafka;
            namespace Shop;
            public class OrderPlaced { }
            public class Bus(IProducer<string, OrderPlaced> producer, IConsumer<string, string> consumer)
            {
                public async Task Run(Message<string, OrderPlaced> message)
                {
                    await producer.ProduceAsync("orders", message);
                    consumer.Subscribe(new[] { "orders", "payments" });
                }
            }
            """, "Confluent.Kafka")));

    [Fact]
    public void Dapr_names_topics_in_calls_and_attributes()
        => Assert.Equal(["publish Shop.OrderPlaced @orders (dapr)", "take Shop.OrderPlaced @orders (dapr)"], Messages(Facts("""
            using Dapr;
            using Dapr.Client;
            namespace Shop;
            public class OrderPlaced { }
            public class OrdersController(DaprClient dapr) : ControllerBase
            {
                [HttpPost("place")] public Task Place() => dapr.PublishEventAsync("pubsub", "orders", new OrderPlaced());
                [Topic("pubsub", "orders")] [HttpPost("placed")] public void Placed(OrderPlaced placed) { }
            }
            """, "Dapr.Client", "Dapr.AspNetCore", "Dapr.Common")));

    [Fact]
    public void Libraries_that_are_not_at_hand_are_known_by_their_names()
        => Assert.Equal(["publish Shop.OrderPlaced @orders.placed (cap)", "take Shop.OrderPlaced @orders.placed (cap)"], Messages(Facts("""
            using DotNetCore.CAP;
            namespace Shop;
            public class OrderPlaced { }
            public class Orders(ICapPublisher publisher)
            {
                public void Place() => publisher.Publish("orders.placed", new OrderPlaced());
                [CapSubscribe("orders.placed")] public void Placed(OrderPlaced placed) { }
            }
            """)));

    [Fact]
    public void Handlers_of_NServiceBus_are_known_by_their_interface()
        => Assert.Equal(["take Shop.OrderPlaced (nservicebus)"], Messages(Facts("""
            namespace NServiceBus { public interface IMessageHandlerContext; public interface IHandleMessages<T> { Task Handle(T message, IMessageHandlerContext context); } }
            namespace Shop
            {
                public class OrderPlaced { }
                public class Handler : NServiceBus.IHandleMessages<OrderPlaced> { public Task Handle(OrderPlaced message, NServiceBus.IMessageHandlerContext context) => Task.CompletedTask; }
            }
            """)));

    [Fact]
    public void EasyNetQ_subscribes_by_type()
        => Assert.Equal(["take Shop.OrderPlaced (easynetq)", "publish Shop.OrderPlaced (easynetq)"], Messages(Facts("""
            namespace EasyNetQ { public interface IPubSub { Task PublishAsync<T>(T message); Task SubscribeAsync<T>(string id, Action<T> handler); } public interface IBus { IPubSub PubSub { get; } } }
            namespace Shop
            {
                public class OrderPlaced { }
                public class Bus(EasyNetQ.IBus bus)
                {
                    public Task Listen() => bus.PubSub.SubscribeAsync<OrderPlaced>("shop", _ => { });
                    public Task Place() => bus.PubSub.PublishAsync(new OrderPlaced());
                }
            }
            """)));

    [Fact]
    public void Azures_senders_and_processors_name_their_queue()
        => Assert.Equal(["publish @orders (servicebus)", "take @orders (servicebus)"], Messages(Facts("""
            namespace Azure.Messaging.ServiceBus
            {
                public class ServiceBusSender { public Task SendMessageAsync(object message) => Task.CompletedTask; }
                public class ServiceBusProcessor;
                public class ServiceBusClient { public ServiceBusSender CreateSender(string queueOrTopicName) => new(); public ServiceBusProcessor CreateProcessor(string queueName) => new(); }
            }
            namespace Shop
            {
                public class Bus(Azure.Messaging.ServiceBus.ServiceBusClient client)
                {
                    public Task Place(string text) => client.CreateSender("orders").SendMessageAsync(text);
                    public object Listen() => client.CreateProcessor("orders");
                }
            }
            """)));

    [Fact]
    public void MQTT_names_topics()
        => Assert.Equal(["publish @cars/entry (mqtt)", "take @cars/exit (mqtt)"], Messages(Facts("""
            using MQTTnet;
            namespace Shop;
            public class Cars(IMqttClient client)
            {
                public Task Enter() => client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic("cars/entry").Build(), CancellationToken.None);
                public Task Listen() => client.SubscribeAsync(new MqttTopicFilterBuilder().WithTopic("cars/exit").Build());
            }
            """)));

    [Fact]
    public void A_password_in_an_address_is_left_behind()
    {
        var text = string.Join("\n", Messages(Facts("""
            using MassTransit;
            namespace Shop;
            public record PayOrder(int Id);
            public class Orders(ISendEndpointProvider provider)
            {
                public async Task Pay()
                {
                    var endpoint = await provider.GetSendEndpoint(new Uri("rabbitmq://guest:s3cret@rabbit/payments?token=s3cret"));
                    await endpoint.Send(new PayOrder(1));
                }
            }
            """, MassTransit)));
        Assert.Equal("publish Shop.PayOrder @payments (masstransit)", text);
    }

    [Fact]
    public void Requests_of_HTTP_and_MediatR_are_no_messages()
        => Assert.Empty(Facts("""
            namespace MediatR { public interface INotification; public interface IMediator { Task Publish(object notification); Task Send(object request); } public interface INotificationHandler<T> { Task Handle(T notification); } }
            namespace Shop
            {
                public class OrderPlaced : MediatR.INotification { }
                public class Orders(MediatR.IMediator mediator, HttpClient client)
                {
                    public Task Place() => mediator.Publish(new OrderPlaced());
                    public Task Call(HttpRequestMessage message) => client.SendAsync(message);
                }
                public class Handler : MediatR.INotificationHandler<OrderPlaced> { public Task Handle(OrderPlaced notification) => Task.CompletedTask; }
            }
            """).Messages);

    [Fact]
    public void MassTransits_topic_producer_and_state_machine_name_what_they_send()
        => Assert.Equal(["publish Shop.Placed (masstransit)", "publish Shop.Paid (masstransit)"], Messages(Facts("""
            using MassTransit;
            namespace Shop;
            public interface Placed { int Id { get; } }
            public interface Paid { int Id { get; } }
            public class Orders(ITopicProducer<Placed> producer) { public Task Place() => producer.Produce(new { Id = 1 }); }
            public class State : SagaStateMachineInstance { public Guid CorrelationId { get; set; } }
            public class Machine : MassTransitStateMachine<State>
            {
                public Machine() => Initially(When(Initial.Enter).PublishAsync(context => context.Init<Paid>(new { Id = 1 })));
            }
            """, MassTransit)));

    [Fact]
    public void Event_that_a_mapper_out_of_sight_makes_has_the_type_that_it_is_asked_for()
        => Assert.Equal(["publish Shop.Placed (masstransit)"], Messages(Facts("""
            using MassTransit;
            using Mapster;
            namespace Shop;
            public record Placed(int Id);
            public class Orders(IPublishEndpoint bus)
            {
                public async Task Place(string basket) { var placed = basket.Adapt<Placed>(); await bus.Publish(placed); }
            }
            """, MassTransit)));

    [Fact]
    public void Queue_without_a_name_takes_from_the_exchange_that_it_is_bound_to()
        => Assert.Equal(["take @trigger (rabbitmq)"], Messages(Facts("""
            using RabbitMQ.Client;
            namespace Shop;
            public class Listener(IChannel channel, IAsyncBasicConsumer consumer)
            {
                private string? _queue;
                public async Task Run()
                {
                    _queue = (await channel.QueueDeclareAsync()).QueueName;
                    await channel.QueueBindAsync(queue: _queue, exchange: "trigger", routingKey: "");
                    await channel.BasicConsumeAsync(_queue, autoAck: true, consumer: consumer);
                }
            }
            """, "RabbitMQ.Client")));
}
