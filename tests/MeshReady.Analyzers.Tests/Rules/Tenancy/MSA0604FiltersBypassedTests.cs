using MeshReady.Analyzers.Rules.Tenancy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Tenancy;

public sealed class MSA0604FiltersBypassedTests : RuleTest<MSA0604FiltersBypassedAnalyzer>
{
    [Theory]
    // Nobody has said who calls: there is no tenant yet.
    [InlineData("[AllowAnonymous] public class Payments { object Done(Shop shop, int id) => shop.Orders.IgnoreQueryFilters().First(o => o.Id == id); } public class AllowAnonymousAttribute : Attribute { }")]
    [InlineData("public class Payments { [Microsoft.AspNetCore.Authorization.AllowAnonymous] object Done(Shop shop, int id) => shop.Orders.IgnoreQueryFilters().First(o => o.Id == id); }")]
    // Nobody calls what the host runs.
    [InlineData("public class Archive(Shop shop) : Microsoft.Extensions.Hosting.BackgroundService { protected override System.Threading.Tasks.Task ExecuteAsync(System.Threading.CancellationToken token) { foreach (var o in shop.Orders.IgnoreQueryFilters()) Console.WriteLine(o.Id); return System.Threading.Tasks.Task.CompletedTask; } }")]
    public Task Before_or_beyond_tenants(string type) => Verify(In("", more: type));

    private const string Library = """

        namespace Microsoft.EntityFrameworkCore
        {
            using System.Linq.Expressions;
            public class DbSet<T> : System.Linq.IQueryable<T> where T : class
            {
                public System.Type ElementType => null!; public Expression Expression => null!; public System.Linq.IQueryProvider Provider => null!;
                public System.Collections.Generic.IEnumerator<T> GetEnumerator() => null!; System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => null!;
            }
            public class DbContext { protected virtual void OnModelCreating(ModelBuilder model) { } }
            public class ModelBuilder { public EntityTypeBuilder<T> Entity<T>() where T : class => new(); public void Entity<T>(System.Action<EntityTypeBuilder<T>> build) where T : class { } }
            public class EntityTypeBuilder<T> where T : class { public EntityTypeBuilder<T> HasQueryFilter(Expression<System.Func<T, bool>> filter) => this; public EntityTypeBuilder<T> HasQueryFilter(string name, Expression<System.Func<T, bool>> filter) => this; }
            public interface IEntityTypeConfiguration<T> where T : class { void Configure(EntityTypeBuilder<T> builder); }
            public static class EntityFrameworkQueryableExtensions
            {
                public static System.Linq.IQueryable<T> IgnoreQueryFilters<T>(this System.Linq.IQueryable<T> source) where T : class => source;
                public static System.Linq.IQueryable<T> IgnoreQueryFilters<T>(this System.Linq.IQueryable<T> source, System.Collections.Generic.IReadOnlyCollection<string> names) where T : class => source;
            }
        }
        """;

    private const string Filter = "model.Entity<Order>().HasQueryFilter(o => o.TenantId == TenantId && !o.IsDeleted);";

    private static string In(string query, string filter = Filter, string more = "") => $$"""
        using System;
        using System.Linq;
        using Microsoft.EntityFrameworkCore;

        public interface IMultiTenant { string TenantId { get; } }
        public class Order : IMultiTenant { public string TenantId { get; set; } = ""; public bool IsDeleted { get; set; } public int Id { get; set; } }
        public class Country { public bool IsDeleted { get; set; } }
        [AttributeUsage(AttributeTargets.All)] public sealed class TenantAgnosticAttribute : Attribute { }
        public class Shop : DbContext
        {
            public string TenantId { get; set; } = "";
            public DbSet<Order> Orders { get; } = new();
            public DbSet<Country> Countries { get; } = new();
            protected override void OnModelCreating(ModelBuilder model)
            {
                model.Entity<Country>().HasQueryFilter(c => !c.IsDeleted);
                {{filter}}
            }
        }
        {{more}}
        public class Queries(Shop shop, string tenantId)
        {
            {{query}}
        }
        """ + Library;

    [Fact]
    public Task Deleted_rows_of_all_tenants() => VerifyResults(
        In("public Order[] Deleted() => shop.Orders.{|#0:IgnoreQueryFilters()|}.Where(o => o.IsDeleted).ToArray();"),
        new DiagnosticResult("MSA0604", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
            "'IgnoreQueryFilters' takes off what holds 'Order' to its tenant as well (its query filter): the query reads all tenants' rows; name the filter that is meant (EF Core 10), or compare the tenant in the query"));

    [Theory]
    [InlineData("public Order? Find(int id) => shop.Orders.{|MSA0604:IgnoreQueryFilters()|}.FirstOrDefault(o => o.Id == id);")]
    [InlineData("public int Count() { var all = shop.Orders.Where(o => o.IsDeleted); return all.{|MSA0604:IgnoreQueryFilters()|}.Count(); }")]
    [InlineData("public int Count() => EntityFrameworkQueryableExtensions.{|MSA0604:IgnoreQueryFilters(shop.Orders)|}.Count();")]
    [InlineData("public IQueryable<Order> All => from o in shop.Orders.{|MSA0604:IgnoreQueryFilters()|} where o.IsDeleted select o;")]
    [InlineData("public IQueryable<Order> All() => shop.Orders.{|MSA0604:IgnoreQueryFilters(new[] { \"Tenant\", \"SoftDelete\" })|};")]
    public Task Filter_of_the_tenant_is_passed_by(string query) => Verify(In(query));

    [Theory]
    [InlineData("model.Entity<Order>(e => { e.HasQueryFilter(o => o.TenantId == TenantId); });", "")]
    [InlineData("model.Entity<Order>().HasQueryFilter(\"Tenant\", o => o.TenantId == TenantId);", "")]
    [InlineData("Apply<Order>(model); void Apply<T>(ModelBuilder m) where T : class, IMultiTenant => m.Entity<T>().HasQueryFilter(x => x.TenantId == TenantId);", "")]
    [InlineData("", "public class OrderMap : IEntityTypeConfiguration<Order> { private readonly string _tenant = \"\"; public void Configure(EntityTypeBuilder<Order> builder) => builder.HasQueryFilter(o => o.TenantId == _tenant); }")]
    public Task Filter_in_other_words(string filter, string more) => Verify(In("public int Count() => shop.Orders.{|MSA0604:IgnoreQueryFilters()|}.Count();", filter, more));

    [Theory]
    [InlineData("public int Count() => shop.Countries.IgnoreQueryFilters().Count();")]
    [InlineData("public int Count() => shop.Orders.IgnoreQueryFilters().Count(o => o.TenantId == tenantId);")]
    [InlineData("public int Count() => shop.Orders.Where(o => o.TenantId == tenantId).IgnoreQueryFilters().Count();")]
    [InlineData("public int Count() => shop.Orders.IgnoreQueryFilters(new[] { \"SoftDelete\" }).Count();")]
    [InlineData("public Order? Find(int id) { var found = shop.Orders.IgnoreQueryFilters().FirstOrDefault(o => o.Id == id); return found?.TenantId == tenantId ? found : null; }")]
    [InlineData("public bool IsTaken(int id) => shop.Orders.IgnoreQueryFilters().Any(o => o.Id == id);")]
    [InlineData("public object Perform() => shop.Orders.IgnoreQueryFilters().Where(o => o.IsDeleted).GroupBy(o => o.TenantId).ToArray();")]
    [InlineData("public Order? FindAtLogin(int id) => shop.Orders.IgnoreQueryFilters().FirstOrDefault(o => o.Id == id);")]
    [InlineData("public int CountForAdmin() => shop.Orders.IgnoreQueryFilters().Count();")]
    [InlineData("[TenantAgnostic] public int Count() => shop.Orders.IgnoreQueryFilters().Count();")]
    [InlineData("public int Count() => shop.Orders.Count();")]
    [InlineData("public int Count() => My.Extensions.IgnoreQueryFilters(shop.Orders).Count();")]
    public Task Filter_in_force_or_not_meant(string query) => Verify(In(query) + "namespace My { public static class Extensions { public static System.Linq.IQueryable<T> IgnoreQueryFilters<T>(System.Linq.IQueryable<T> q) => q; } }");

    [Fact]
    public Task Filters_that_speak_of_no_tenant() => Verify(In("public int Count() => shop.Orders.IgnoreQueryFilters().Count();", "model.Entity<Order>().HasQueryFilter(o => !o.IsDeleted);"));

    [Fact]
    public Task Code_being_typed() => Verify(In("public int Count() => shop.Orders.{|MSA0604:IgnoreQueryFilters()|}.Count(o => o.{|CS1061:Tot|} > 1);"));

    [Fact]
    public Task Real_package() => VerifyReal(
        """
        using System.Linq;
        using Microsoft.EntityFrameworkCore;

        public class Order { public int Id { get; set; } public string TenantId { get; set; } = ""; public bool IsDeleted { get; set; } }

        public class Shop(DbContextOptions<Shop> options, string tenantId) : DbContext(options)
        {
            public DbSet<Order> Orders => Set<Order>();

            protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Order>().HasQueryFilter(o => o.TenantId == tenantId);

            public IQueryable<Order> Deleted() => Orders.{|MSA0604:IgnoreQueryFilters()|}.Where(o => o.IsDeleted);

            public IQueryable<Order> DeletedOf(string tenant) => Orders.IgnoreQueryFilters().Where(o => o.IsDeleted && o.TenantId == tenant);
        }
        """,
        "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions");
}
