using MeshReady.Analyzers.Rules.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Tests.Rules.State;

/// <summary>What looks like a store and is none: the many against the few.</summary>
public sealed class MSA0501InProcessStateNearMissTests : RuleTest<MSA0501InProcessStateAnalyzer>
{
    private const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        using System.Reflection;
        using System.Text.RegularExpressions;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.SignalR;
        using Microsoft.Extensions.Caching.Distributed;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        """;

    /// <summary>A singleton with the given members, which a controller calls as Put and Get.</summary>
    private static string Singleton(string members, string name = "Catalog") => Usings + $$"""
        public record Product(string Id, int Stock);

        public class {{name}}
        {
            {{members}}
        }

        public class ProductsController({{name}} catalog) : ControllerBase
        {
            public async Task Post(Product product) { await Task.Yield(); catalog.Put(product); }
            public object? Get(string id) => catalog.Get(id);
        }

        public static class Composition
        {
            public static void AddCatalog(this IServiceCollection services) => services.AddSingleton<{{name}}>();
        }
        """;

    /// <summary>The frame around the near-misses finds a store, so that their silence means something.</summary>
    [Fact]
    public Task The_frame_itself_reports_a_store()
        => Verify(Singleton("""
            private readonly Dictionary<string, Product> {|MSA0501:_products|} = new();
            public void Put(Product product) => _products[product.Id] = product;
            public object? Get(string id) => _products[id];
            """));

    [Theory]
    [InlineData("private readonly ConcurrentDictionary<Type, object> _made = new();\npublic void Put(Product product) => _made[product.GetType()] = product;\npublic object? Get(string id) => _made.Values;")]
    [InlineData("private readonly ConcurrentDictionary<string, PropertyInfo> _properties = new();\npublic void Put(Product product) => _properties[product.Id] = typeof(Product).GetProperty(\"Id\")!;\npublic object? Get(string id) => _properties[id];")]
    [InlineData("private readonly ConcurrentDictionary<string, Func<Product, int>> _readers = new();\npublic void Put(Product product) => _readers[product.Id] = p => p.Stock;\npublic object? Get(string id) => _readers[id];")]
    [InlineData("private readonly Dictionary<string, Regex> _patterns = new();\npublic void Put(Product product) => _patterns.Add(product.Id, new Regex(product.Id));\npublic object? Get(string id) => _patterns[id];")]
    [InlineData("private readonly Dictionary<string, (Type Type, MethodInfo Method)> _methods = new();\npublic void Put(Product product) => _methods.Add(product.Id, (typeof(Product), typeof(Product).GetMethods()[0]));\npublic object? Get(string id) => _methods[id].Method;")]
    public Task Table_of_code(string members) => Verify(Singleton(members));

    [Theory]
    [InlineData("private readonly ConcurrentDictionary<string, Product> _products = new();\npublic void Put(Product product) { }\npublic object? Get(string id) => _products.GetOrAdd(id, i => new Product(i, 1));\npublic int Count() => _products.Count;")]
    [InlineData("private readonly Dictionary<string, string> _names = new();\npublic void Put(Product product) => _names.Remove(product.Id);\npublic object? Get(string id) { if (!_names.TryGetValue(id, out var name)) { name = id.ToUpperInvariant(); _names[id] = name; } return name; }")]
    [InlineData("private readonly Dictionary<string, string> _names = new();\npublic void Put(Product product) => _names.Clear();\npublic object? Get(string id) { if (!_names.ContainsKey(id)) _names.Add(id, Load(id)); return _names[id]; }\npublic int Count() => _names.Count;\nprivate static string Load(string id) => id.Trim();")]
    [InlineData("private List<string>? _all;\npublic void Put(Product product) { }\npublic object? Get(string id) { _all ??= [id]; return _all; }\npublic int Count() => _all?.Count ?? 0;")]
    [InlineData("private string? _header;\npublic void Put(Product product) { if (_header == null) { _header = product.Id; } }\npublic object? Get(string id) => _header;")]
    [InlineData("private string? _header;\npublic void Put(Product product) { if (_header is not null) return; _header = product.Id; }\npublic object? Get(string id) => _header;")]
    [InlineData("private readonly ConcurrentDictionary<string, Product> _productCache = new();\npublic void Put(Product product) => _productCache[product.Id] = product;\npublic object? Get(string id) => _productCache[id];")]
    public Task Filled_on_demand(string members) => Verify(Singleton(members));

    [Fact]
    public Task Class_that_calls_itself_a_cache()
        => Verify(Singleton("private readonly Dictionary<string, Product> _items = new();\npublic void Put(Product product) => _items[product.Id] = product;\npublic object? Get(string id) => _items[id];", "ProductCache"));

    [Theory]
    [InlineData("private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();\npublic void Put(Product product) => _gates[product.Id] = new SemaphoreSlim(1);\npublic object? Get(string id) => _gates[id];")]
    [InlineData("private readonly ConcurrentDictionary<string, CancellationTokenSource> _stops = new();\npublic void Put(Product product) => _stops[product.Id] = new();\npublic object? Get(string id) => _stops[id];")]
    [InlineData("private readonly ConcurrentDictionary<string, TaskCompletionSource<Product>> _waiting = new();\npublic void Put(Product product) => _waiting[product.Id].TrySetResult(product);\npublic object? Get(string id) => _waiting.GetOrAdd(id, _ => new()).Task;")]
    [InlineData("private readonly Dictionary<string, Job> _jobs = new();\npublic void Put(Product product) => _jobs[product.Id] = new Job(product.Id, Task.CompletedTask);\npublic object? Get(string id) => _jobs[id];\npublic record Job(string Id, Task Work);")]
    [InlineData("private readonly HashSet<Ticket> _tickets = new();\npublic void Put(Product product) => _tickets.Add(new Ticket());\npublic object? Get(string id) => _tickets.Count;\nprivate sealed class Ticket : IDisposable { public void Dispose() { } }")]
    [InlineData("private Timer? _timer;\npublic void Put(Product product) => _timer = new Timer(_ => { }, product, 0, 0);\npublic object? Get(string id) => _timer;")]
    [InlineData("private readonly AsyncLocal<Product?> _current = new();\npublic void Put(Product product) => _current.Value = product;\npublic object? Get(string id) => _current.Value;")]
    public Task Handles_that_cannot_be_moved(string members) => Verify(Singleton(members));

    [Theory]
    [InlineData("private int _running;\npublic void Put(Product product) { _running++; }\npublic object? Get(string id) => _running;")]
    [InlineData("private int _active;\npublic void Put(Product product) { Interlocked.Increment(ref _active); try { } finally { Interlocked.Decrement(ref _active); } }\npublic object? Get(string id) => _active;")]
    [InlineData("private int _next;\npublic void Put(Product product) { }\npublic object? Get(string id) => Interlocked.Increment(ref _next) % 3;")]
    [InlineData("private bool _disposed;\npublic void Put(Product product) => _disposed = true;\npublic object? Get(string id) => _disposed;")]
    [InlineData("private bool _seen;\npublic void Put(Product product) => _seen = true;\npublic object? Get(string id) => _seen;")]
    [InlineData("private DateTime _last;\npublic void Put(Product product) => _last = DateTime.UtcNow;\npublic object? Get(string id) => _last;")]
    public Task Facts_of_this_process(string members) => Verify(Singleton(members));

    [Theory]
    [InlineData("private readonly Queue<Product> _work = new();\npublic void Put(Product product) => _work.Enqueue(product);\npublic object? Get(string id) => null;\npublic Product Next() => _work.Dequeue();")]
    [InlineData("private readonly BlockingCollection<Product> _work = new();\npublic void Put(Product product) => _work.Add(product);\npublic object? Get(string id) => null;\npublic bool Next(out Product? product) => _work.TryTake(out product);")]
    public Task Work_handed_on_inside_the_process(string members) => Verify(Singleton(members));

    [Theory]
    [InlineData("private readonly Dictionary<string, Product> _products = new() { [\"a\"] = new(\"a\", 1) };\npublic void Put(Product product) { }\npublic object? Get(string id) => _products[id];")]
    [InlineData("private readonly Dictionary<string, Product> _products = new();\npublic Catalog() { Add(new Product(\"a\", 1)); }\npublic void Add(Product product) => _products.Add(product.Id, product);\npublic void Put(Product product) { }\npublic object? Get(string id) => _products[id];")]
    [InlineData("private readonly List<Product> _products = new();\npublic void Put(Product product) { var products = new List<Product>(); products.Add(product); }\npublic object? Get(string id) => _products.Count;")]
    [InlineData("private readonly List<Product> _products = new();\npublic void Put(Product product) => _products.Add(product);\npublic object? Get(string id) => null;")]
    public Task Never_written_by_requests_or_never_read(string members) => Verify(Singleton(members));

    [Fact]
    public Task Copy_of_what_a_distributed_cache_holds()
        => Verify(Singleton("""
            private readonly Dictionary<string, Product> _products = new();
            private readonly IDistributedCache _shared = null!;
            public void Put(Product product) { _shared.Set(product.Id, []); _products[product.Id] = product; }
            public object? Get(string id) => _products[id];
            """));

    [Fact]
    public Task Test_double() => Verify(Singleton("private readonly List<Product> _products = new();\npublic void Put(Product product) => _products.Add(product);\npublic object? Get(string id) => _products.Count;", "FakeCatalog"));

    [Fact]
    public Task Scoped_state_is_the_requests_own() => Verify(Singleton("private readonly List<Product> _products = new();\npublic void Put(Product product) => _products.Add(product);\npublic object? Get(string id) => _products.Count;").Replace("AddSingleton", "AddScoped"));

    [Fact]
    public Task Development_only_registration() => Verify(Usings + """
        public record Product(string Id);
        public class Catalog { private readonly List<Product> _all = new(); public void Put(Product p) => _all.Add(p); public int Count() => _all.Count; }
        public class ProductsController(Catalog catalog) : ControllerBase { public void Post(Product p) => catalog.Put(p); public int Get() => catalog.Count(); }
        public static class Composition
        {
            public static void AddCatalog(this IServiceCollection services, IHostEnvironment environment)
            {
                if (environment.IsDevelopment())
                    services.AddSingleton<Catalog>();
            }
        }
        """);

    [Fact]
    public Task Connections_of_a_hub_are_another_rule() => Verify(Usings + """
        public class ChatHub : Hub
        {
            private static readonly ConcurrentDictionary<string, string> _users = new();
            public void Join(string name) => _users[Context.ConnectionId] = name;
            public IEnumerable<string> All() => _users.Values;
        }
        """);

    [Fact]
    public Task Background_loop_keeps_its_own_books() => Verify(Usings + """
        public class Poller : BackgroundService
        {
            private readonly Dictionary<string, int> _failures = new();
            private int _rounds;
            public int Rounds => _rounds;
            protected override Task ExecuteAsync(CancellationToken stoppingToken) { _rounds++; Note("a"); return Task.CompletedTask; }
            private void Note(string name) => _failures[name] = _rounds;
            public int Failures() => _failures.Count;
        }
        public static class Composition { public static void AddPoller(this IServiceCollection services) => services.AddHostedService<Poller>(); }
        """);

    [Theory]
    [InlineData("[ThreadStatic] private static List<string>? _names;")]
    [InlineData("private const string _names = \"a\";")]
    [InlineData("private static readonly string[] _names = [\"a\"];")]
    [InlineData("private static readonly System.Collections.Frozen.FrozenSet<string> _names = null!;")]
    public Task Static_without_shared_mutation(string field) => Verify(Usings + $$"""
        public class NamesController : ControllerBase
        {
            {{field}}
            public object? Get() => _names;
            public void Post(string name) { if (_names is List<string> list) list.Add(name); }
        }
        """.Replace("_names is List<string> list", field.Contains("const") || field.Contains("string[]") || field.Contains("Frozen") ? "((object?)_names) is List<string> list" : "_names is List<string> list"));

    [Fact]
    public Task Static_that_start_up_fills() => Verify(Usings + """
        public static class Regions
        {
            public static readonly List<string> All = new();
            public static void AddRegions(this IServiceCollection services, string region) => All.Add(region);
        }
        public class RegionsController : ControllerBase { public object Get() => Regions.All; }
        """);

    [Fact]
    public Task Console_program_without_requests() => Verify("""
        using System;
        using System.Collections.Generic;
        public static class Program
        {
            private static readonly List<string> _lines = new();
            public static void Main() { Read(); Console.WriteLine(Count()); }
            private static void Read() => _lines.Add(Console.ReadLine()!);
            private static int Count() => _lines.Count;
        }
        """, outputKind: OutputKind.ConsoleApplication);

    [Fact]
    public Task Desktop_program() => Verify(Usings + """
        public class ProductsController : ControllerBase
        {
            private static readonly List<string> _names = new();
            public object Get() => _names;
            public void Post(string name) => _names.Add(name);
            public static void Main() { }
        }
        """, outputKind: OutputKind.WindowsApplication);

    [Fact]
    public Task Look_alikes_of_container_and_collection() => Verify("""
        namespace My
        {
            public class List<T> { public void Add(T item) { } public int Count => 0; }
            public interface IServiceCollection { void AddSingleton<T>(); }
            public class Store { private readonly System.Collections.Generic.List<string> _all = new(); public void Put(string s) => _all.Add(s); public int Count() => _all.Count; }
            public class ControllerBase { }
            public static class Composition { public static void Add(IServiceCollection services) => services.AddSingleton<Store>(); }
            public class Names : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                private static readonly List<string> _names = new();
                public int Get(Store store) => _names.Count + store.Count();
                public void Post(string name, Store store) { _names.Add(name); store.Put(name); }
            }
        }
        """);

    [Fact]
    public async Task Broken_code_is_no_reason_to_fail()
    {
        const string source = """
            using System.Collections.Generic;
            using Microsoft.AspNetCore.Mvc;
            public class ProductsController : ControllerBase
            {
                private static readonly List<string> _names = new();
                public object Get() => _names;
                public void Post(string name) { if (name is not null) { _names.Add(name); } }
            }
            """;
        var found = 0;
        for (var length = 0; length <= source.Length; length++)
        {
            var tree = CSharpSyntaxTree.ParseText(source[..length], cancellationToken: TestContext.Current.CancellationToken);
            var compilation = CSharpCompilation.Create("Broken", [tree], TestReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
            var diagnostics = await compilation.WithAnalyzers([new MSA0501InProcessStateAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(diagnostics, d => d.Id == "AD0001");
            found = diagnostics.Length;
        }

        Assert.Equal(1, found);
    }
}
