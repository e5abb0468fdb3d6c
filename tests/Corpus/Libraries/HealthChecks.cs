// Declarations with the metadata names of AspNetCore.HealthChecks.Redis.
namespace Microsoft.Extensions.DependencyInjection;

public static class RedisHealthCheckBuilderExtensions
{
    public static IHealthChecksBuilder AddRedis(this IHealthChecksBuilder builder, string redisConnectionString, string? name = default, IEnumerable<string>? tags = default) => throw null!;
}
