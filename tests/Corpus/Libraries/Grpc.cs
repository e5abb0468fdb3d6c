// Declarations with the metadata names of Grpc.Core.Api, Grpc.Net.Client and Grpc.Net.ClientFactory.
#pragma warning disable
namespace Grpc.Core
{
    public abstract class ChannelBase;

    public abstract class ClientBase
    {
        protected ClientBase(ChannelBase channel) { }
    }

    public abstract class ServerCallContext
    {
        public CancellationToken CancellationToken => default;
    }
}

namespace Grpc.Core
{
    public enum StatusCode
    {
        OK,
        Cancelled,
        Unavailable = 14,
    }
}

namespace Grpc.Net.Client.Configuration
{
    public sealed class ServiceConfig
    {
        public IList<MethodConfig> MethodConfigs { get; } = new List<MethodConfig>();
    }

    public sealed class MethodName
    {
        public static readonly MethodName Default = new();
    }

    public sealed class MethodConfig
    {
        public IList<MethodName> Names { get; } = new List<MethodName>();

        public RetryPolicy? RetryPolicy { get; set; }
    }

    public sealed class RetryPolicy
    {
        public int? MaxAttempts { get; set; }

        public IList<Grpc.Core.StatusCode> RetryableStatusCodes { get; } = new List<Grpc.Core.StatusCode>();
    }
}

namespace Grpc.Net.Client
{
    public sealed class GrpcChannelOptions
    {
        public Configuration.ServiceConfig? ServiceConfig { get; set; }

        public HttpMessageHandler? HttpHandler { get; set; }
    }

    public sealed class GrpcChannel : Grpc.Core.ChannelBase
    {
        public static GrpcChannel ForAddress(string address) => new();
        public static GrpcChannel ForAddress(string address, GrpcChannelOptions options) => new();
        public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions options) => new();
    }
}

namespace Grpc.Net.ClientFactory
{
    public class GrpcClientFactoryOptions
    {
        public Uri? Address { get; set; }
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class GrpcClientServiceExtensions
    {
        public static IHttpClientBuilder AddGrpcClient<TClient>(this IServiceCollection services, Action<Grpc.Net.ClientFactory.GrpcClientFactoryOptions> configureClient) where TClient : class => throw null!;
        public static IHttpClientBuilder AddGrpcClient<TClient>(this IServiceCollection services, Action<IServiceProvider, Grpc.Net.ClientFactory.GrpcClientFactoryOptions> configureClient) where TClient : class => throw null!;
    }

    public static class GrpcHttpClientBuilderExtensions
    {
        public static IHttpClientBuilder ConfigureChannel(this IHttpClientBuilder builder, Action<Grpc.Net.Client.GrpcChannelOptions> configureChannel) => builder;
    }

    public static class GrpcServicesExtensions
    {
        public static IServiceCollection AddGrpc(this IServiceCollection services) => services;
    }
}

namespace Microsoft.AspNetCore.Builder
{
    public static class GrpcEndpointRouteBuilderExtensions
    {
        public static void MapGrpcService<TService>(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder builder) where TService : class { }
    }
}
