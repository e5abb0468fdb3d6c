using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Data;

/// <summary>What opens a connection that is made to be shared, and what makes an instance for each use.</summary>
internal static class ConnectionNames
{
    /// <summary>Calls that open one: method, type that declares it, what is at the other end.</summary>
    public static readonly (string Method, string Type, string Server)[] Openings =
    [
        ("Connect", "StackExchange.Redis.ConnectionMultiplexer", "Redis"),
        ("ConnectAsync", "StackExchange.Redis.ConnectionMultiplexer", "Redis"),
        ("CreateConnection", "RabbitMQ.Client.ConnectionFactory", "RabbitMQ"),
        ("CreateConnection", "RabbitMQ.Client.IConnectionFactory", "RabbitMQ"),
        ("CreateConnectionAsync", "RabbitMQ.Client.ConnectionFactory", "RabbitMQ"),
        ("CreateConnectionAsync", "RabbitMQ.Client.IConnectionFactory", "RabbitMQ"),
        ("CreateBus", "EasyNetQ.RabbitHutch", "RabbitMQ"),
    ];

    /// <summary>Types whose instances hold one.</summary>
    public static readonly (string Name, string Type, string Server)[] Holders =
    [
        ("ProducerBuilder", "Confluent.Kafka.ProducerBuilder", "Kafka"),
        ("ServiceBusClient", "Azure.Messaging.ServiceBus.ServiceBusClient", "Azure Service Bus"),
        ("EventHubProducerClient", "Azure.Messaging.EventHubs.Producer.EventHubProducerClient", "Event Hubs"),
        ("MongoClient", "MongoDB.Driver.MongoClient", "MongoDB"),
        ("CosmosClient", "Microsoft.Azure.Cosmos.CosmosClient", "Cosmos DB"),
        ("NatsConnection", "NATS.Client.Core.NatsConnection", "NATS"),
    ];

    /// <summary>Registrations of which each use, or each request, has an instance of its own.</summary>
    public static readonly string[] PerUse = ["AddScoped", "AddTransient", "TryAddScoped", "TryAddTransient", "AddKeyedScoped", "AddKeyedTransient"];

    /// <summary>What makes a consumer of Kafka.</summary>
    public const string ConsumerBuilder = "ConsumerBuilder";

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            yield return new(ConsumerBuilder, Creation, SiteKinds.Connection);
            foreach (var (method, _, _) in Openings)
                yield return new(method, Call, SiteKinds.Connection);
            foreach (var (name, _, _) in Holders)
                yield return new(name, Creation, SiteKinds.Connection);
            foreach (var name in PerUse)
                yield return new(name, Call, SiteKinds.Connection);
        }
    }
}
