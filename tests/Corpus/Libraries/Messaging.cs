// Declarations with the metadata names of Microsoft.EntityFrameworkCore, RabbitMQ.Client and MassTransit.
#pragma warning disable
namespace Microsoft.EntityFrameworkCore
{
    public class DbSet<TEntity>
        where TEntity : class
    {
        public void Add(TEntity entity) { }
    }

    public class DbContext
    {
        public Infrastructure.DatabaseFacade Database => null;

        public Task<int> SaveChangesAsync(CancellationToken cancellationToken = default) => null;
    }
}

namespace Microsoft.EntityFrameworkCore
{
    public class DbContextOptionsBuilder;

    public static class SqlServerDbContextOptionsExtensions
    {
        public static DbContextOptionsBuilder UseSqlServer(this DbContextOptionsBuilder optionsBuilder, string connectionString, Action<Infrastructure.SqlServerDbContextOptionsBuilder> sqlServerOptionsAction = null) => optionsBuilder;
    }

    public static class ExecutionStrategyExtensions
    {
        public static Task ExecuteAsync(this Storage.IExecutionStrategy strategy, Func<Task> operation) => null;
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class EntityFrameworkServiceCollectionExtensions
    {
        public static IServiceCollection AddDbContext<TContext>(this IServiceCollection serviceCollection, Action<Microsoft.EntityFrameworkCore.DbContextOptionsBuilder> optionsAction = null)
            where TContext : Microsoft.EntityFrameworkCore.DbContext => serviceCollection;
    }
}

namespace Microsoft.EntityFrameworkCore.Infrastructure
{
    public class SqlServerDbContextOptionsBuilder
    {
        public SqlServerDbContextOptionsBuilder EnableRetryOnFailure() => this;
    }

    public class DatabaseFacade
    {
        public Task<Storage.IDbContextTransaction> BeginTransactionAsync(CancellationToken cancellationToken = default) => null;

        public Storage.IExecutionStrategy CreateExecutionStrategy() => null;
    }
}

namespace Microsoft.EntityFrameworkCore.Storage
{
    public interface IDbContextTransaction : IAsyncDisposable
    {
        Task CommitAsync(CancellationToken cancellationToken = default);
    }

    public interface IExecutionStrategy;
}

namespace RabbitMQ.Client
{
    public interface IChannel : IAsyncDisposable
    {
        ValueTask BasicPublishAsync(string exchange, string routingKey, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default);
    }

    public interface IConnection : IAsyncDisposable
    {
        Task<IChannel> CreateChannelAsync();
    }

    public class ConnectionFactory
    {
        public Uri Uri { get; set; }

        public Task<IConnection> CreateConnectionAsync(CancellationToken cancellationToken = default) => null;
    }
}

namespace MassTransit
{
    public interface IPublishEndpoint
    {
        Task Publish<T>(T message, CancellationToken cancellationToken = default)
            where T : class;
    }

    public interface IBusRegistrationConfigurator;

    public interface IEntityFrameworkOutboxConfigurator
    {
        void UseBusOutbox();
    }

    public static class DependencyInjectionRegistrationExtensions
    {
        public static Microsoft.Extensions.DependencyInjection.IServiceCollection AddMassTransit(this Microsoft.Extensions.DependencyInjection.IServiceCollection collection, Action<IBusRegistrationConfigurator> configure = null) => collection;
    }

    public static class EntityFrameworkOutboxConfigurationExtensions
    {
        public static void AddEntityFrameworkOutbox<TDbContext>(this IBusRegistrationConfigurator configurator, Action<IEntityFrameworkOutboxConfigurator> configure = null)
            where TDbContext : Microsoft.EntityFrameworkCore.DbContext { }
    }
}
