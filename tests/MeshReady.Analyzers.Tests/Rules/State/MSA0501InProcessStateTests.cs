using MeshReady.Analyzers.Rules.State;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Tests.Rules.State;

public sealed class MSA0501InProcessStateTests : RuleTest<MSA0501InProcessStateAnalyzer>
{
    private const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;
        using Microsoft.Extensions.Hosting;

        public record Product(int Id, string Name);
        public class Cart { public string Id { get; set; } = ""; public List<string> Items { get; } = new(); }

        """;

    /// <summary>A repository whose body is given, an interface for it, and a controller that uses it.</summary>
    private static string Repository(string body, string registration, string declaration = "public class CartRepository : ICarts") => Usings + $$"""
        public interface ICarts { void Add(Cart cart); Cart? Get(string id); }
        {{declaration}}
        {
            {{body}}
        }

        [ApiController]
        public class CartController(ICarts carts) : ControllerBase
        {
            [HttpPost] public void Post(Cart cart) => carts.Add(cart);
            [HttpGet] public Cart? Find(string id) => carts.Get(id);
        }

        public static class Composition
        {
            public static void AddCarts(this IServiceCollection services)
            {
                {{registration}}
            }
        }
        """;

    private const string Dictionary = """
        private readonly ConcurrentDictionary<string, Cart> {|MSA0501:_carts|} = new();
            public void Add(Cart cart) => _carts[cart.Id] = cart;
            public Cart? Get(string id) => _carts.TryGetValue(id, out var cart) ? cart : null;
        """;

    private static string Silent(string source) => source.Replace("{|MSA0501:", "").Replace("|}", "");

    [Theory]
    [InlineData("services.AddSingleton<ICarts, CartRepository>();")]
    [InlineData("services.AddSingleton<CartRepository>();")]
    [InlineData("services.TryAddSingleton<ICarts, CartRepository>();")]
    [InlineData("services.AddKeyedSingleton<ICarts, CartRepository>(\"main\");")]
    [InlineData("services.AddSingleton(typeof(ICarts), typeof(CartRepository));")]
    [InlineData("services.AddSingleton(typeof(CartRepository));")]
    [InlineData("services.AddSingleton<ICarts>(_ => new CartRepository());")]
    [InlineData("services.AddSingleton<ICarts>(sp => { return new CartRepository(); });")]
    [InlineData("services.AddSingleton<ICarts>(new CartRepository());")]
    [InlineData("var repository = new CartRepository(); services.AddSingleton<ICarts>(repository);")]
    [InlineData("services.Add(ServiceDescriptor.Singleton<ICarts, CartRepository>());")]
    [InlineData("ServiceCollectionServiceExtensions.AddSingleton<ICarts, CartRepository>(services);")]
    public Task Dictionary_of_a_registered_singleton(string registration) => Verify(Repository(Dictionary, registration));

    [Theory]
    [InlineData("services.AddScoped<ICarts, CartRepository>();")]
    [InlineData("services.AddTransient<CartRepository>();")]
    [InlineData("if (services.Count > 3) services.AddSingleton<ICarts, CartRepository>(); else services.AddScoped<ICarts, CartRepository>();")]
    public Task Repository_that_is_not_always_a_singleton(string registration) => Verify(Silent(Repository(Dictionary, registration)));

    [Theory]
    [InlineData("private readonly Dictionary<string, Cart> {|MSA0501:_carts|} = [];\npublic void Add(Cart cart) => _carts.Add(cart.Id, cart);\npublic Cart? Get(string id) => _carts.GetValueOrDefault(id);")]
    [InlineData("private readonly IDictionary<string, Cart> {|MSA0501:_carts|} = new Dictionary<string, Cart>();\npublic void Add(Cart cart) { lock (_carts) this._carts[cart.Id] = cart; }\npublic Cart? Get(string id) => this._carts[id];")]
    [InlineData("private List<Cart> {|MSA0501:Carts|} { get; } = new();\npublic void Add(Cart cart) => Carts.Add(cart);\npublic Cart? Get(string id) => Carts.FirstOrDefault(c => c.Id == id);")]
    [InlineData("private readonly List<Cart> {|MSA0501:_carts|} = [];\npublic void Add(Cart cart) { var all = _carts; all.Add(cart); }\npublic Cart? Get(string id) => _carts.Find(c => c.Id == id);")]
    [InlineData("private readonly List<Cart> {|MSA0501:_carts|} = [];\nprivate List<Cart> All => _carts;\npublic void Add(Cart cart) => All.Add(cart);\npublic Cart? Get(string id) => All.Find(c => c.Id == id);")]
    [InlineData("private readonly Dictionary<string, Cart> {|MSA0501:_carts|} = new();\npublic void Add(Cart cart) { if (_carts.TryGetValue(cart.Id, out var old)) old.Items.AddRange(cart.Items); else _carts.Add(cart.Id, cart); }\npublic Cart? Get(string id) => _carts[id];")]
    [InlineData("private readonly ConcurrentDictionary<string, List<Cart>> {|MSA0501:_byOwner|} = new();\npublic void Add(Cart cart) => _byOwner.GetOrAdd(cart.Id, _ => new()).Add(cart);\npublic Cart? Get(string id) => _byOwner[id].Last();")]
    [InlineData("private Cart? {|MSA0501:_last|};\npublic void Add(Cart cart) => _last = cart;\npublic Cart? Get(string id) => _last;")]
    [InlineData("private readonly ConcurrentDictionary<string, Cart> {|MSA0501:_carts|} = new();\npublic void Add(Cart cart) => Keep(cart);\nprivate void Keep(Cart cart) => _carts.AddOrUpdate(cart.Id, cart, (_, _) => cart);\npublic Cart? Get(string id) => _carts[id];")]
    [InlineData("private int {|MSA0501:_added|};\npublic void Add(Cart cart) => Interlocked.Increment(ref _added);\npublic Cart? Get(string id) => _added > 3 ? new Cart() : null;")]
    [InlineData("private int {|MSA0501:_added|};\npublic void Add(Cart cart) => _added++;\npublic Cart? Get(string id) => _added > 3 ? new Cart() : null;")]
    [InlineData("private System.Collections.Immutable.ImmutableList<Cart> {|MSA0501:_carts|} = System.Collections.Immutable.ImmutableList<Cart>.Empty;\npublic void Add(Cart cart) => _carts = _carts.Add(cart);\npublic Cart? Get(string id) => _carts.Find(c => c.Id == id);")]
    [InlineData("private readonly ConcurrentQueue<Cart> {|MSA0501:_history|} = new();\npublic void Add(Cart cart) => _history.Enqueue(cart);\npublic Cart? Get(string id) => _history.FirstOrDefault();")]
    public Task Shapes_of_a_store(string body) => Verify(Repository(body, "services.AddSingleton<ICarts, CartRepository>();"));

    [Fact]
    public Task Record_class_with_a_primary_constructor()
        => Verify(Repository(Dictionary, "services.AddSingleton<ICarts, CartRepository>(_ => new CartRepository(3));", "public record class CartRepository(int Limit) : ICarts"));

    [Fact]
    public Task Class_in_two_files()
        => VerifyFiles(
            Repository("private readonly Dictionary<string, Cart> {|MSA0501:_carts|} = new();", "services.AddSingleton<ICarts, CartRepository>();", "public partial class CartRepository : ICarts"),
            """
            public partial class CartRepository
            {
                public void Add(Cart cart) => _carts.Add(cart.Id, cart);
                public Cart? Get(string id) => _carts[id];
            }
            """);

    [Theory]
    [InlineData("private static readonly List<Product> {|MSA0501:_products|} = new();")]
    [InlineData("private static List<Product> {|MSA0501:_products|} = new() { new Product(1, \"one\") };")]
    [InlineData("private static readonly IList<Product> {|MSA0501:_products|} = new List<Product>();")]
    [InlineData("private static List<Product> {|MSA0501:_products|} { get; } = [];")]
    public Task Static_list_of_a_controller(string field) => Verify(Usings + $$"""
        public class ProductsController : ControllerBase
        {
            {{field}}
            [HttpGet] public IEnumerable<Product> All() => _products;
            [HttpPost] public void Create(Product product) => _products.Add(product);
        }
        """);

    [Fact]
    public Task Static_class_as_a_database()
        => VerifyFiles(
            Usings + """
            public static class Database { public static readonly List<Product> {|MSA0501:Products|} = new(); }
            """,
            """
            using System.Linq;
            public class ProductsController : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                public Product First() => Database.Products.First();
                public void Create(Product product) => Database.Products.Add(product);
            }
            """);

    [Fact]
    public Task Only_instance_in_a_static_field() => Verify(Usings + """
        public class Basket
        {
            private readonly List<Product> {|MSA0501:_products|} = [];
            public void Put(Product product) => _products.Add(product);
            public int Count() => _products.Count;
        }

        public class BasketController : ControllerBase
        {
            private static readonly Basket Basket = new();
            public void Post(Product product) => Basket.Put(product);
            public int Get() => Basket.Count();
        }
        """);

    [Theory]
    [InlineData("var {|MSA0501:todos|} = new List<Product>();")]
    [InlineData("List<Product> {|MSA0501:todos|} = [];")]
    [InlineData("var {|MSA0501:todos|} = new ConcurrentBag<Product>();")]
    public Task Local_of_a_program_captured_by_endpoints(string local) => VerifyProgram(Usings.Replace("public record Product(int Id, string Name);", "").Replace("public class Cart { public string Id { get; set; } = \"\"; public List<string> Items { get; } = new(); }", "") + $$"""
        var app = WebApplication.CreateBuilder(args).Build();
        {{local}}
        app.MapGet("/todos", () => todos);
        app.MapPost("/todos", (Product todo) => todos.Add(todo));
        app.Run();
        public record Product(int Id, string Name);
        """);

    [Fact]
    public Task Counter_captured_by_endpoints() => VerifyProgram("""
        using Microsoft.AspNetCore.Builder;
        var app = WebApplication.Create(args);
        var {|MSA0501:visits|} = 0;
        app.MapPost("/visit", () => { visits++; });
        app.MapGet("/visits", () => visits);
        app.Run();
        """);

    [Fact]
    public Task Local_that_only_start_up_fills() => VerifyProgram("""
        using System.Collections.Generic;
        using Microsoft.AspNetCore.Builder;
        var app = WebApplication.Create(args);
        var regions = new List<string>();
        regions.Add("eu");
        app.MapGet("/regions", () => regions);
        app.MapGet("/regions/count", () => regions.Count);
        app.Run();
        """);

    [Fact]
    public Task Message_names_writer_and_reader_and_points_at_the_write()
    {
        var test = Usings + """
            public class ProductsController : ControllerBase
            {
                private static readonly List<Product> {|#0:_products|} = new();
                public IEnumerable<Product> All() => _products;
                public void Create(Product product) => {|#1:_products|}.Add(product);
            }
            """;
        return VerifyMessage(test);
    }

    private static Task VerifyMessage(string source)
    {
        var test = new Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerTest<MSA0501InProcessStateAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>
        {
            TestCode = source,
            ReferenceAssemblies = TestReferences.None,
        };
        test.TestState.AdditionalReferences.AddRange(TestReferences.All);
        test.ExpectedDiagnostics.Add(new Microsoft.CodeAnalysis.Testing.DiagnosticResult("MSA0501", DiagnosticSeverity.Warning)
            .WithLocation(0).WithLocation(1).WithArguments("_products", "Create", "All"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
