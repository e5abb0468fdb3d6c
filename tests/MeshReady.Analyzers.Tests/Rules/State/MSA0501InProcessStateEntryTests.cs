using MeshReady.Analyzers.Rules.State;

namespace MeshReady.Analyzers.Tests.Rules.State;

/// <summary>The ways by which requests and messages come in.</summary>
public sealed class MSA0501InProcessStateEntryTests : RuleTest<MSA0501InProcessStateAnalyzer>
{
    [Fact]
    public Task Grpc_override() => Verify("""
        using System.Collections.Generic;
        using System.Threading.Tasks;
        namespace Grpc.Core { public class ServerCallContext { } }
        public class CartBase { public virtual Task<int> Add(string item, Grpc.Core.ServerCallContext context) => Task.FromResult(0); public virtual Task<int> Count(string item, Grpc.Core.ServerCallContext context) => Task.FromResult(0); }
        public class CartService : CartBase
        {
            private static readonly List<string> {|MSA0501:_items|} = new();
            public override Task<int> Add(string item, Grpc.Core.ServerCallContext context) { _items.Add(item); return Task.FromResult(1); }
            public override Task<int> Count(string item, Grpc.Core.ServerCallContext context) => Task.FromResult(_items.Count);
        }
        """);

    [Fact]
    public Task Hub_method() => Verify("""
        using System.Collections.Generic;
        using Microsoft.AspNetCore.SignalR;
        public class ChatHub : Hub
        {
            private static readonly List<string> {|MSA0501:_messages|} = new();
            public void Send(string message) => _messages.Add(message);
            public IEnumerable<string> History() => _messages;
        }
        """);

    [Fact]
    public Task Handler_that_remembers_what_it_processed() => Verify("""
        using System;
        using System.Collections.Generic;
        public interface IMessageHandler<T> { void Handle(T message); }
        public class PaidHandler : IMessageHandler<Guid>
        {
            private static readonly HashSet<Guid> {|MSA0501:_processedMessages|} = new();
            public void Handle(Guid message) { if (!_processedMessages.Add(message)) return; Console.WriteLine(message); }
        }
        """);

    [Theory]
    [InlineData("OrderRepository", "{|MSA0501:", "|}")]
    [InlineData("InMemoryOrderRepository", "", "")]
    [InlineData("OrderPlanner", "", "")]
    public Task Library_whose_callers_are_out_of_sight(string name, string open, string close) => Verify($$"""
        using System.Collections.Generic;
        using Microsoft.Extensions.DependencyInjection;
        public record Order(string Id);
        public class {{name}}
        {
            private readonly Dictionary<string, Order> {{open}}_orders{{close}} = new();
            public void Add(Order order) => _orders[order.Id] = order;
            public Order Get(string id) => _orders[id];
        }
        public static class Composition { public static void AddOrders(this IServiceCollection services) => services.AddSingleton<{{name}}>(); }
        """);
}
