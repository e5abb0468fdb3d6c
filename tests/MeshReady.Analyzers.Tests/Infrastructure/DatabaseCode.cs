namespace MeshReady.Analyzers.Tests;

/// <summary>Declarations with the metadata names of libraries that change schemas, for programs in tests.</summary>
internal static class DatabaseCode
{
    public const string Usings = """
        using System;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using DbUp.Engine;
        using EvolveDb;
        using FluentMigrator.Runner;
        using Marten;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Infrastructure;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using NHibernate.Cfg;
        using Polly;

        """;

    public const string Libraries = """

        class Shop : DbContext { }
        namespace Microsoft.EntityFrameworkCore.Infrastructure
        {
            public class DatabaseFacade { public bool EnsureCreated() => true; public Task<bool> EnsureCreatedAsync(CancellationToken token = default) => Task.FromResult(true); public bool CanConnect() => true; }
        }
        namespace Microsoft.EntityFrameworkCore
        {
            public class DbContext { public DatabaseFacade Database => new(); }
            public class DbContextOptionsBuilder { }
            public static class RelationalDatabaseFacadeExtensions
            {
                public static void Migrate(this DatabaseFacade facade) { }
                public static Task MigrateAsync(this DatabaseFacade facade, CancellationToken token = default) => Task.CompletedTask;
                public static string[] GetPendingMigrations(this DatabaseFacade facade) => [];
                public static void UseNpgsql(this DbContextOptionsBuilder options, string connection) { }
                public static void UseSqlite(this DbContextOptionsBuilder options, string connection) { }
            }
        }
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class EntityFrameworkServiceCollectionExtensions { public static IServiceCollection AddDbContext<T>(this IServiceCollection services, Action<DbContextOptionsBuilder> options = null) => services; }
        }
        namespace FluentMigrator.Runner { public interface IMigrationRunner { void MigrateUp(); } }
        namespace DbUp.Engine { public class UpgradeEngine { public bool PerformUpgrade() => true; } }
        namespace EvolveDb { public class Evolve { public void Migrate() { } } }
        namespace Weasel.Core { public enum AutoCreate { All, CreateOrUpdate, None } }
        namespace Marten
        {
            public class StoreOptions { public Weasel.Core.AutoCreate AutoCreateSchemaObjects { get; set; } }
            public static class MartenServiceCollectionExtensions
            {
                public static MartenConfigurationExpression AddMarten(this IServiceCollection services, Action<StoreOptions> options) => new();
                public class MartenConfigurationExpression { public MartenConfigurationExpression ApplyAllDatabaseChangesOnStartup() => this; }
            }
            public interface IMartenStorage { Task ApplyAllConfiguredChangesToDatabaseAsync(); }
        }
        namespace NHibernate.Cfg { public enum SchemaAutoAction { Update, Validate } public class Db { public SchemaAutoAction SchemaAction { get; set; } } }
        namespace Polly { public class Policy { public static Policy Retry() => new(); public void Execute(Action action) => action(); } }
        """;
}
