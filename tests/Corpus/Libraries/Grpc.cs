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

namespace Grpc.Net.Client
{
    public sealed class GrpcChannelOptions
    {
        public HttpMessageHandler? HttpHandler { get; set; }
    }

    public sealed class GrpcChannel : Grpc.Core.ChannelBase
    {
        public static GrpcChannel ForAddress(string address) => new();
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
