using MeshReady.Analyzers.Rules.Data;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Data;

public sealed class MSA1001ConnectionPerOperationTests : RuleTest<MSA1001ConnectionPerOperationAnalyzer>
{
    private const string Libraries = """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Azure.Messaging.ServiceBus;
        global using Confluent.Kafka;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Mvc;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using MongoDB.Driver;
        global using RabbitMQ.Client;
        global using StackExchange.Redis;

        namespace StackExchange.Redis
        {
            public interface IDatabase { Task StringSetAsync(string key, string value); }
            public interface IConnectionMultiplexer : IDisposable { IDatabase GetDatabase(); }
            public class ConnectionMultiplexer : IConnectionMultiplexer
            {
                public static ConnectionMultiplexer Connect(string text) => null!;
                public static Task<ConnectionMultiplexer> ConnectAsync(string text) => null!;
                public IDatabase GetDatabase() => null!;
                public void Dispose() { }
            }
        }

        namespace RabbitMQ.Client
        {
            public interface IChannel : IDisposable { ValueTask BasicPublishAsync(string exchange, string key, ReadOnlyMemory<byte> body); }
            public interface IConnection : IDisposable { Task<IChannel> CreateChannelAsync(); }
            public interface IConnectionFactory { Task<IConnection> CreateConnectionAsync(); }
            public class ConnectionFactory : IConnectionFactory { public string HostName { get; set; } = ""; public Task<IConnection> CreateConnectionAsync() => null!; }
        }

        namespace Confluent.Kafka
        {
            public interface IProducer<K, V> : IDisposable { Task ProduceAsync(string topic, V value); }
            public class ProducerConfig { }
            public class ProducerBuilder<K, V>(ProducerConfig config) { public ProducerBuilder<K, V> SetErrorHandler(Action<string> handler) => this; public IProducer<K, V> Build() => null!; }
        }

        namespace Azure.Messaging.ServiceBus
        {
            public class ServiceBusSender { public Task SendMessageAsync(string text) => null!; }
            public class ServiceBusClient(string text) : IAsyncDisposable { public ServiceBusSender CreateSender(string queue) => null!; public ValueTask DisposeAsync() => default; }
        }

        namespace MongoDB.Driver
        {
            public interface IMongoDatabase { }
            public interface IMongoClient { IMongoDatabase GetDatabase(string name); }
            public class MongoClient(string text) : IMongoClient { public IMongoDatabase GetDatabase(string name) => null!; }
        }
        """;

    [Fact]
    public Task Action_of_a_controller_connects() => Check("""
        public class CartController : ControllerBase
        {
            public async Task Put(string value)
            {
                var redis = await ConnectionMultiplexer.[|ConnectAsync("redis")|];
                await redis.GetDatabase().StringSetAsync("cart", value);
            }

            public Task Post(string value) => ConnectionMultiplexer.[|Connect("redis")|].GetDatabase().StringSetAsync("cart", value);
        }
        """);

    [Fact]
    public Task Endpoint_sends_over_a_connection_of_its_own() => Check("""
        public static class Endpoints
        {
            public static void Map(WebApplication app) => app.MapPost("/orders", async (string order) =>
            {
                await using var client = new [|ServiceBusClient|]("x");
                await client.CreateSender("orders").SendMessageAsync(order);
            });
        }
        """, "new ");

    [Fact]
    public Task Sender_behind_an_interface_of_the_framework_or_of_requests() => Check("""
        public class Sender(IConnectionFactory factory)
        {
            public async Task SendAsync(ReadOnlyMemory<byte> body)
            {
                using var connection = await factory.[|CreateConnectionAsync()|];
                using var channel = await connection.CreateChannelAsync();
                await channel.BasicPublishAsync("x", "", body);
            }
        }

        public class OrdersController(Sender sender) : ControllerBase { public Task Post() => sender.SendAsync(default); }
        """);

    [Fact]
    public Task Producer_is_built_for_each_message() => Check("""
        public class OrdersController(ProducerConfig config) : ControllerBase
        {
            public async Task Post(string order)
            {
                using var producer = new [|ProducerBuilder<string, string>|](config).SetErrorHandler(_ => { }).Build();
                await producer.ProduceAsync("orders", order);
            }
        }
        """, "new ");

    [Fact]
    public Task Constructor_of_a_transient_type_connects() => Check("""
        public interface IPublisher { }
        public class Publisher : IPublisher
        {
            private IConnection _connection = null!;
            public Publisher() => Open();
            private void Open() => Policy.Execute(async () => { var factory = new ConnectionFactory { HostName = "rabbit" }; _connection = await factory.[|CreateConnectionAsync()|]; });
        }

        public static class Policy { public static void Execute(Func<Task> work) { } }
        public static class Composition { public static void Add(IServiceCollection services) => services.AddTransient<IPublisher>(_ => new Publisher()); }
        """);

    [Fact]
    public Task Field_of_a_scoped_type_connects() => Check("""
        public class Cache { private readonly ConnectionMultiplexer _redis = ConnectionMultiplexer.[|Connect("redis")|]; }
        public static class Composition { public static void Add(IServiceCollection services) => services.AddScoped<Cache>(); }
        """);

    [Fact]
    public Task Registration_makes_one_for_each_request() => Check("""
        public static class Composition
        {
            public static void Add(IServiceCollection services)
            {
                services.AddScoped<IConnectionMultiplexer>(_ => ConnectionMultiplexer.[|Connect("redis")|]);
                services.AddTransient(_ => { return new [|ServiceBusClient|]("x"); });
            }
        }
        """, "new ");

    [Fact]
    public Task Mongo_is_worth_a_remark() => VerifySources([Libraries, """
        public abstract class Store { public IMongoDatabase Database { get; } protected Store() { var client = {|#0:new MongoClient|}("x"); Database = client.GetDatabase("shop"); } }
        public class Shop : Store { }
        public static class Composition { public static void AddStore<T>(this IServiceCollection services) where T : Store => services.AddScoped(typeof(T)); }
        """], null, new DiagnosticResult("MSA1001", DiagnosticSeverity.Info).WithLocation(0).WithMessage("'MongoClient' makes a client of MongoDB for each 'Store' that 'AddScoped' brings; the driver shares the connections of clients with equal settings, but only while they stay equal: make one for the process (AddSingleton)"));

    [Fact]
    public Task Singletons_in_every_syntax() => Check("""
        public static class Composition
        {
            public static void Add(IServiceCollection services)
            {
                services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect("redis"));
                services.AddSingleton(ConnectionMultiplexer.Connect("redis"));
                services.AddSingleton<IMongoClient>(sp => { var client = new MongoClient("x"); return client; });
                services.AddSingleton(_ => new ServiceBusClient("x"));
                services.AddSingleton<Sender>();
            }
        }

        public class Sender { private readonly ServiceBusClient _client = new("x"); private readonly IProducer<string, string> _producer; public Sender(ProducerConfig config) => _producer = new ProducerBuilder<string, string>(config).Build(); }
        """);

    [Fact]
    public Task Connection_is_opened_lazily_and_once() => Check("""
        public class Cache
        {
            private readonly Lazy<ConnectionMultiplexer> _redis;
            public Cache(string text) => _redis = new Lazy<ConnectionMultiplexer>(() => ConnectionMultiplexer.Connect(text));
        }

        public static class Composition { public static void Add(IServiceCollection services) => services.AddScoped<Cache>(_ => new Cache("x")); }
        """);

    [Fact]
    public Task Constructor_takes_the_connection_that_it_is_given() => Check("""
        public class Cache
        {
            private readonly IConnectionMultiplexer _redis;
            public Cache(IConnectionMultiplexer? redis = null) => _redis = redis ?? ConnectionMultiplexer.Connect("redis");
        }

        public static class Composition { public static void Add(IServiceCollection services) => services.AddScoped<Cache>(); }
        """);

    [Fact]
    public Task Field_guards_the_connection() => Check("""
        public class CartController(IConnectionFactory factory) : ControllerBase
        {
            private static IConnection? _connection;
            private static ConnectionMultiplexer? _redis;

            public async Task Post()
            {
                if (_connection is null)
                    _connection = await factory.CreateConnectionAsync();
                _redis ??= ConnectionMultiplexer.Connect("redis");
            }
        }
        """);

    [Fact]
    public Task Static_fields_and_constructors_run_once() => Check("""
        public class CartController : ControllerBase
        {
            private static readonly ConnectionMultiplexer Redis = ConnectionMultiplexer.Connect("redis");
            private static readonly ServiceBusClient Client;
            static CartController() => Client = new ServiceBusClient("x");
        }
        """);

    [Fact]
    public Task Worker_connects_once_and_stays() => Check("""
        public class Worker(IConnectionFactory factory) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken token)
            {
                using var connection = await factory.CreateConnectionAsync();
                using var redis = ConnectionMultiplexer.Connect("redis");
                while (!token.IsCancellationRequested)
                    await redis.GetDatabase().StringSetAsync("a", "b");
            }
        }
        """);

    [Fact]
    public Task Handler_connects_when_the_program_starts_it() => Check("""
        public class MessageHandler
        {
            private IConnection _connection = null!;
            public async Task Start() { _connection = await new ConnectionFactory().CreateConnectionAsync(); }
        }

        public static class Composition { public static void Add(IServiceCollection services) => services.AddTransient<MessageHandler>(); }
        """);

    [Fact]
    public Task Helper_hands_the_connection_on() => Check("""
        public class Connections(IConnectionFactory factory)
        {
            private readonly Dictionary<string, IConnection> _open = new();
            public async Task<IConnection> Open() { var connection = await factory.CreateConnectionAsync(); return connection; }
            public async Task Keep(string name) { var connection = await factory.CreateConnectionAsync(); _open.Add(name, connection); }
        }

        public class OrdersController(Connections connections) : ControllerBase { public async Task Post() { await connections.Open(); await connections.Keep("a"); } }
        """);

    [Fact]
    public Task Connections_of_ADO_NET_are_pooled() => Check("""
        public class OrdersController(System.Data.Common.DbDataSource source) : ControllerBase
        {
            public void Get() { using var connection = source.CreateConnection(); connection.Open(); }
        }
        """);

    [Fact]
    public Task Types_of_the_same_name_are_silent() => Check("""
        namespace Mine
        {
            public class ConnectionMultiplexer { public static ConnectionMultiplexer Connect(string text) => null!; public void Set() { } }
            public class ServiceBusClient(string text) { public void Send() { } }

            public class CartController : ControllerBase
            {
                public void Put() { ConnectionMultiplexer.Connect("redis").Set(); new ServiceBusClient("x").Send(); }
            }
        }
        """);

    [Fact]
    public Task Broken_code_is_survived() => Check("""
        public class CartController : ControllerBase
        {
            public void Put() { var a = ConnectionMultiplexer.{|CS7036:Connect|}(); var b = [|new {|CS7036:ServiceBusClient|}|](); {|CS0103:Missing|}.Connect("x"); }
        }
        """);

    [Fact]
    public Task Real_types_of_Redis_RabbitMQ_Kafka_and_Mongo() => VerifyReal("""
        using System;
        using System.Threading.Tasks;
        using Confluent.Kafka;
        using Microsoft.AspNetCore.Mvc;
        using RabbitMQ.Client;
        using StackExchange.Redis;

        public class CartController(IConnectionFactory factory, ProducerConfig config) : ControllerBase
        {
            public async Task Put()
            {
                using var redis = await ConnectionMultiplexer.[|ConnectAsync("redis")|];
                await redis.GetDatabase().StringSetAsync("cart", "x");
            }

            public async Task Post()
            {
                await using var connection = await factory.[|CreateConnectionAsync()|];
                await connection.CloseAsync();
            }

            public async Task Patch()
            {
                using var producer = [|new ProducerBuilder<string, string>|](config).Build();
                await producer.ProduceAsync("carts", new Message<string, string>());
            }
        }
        """, "StackExchange.Redis", "RabbitMQ.Client", "Confluent.Kafka");

    // A creation is marked with its 'new'.
    private static Task Check(string source, string? before = null)
        => VerifyFiles(Libraries, before is null ? source : source.Replace(before + "[|", "[|" + before, StringComparison.Ordinal));
}
