namespace MeshReady.Analyzers.Tests;

/// <summary>Declarations of stores and brokers' clients, with their true metadata names and nothing inside.</summary>
internal static class MessagingLibraries
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Mvc;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        """;

    public const string Stores = """
        namespace Microsoft.EntityFrameworkCore
        {
            public class DbSet<T> where T : class { public void Add(T entity) { } public T Find(object id) => null!; }
            public class DbContextOptionsBuilder { }
            public class DbContext : System.IDisposable
            {
                public Infrastructure.DatabaseFacade Database => null!;
                public int SaveChanges() => 0;
                public System.Threading.Tasks.Task<int> SaveChangesAsync(System.Threading.CancellationToken token = default) => null!;
                public void Dispose() { }
            }
        }

        namespace Microsoft.EntityFrameworkCore.Infrastructure
        {
            public class DatabaseFacade
            {
                public Storage.IDbContextTransaction BeginTransaction() => null!;
                public System.Threading.Tasks.Task<Storage.IDbContextTransaction> BeginTransactionAsync(System.Threading.CancellationToken token = default) => null!;
                public Storage.IExecutionStrategy CreateExecutionStrategy() => null!;
            }
        }

        namespace Microsoft.EntityFrameworkCore.Storage
        {
            public interface IDbContextTransaction : System.IDisposable, System.IAsyncDisposable { void Commit(); System.Threading.Tasks.Task CommitAsync(System.Threading.CancellationToken token = default); }
            public interface IExecutionStrategy { bool RetriesOnFailure { get; } }
        }

        namespace Marten
        {
            public interface IDocumentSession { void Store<T>(params T[] entities); void Delete<T>(System.Guid id); System.Threading.Tasks.Task SaveChangesAsync(System.Threading.CancellationToken token = default); }
        }

        namespace MongoDB.Driver
        {
            public interface IMongoCollection<T> { System.Threading.Tasks.Task InsertOneAsync(T document, object? options = null, System.Threading.CancellationToken token = default); }
            public static class IMongoCollectionExtensions { public static System.Threading.Tasks.Task ReplaceOneAsync<T>(this IMongoCollection<T> collection, System.Linq.Expressions.Expression<System.Func<T, bool>> filter, T document) => null!; }
        }

        namespace Dapper
        {
            public static class SqlMapper
            {
                public static System.Threading.Tasks.Task<int> ExecuteAsync(this System.Data.IDbConnection connection, string sql, object? param = null) => null!;
                public static System.Threading.Tasks.Task<System.Collections.Generic.IEnumerable<T>> QueryAsync<T>(this System.Data.IDbConnection connection, string sql) => null!;
            }
        }
        """;

    public const string Brokers = """
        namespace RabbitMQ.Client
        {
            public interface IModel { }
            public interface IChannel { System.Threading.Tasks.ValueTask BasicPublishAsync(string exchange, string key, System.ReadOnlyMemory<byte> body); }
            public static class IModelExensions { public static void BasicPublish(this IModel model, string exchange, string key, System.ReadOnlyMemory<byte> body) { } }
        }

        namespace Confluent.Kafka
        {
            public class Message<K, V> { public K Key { get; set; } = default!; public V Value { get; set; } = default!; }
            public interface IProducer<K, V> { System.Threading.Tasks.Task ProduceAsync(string topic, Message<K, V> message, System.Threading.CancellationToken token = default); }
        }

        namespace Azure.Messaging.ServiceBus
        {
            public class ServiceBusMessage(string body) { }
            public class ServiceBusSender { public virtual System.Threading.Tasks.Task SendMessageAsync(ServiceBusMessage message) => null!; }
        }

        namespace Dapr.Client
        {
            public abstract class DaprClient
            {
                public abstract System.Threading.Tasks.Task PublishEventAsync<T>(string pubsub, string topic, T data);
                public abstract System.Threading.Tasks.Task SaveStateAsync<T>(string store, string key, T value);
            }
        }

        namespace MassTransit
        {
            public interface IPublishEndpoint { System.Threading.Tasks.Task Publish<T>(T message, System.Threading.CancellationToken token = default) where T : class; }
            public interface ISendEndpoint { System.Threading.Tasks.Task Send<T>(T message) where T : class; }
            public interface IBus : IPublishEndpoint { }
            public interface ConsumeContext<out T> : IPublishEndpoint { T Message { get; } }
            public interface IConsumer<in T> { System.Threading.Tasks.Task Consume(ConsumeContext<T> context); }
            public interface IBusRegistrationConfigurator { }
            public static class Registration
            {
                public static void AddMassTransit(this Microsoft.Extensions.DependencyInjection.IServiceCollection services, System.Action<IBusRegistrationConfigurator>? configure = null) { }
                public static void AddEntityFrameworkOutbox<T>(this IBusRegistrationConfigurator bus, System.Action<object> configure) { }
            }
        }

        namespace DotNetCore.CAP
        {
            public interface ICapPublisher { System.Threading.Tasks.Task PublishAsync<T>(string name, T content); }
        }

        namespace MediatR
        {
            public interface IPublisher { System.Threading.Tasks.Task Publish(object notification, System.Threading.CancellationToken token = default); }
            public interface ISender { System.Threading.Tasks.Task Send(object request, System.Threading.CancellationToken token = default); }
            public interface IMediator : IPublisher, ISender { }
        }
        """;

    /// <summary>What most cases need of their own: an entity, its context, an event.</summary>
    public const string Orders = """
        public class Order { public Guid Id { get; set; } }
        public record OrderPlaced(Guid Id);
        public class OrderContext : Microsoft.EntityFrameworkCore.DbContext { public Microsoft.EntityFrameworkCore.DbSet<Order> Orders => null!; }
        """;
}
