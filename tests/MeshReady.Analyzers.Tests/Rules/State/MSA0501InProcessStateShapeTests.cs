using MeshReady.Analyzers.Rules.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Tests.Rules.State;

/// <summary>State that one member both writes and looks at, that a base class holds, or that only looks like state.</summary>
public sealed class MSA0501InProcessStateShapeTests : RuleTest<MSA0501InProcessStateAnalyzer>
{
    private const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.DependencyInjection;

        """;

    private static Task Service(string members) => Verify(Usings + $$"""
        public class Service
        {
            {{members}}
        }
        public class Entry(Service service) : ControllerBase
        {
            [HttpPost] public object? Post(string key, string value) => service.Put(key, value);
            [HttpDelete] public object? Delete(string key) => service.Drop(key);
        }
        public static class Composition { public static void AddService(this IServiceCollection services) => services.AddSingleton<Service>(); }
        """);

    [Theory]
    [InlineData("429")]
    [InlineData("StatusCodes.Status429TooManyRequests")]
    public Task Limit_per_caller_in_a_middleware(string status) => Verify(Usings + $$"""
        public class Window { public int Count { get; set; } }
        public class ThrottlingMiddleware(RequestDelegate next)
        {
            private static readonly ConcurrentDictionary<string, Window> {|MSA0501:Callers|} = new();
            public async Task InvokeAsync(HttpContext context)
            {
                var window = Callers.GetOrAdd(context.Request.Path, _ => new Window());
                window.Count++;
                if (window.Count > 100) { context.Response.StatusCode = {{status}}; return; }
                await next(context);
            }
        }
        """);

    [Fact]
    public Task Counting_without_refusing_anybody_is_no_limit() => Verify(Usings + """
        public class Window { public int Count { get; set; } }
        public class CountingMiddleware(RequestDelegate next)
        {
            private static readonly ConcurrentDictionary<string, Window> Callers = new();
            public async Task InvokeAsync(HttpContext context)
            {
                var window = Callers.GetOrAdd(context.Request.Path, _ => new Window());
                window.Count++;
                await next(context);
            }
        }
        """);

    [Fact]
    public Task Lock_that_one_request_takes_and_another_gives_back() => Service("""
        private readonly ConcurrentDictionary<string, string> {|MSA0501:_owners|} = new();
            public bool Put(string key, string value) => _owners.TryAdd(key, value);
            public bool Drop(string key) => _owners.TryRemove(key, out _);
        """);

    [Fact]
    public Task Guard_that_the_same_request_lifts_again() => Service("""
        private readonly ConcurrentDictionary<string, string> _current = new();
            public bool Put(string key, string value) { if (!_current.TryAdd(key, value)) return false; try { return true; } finally { _current.TryRemove(key, out _); } }
            public object? Drop(string key) => null;
        """);

    [Theory]
    [InlineData("Consume", "{|MSA0501:", "|}")]
    [InlineData("Describe", "", "")]
    public Task Message_that_is_handled_once(string method, string open, string close) => Verify(Usings + $$"""
        public interface IConsumer<T> { Task {{method}}(T message); }
        public class PaidConsumer : IConsumer<Guid>
        {
            private static readonly HashSet<Guid> {{open}}_ids{{close}} = new();
            public Task {{method}}(Guid message) { if (!_ids.Add(message)) return Task.CompletedTask; return Task.Delay(1); }
        }
        """);

    [Fact]
    public Task Buffer_that_its_only_reader_empties() => Service("""
        private readonly List<string> _lines = new();
            public object? Put(string key, string value) { lock (_lines) { _lines.Add(value); if (_lines.Count > 100) Flush(); } return null; }
            public object? Drop(string key) => null;
            private void Flush() { File.AppendAllLines("log.txt", _lines); _lines.Clear(); }
        """);

    [Fact]
    public Task List_that_is_emptied_and_read_elsewhere() => Service("""
        private readonly List<string> {|MSA0501:_lines|} = new();
            public object? Put(string key, string value) { _lines.Add(value); return null; }
            public object? Drop(string key) { var last = string.Join(",", _lines); _lines.Clear(); return last; }
            public int Count() => _lines.Count;
        """);

    [Fact]
    public Task Who_is_connected_here_is_a_fact_of_this_process() => Service("""
        private static readonly Dictionary<string, List<string>> Online = new();
            public object? Put(string key, string connectionId) { if (Online.ContainsKey(key)) Online[key].Add(connectionId); else Online.Add(key, new List<string> { connectionId }); return null; }
            public object? Drop(string key) => Online.Keys;
        """);

    [Theory]
    [InlineData("AddSingleton", "{|MSA0501:", "|}")]
    [InlineData("AddScoped", "", "")]
    public Task Base_class_of_a_repository(string lifetime, string open, string close) => Verify(Usings + $$"""
        public record Review(int Id, string Text);
        public interface IReviews { void Put(Review item, int id); Review? Find(int id); }
        public abstract class RepositoryBase<T> where T : class
        {
            protected readonly ConcurrentDictionary<int, T> {{open}}Items{{close}} = new();
            public T? Find(int id) => Items.GetValueOrDefault(id);
            public void Put(T item, int id) => Items[id] = item;
        }
        public class Reviews : RepositoryBase<Review>, IReviews { }
        public class Entry(IReviews reviews) : ControllerBase
        {
            [HttpGet] public Review? Get(int id) => reviews.Find(id);
            [HttpPost] public void Post(Review review) => reviews.Put(review, review.Id);
        }
        public static class Composition { public static void AddReviews(this IServiceCollection services) => services.{{lifetime}}<IReviews, Reviews>(); }
        """);

    [Fact]
    public Task Circle_of_base_classes_is_no_reason_to_hang() => Verify(Usings + """
        public class {|CS0146:A|} : B { protected readonly List<string> _items = new(); public void Add(string s) => _items.Add(s); public int Count() => _items.Count; }
        public class {|CS0146:B|} : A { }
        public static class Composition { public static void AddAll(this IServiceCollection services) => services.AddSingleton<C>(); }
        public class C { }
        """);

    [Fact]
    public Task Same_name_in_another_type_of_the_file_is_another_field() => Service("""
        private readonly List<string> _items = new();
            public object? Put(string key, string value) => _items.Count;
            public object? Drop(string key) => null;
            private class Other { private readonly List<string> _items = new(); public void Add(string s) => _items.Add(s); }
        """);

    [Fact]
    public Task Parameter_that_hides_the_field_is_not_the_field() => Service("""
        private readonly List<string> items = new();
            public object? Put(string key, string value) { Fill(new List<string>(), value); return items.Count; }
            public object? Drop(string key) => null;
            private static void Fill(List<string> items, string value) => items.Add(value);
        """);

    [Theory]
    [InlineData("AddInfrastructure", "services.AddSingleton<ITickets, InMemoryTicketRepository>();", true)]
    [InlineData("AddInMemoryTickets", "services.AddSingleton<ITickets, InMemoryTicketRepository>();", false)]
    [InlineData("AddInfrastructure", "services.TryAddSingleton<ITickets, InMemoryTicketRepository>();", false)]
    [InlineData("AddInfrastructure", "if (services.Count == 0) services.AddSingleton<ITickets, InMemoryTicketRepository>();", false)]
    [InlineData("AddInfrastructure", "services.AddSingleton<ITickets, InMemoryTicketRepository>(); } class Sql : ITickets { public void Add(string t) { } public int Count() => 0;", false)]
    public async Task In_memory_store_that_its_own_library_chooses(string method, string registration, bool isReported)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        var domain = CSharpCompilation.Create("Domain", [Parse("public interface ITickets { void Add(string t); int Count(); }")], TestReferences.All, options);
        var library = CSharpCompilation.Create("Infra", [Parse(Usings + $$"""
            using Microsoft.Extensions.DependencyInjection.Extensions;
            public class InMemoryTicketRepository : ITickets
            {
                private readonly List<string> _tickets = new();
                public void Add(string t) => _tickets.Add(t);
                public int Count() => _tickets.Count;
            }
            public static class Composition { public static void {{method}}(this IServiceCollection services) { {{registration}} } }
            """)], [.. TestReferences.All, domain.ToMetadataReference()], options);
        Assert.DoesNotContain(library.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
        var found = await library.WithAnalyzers([new MSA0501InProcessStateAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(isReported ? ["MSA0501"] : [], found.Select(d => d.Id));
    }

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken);
}
