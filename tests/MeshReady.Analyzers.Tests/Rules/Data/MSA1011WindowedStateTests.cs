using MeshReady.Analyzers.Rules.Data;

namespace MeshReady.Analyzers.Tests.Rules.Data;

public sealed class MSA1011WindowedStateTests : RuleTest<MSA1011WindowedStateAnalyzer>
{
    [Theory]
    [InlineData("private readonly Dictionary<string, int> [|_window|] = new();", "_window[key] = _window.GetValueOrDefault(key) + 1;", "_window.Clear();")]
    [InlineData("private readonly Dictionary<string, int> [|_window|] = [];", "_window.TryGetValue(key, out var known); _window[key] = known + 1;", "_window.Clear();")]
    [InlineData("private readonly ConcurrentDictionary<string, decimal> [|_window|] = new();", "_window.AddOrUpdate(key, 1m, (_, sum) => sum + 1m);", "foreach (var old in _window.Keys) _window.TryRemove(old, out var _);")]
    [InlineData("private Dictionary<string, List<string>> [|_window|] = new();", "if (!_window.ContainsKey(key)) _window[key] = new(); _window[key].Add(value);", "_window = new();")]
    [InlineData("private Dictionary<string, int> [|_window|] = new();", "_window.TryAdd(key, 0); _window[key]++;", "var full = Interlocked.Exchange(ref _window, new()); Console.WriteLine(full.Count);")]
    [InlineData("private readonly IDictionary<string, int> [|_window|] = new Dictionary<string, int>();", "_window.TryAdd(key, 0); _window[key] += value.Length;", "_window.Clear();")]
    [InlineData("private static readonly ConcurrentDictionary<string, List<string>> [|Window|] = new();", "Window.GetOrAdd(key, _ => []).Add(value);", "Window.Clear();")]
    public Task Consumer_that_gathers_until_a_time_has_passed(string field, string update, string flush) => Kafka(field, update, flush);

    [Theory]
    [InlineData("private readonly Dictionary<string, int> _window = new();", "_window[key] = _window.GetValueOrDefault(key) + 1;", "_window.Clear(); consumer.Commit();")]
    [InlineData("private readonly Dictionary<string, int> _window = new();", "_window[key] = _window.GetValueOrDefault(key) + 1;", "Console.WriteLine(_window.Count);")]
    [InlineData("private readonly Dictionary<string, string> _last = new();", "_last[key] = value;", "_last.Clear();")]
    [InlineData("private readonly Dictionary<string, int> _windowCache = new();", "_windowCache[key] = _windowCache.GetValueOrDefault(key) + 1;", "_windowCache.Clear();")]
    [InlineData("private readonly Dictionary<string, int> _window = new();", "_window[key] = _window.GetValueOrDefault(key) + 1;", "SaveSnapshot(); _window.Clear(); void SaveSnapshot() => Console.WriteLine(_window.Count);")]
    [InlineData("private readonly Dictionary<string, Action> _handlers = new();", "_handlers[key] = _handlers.GetValueOrDefault(key) + (() => { });", "_handlers.Clear();")]
    [InlineData("public readonly Dictionary<string, int> Window = new();", "Window[key] = Window.GetValueOrDefault(key) + 1;", "Window.Clear();")]
    [InlineData("private readonly Dictionary<string, int> _tries = new();", "_tries[key] = _tries.GetValueOrDefault(key) + 1; if (_tries[key] > 3) _tries.Remove(key);", "Console.WriteLine(_tries.Count);")]
    [InlineData("private readonly ConcurrentDictionary<string, List<string>> _parts = new();", "_parts.GetOrAdd(key, _ => []).Add(value); if (value == \"end\") _parts.TryRemove(key, out _);", "Console.WriteLine(_parts.Count);")]
    public Task Consumer_that_loses_nothing(string field, string update, string flush) => Kafka(field, update, flush);

    [Fact]
    public Task Without_a_clock_it_is_no_window() => VerifyReal("""
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Confluent.Kafka;
        using Microsoft.Extensions.Hosting;

        class Worker(IConsumer<string, string> consumer) : BackgroundService
        {
            private readonly Dictionary<string, int> _counts = new();

            protected override Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var message = consumer.Consume(stop).Message;
                    _counts[message.Key] = _counts.GetValueOrDefault(message.Key) + 1;
                    if (_counts.Count > 100)
                        _counts.Clear();
                }

                return Task.CompletedTask;
            }
        }
        """, "Confluent.Kafka");

    [Fact]
    public Task Object_of_one_message_keeps_no_window() => VerifyReal("""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using Confluent.Kafka;

        class OneMessage(IConsumer<string, string> consumer)
        {
            private readonly Dictionary<string, int> _counts = new();

            public void Run(CancellationToken stop)
            {
                var end = DateTime.UtcNow.AddMinutes(1);
                var message = consumer.Consume(stop).Message;
                _counts[message.Key] = _counts.GetValueOrDefault(message.Key) + 1;
                if (DateTime.UtcNow > end)
                    _counts.Clear();
            }
        }
        """, "Confluent.Kafka");

    [Fact]
    public Task Handler_of_a_bus_with_a_static_table() => Verify("""
        using System;
        using System.Collections.Concurrent;
        using System.Threading;
        using System.Threading.Tasks;

        namespace MassTransit
        {
            public interface ConsumeContext<out T> { T Message { get; } }
            public interface IConsumer<in T> { Task Consume(ConsumeContext<T> context); }
        }

        class Clicks : MassTransit.IConsumer<string>
        {
            private static readonly ConcurrentDictionary<string, int> [|Counts|] = new();
            private static readonly Timer Every = new(_ => Flush(), null, 0, 60000);

            public Task Consume(MassTransit.ConsumeContext<string> context)
            {
                Counts.AddOrUpdate(context.Message, 1, (_, n) => n + 1);
                return Task.CompletedTask;
            }

            private static void Flush()
            {
                foreach (var pair in Counts)
                    Console.WriteLine(pair.Key + pair.Value + Every);
                Counts.Clear();
            }
        }
        """);

    [Fact]
    public Task Broker_of_the_same_name_is_silent() => Verify("""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.Hosting;

        interface IConsumer { string Consume(); }

        class Worker(IConsumer consumer) : BackgroundService
        {
            private readonly Dictionary<string, int> _window = new();

            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                _window[consumer.Consume()] = _window.GetValueOrDefault("a") + 1;
                await Task.Delay(1, stop);
                _window.Clear();
            }
        }
        """);

    [Fact]
    public Task Unfinished_code_is_silent() => Kafka("private readonly Dictionary<string, {|CS0246:Coun|}> _window = new();", "_window[{|CS0103:ke|}] = {|CS0103:windo|} + 1;", "_window.Clear();");

    private static Task Kafka(string field, string update, string flush) => VerifyReal($$"""
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Confluent.Kafka;
        using Microsoft.Extensions.Hosting;

        class Worker(IConsumer<string, string> consumer) : BackgroundService
        {
            {{field}}
            private DateTime _end = DateTime.UtcNow.AddMinutes(1);

            protected override Task ExecuteAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var message = consumer.Consume(stop).Message;
                    Handle(message.Key, message.Value);
                    if (DateTime.UtcNow > _end)
                        Flush();
                }

                return Task.CompletedTask;
            }

            private void Handle(string key, string value) { Console.WriteLine(value); {{update}} }

            private void Flush() { _end = _end.AddMinutes(1); {{flush}} }
        }
        """, "Confluent.Kafka");
}
