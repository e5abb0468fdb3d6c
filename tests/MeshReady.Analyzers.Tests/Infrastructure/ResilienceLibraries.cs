namespace MeshReady.Analyzers.Tests;

/// <summary>Declarations of the libraries that the resilience rules know, with their true metadata names and nothing inside.</summary>
internal static class ResilienceLibraries
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Net;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Polly;
        """;

    public const string Polly = """
        namespace Polly
        {
            public interface IsPolicy { }
            public interface IAsyncPolicy : IsPolicy { Task ExecuteAsync(Func<Task> action); Task<T> ExecuteAsync<T>(Func<Task<T>> action); }
            public interface IAsyncPolicy<TResult> : IsPolicy { Task<TResult> ExecuteAsync(Func<Task<TResult>> action); }
            public class PolicyBuilder { public PolicyBuilder Or<T>() where T : Exception => this; public PolicyBuilder<T> OrResult<T>(Func<T, bool> predicate) => new(); }
            public class PolicyBuilder<TResult> { public PolicyBuilder<TResult> Or<T>() where T : Exception => this; public PolicyBuilder<TResult> OrResult(Func<TResult, bool> predicate) => this; }
            public class AsyncPolicy : IAsyncPolicy
            {
                public Task ExecuteAsync(Func<Task> action) => action();
                public Task<T> ExecuteAsync<T>(Func<Task<T>> action) => action();
                public Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken token) => action(token);
                public AsyncPolicy WrapAsync(IAsyncPolicy inner) => this;
            }
            public class AsyncPolicy<TResult> : IAsyncPolicy<TResult>
            {
                public Task<TResult> ExecuteAsync(Func<Task<TResult>> action) => action();
                public AsyncPolicy<TResult> WrapAsync(IAsyncPolicy inner) => this;
            }
            public class Policy : AsyncPolicy
            {
                public static PolicyBuilder Handle<T>() where T : Exception => new();
                public static PolicyBuilder Handle<T>(Func<T, bool> predicate) where T : Exception => new();
                public static PolicyBuilder<T> HandleResult<T>(Func<T, bool> predicate) => new();
                public static AsyncPolicy TimeoutAsync(int seconds) => new();
                public static AsyncPolicy TimeoutAsync(int seconds, Timeout.TimeoutStrategy timeoutStrategy) => new();
                public static AsyncPolicy<T> TimeoutAsync<T>(int seconds) => new();
                public static AsyncPolicy<T> TimeoutAsync<T>(TimeSpan timeout) => new();
                public static AsyncPolicy WrapAsync(params IAsyncPolicy[] policies) => new();
                public void Execute(Action action) => action();
                public T Execute<T>(Func<T> action) => action();
            }
            public class Policy<TResult> { public static PolicyBuilder<TResult> Handle<T>() where T : Exception => new(); }
            public static class RetrySyntax { public static Policy WaitAndRetry(this PolicyBuilder b, int retryCount, Func<int, TimeSpan> sleepDurationProvider) => new(); public static Policy Retry(this PolicyBuilder b, int retryCount) => new(); public static Policy WaitAndRetryForever(this PolicyBuilder b, Func<int, TimeSpan> sleepDurationProvider) => new(); }
            public static class AsyncRetrySyntax
            {
                public static Retry.AsyncRetryPolicy RetryAsync(this PolicyBuilder b, int retryCount) => new();
                public static Retry.AsyncRetryPolicy WaitAndRetryAsync(this PolicyBuilder b, int retryCount, Func<int, TimeSpan> sleepDurationProvider) => new();
                public static Retry.AsyncRetryPolicy WaitAndRetryAsync(this PolicyBuilder b, IEnumerable<TimeSpan> sleepDurations) => new();
                public static Retry.AsyncRetryPolicy WaitAndRetryForeverAsync(this PolicyBuilder b, Func<int, TimeSpan> sleepDurationProvider) => new();
            }
            public static class AsyncRetryTResultSyntax
            {
                public static Retry.AsyncRetryPolicy<T> RetryAsync<T>(this PolicyBuilder<T> b, int retryCount) => new();
                public static Retry.AsyncRetryPolicy<T> WaitAndRetryForeverAsync<T>(this PolicyBuilder<T> b, Func<int, TimeSpan> sleepDurationProvider) => new();
                public static Retry.AsyncRetryPolicy<T> WaitAndRetryAsync<T>(this PolicyBuilder<T> b, int retryCount, Func<int, TimeSpan> sleepDurationProvider) => new();
            }
            public static class AsyncCircuitBreakerTResultSyntax { public static AsyncPolicy<T> CircuitBreakerAsync<T>(this PolicyBuilder<T> b, int handledEventsAllowedBeforeBreaking, TimeSpan durationOfBreak) => new(); }
            public static class AsyncFallbackTResultSyntax { public static AsyncPolicy<T> FallbackAsync<T>(this PolicyBuilder<T> b, T fallback) => new(); }
            public class ResiliencePipeline { public ValueTask<T> ExecuteAsync<T>(Func<CancellationToken, ValueTask<T>> callback, CancellationToken token = default) => callback(token); }
            public class ResiliencePipelineBuilder { public ResiliencePipeline Build() => new(); }
            public class ResiliencePipelineBuilder<T> { }
            public static class PredicateResult { public static ValueTask<bool> False() => new(false); }
            public class RetryPredicateArguments { public Outcome Outcome { get; } = new(); }
            public class Outcome { public HttpResponseMessage? Result { get; } public Exception? Exception { get; } }
            public class PredicateBuilder { public PredicateBuilder Handle<T>() where T : Exception => this; }
            public static class RetryResiliencePipelineBuilderExtensions
            {
                public static ResiliencePipelineBuilder AddRetry(this ResiliencePipelineBuilder b, Retry.RetryStrategyOptions options) => b;
                public static ResiliencePipelineBuilder<T> AddRetry<T>(this ResiliencePipelineBuilder<T> b, Retry.RetryStrategyOptions options) => b;
                public static ResiliencePipelineBuilder<T> AddCircuitBreaker<T>(this ResiliencePipelineBuilder<T> b, CircuitBreaker.CircuitBreakerStrategyOptions options) => b;
                public static ResiliencePipelineBuilder AddTimeout(this ResiliencePipelineBuilder b, TimeSpan timeout) => b;
                public static ResiliencePipelineBuilder<T> AddTimeout<T>(this ResiliencePipelineBuilder<T> b, TimeSpan timeout) => b;
            }
        }
        namespace Polly.Timeout { public enum TimeoutStrategy { Optimistic, Pessimistic } }
        namespace Polly.CircuitBreaker { public class CircuitBreakerStrategyOptions { public object? ShouldHandle { get; set; } } }
        namespace Polly.Retry
        {
            public class AsyncRetryPolicy : AsyncPolicy { }
            public class AsyncRetryPolicy<T> : AsyncPolicy<T> { }
            public class RetryStrategyOptions { public int MaxRetryAttempts { get; set; } public TimeSpan Delay { get; set; } public bool UseJitter { get; set; } public object? ShouldHandle { get; set; } }
        }
        namespace Polly.Extensions.Http
        {
            public static class HttpPolicyExtensions { public static PolicyBuilder<HttpResponseMessage> HandleTransientHttpError() => new(); }
        }
        namespace Polly.Registry
        {
            public class PolicyRegistry { public void Add(string key, IsPolicy policy) { } }
        }
        """;

    public const string Resilience = """
        namespace Microsoft.Extensions.Http.Resilience
        {
            public class HttpRetryStrategyOptions : Polly.Retry.RetryStrategyOptions { public new Func<Polly.RetryPredicateArguments, ValueTask<bool>>? ShouldHandle { get; set; } }
            public class HttpTimeoutStrategyOptions { public TimeSpan Timeout { get; set; } }
            public static class HttpRetryStrategyOptionsExtensions { public static void DisableForUnsafeHttpMethods(this HttpRetryStrategyOptions o) { } public static void DisableFor(this HttpRetryStrategyOptions o, params HttpMethod[] methods) { } }
            public class HttpStandardResilienceOptions { public HttpRetryStrategyOptions Retry { get; set; } = new(); public HttpTimeoutStrategyOptions AttemptTimeout { get; set; } = new(); public HttpTimeoutStrategyOptions TotalRequestTimeout { get; set; } = new(); public HttpCircuitBreakerStrategyOptions CircuitBreaker { get; set; } = new(); }
            public class HttpCircuitBreakerStrategyOptions : Polly.CircuitBreaker.CircuitBreakerStrategyOptions { public TimeSpan SamplingDuration { get; set; } public new Func<Polly.RetryPredicateArguments, ValueTask<bool>>? ShouldHandle { get; set; } }
            public static class HttpStandardResiliencePipelineBuilderExtensions { public static IHttpStandardResiliencePipelineBuilder Configure(this IHttpStandardResiliencePipelineBuilder b, Action<HttpStandardResilienceOptions> configure) => b; public static IHttpStandardResiliencePipelineBuilder Configure(this IHttpStandardResiliencePipelineBuilder b, Action<HttpStandardResilienceOptions, IServiceProvider> configure) => b; }
            public interface IHttpStandardResiliencePipelineBuilder { IServiceCollection Services { get; } }
        }
        namespace Microsoft.Extensions.DependencyInjection
        {
            using Microsoft.Extensions.Http.Resilience;
            using Polly;
            public static class ResilienceHttpClientBuilderExtensions
            {
                public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder b) => null!;
                public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder b, Action<HttpStandardResilienceOptions> configure) => null!;
                public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder b, IConfigurationSection section) => null!;
                public static IHttpClientBuilder RemoveAllResilienceHandlers(this IHttpClientBuilder b) => b;
                public static IHttpStandardResiliencePipelineBuilder AddStandardHedgingHandler(this IHttpClientBuilder b) => null!;
                public static IHttpStandardResiliencePipelineBuilder AddResilienceHandler(this IHttpClientBuilder b, string name, Action<ResiliencePipelineBuilder<HttpResponseMessage>> configure) => null!;
            }
            public static class ServiceDiscoveryHttpClientBuilderExtensions { public static IHttpClientBuilder AddServiceDiscovery(this IHttpClientBuilder b) => b; }
            public static class PollyHttpClientBuilderExtensions
            {
                public static IHttpClientBuilder AddPolicyHandler(this IHttpClientBuilder b, IAsyncPolicy<HttpResponseMessage> policy) => b;
                public static IHttpClientBuilder AddPolicyHandler(this IHttpClientBuilder b, Func<HttpRequestMessage, IAsyncPolicy<HttpResponseMessage>> policySelector) => b;
                public static IHttpClientBuilder AddPolicyHandlerFromRegistry(this IHttpClientBuilder b, string key) => b;
                public static IHttpClientBuilder AddTransientHttpErrorPolicy(this IHttpClientBuilder b, Func<PolicyBuilder<HttpResponseMessage>, IAsyncPolicy<HttpResponseMessage>> configure) => b;
            }
        }
        namespace Microsoft.Extensions.Http
        {
            public class PolicyHttpMessageHandler : DelegatingHandler { public PolicyHttpMessageHandler(Polly.IAsyncPolicy<HttpResponseMessage> policy) { } }
        }
        """;

    public const string Rest = """
        namespace Refit
        {
            public class GetAttribute : Attribute { public GetAttribute(string path) { } }
            public class PostAttribute : Attribute { public PostAttribute(string path) { } }
            public class ApiException : Exception { }
            public class RefitSettings { public Func<HttpMessageHandler>? HttpMessageHandlerFactory { get; set; } }
            public static class RestService { public static T For<T>(string hostUrl, RefitSettings? settings = null) => default!; public static T For<T>(HttpClient client) => default!; }
            public static class HttpClientFactoryExtensions { public static IHttpClientBuilder AddRefitClient<T>(this IServiceCollection s) where T : class => null!; }
        }
        namespace RestEase
        {
            public class PostAttribute : Attribute { }
            public class RestClient { public static T For<T>(HttpClient httpClient) => default!; public static T For<T>(string baseUrl) => default!; }
        }
        namespace RestEase.HttpClientFactory
        {
            public static class HttpClientFactoryExtensions { public static IHttpClientBuilder AddRestEaseClient<T>(this IServiceCollection s, string baseAddress) where T : class => null!; }
        }
        """;

    public const string Grpc = """
        namespace Grpc.Core
        {
            public class RpcException : Exception { public StatusCode StatusCode => default; }
            public enum StatusCode { OK, Cancelled, Unavailable, NotFound, Internal, DeadlineExceeded, ResourceExhausted }
            public abstract class CallInvoker { }
            public abstract class ChannelBase { }
            public abstract class ClientBase { }
            public abstract class ClientBase<T> : ClientBase { protected ClientBase() { } protected ClientBase(ChannelBase channel) { } }
        }
        namespace Grpc.Net.Client
        {
            public class GrpcChannelOptions { public Configuration.ServiceConfig? ServiceConfig { get; set; } public HttpMessageHandler? HttpHandler { get; set; } public int? MaxRetryAttempts { get; set; } public int? MaxReceiveMessageSize { get; set; } }
            public class GrpcChannel : Grpc.Core.ChannelBase { public static GrpcChannel ForAddress(string address) => new(); public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => new(); }
        }
        namespace Grpc.Net.Client.Configuration
        {
            public class ServiceConfig { public IList<MethodConfig> MethodConfigs { get; } = new List<MethodConfig>(); }
            public class MethodName { public string? Service { get; set; } public string? Method { get; set; } public static readonly MethodName Default = new(); }
            public class MethodConfig { public IList<MethodName> Names { get; } = new List<MethodName>(); public RetryPolicy? RetryPolicy { get; set; } public HedgingPolicy? HedgingPolicy { get; set; } }
            public class HedgingPolicy { public int? MaxAttempts { get; set; } public TimeSpan? HedgingDelay { get; set; } }
            public class RetryPolicy { public int? MaxAttempts { get; set; } public IList<Grpc.Core.StatusCode> RetryableStatusCodes { get; } = new List<Grpc.Core.StatusCode>(); }
        }
        namespace Grpc.Net.ClientFactory { public class GrpcClientFactoryOptions { public Uri? Address { get; set; } } }
        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class GrpcClientServiceExtensions { public static IHttpClientBuilder AddGrpcClient<T>(this IServiceCollection s, Action<Grpc.Net.ClientFactory.GrpcClientFactoryOptions> configure) where T : class => null!; }
            public static class GrpcHttpClientBuilderExtensions
            {
                public static IHttpClientBuilder AddInterceptor(this IHttpClientBuilder b, Func<object> configure) => b;
                public static IHttpClientBuilder ConfigureChannel(this IHttpClientBuilder b, Action<Grpc.Net.Client.GrpcChannelOptions> configure) => b;
            }
        }
        public class Payments : Grpc.Core.ClientBase<Payments> { public Payments() { } public Payments(Grpc.Core.ChannelBase channel) : base(channel) { } public Task<string> PayAsync(string request, DateTime? deadline = null) => null!; }
        """;

    /// <summary>Clients of stores, brokers and mail, which no sidecar repeats.</summary>
    public const string Stores = """
        namespace Microsoft.EntityFrameworkCore { public class DbContext { public DatabaseFacade Database { get; } = new(); } public class DatabaseFacade { public void Migrate() { } } }
        namespace Dapper { public static class SqlMapper { public static Task<int> ExecuteAsync(this System.Data.IDbConnection c, string sql) => null!; } }
        namespace RabbitMQ.Client { public class ConnectionFactory { public string HostName { get; set; } = ""; public object CreateConnection() => this; } }
        namespace StackExchange.Redis { public class ConnectionMultiplexer { public static Task<ConnectionMultiplexer> ConnectAsync(string configuration) => null!; } }
        namespace Microsoft.Data.SqlClient { public class SqlException : Exception { } public class SqlConnection : IDisposable { public SqlConnection(string connectionString) { } public Task OpenAsync() => null!; public void Dispose() { } } }
        namespace MailKit.Net.Smtp { public class SmtpClient { public Task SendAsync(object message) => null!; } }
        """;

    public static string[] All { get; } = [Usings, WithUsings(Polly), WithUsings(Resilience), WithUsings(Rest), WithUsings(Grpc), WithUsings(Stores)];

    private static string WithUsings(string source) => "#nullable enable\n" + source;
}
