using MeshReady.Analyzers.Rules.Data;

namespace MeshReady.Analyzers.Tests.Rules.Data;

public sealed class MSA1002CommitBeforeProcessingTests : RuleTest<MSA1002CommitBeforeProcessingAnalyzer>
{
    [Theory]
    [InlineData("new ConsumerConfig { GroupId = Guid.NewGuid().ToString() }")]
    [InlineData("new ConsumerConfig { GroupId = $\"prices-{Guid.NewGuid()}\" }")]
    [InlineData("new ConsumerConfig { GroupId = \"prices-\" + Environment.MachineName }")]
    public Task Group_of_this_process_alone_never_comes_back(string settings) => Silent(settings, "");

    private const string Kafka = """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Confluent.Kafka;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.Hosting;

        namespace Confluent.Kafka
        {
            public class ClientConfig { public string BootstrapServers { get; set; } = ""; }
            public class ConsumerConfig : ClientConfig
            {
                public ConsumerConfig() { }
                public ConsumerConfig(IDictionary<string, string> values) { }
                public string GroupId { get; set; } = "";
                public bool? EnableAutoCommit { get; set; }
                public bool? EnableAutoOffsetStore { get; set; }
            }
            public class Message<K, V> { public V Value { get; set; } = default!; }
            public class ConsumeResult<K, V> { public Message<K, V> Message { get; set; } = null!; }
            public interface IConsumer<K, V> : IDisposable
            {
                ConsumeResult<K, V> Consume(CancellationToken token);
                void Subscribe(string topic);
                void Commit(ConsumeResult<K, V> result);
                void StoreOffset(ConsumeResult<K, V> result);
            }
            public class ConsumerBuilder<K, V>(IEnumerable<KeyValuePair<string, string>> config)
            {
                public ConsumerBuilder(ConsumerConfig config) : this((IEnumerable<KeyValuePair<string, string>>)null!) { }
                public IConsumer<K, V> Build() => null!;
            }
        }
        """;

    [Fact]
    public Task Settings_are_made_inline() => Check("""
        public class Worker(Func<string, Task> handle) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken token)
            {
                using var consumer = new ConsumerBuilder<string, string>([|new ConsumerConfig|] { GroupId = "orders" }).Build();
                while (!token.IsCancellationRequested)
                {
                    var result = consumer.Consume(token);
                    await handle(result.Message.Value);
                }
            }
        }
        """);

    [Fact]
    public Task Settings_are_a_local_and_the_consumer_a_field() => Check("""
        public class Receiver
        {
            private readonly IConsumer<string, string> _consumer;

            public Receiver(string servers)
            {
                var config = [|new ConsumerConfig|] { GroupId = "orders" };
                config.BootstrapServers = servers;
                _consumer = new ConsumerBuilder<string, string>(config).Build();
            }

            public async Task Receive(Func<string, Task> action, CancellationToken token)
            {
                while (true)
                {
                    try
                    {
                        var result = _consumer.Consume(token);
                        await action(result.Message.Value).ConfigureAwait(false);
                    }
                    catch (InvalidOperationException)
                    {
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Automatic_commit_is_asked_for() => Check("""
        public class Worker(Func<string, Task> handle)
        {
            private readonly ConsumerConfig _config = [|new|]() { EnableAutoCommit = true, EnableAutoOffsetStore = true };

            public async Task Run(CancellationToken token)
            {
                var consumer = new ConsumerBuilder<string, string>(_config).Build();
                for (;;)
                {
                    await handle(consumer.Consume(token).Message.Value);
                }
            }
        }
        """);

    [Fact]
    public Task Constructor_gives_the_field_its_settings() => Check("""
        public class Worker
        {
            private readonly ConsumerConfig config;
            private readonly Func<string, Task> handle;

            public Worker(Func<string, Task> handle, string servers)
            {
                this.handle = handle;
                config = [|new ConsumerConfig|] { BootstrapServers = servers };
            }

            public async Task Run(CancellationToken token)
            {
                ConsumerBuilder<string, string> builder = new(config);
                var consumer = builder.Build();
                do
                {
                    var result = consumer.Consume(token);
                    await handle(result.Message.Value);
                }
                while (true);
            }
        }
        """);

    [Fact]
    public Task Work_is_a_save_without_await() => VerifyFiles(Kafka, """
        namespace Microsoft.EntityFrameworkCore { public class DbContext { public int SaveChanges() => 0; } }
        """, """
        public class Worker(Microsoft.EntityFrameworkCore.DbContext db)
        {
            public void Run(CancellationToken token)
            {
                using var consumer = new ConsumerBuilder<string, string>([|new ConsumerConfig|]()).Build();
                while (true)
                {
                    var result = consumer.Consume(token);
                    Keep(result.Message.Value);
                    SaveAll();
                }
            }

            private void Keep(string text) { }
            private void SaveAll() => db.SaveChanges();
        }
        """);

    [Fact]
    public Task Work_is_handed_to_a_method_by_message() => Check("""
        public class Worker
        {
            public async Task Run(CancellationToken token)
            {
                var settings = [|new ConsumerConfig|] { GroupId = "a" };
                using var consumer = new ConsumerBuilder<string, string>(settings).Build();
                consumer.Subscribe("orders");
                while (true)
                {
                    if (consumer.Consume(token) is { } result)
                        await Task.Run(() => Handle(result.Message.Value));
                }
            }

            private static void Handle(string text) { }
        }
        """);

    [Fact]
    public Task Offsets_are_stored_after_the_work() => Silent("new ConsumerConfig { EnableAutoOffsetStore = false }", "consumer.StoreOffset(result);");

    [Fact]
    public Task Commit_is_called_by_hand() => Silent("new ConsumerConfig { EnableAutoCommit = false }", "consumer.Commit(result);");

    [Fact]
    public Task Commit_after_the_work_whatever_the_settings() => Silent("new ConsumerConfig()", "consumer.Commit(result);");

    [Fact]
    public Task Commit_is_switched_off_and_nothing_is_remembered() => Silent("new ConsumerConfig { EnableAutoCommit = false }", "");

    [Fact]
    public Task Settings_come_as_key_and_value() => Silent("new ConsumerConfig(new Dictionary<string, string> { [\"enable.auto.commit\"] = \"false\" })", "");

    [Fact]
    public Task Settings_are_bound_from_configuration() => Silent("configuration.GetSection(\"Kafka\").Get<ConsumerConfig>()!", "");

    [Fact]
    public Task Setting_depends_on_something() => Silent("new ConsumerConfig { EnableAutoCommit = configuration[\"a\"] == \"b\" }", "");

    [Fact]
    public Task Settings_are_changed_or_handed_on_afterwards() => Check("""
        public class Worker(Func<string, Task> handle, IConfiguration configuration)
        {
            public async Task One(CancellationToken token)
            {
                var config = new ConsumerConfig { GroupId = "a" };
                config.EnableAutoCommit = false;
                using var consumer = new ConsumerBuilder<string, string>(config).Build();
                while (true)
                    await handle(consumer.Consume(token).Message.Value);
            }
        }

        public class Other(Func<string, Task> handle, IConfiguration configuration)
        {
            public async Task Two(CancellationToken token)
            {
                var config = new ConsumerConfig();
                configuration.GetSection("Kafka").Bind(config);
                using var consumer = new ConsumerBuilder<string, string>(config).Build();
                while (true)
                    await handle(consumer.Consume(token).Message.Value);
            }
        }
        """);

    [Fact]
    public Task Message_is_only_printed() => Check("""
        public class Tail
        {
            public void Run(CancellationToken token)
            {
                using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig { GroupId = "tail" }).Build();
                while (true)
                    Console.WriteLine(consumer.Consume(token).Message.Value);
            }
        }
        """);

    [Fact]
    public Task Types_of_the_same_name_are_silent() => Check("""
        namespace Mine
        {
            public class ConsumerConfig { }
            public class Consumer { public string Consume(CancellationToken token) => ""; }
            public class ConsumerBuilder<K, V>(ConsumerConfig config) { public Consumer Build() => new(); }

            public class Worker(Func<string, Task> handle)
            {
                public async Task Run(CancellationToken token)
                {
                    var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig()).Build();
                    while (true)
                        await handle(consumer.Consume(token));
                }
            }
        }
        """);

    [Fact]
    public Task Broken_code_is_survived() => Check("""
        public class Worker
        {
            public async Task Run(CancellationToken token)
            {
                var one = new ConsumerBuilder<string, string>({|CS0103:missing|}).Build();
                var two = new {|CS1729:ConsumerBuilder<string, string>|}().Build();
                await {|CS0103:handle|}(one.Consume(token));
            }
        }
        """);

    [Fact]
    public Task Real_types_of_Confluent_Kafka() => VerifyReal("""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Confluent.Kafka;

        public class Worker(Func<string, Task> handle)
        {
            public async Task Lost(CancellationToken token)
            {
                var config = [|new ConsumerConfig|] { GroupId = "orders", BootstrapServers = "kafka:9092", AutoOffsetReset = AutoOffsetReset.Earliest };
                using var consumer = new ConsumerBuilder<Ignore, string>(config).Build();
                consumer.Subscribe("orders");
                while (!token.IsCancellationRequested)
                {
                    var result = consumer.Consume(token);
                    await handle(result.Message.Value);
                }
            }
        }

        public class Careful(Func<string, Task> handle)
        {
            public async Task Kept(CancellationToken token)
            {
                var config = new ConsumerConfig { GroupId = "orders", EnableAutoOffsetStore = false };
                using var consumer = new ConsumerBuilder<Ignore, string>(config).Build();
                while (!token.IsCancellationRequested)
                {
                    var result = consumer.Consume(token);
                    await handle(result.Message.Value);
                    consumer.StoreOffset(result);
                }
            }
        }
        """, "Confluent.Kafka");

    private static Task Check(string source) => VerifyFiles(Kafka, source);

    private static Task Silent(string settings, string afterwards) => Check($$"""
        public class Worker(Func<string, Task> handle, IConfiguration configuration)
        {
            public async Task Run(CancellationToken token)
            {
                var config = {{settings}};
                using var consumer = new ConsumerBuilder<string, string>(config).Build();
                while (!token.IsCancellationRequested)
                {
                    var result = consumer.Consume(token);
                    await handle(result.Message.Value);
                    {{afterwards}}
                }
            }
        }
        """);
}
