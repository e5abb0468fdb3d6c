using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Systems.Messages;

/// <summary>Libraries of brokers, and what of their types sends or takes messages.</summary>
internal static class BrokerNames
{
    /// <summary>How a broker's client sends.</summary>
    /// <param name="Type">The client.</param>
    /// <param name="Methods">Its methods.</param>
    /// <param name="Broker">What messages call it.</param>
    /// <param name="Channel">The parameter that names the channel; null where the message's type does.</param>
    internal sealed record Client(string Type, string[] Methods, string Broker, string? Channel);

    public static readonly Client[] Sends =
    [
        new("MassTransit.IPublishEndpoint", ["Publish", "PublishBatch"], "masstransit", null),
        new("MassTransit.ISendEndpoint", ["Send", "SendBatch"], "masstransit", null),
        new("MassTransit.ISendEndpointProvider", ["Send"], "masstransit", null),
        new("MassTransit.IBus", ["Publish", "Send"], "masstransit", null),
        new("MassTransit.ConsumeContext", ["Publish", "Send"], "masstransit", null),
        new("MassTransit.ITopicProducer", ["Produce"], "masstransit", null),
        new("MassTransit.IRequestClient", ["GetResponse"], "masstransit", null),
        new("NServiceBus.IMessageSession", ["Publish", "Send", "SendLocal"], "nservicebus", null),
        new("NServiceBus.IPipelineContext", ["Publish", "Send"], "nservicebus", null),
        new("NServiceBus.IMessageHandlerContext", ["Publish", "Send"], "nservicebus", null),
        new("Rebus.Bus.IBus", ["Publish", "Send"], "rebus", null),
        new("Wolverine.IMessageBus", ["PublishAsync", "SendAsync"], "wolverine", null),
        new("Wolverine.IMessageContext", ["PublishAsync", "SendAsync"], "wolverine", null),
        new("RabbitMQ.Client.IModel", ["BasicPublish"], "rabbitmq", "exchange"),
        new("RabbitMQ.Client.IModelExensions", ["BasicPublish"], "rabbitmq", "exchange"),
        new("RabbitMQ.Client.IChannel", ["BasicPublishAsync"], "rabbitmq", "exchange"),
        new("RabbitMQ.Client.IChannelExtensions", ["BasicPublishAsync"], "rabbitmq", "exchange"),
        new("Confluent.Kafka.IProducer", ["Produce", "ProduceAsync"], "kafka", "topic"),
        new("KafkaFlow.IMessageProducer", ["Produce", "ProduceAsync"], "kafka", "topic"),
        new("Dapr.Client.DaprClient", ["PublishEventAsync", "BulkPublishEventAsync", "PublishByteEventAsync"], "dapr", "topicName"),
        new("DotNetCore.CAP.ICapPublisher", ["Publish", "PublishAsync", "PublishDelay", "PublishDelayAsync"], "cap", "name"),
        new("EasyNetQ.IPubSub", ["Publish", "PublishAsync"], "easynetq", null),
        new("EasyNetQ.ISendReceive", ["Send", "SendAsync"], "easynetq", "queue"),
        new("EasyNetQ.IAdvancedBus", ["Publish", "PublishAsync"], "easynetq", "exchange"),
        new("EasyNetQ.IBus", ["Publish", "PublishAsync", "Send", "SendAsync"], "easynetq", null),
        new("RawRabbit.IBusClient", ["PublishAsync"], "rabbitmq", null),
        new("Azure.Messaging.ServiceBus.ServiceBusSender", ["SendMessageAsync", "SendMessagesAsync", "ScheduleMessageAsync"], "servicebus", null),
        new("Microsoft.Azure.ServiceBus.Core.ISenderClient", ["SendAsync"], "servicebus", null),
        new("Azure.Messaging.EventHubs.Producer.EventHubProducerClient", ["SendAsync"], "eventhubs", null),
        new("Azure.Messaging.EventGrid.EventGridPublisherClient", ["SendEventAsync", "SendEventsAsync"], "eventgrid", null),
        new("Azure.Storage.Queues.QueueClient", ["SendMessageAsync", "SendMessage"], "storagequeue", null),
        new("Amazon.SimpleNotificationService.IAmazonSimpleNotificationService", ["PublishAsync"], "sns", "topicArn"),
        new("Amazon.SQS.IAmazonSQS", ["SendMessageAsync", "SendMessageBatchAsync"], "sqs", "queueUrl"),
        new("Google.Cloud.PubSub.V1.PublisherClient", ["PublishAsync"], "pubsub", null),
        new("NATS.Client.Core.INatsConnection", ["PublishAsync", "RequestAsync"], "nats", "subject"),
        new("NATS.Client.Core.INatsClient", ["PublishAsync", "RequestAsync"], "nats", "subject"),
        new("NATS.Client.JetStream.INatsJSContext", ["PublishAsync"], "nats", "subject"),
        new("SlimMessageBus.IMessageBus", ["Publish", "Send"], "slimmessagebus", "path"),
        new("SlimMessageBus.IPublishBus", ["Publish"], "slimmessagebus", "path"),
        new("MQTTnet.Client.IMqttClient", ["PublishStringAsync", "PublishBinaryAsync"], "mqtt", "topic"),
        new("MQTTnet.IMqttClient", ["PublishStringAsync", "PublishBinaryAsync"], "mqtt", "topic"),
        new("StackExchange.Redis.ISubscriber", ["Publish", "PublishAsync"], "redis", "channel"),
    ];

    /// <summary>Methods by which a broker's client takes messages of a channel that an argument names.</summary>
    public static readonly Client[] Takes =
    [
        new("RabbitMQ.Client.IModel", ["BasicConsume", "BasicGet"], "rabbitmq", "queue"),
        new("RabbitMQ.Client.IModelExensions", ["BasicConsume"], "rabbitmq", "queue"),
        new("RabbitMQ.Client.IChannel", ["BasicConsumeAsync", "BasicGetAsync"], "rabbitmq", "queue"),
        new("RabbitMQ.Client.IChannelExtensions", ["BasicConsumeAsync"], "rabbitmq", "queue"),
        new("Confluent.Kafka.IConsumer", ["Subscribe"], "kafka", "topic"),
        new("Azure.Messaging.ServiceBus.ServiceBusClient", ["CreateProcessor", "CreateReceiver", "CreateSessionProcessor"], "servicebus", "queueName"),
        new("NATS.Client.Core.INatsConnection", ["SubscribeAsync"], "nats", "subject"),
        new("NATS.Client.Core.INatsClient", ["SubscribeAsync"], "nats", "subject"),
        new("StackExchange.Redis.ISubscriber", ["Subscribe", "SubscribeAsync"], "redis", "channel"),
        new("EasyNetQ.IPubSub", ["Subscribe", "SubscribeAsync"], "easynetq", null),
        new("EasyNetQ.IBus", ["Subscribe", "SubscribeAsync"], "easynetq", null),
        new("EasyNetQ.ISendReceive", ["Receive", "ReceiveAsync"], "easynetq", "queue"),
        new("RawRabbit.IBusClient", ["SubscribeAsync"], "rabbitmq", null),
        new("Rebus.Bus.IBus", ["Subscribe"], "rebus", null),
        new("MQTTnet.Client.IMqttClient", ["SubscribeAsync"], "mqtt", "topic"),
        new("MQTTnet.IMqttClient", ["SubscribeAsync"], "mqtt", "topic"),
        new("Amazon.SQS.IAmazonSQS", ["ReceiveMessageAsync"], "sqs", "queueUrl"),
    ];

    /// <summary>Interfaces and bases of classes that take the message of their type argument.</summary>
    public static readonly (string Type, string Broker)[] Handlers =
    [
        ("MassTransit.IConsumer", "masstransit"), ("MassTransit.IJobConsumer", "masstransit"), ("MassTransit.InitiatedBy", "masstransit"), ("MassTransit.Orchestrates", "masstransit"), ("MassTransit.Observes", "masstransit"),
        ("NServiceBus.IHandleMessages", "nservicebus"), ("NServiceBus.IAmStartedByMessages", "nservicebus"), ("Rebus.Handlers.IHandleMessages", "rebus"), ("KafkaFlow.IMessageHandler", "kafka"), ("SlimMessageBus.IConsumer", "slimmessagebus"),
        ("EasyNetQ.AutoSubscribe.IConsume", "easynetq"), ("EasyNetQ.AutoSubscribe.IConsumeAsync", "easynetq"), ("JustSaying.Messaging.MessageHandling.IHandlerAsync", "sns"),
    ];

    /// <summary>Namespaces of brokers, the most exact first: MassTransit stands on RabbitMQ's client.</summary>
    private static readonly (string Assembly, string Broker)[] Libraries =
    [
        ("MassTransit", "masstransit"), ("NServiceBus", "nservicebus"), ("Rebus", "rebus"), ("Wolverine", "wolverine"), ("DotNetCore.CAP", "cap"), ("EasyNetQ", "easynetq"), ("RawRabbit", "rabbitmq"), ("SlimMessageBus", "slimmessagebus"), ("KafkaFlow", "kafka"),
        ("Confluent.Kafka", "kafka"), ("RabbitMQ.Client", "rabbitmq"), ("Azure.Messaging.ServiceBus", "servicebus"), ("Microsoft.Azure.ServiceBus", "servicebus"), ("Azure.Messaging.EventHubs", "eventhubs"), ("AWSSDK.SimpleNotificationService", "sns"), ("AWSSDK.SQS", "sqs"),
        ("Amazon.SQS", "sqs"), ("Google.Cloud.PubSub.V1", "pubsub"), ("NATS.Client", "nats"), ("MQTTnet", "mqtt"), ("Dapr.Client", "dapr"),
    ];

    // A name that says that the message goes out of the process.
    private static readonly Regex Integration = new("(Integration|External)(Base)?(Event|Message|Command)(Base)?(V[0-9]+)?$", RegexOptions.CultureInvariant);
    private static readonly Regex Bus = new("(EventBus|MessageBus|ServiceBus|BusPublisher|BusClient|BusControl|EventPublisher|MessagePublisher|MessageBroker|MessageProducer|EventProducer|MessageSender|IntegrationEventService|IntegrationEventPublisher|KafkaProducer|RabbitMq\\w*|MessageQueue|QueueService|QueueClient|Outbox\\w*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    private static readonly Regex HouseHandler = new("^I?(?:(?:Integration|External|Bus)(?:Event|Message)(?:Handler|Consumer|Listener|Subscriber|Processor)|(?:Event|Message)(?:Consumer|Subscriber|Listener)|MessageHandler|DynamicIntegrationEventHandler)(?:Async)?$", RegexOptions.CultureInvariant);
    private static readonly Regex InProcess = new("Internal|InMemory|InProcess|Local|Domain|Mediat|Command|Query|Email|Mail|Sms|Notif|Projection|Aggregator|Stream(?:ing)?Event|Hub", RegexOptions.CultureInvariant);

    /// <summary>Whether the type, or what it derives from, is called an event that leaves the process.</summary>
    public static bool IsIntegration(ITypeSymbol type)
    {
        for (var level = type; level is not null && level.SpecialType == SpecialType.None; level = level.BaseType)
        {
            if (Integration.IsMatch(level.Name))
                return true;
        }

        return type.AllInterfaces.Any(static i => Integration.IsMatch(i.Name));
    }

    public static bool IsBus(ITypeSymbol type) => Bus.IsMatch(type.Name) && !InProcess.IsMatch(type.Name);

    public static bool IsInProcess(ITypeSymbol type) => InProcess.IsMatch(type.Name) || type.IsInNamespace("MediatR");

    /// <summary>Whether an interface of the house is called like one whose classes take messages.</summary>
    public static bool IsHouseHandler(ITypeSymbol type) => HouseHandler.IsMatch(type.Name) && !InProcess.IsMatch(type.Name);

    /// <summary>The broker whose library the project sees; null where it sees none.</summary>
    public static string? Of(CodeFacts facts, CancellationToken cancellationToken)
    {
        foreach (var (assembly, broker) in Libraries)
        {
            if (facts.Compilation.ReferencedAssemblyNames.Any(r => r.Name == assembly || r.Name.StartsWith(assembly + ".", StringComparison.Ordinal)))
                return broker;
        }

        // A package that is not at hand still stands among the usings.
        var spaces = new HashSet<string>(facts.AllTrees().Select(t => t.GetRoot(cancellationToken)).OfType<Microsoft.CodeAnalysis.CSharp.Syntax.CompilationUnitSyntax>()
            .SelectMany(static unit => unit.Usings).Select(static u => u.Name?.ToString() ?? ""), StringComparer.Ordinal);
        return Libraries.FirstOrDefault(library => spaces.Any(space => space == library.Assembly || space.StartsWith(library.Assembly + ".", StringComparison.Ordinal))).Broker;
    }
}
