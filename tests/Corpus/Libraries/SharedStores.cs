using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.SignalR;

namespace Microsoft.Extensions.Caching.StackExchangeRedis
{
    public class RedisCacheOptions
    {
        public string? Configuration { get; set; }
    }
}

namespace StackExchange.Redis
{
    public interface IConnectionMultiplexer;

    public sealed class ConnectionMultiplexer : IConnectionMultiplexer
    {
        public static ConnectionMultiplexer Connect(string configuration) => new();
    }
}

namespace Microsoft.AspNetCore.DataProtection
{
    public static class StackExchangeRedisDataProtectionBuilderExtensions
    {
        public static IDataProtectionBuilder PersistKeysToStackExchangeRedis(this IDataProtectionBuilder builder, global::StackExchange.Redis.IConnectionMultiplexer connection, string key) => builder;
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class StackExchangeRedisCacheServiceCollectionExtensions
    {
        public static IServiceCollection AddStackExchangeRedisCache(this IServiceCollection services, Action<Caching.StackExchangeRedis.RedisCacheOptions> configure) => services;
    }

    public static class StackExchangeRedisDependencyInjectionExtensions
    {
        public static ISignalRServerBuilder AddStackExchangeRedis(this ISignalRServerBuilder builder, string connection) => builder;
    }
}
