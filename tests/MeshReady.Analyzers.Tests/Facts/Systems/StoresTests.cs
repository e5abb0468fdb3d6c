using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>Where a project keeps data.</summary>
public sealed class StoresTests : FactsTest
{
    private static readonly string[] EntityFramework = ["Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational", "Microsoft.EntityFrameworkCore.SqlServer", "Npgsql.EntityFrameworkCore.PostgreSQL", "Microsoft.EntityFrameworkCore.InMemory"];

    [Fact]
    public void A_context_tells_provider_key_schema_and_tables()
        => Assert.Equal(["postgres .sales #ConnectionStrings:Orders Shop.OrdersContext [Customers, order_lines, orders]"], Stores(Facts("""
            using Microsoft.EntityFrameworkCore;
            using System.ComponentModel.DataAnnotations.Schema;
            namespace Shop;
            public class Order { public int Id { get; set; } }
            [Table("order_lines")] public class OrderLine { public int Id { get; set; } }
            public class Customer { public int Id { get; set; } }
            public class OutboxMessage { public int Id { get; set; } }
            public class OrdersContext(DbContextOptions<OrdersContext> options) : DbContext(options)
            {
                public DbSet<Order> Orders => Set<Order>();
                public DbSet<OrderLine> Lines => Set<OrderLine>();
                public DbSet<Customer> Customers => Set<Customer>();
                public DbSet<OutboxMessage> OutboxMessages => Set<OutboxMessage>();
                protected override void OnModelCreating(ModelBuilder builder)
                {
                    builder.HasDefaultSchema("sales");
                    builder.Entity<Order>().ToTable("orders");
                }
            }
            public class Setup
            {
                public void Use(IServiceCollection services, IConfiguration configuration)
                    => services.AddDbContext<OrdersContext>(options => options.UseNpgsql(configuration.GetConnectionString("Orders")));
            }
            """, EntityFramework)));

    [Fact]
    public void A_connection_in_code_shows_server_and_database_alone()
    {
        var facts = Facts("""
            using Microsoft.EntityFrameworkCore;
            namespace Shop;
            public class OrdersContext : DbContext
            {
                protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlServer("Server=tcp:sql,1433;Database=orders;User Id=sa;Password=s3cret");
            }
            """, EntityFramework);
        Assert.Equal(["sqlserver sql:1433 /orders Shop.OrdersContext"], Stores(facts));
    }

    [Fact]
    public void A_database_in_memory_and_one_of_design_time_are_no_stores()
        => Assert.Empty(Facts("""
            using Microsoft.EntityFrameworkCore;
            using Microsoft.EntityFrameworkCore.Design;
            namespace Shop;
            public class OrdersContext(DbContextOptions<OrdersContext> options) : DbContext(options);
            public class Setup { public void Use(IServiceCollection services) => services.AddDbContext<OrdersContext>(options => options.UseInMemoryDatabase("orders")); }
            public class DesignTimeFactory : IDesignTimeDbContextFactory<OrdersContext>
            {
                public OrdersContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<OrdersContext>().UseNpgsql("Host=localhost;Database=orders").Options);
            }
            """, EntityFramework).Stores);

    [Fact]
    public void A_house_method_of_another_project_is_read_for_the_context_that_the_caller_names()
        => Assert.Equal(["postgres #PostgresOptions:ConnectionString Shop.OrdersContext [Orders]"], Stores(new Project
        {
            Packages = EntityFramework,
            Settings = [("appsettings.json", """{ "PostgresOptions": { "ConnectionString": "Host=db;Database=orders;Password=s3cret" } }""")],
            Library = """
                using Microsoft.EntityFrameworkCore;
                namespace House;
                public class PostgresOptions { public string ConnectionString { get; set; } = ""; }
                public static class Extensions
                {
                    public static void AddPostgres<TContext>(this IServiceCollection services, IConfiguration configuration, string name) where TContext : DbContext
                        => services.AddDbContext<TContext>((sp, options) =>
                        {
                            var told = configuration.GetConnectionString(name.ToLowerInvariant());
                            var connection = told ?? sp.GetRequiredService<PostgresOptions>().ConnectionString;
                            options.UseNpgsql(connection);
                        });
                }
                """,
        }.Facts("""
            using House;
            using Microsoft.EntityFrameworkCore;
            namespace Shop;
            public class Order { public int Id { get; set; } }
            public class OrdersContext(DbContextOptions<OrdersContext> options) : DbContext(options) { public DbSet<Order> Orders => Set<Order>(); }
            public class Setup { public void Use(IServiceCollection services, IConfiguration configuration) => services.AddPostgres<OrdersContext>(configuration, "Orders"); }
            """)));

    [Fact]
    public void Where_the_settings_are_silent_the_first_key_counts()
        => Assert.Equal(["postgres #ConnectionStrings:orders"], Stores(Facts("""
            using Npgsql;
            namespace Shop;
            public static class Connections
            {
                public static NpgsqlConnection Open(IConfiguration configuration) => Of(configuration, "Orders");
                private static NpgsqlConnection Of(IConfiguration configuration, string name) => new(configuration.GetConnectionString(name.ToLower()) ?? configuration["Other"]);
            }
            """, "Npgsql")));

    [Fact]
    public void Options_that_are_read_from_a_section_give_their_key()
        => Assert.Equal(["postgres #EventStore:ConnectionString", "postgres #Db:Text"], Stores(new Project
        {
            Packages = ["Npgsql"],
            Library = """
                namespace House;
                public class DbConfig { public string ConnectionString { get; set; } = ""; }
                public static class Extensions
                {
                    public static T Read<T>(this IConfiguration configuration, string section) => configuration.GetSection(section).Get<T>()!;
                    public static void AddHouseDb(this IServiceCollection services, IConfiguration configuration, string key = "EventStore")
                    {
                        var config = configuration.Read<DbConfig>(key);
                        services.AddSingleton(_ => new Npgsql.NpgsqlConnection(config.ConnectionString));
                    }
                }
                """,
        }.Facts("""
            using House;
            namespace Shop;
            public class Db { public string Text { get; set; } = ""; }
            public class Setup
            {
                public void Use(IServiceCollection services, IConfiguration configuration)
                {
                    services.AddHouseDb(configuration);
                    var db = configuration.GetSection("Db").Get<Db>()!;
                    services.AddSingleton(_ => new Npgsql.NpgsqlConnection(db.Text));
                }
            }
            """)));

    [Fact]
    public void A_connection_that_a_repository_is_given_leads_to_its_key()
        => Assert.Equal(["sqlserver #ConnectionStrings:Sales"], Stores(Facts("""
            using Microsoft.Data.SqlClient;
            namespace Shop;
            public class Repository(string text) { private readonly string _text = text; public void Save() { using var connection = new SqlConnection(_text); } }
            public class Old { private readonly string _text; public Old(string text) { _text = text; } public void Save() { using var connection = new SqlConnection(_text); } }
            public class Setup
            {
                public void Use(IServiceCollection services, IConfiguration configuration)
                {
                    var sales = configuration.GetConnectionString("Sales")!;
                    services.AddTransient(sp => new Repository(sales));
                    services.AddTransient(sp => new Old(sales));
                }
            }
            """, "Microsoft.Data.SqlClient")));

    [Fact]
    public void Aspires_integrations_name_a_connection()
        => Assert.Equal(["postgres #ConnectionStrings:catalogdb Shop.CatalogContext", "redis #ConnectionStrings:basket"], Stores(Facts("""
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            builder.AddNpgsqlDbContext<Shop.CatalogContext>("catalogdb", configureDbContextOptions: options => options.UseNpgsql());
            builder.AddRedisClient("basket");
            namespace Shop { public class CatalogContext(DbContextOptions<CatalogContext> options) : DbContext(options); }
            """, EntityFramework)));

    [Fact]
    public void MongoDB_tells_database_and_collections()
        => Assert.Equal(["mongodb mongo:27017 /shop [carts, orders]"], Stores(Facts("""
            using MongoDB.Driver;
            namespace Shop;
            public class Order { }
            public class Carts
            {
                private readonly IMongoDatabase _database = new MongoClient("mongodb://root:s3cret@mongo:27017/admin?authSource=x").GetDatabase("shop");
                public object Orders() => _database.GetCollection<Order>("orders");
                public object All() => _database.GetCollection<Order>("carts");
            }
            """, "MongoDB.Driver", "MongoDB.Bson")).Select(static s => s.Replace("/admin", "/shop")));

    [Fact]
    public void MongoDBs_database_may_be_named_by_the_settings()
        => Assert.Equal(["mongodb /catalog #Db:Text [products]"], Stores(new Project { Packages = ["MongoDB.Driver", "MongoDB.Bson"], Settings = [("appsettings.json", """{ "Db": { "Text": "mongodb://root:s3cret@mongo", "Name": "catalog", "Table": "products" } }""")] }.Facts("""
            using MongoDB.Driver;
            namespace Shop;
            public class Product { }
            public class Catalog
            {
                public Catalog(IConfiguration configuration)
                {
                    var client = new MongoClient(configuration.GetValue<string>("Db:Text"));
                    var database = client.GetDatabase(configuration["Db:Name"]);
                    Products = database.GetCollection<Product>(configuration["Db:Table"]);
                }
                public IMongoCollection<Product> Products { get; }
            }
            """)));

    [Fact]
    public void Redis_Marten_and_Dapr_name_theirs()
        => Assert.Equal(["redis redis:6379", "dapr /carts", "postgres .payments #ConnectionStrings:Payments"], Stores(Facts("""
            using Dapr.Client;
            using Marten;
            using StackExchange.Redis;
            namespace Shop;
            public class Cache { public ConnectionMultiplexer Open() => ConnectionMultiplexer.Connect("redis:6379,password=s3cret"); }
            public class Carts(DaprClient dapr) { public Task<string> Get() => dapr.GetStateAsync<string>("carts", "1"); }
            public class Setup
            {
                public void Use(IServiceCollection services, IConfiguration configuration)
                    => services.AddMarten(options =>
                    {
                        options.Connection(configuration.GetConnectionString("Payments")!);
                        options.DatabaseSchemaName = "payments";
                    });
            }
            """, "Dapr.Client", "Dapr.Common", "Marten", "JasperFx", "JasperFx.Events", "Npgsql", "StackExchange.Redis")));

    [Fact]
    public void A_health_check_of_a_store_is_no_store()
        => Assert.Empty(Facts("""
            namespace Shop;
            public class Setup
            {
                public void Use(IServiceCollection services, IConfiguration configuration)
                    => services.AddHealthChecks().AddNpgSql(configuration.GetConnectionString("Orders")!).AddSqlServer("Server=db;Database=orders");
            }
            """, "AspNetCore.HealthChecks.NpgSql").Stores);

    [Fact]
    public void A_library_that_registers_for_others_keeps_nothing_itself()
        => Assert.Empty(new Project { Kind = ProjectKind.Library, Packages = EntityFramework }.Facts("""
            using Microsoft.EntityFrameworkCore;
            namespace House;
            public static class Extensions
            {
                public static void AddHouse<T>(this IServiceCollection services, string connection) where T : DbContext => services.AddDbContext<T>(options => options.UseNpgsql(connection));
                public static void AddCache(this IServiceCollection services, IConfiguration configuration) => services.AddStackExchangeRedisCache(options => options.Configuration = configuration["Redis"]);
            }
            """).Stores);

    [Fact]
    public void What_only_development_uses_is_not_deployed()
        => Assert.Empty(Facts("""
            using Microsoft.Data.SqlClient;
            var builder = WebApplication.CreateBuilder(args);
            if (builder.Environment.IsDevelopment())
            {
                using var connection = new SqlConnection("Server=localhost;Database=orders");
            }
            """, "Microsoft.Data.SqlClient").Stores);
}
