using MeshReady.Analyzers.Rules.Data;

namespace MeshReady.Analyzers.Tests.Rules.Data;

public sealed class MSA1005TransactionOutsideStrategyTests : RuleTest<MSA1005TransactionOutsideStrategyAnalyzer>
{
    private const string EntityFramework = """
        global using System;
        global using System.Linq;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.EntityFrameworkCore;
        global using Microsoft.EntityFrameworkCore.Infrastructure;
        global using Microsoft.EntityFrameworkCore.Storage;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;

        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContextOptionsBuilder { }
            public class DbContextOptionsBuilder<T> : DbContextOptionsBuilder where T : DbContext { }
            public class DbContext { public DatabaseFacade Database => null!; public Task SaveChangesAsync() => null!; protected virtual void OnConfiguring(DbContextOptionsBuilder options) { } }
            public static class SqlServerDbContextOptionsExtensions { public static DbContextOptionsBuilder UseSqlServer(this DbContextOptionsBuilder options, string text, Action<SqlServerDbContextOptionsBuilder>? configure = null) => options; }
            public static class RelationalDatabaseFacadeExtensions { public static Task<IDbContextTransaction> BeginTransactionAsync(this DatabaseFacade database, System.Data.IsolationLevel level) => null!; }
            public static class ExecutionStrategyExtensions { public static Task ExecuteAsync(this IExecutionStrategy strategy, Func<Task> operation) => null!; public static void Execute(this IExecutionStrategy strategy, Action operation) { } }
        }

        namespace Microsoft.EntityFrameworkCore.Infrastructure
        {
            public class SqlServerDbContextOptionsBuilder { public SqlServerDbContextOptionsBuilder EnableRetryOnFailure(int count = 6) => this; public SqlServerDbContextOptionsBuilder CommandTimeout(int seconds) => this; }
            public class DatabaseFacade { public IDbContextTransaction BeginTransaction() => null!; public Task<IDbContextTransaction> BeginTransactionAsync() => null!; public IExecutionStrategy CreateExecutionStrategy() => null!; }
        }

        namespace Microsoft.EntityFrameworkCore.Storage
        {
            public interface IDbContextTransaction : IDisposable, IAsyncDisposable { void Commit(); Task CommitAsync(); }
            public interface IExecutionStrategy { }
        }

        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class EntityFrameworkServiceCollectionExtensions { public static IServiceCollection AddDbContext<T>(this IServiceCollection services, Action<DbContextOptionsBuilder>? options = null) where T : DbContext => services; }
        }

        namespace Microsoft.Extensions.Hosting
        {
            public class Settings { public bool DisableRetry { get; set; } }
            public static class AspireEFPostgreSqlExtensions { public static void AddNpgsqlDbContext<T>(this IHostApplicationBuilder builder, string name, Action<Settings>? configure = null) where T : DbContext { } }
        }
        """;

    private const string Contexts = """
        public class OrderContext : DbContext { }
        public class LogContext : DbContext { }
        """;

    private const string Registration = "public static class Composition { public static void Add(IServiceCollection services) => services.AddDbContext<OrderContext>(o => o.UseSqlServer(\"x\", sql => sql.EnableRetryOnFailure(5))); }";

    [Fact]
    public Task Transaction_beside_the_strategy() => Check(Registration, """
        public class Handler(OrderContext db)
        {
            public async Task Handle()
            {
                await using var transaction = await db.Database.[|BeginTransactionAsync()|];
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            }
        }
        """);

    [Fact]
    public Task Isolation_level_is_an_extension() => Check(Registration, """
        public class Handler(OrderContext db)
        {
            public async Task Handle()
            {
                using (var transaction = await db.Database.[|BeginTransactionAsync(System.Data.IsolationLevel.Serializable)|])
                {
                    await transaction.CommitAsync();
                }
            }
        }
        """);

    [Fact]
    public Task Context_configures_itself_and_begins_itself() => Check("""
        public class OwnContext : DbContext
        {
            protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlServer("x", sql => sql.EnableRetryOnFailure());

            public void Move()
            {
                using var transaction = Database.[|BeginTransaction()|];
                transaction.Commit();
            }
        }
        """);

    [Fact]
    public Task Options_lie_in_a_local_function() => Check("""
        public static class Composition
        {
            public static void Add(IServiceCollection services)
            {
                static void Sql(SqlServerDbContextOptionsBuilder sql) { sql.CommandTimeout(5).EnableRetryOnFailure(); }
                services.AddDbContext<OrderContext>(o => { o.UseSqlServer("x", Sql); });
            }
        }

        public class Handler(OrderContext db)
        {
            public void Handle() { using var transaction = db.Database.[|BeginTransaction()|]; transaction.Commit(); }
        }
        """);

    [Fact]
    public Task House_method_registers_what_it_is_given() => Check("""
        public static class House
        {
            public static void AddStore<TStore>(this IServiceCollection services) where TStore : DbContext => services.AddDbContext<TStore>(o => o.UseSqlServer("x", sql => sql.EnableRetryOnFailure()));
        }

        public static class Composition { public static void Add(IServiceCollection services) => services.AddStore<OrderContext>(); }

        public class Handler(OrderContext db, LogContext logs)
        {
            public void Handle() { using var transaction = db.Database.[|BeginTransaction()|]; transaction.Commit(); }
            public void Log() { using var transaction = logs.Database.BeginTransaction(); transaction.Commit(); }
        }
        """);

    [Fact]
    public Task Aspire_retries_unasked() => Check("""
        public static class Composition { public static void Add(WebApplicationBuilder builder) => builder.AddNpgsqlDbContext<OrderContext>("orders"); }

        public class Handler(OrderContext db)
        {
            public void Handle() { using var transaction = db.Database.[|BeginTransaction()|]; transaction.Commit(); }
        }
        """);

    [Fact]
    public Task Base_class_begins_for_the_context_that_retries() => Check("""
        public abstract class ContextBase : DbContext
        {
            public async Task RunAsync(Func<Task> work)
            {
                await using var transaction = await Database.[|BeginTransactionAsync()|];
                await work();
                await transaction.CommitAsync();
            }
        }

        public class ShopContext : ContextBase { }
        public static class Composition { public static void Add(IServiceCollection services) => services.AddDbContext<ShopContext>(o => o.UseSqlServer("x", sql => sql.EnableRetryOnFailure(5))); }
        """);

    [Fact]
    public Task Transaction_runs_within_the_strategy() => Check(Registration, """
        public class Handler(OrderContext db)
        {
            public async Task Handle()
            {
                var strategy = db.Database.CreateExecutionStrategy();
                await strategy.ExecuteAsync(async () =>
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    await transaction.CommitAsync();
                });
            }

            public void Direct() => db.Database.CreateExecutionStrategy().Execute(() => { using var transaction = db.Database.BeginTransaction(); transaction.Commit(); });

            public Task ByGroup() => db.Database.CreateExecutionStrategy().ExecuteAsync(Move);

            private async Task Move()
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                await transaction.CommitAsync();
            }
        }
        """);

    [Fact]
    public Task Wrapper_of_the_context_is_called_within_the_strategy() => Check("""
        public interface IUnit { Task<IDbContextTransaction> BeginAsync(); }
        public class UnitContext : DbContext, IUnit { public async Task<IDbContextTransaction> BeginAsync() => await Database.BeginTransactionAsync(); }
        public static class Composition { public static void Add(IServiceCollection services) => services.AddDbContext<UnitContext>(o => o.UseSqlServer("x", sql => sql.EnableRetryOnFailure(5))); }

        public class Behavior(UnitContext db, IUnit unit)
        {
            public Task Handle() => db.Database.CreateExecutionStrategy().ExecuteAsync(async () => { await using var transaction = await unit.BeginAsync(); });
        }
        """);

    [Fact]
    public Task Helper_of_the_house_wraps_the_strategy() => Check(Registration, """
        public class Resilient(DbContext context)
        {
            public Task ExecuteAsync(Func<Task> work) => context.Database.CreateExecutionStrategy().ExecuteAsync(work);
        }

        public class Handler(OrderContext db, Resilient resilient)
        {
            public Task Handle() => resilient.ExecuteAsync(async () => { await using var transaction = await db.Database.BeginTransactionAsync(); await transaction.CommitAsync(); });
        }
        """);

    [Fact]
    public Task Another_context_retries() => Check(Registration, """
        public class Handler(LogContext db)
        {
            public void Handle() { using var transaction = db.Database.BeginTransaction(); transaction.Commit(); }
        }
        """);

    [Fact]
    public Task Nothing_retries() => Check("""
        public static class Composition { public static void Add(IServiceCollection services) => services.AddDbContext<OrderContext>(o => o.UseSqlServer("x", sql => sql.CommandTimeout(5))); }

        public class Handler(OrderContext db)
        {
            public void Handle() { using var transaction = db.Database.BeginTransaction(); transaction.Commit(); }
        }
        """);

    [Fact]
    public Task Aspire_is_told_not_to_retry() => Check("""
        public static class Composition { public static void Add(WebApplicationBuilder builder) => builder.AddNpgsqlDbContext<OrderContext>("orders", s => s.DisableRetry = true); }

        public class Handler(OrderContext db)
        {
            public void Handle() { using var transaction = db.Database.BeginTransaction(); transaction.Commit(); }
        }
        """);

    [Fact]
    public Task Transaction_of_ADO_NET_knows_no_strategy() => Check(Registration, """
        public class Handler(OrderContext db, System.Data.Common.DbConnection connection)
        {
            public void Handle() { using var transaction = connection.BeginTransaction(); transaction.Commit(); }
        }
        """);

    [Fact]
    public Task Any_context_could_be_meant() => Check(Registration, """
        public class Handler(DbContext db)
        {
            public void Handle() { using var transaction = db.Database.BeginTransaction(); transaction.Commit(); }
        }
        """);

    [Fact]
    public Task Types_of_the_same_name_are_silent() => Check(Registration, """
        namespace Mine
        {
            public class DatabaseFacade { public IDisposable BeginTransaction() => null!; }
            public class OrderContext { public DatabaseFacade Database => null!; }
            public class Handler(OrderContext db) { public void Handle() { using var transaction = db.Database.BeginTransaction(); } }
        }
        """);

    [Fact]
    public Task Broken_code_is_survived() => Check(Registration, """
        public class Handler({|CS0246:Missing|} db)
        {
            public void Handle() { using var transaction = db.Database.BeginTransaction(); }
            public void Half(OrderContext real) { real.{|CS1061:Databas|}.BeginTransaction(); }
        }
        """);

    [Fact]
    public Task Real_types_of_EF_Core() => VerifyReal("""
        using System.Threading.Tasks;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.DependencyInjection;

        public class OrderContext : DbContext { }

        public static class Composition { public static void Add(IServiceCollection services) => services.AddDbContext<OrderContext>(o => o.UseSqlServer("x", sql => sql.EnableRetryOnFailure())); }

        public class Handler(OrderContext db)
        {
            public async Task Outside()
            {
                await using var transaction = await db.Database.[|BeginTransactionAsync()|];
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            }

            public Task Inside() => db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable);
                await transaction.CommitAsync();
            });
        }
        """, "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational", "Microsoft.EntityFrameworkCore.SqlServer");

    private static Task Check(params string[] sources) => VerifyFiles([EntityFramework, Contexts, .. sources]);
}
