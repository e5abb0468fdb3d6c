using Microsoft.CodeAnalysis;
using static MeshReady.Analyzers.Facts.NameShapes;

namespace MeshReady.Analyzers.Facts.Messaging;

/// <summary>What hands a message to a broker, what makes a change of data durable, and what puts an outbox between the two.</summary>
internal static class MessagingNames
{
    /// <summary>The start of the name of any method that may send to a broker, also one of the house.</summary>
    public const string SendPrefix = "Publish";

    /// <summary>The candidate for a name with that start that is in no table.</summary>
    public static readonly NameTable.Entry Prefixed = new(SendPrefix, Call, SiteKinds.BrokerSend);

    private static readonly string[] Relational = ["Execute", "ExecuteAsync", "ExecuteScalar", "ExecuteScalarAsync"];
    private static readonly string[] EntitySave = ["SaveChanges", "SaveChangesAsync"];
    private static readonly string[] Commit = ["Commit", "CommitAsync"];

    /// <summary>Types by whose methods a message leaves for a broker.</summary>
    private static readonly (string Type, string[] Methods, Transport Transport)[] Sends =
    [
        ("MassTransit.IPublishEndpoint", ["Publish", "PublishBatch"], Transport.MassTransit),
        ("MassTransit.ISendEndpoint", ["Send", "SendBatch"], Transport.MassTransit),
        ("MassTransit.ISendEndpointProvider", ["Send"], Transport.MassTransit),
        ("MassTransit.ITopicProducer", ["Produce"], Transport.MassTransit),
        ("NServiceBus.IMessageSession", ["Publish", "Send", "SendLocal"], Transport.NServiceBus),
        ("NServiceBus.IPipelineContext", ["Publish", "Send", "SendLocal"], Transport.NServiceBus),
        ("Rebus.Bus.IBus", ["Publish", "Send", "SendLocal"], Transport.Rebus),
        ("Wolverine.IMessageBus", ["PublishAsync", "SendAsync"], Transport.Wolverine),
        ("RabbitMQ.Client.IModel", ["BasicPublish"], Transport.RabbitMq),
        ("RabbitMQ.Client.IChannel", ["BasicPublishAsync"], Transport.RabbitMq),
        ("Confluent.Kafka.IProducer", ["Produce", "ProduceAsync"], Transport.Kafka),
        ("KafkaFlow.IMessageProducer", ["Produce", "ProduceAsync"], Transport.Kafka),
        ("Azure.Messaging.ServiceBus.ServiceBusSender", ["SendMessageAsync", "SendMessagesAsync", "ScheduleMessageAsync"], Transport.ServiceBus),
        ("Microsoft.Azure.ServiceBus.Core.ISenderClient", ["SendAsync"], Transport.ServiceBus),
        ("Azure.Messaging.EventHubs.Producer.EventHubProducerClient", ["SendAsync"], Transport.EventHubs),
        ("Azure.Messaging.EventGrid.EventGridPublisherClient", ["SendEventAsync", "SendEventsAsync"], Transport.EventGrid),
        ("Azure.Storage.Queues.QueueClient", ["SendMessageAsync", "SendMessage"], Transport.StorageQueue),
        ("Dapr.Client.DaprClient", ["PublishEventAsync", "BulkPublishEventAsync", "PublishByteEventAsync"], Transport.Dapr),
        ("EasyNetQ.IPubSub", ["Publish", "PublishAsync"], Transport.EasyNetQ),
        ("EasyNetQ.ISendReceive", ["Send", "SendAsync"], Transport.EasyNetQ),
        ("EasyNetQ.IAdvancedBus", ["Publish", "PublishAsync"], Transport.EasyNetQ),
        ("EasyNetQ.IBus", ["Publish", "PublishAsync"], Transport.EasyNetQ),
        ("RawRabbit.IBusClient", ["PublishAsync"], Transport.RabbitMq),
        ("Amazon.SimpleNotificationService.IAmazonSimpleNotificationService", ["PublishAsync"], Transport.Sns),
        ("Amazon.SQS.IAmazonSQS", ["SendMessageAsync", "SendMessageBatchAsync"], Transport.Sqs),
        ("Google.Cloud.PubSub.V1.PublisherClient", ["PublishAsync"], Transport.PubSub),
        ("NATS.Client.Core.INatsConnection", ["PublishAsync"], Transport.Nats),
        ("NATS.Client.JetStream.INatsJSContext", ["PublishAsync"], Transport.Nats),
        ("SlimMessageBus.IMessageBus", ["Publish", "Send"], Transport.SlimMessageBus),
        ("SlimMessageBus.IPublishBus", ["Publish"], Transport.SlimMessageBus),
    ];

    /// <summary>What looks like a bus and is none: Wolverine keeps these messages in the database with the data, MassTransit's mediator hands them to the process itself.</summary>
    private static readonly string[] NoBroker = ["MassTransit.Mediator.IMediator", "Wolverine.EntityFrameworkCore.IDbContextOutbox", "Wolverine.Marten.IMartenOutbox", "Wolverine.RDBMS.IDbOutbox"];

    /// <summary>Types by whose methods a change becomes durable.</summary>
    private static readonly (string Type, string[] Methods)[] Saves =
    [
        ("Microsoft.EntityFrameworkCore.DbContext", EntitySave),
        ("Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction", Commit),
        ("Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade", ["CommitTransaction", "CommitTransactionAsync"]),
        ("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions", ["ExecuteUpdate", "ExecuteUpdateAsync", "ExecuteDelete", "ExecuteDeleteAsync"]),
        ("Microsoft.EntityFrameworkCore.RelationalQueryableExtensions", ["ExecuteUpdate", "ExecuteUpdateAsync", "ExecuteDelete", "ExecuteDeleteAsync"]),
        ("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions", ["ExecuteSql", "ExecuteSqlAsync", "ExecuteSqlRaw", "ExecuteSqlRawAsync", "ExecuteSqlInterpolated", "ExecuteSqlInterpolatedAsync"]),
        ("System.Data.Entity.DbContext", EntitySave),
        ("Ardalis.Specification.IRepositoryBase", ["AddAsync", "AddRangeAsync", "UpdateAsync", "UpdateRangeAsync", "DeleteAsync", "DeleteRangeAsync", "SaveChangesAsync"]),
        ("Marten.IDocumentSession", EntitySave),
        ("Raven.Client.Documents.Session.IAsyncDocumentSession", EntitySave),
        ("Raven.Client.Documents.Session.IDocumentSession", EntitySave),
        ("MongoDB.Driver.IMongoCollection",
        [
            "InsertOne", "InsertOneAsync", "InsertMany", "InsertManyAsync", "UpdateOne", "UpdateOneAsync", "UpdateMany", "UpdateManyAsync", "ReplaceOne", "ReplaceOneAsync", "DeleteOne", "DeleteOneAsync",
            "DeleteMany", "DeleteManyAsync", "BulkWrite", "BulkWriteAsync", "FindOneAndUpdate", "FindOneAndUpdateAsync", "FindOneAndReplace", "FindOneAndReplaceAsync", "FindOneAndDelete", "FindOneAndDeleteAsync",
        ]),
        ("MongoDB.Driver.IClientSessionHandle", ["CommitTransaction", "CommitTransactionAsync"]),
        ("Dapper.SqlMapper", Relational),
        ("Dapper.Contrib.Extensions.SqlMapperExtensions", ["Insert", "InsertAsync", "Update", "UpdateAsync", "Delete", "DeleteAsync"]),
        ("NHibernate.ITransaction", Commit),
        ("System.Data.Common.DbTransaction", Commit),
        ("System.Data.IDbTransaction", Commit),
        ("System.Data.Common.DbCommand", ["ExecuteNonQuery", "ExecuteNonQueryAsync"]),
        ("Dapr.Client.DaprClient", ["SaveStateAsync", "TrySaveStateAsync", "SaveBulkStateAsync", "DeleteStateAsync", "TryDeleteStateAsync", "ExecuteStateTransactionAsync"]),
        ("Dapr.StateEntry", ["SaveAsync", "TrySaveAsync", "DeleteAsync", "TryDeleteAsync"]),
        ("Microsoft.Azure.Cosmos.Container", ["CreateItemAsync", "UpsertItemAsync", "ReplaceItemAsync", "DeleteItemAsync", "PatchItemAsync"]),
        ("Amazon.DynamoDBv2.IAmazonDynamoDB", ["PutItemAsync", "UpdateItemAsync", "DeleteItemAsync", "TransactWriteItemsAsync", "BatchWriteItemAsync"]),
        ("Amazon.DynamoDBv2.DataModel.IDynamoDBContext", ["SaveAsync", "DeleteAsync"]),
        ("Microsoft.AspNetCore.Identity.UserManager", ["CreateAsync", "UpdateAsync", "DeleteAsync"]),
    ];

    /// <summary>Calls that put an outbox under a bus, or commit message and data together. By name alone: a package that did not restore still shows what its author wants.</summary>
    private static readonly string[] OutboxCalls =
    [
        "AddEntityFrameworkOutbox", "AddMongoDbOutbox", "AddTransactionalOutbox", "UseBusOutbox", "UseEntityFrameworkOutbox", "UseMongoDbOutbox",
        "AddCap", "EnableOutbox", "EnableTransactionalSession", "IntegrateWithWolverine", "UseEntityFrameworkCoreTransactions", "AutoApplyTransactions", "PersistMessagesWithPostgresql",
        "PersistMessagesWithSqlServer", "UseDurableOutboxOnAllSendingEndpoints", "UseDurableOutbox", "AddDbContextWithWolverineIntegration", "StoreInSqlServer", "Outbox", "AddOutbox", "UseOutbox",
        // No broker at all.
        "UsingInMemory",
    ];

    /// <summary>Calls that show where a bus with an outbox of its own is set up.</summary>
    private static readonly string[] BusRegistrations = ["AddMassTransit", "UseNServiceBus", "EndpointConfiguration", "UseWolverine", "AddWolverine", "AddRebus"];

    private static readonly ILookup<string, (string Type, Transport Transport)> SendsByName = Sends.SelectMany(static s => s.Methods.Select(m => (Method: m, s.Type, s.Transport))).ToLookup(static s => s.Method, static s => (s.Type, s.Transport), StringComparer.Ordinal);
    private static readonly ILookup<string, string> SavesByName = Saves.SelectMany(static s => s.Methods.Select(m => (Method: m, s.Type))).ToLookup(static s => s.Method, static s => s.Type, StringComparer.Ordinal);

    // Of the house: how a method is called that writes or sends, so that no other has to be bound.
    private static readonly string[] SaveVerbs =
    [
        "Save", "Commit", "Add", "Insert", "Update", "Delete", "Remove", "Create", "Store", "Upsert", "Replace", "Write", "Execute", "Persist", "Complete", "Put", "Register", "Bulk", "FindOneAnd", "Patch", "Try", "Transact", "Batch", "Mark", "Set",
    ];

    private static readonly string[] SendVerbs = ["Publish", "Send", "Produce", "BasicPublish", "Emit", "Dispatch", "Raise", "Notify", "Enqueue", "BulkPublish", "Schedule"];

    public static IEnumerable<NameTable.Entry> Candidates
    {
        get
        {
            foreach (var name in Sends.SelectMany(static s => s.Methods).Concat(["SendEventAsync", "SendMessage", "SendEvent", "Emit", "EmitAsync", "Raise", "RaiseAsync", "Notify", "NotifyAsync", "Dispatch", "DispatchAsync", "Enqueue", "EnqueueAsync"]).Distinct())
                yield return new(name, Call, SiteKinds.BrokerSend);
            foreach (var name in OutboxCalls)
                yield return new(name, Call, SiteKinds.Outbox);
            foreach (var name in BusRegistrations)
                yield return new(name, Call | Creation, SiteKinds.Outbox);
        }
    }

    public static bool IsOutboxCall(string name) => Array.IndexOf(OutboxCalls, name) >= 0;

    public static bool IsBusRegistration(string name) => Array.IndexOf(BusRegistrations, name) >= 0;

    /// <summary>Whether a method of this name may make a change durable, itself or by what it calls.</summary>
    public static bool MaySave(string name) => StartsWithAny(name, SaveVerbs);

    /// <summary>Whether a method of this name may send to a broker, itself or by what it calls.</summary>
    public static bool MaySend(string name) => StartsWithAny(name, SendVerbs);

    /// <summary>Whether brokers and buses call it so, and hardly anybody else.</summary>
    public static bool IsBrokerName(string name) => name.StartsWith(SendPrefix, StringComparison.Ordinal) || name.StartsWith("BasicPublish", StringComparison.Ordinal) || name.StartsWith("Produce", StringComparison.Ordinal) || name is "SendMessageAsync" or "SendMessagesAsync";

    /// <summary>The broker that the call hands a message to; null where it is no call of a broker's client.</summary>
    public static Transport? TransportOf(IMethodSymbol method, ITypeSymbol? receiver)
    {
        foreach (var (type, transport) in SendsByName[method.Name])
        {
            if (IsOf(method, receiver, type) && !Array.Exists(NoBroker, o => receiver.IsOrInherits(o)))
                return transport;
        }

        return null;
    }

    /// <summary>Whether the call itself makes a change durable.</summary>
    public static bool IsSave(IMethodSymbol method, ITypeSymbol? receiver)
    {
        foreach (var type in SavesByName[method.Name])
        {
            if (IsOf(method, receiver, type))
                return true;
        }

        return false;
    }

    /// <summary>Whether the call takes its command as text, of which the first constant argument tells what it does.</summary>
    public static bool IsTextCommand(IMethodSymbol method) => method.IsMethodOf("Dapper.SqlMapper") || method.IsMethodOf("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions");

    // An extension of the library counts by what it extends; one of the house is followed.
    private static bool IsOf(IMethodSymbol method, ITypeSymbol? receiver, string type)
        => method.Home().IsOrInherits(type) || method.IsExtension() && method.Home().IsInNamespace(type.Substring(0, type.IndexOf('.'))) && receiver.IsOrInherits(type);

    private static bool StartsWithAny(string name, string[] verbs)
    {
        foreach (var verb in verbs)
        {
            if (name.StartsWith(verb, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}

/// <summary>The client library by which a message leaves.</summary>
internal enum Transport
{
    MassTransit,
    NServiceBus,
    Rebus,
    Wolverine,
    RabbitMq,
    Kafka,
    ServiceBus,
    EventHubs,
    EventGrid,
    StorageQueue,
    Dapr,
    EasyNetQ,
    Sns,
    Sqs,
    PubSub,
    Nats,
    SlimMessageBus,
}

/// <summary>What is known of a transport.</summary>
internal static class Transports
{
    /// <summary>A registration elsewhere can put an outbox under the very same call.</summary>
    public static bool HasOutbox(this Transport transport) => transport is Transport.MassTransit or Transport.NServiceBus or Transport.Rebus or Transport.Wolverine or Transport.SlimMessageBus;

    /// <summary>As a message calls it.</summary>
    public static string Name(this Transport transport) => transport switch
    {
        Transport.RabbitMq => "RabbitMQ",
        Transport.ServiceBus => "Azure Service Bus",
        Transport.EventHubs => "Event Hubs",
        Transport.EventGrid => "Event Grid",
        Transport.StorageQueue => "a storage queue",
        Transport.Sns => "SNS",
        Transport.Sqs => "SQS",
        Transport.PubSub => "Pub/Sub",
        Transport.Nats => "NATS",
        _ => transport.ToString(),
    };
}
