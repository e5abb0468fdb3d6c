using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Steeltoe.Discovery.Client
{
    public static class DiscoveryServiceCollectionExtensions
    {
        public static IServiceCollection AddDiscoveryClient(this IServiceCollection services, IConfiguration config) => services;
    }
}

namespace Consul
{
    public interface IKVEndpoint
    {
        Task<string> Get(string key);
    }

    public interface IConsulClient
    {
        IKVEndpoint KV { get; }
    }

    public sealed class ConsulClientConfiguration
    {
        public Uri? Address { get; set; }
    }

    public sealed class ConsulClient(Action<ConsulClientConfiguration> configure) : IConsulClient
    {
        public IKVEndpoint KV => throw new NotSupportedException(configure.Method.Name);
    }
}

namespace Dapr.Client
{
    public class DaprClientBuilder
    {
        public DaprClientBuilder UseHttpEndpoint(string httpEndpoint) => this;

        public DaprClient Build() => throw new NotSupportedException();
    }

    public abstract class DaprClient
    {
        public abstract Task PublishEventAsync(string pubsubName, string topicName, CancellationToken cancellationToken = default);
    }
}
