// Declarations with the metadata names of Microsoft.Extensions.Http.Resilience, Microsoft.Extensions.Http.Polly and Polly 7.
#pragma warning disable
namespace Microsoft.Extensions.Http.Resilience
{
    public interface IHttpStandardResiliencePipelineBuilder;

    public class HttpRetryStrategyOptions
    {
        public int MaxRetryAttempts { get; set; }
    }

    public static class HttpRetryStrategyOptionsExtensions
    {
        [System.Diagnostics.CodeAnalysis.Experimental("EXTEXP0001")]
        public static void DisableForUnsafeHttpMethods(this HttpRetryStrategyOptions options) { }
    }

    public class HttpStandardResilienceOptions
    {
        public HttpRetryStrategyOptions Retry { get; set; } = new();
        public HttpCircuitBreakerStrategyOptions CircuitBreaker { get; set; } = new();
        public HttpTimeoutStrategyOptions AttemptTimeout { get; set; } = new();
        public HttpTimeoutStrategyOptions TotalRequestTimeout { get; set; } = new();
    }

    public class HttpCircuitBreakerStrategyOptions
    {
        public TimeSpan SamplingDuration { get; set; }
    }

    public class HttpTimeoutStrategyOptions
    {
        public TimeSpan Timeout { get; set; }
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    using Microsoft.Extensions.Http.Resilience;

    public static class ResilienceHttpClientBuilderExtensions
    {
        public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder) => throw null!;
        public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder, Action<HttpStandardResilienceOptions> configure) => throw null!;
        [System.Diagnostics.CodeAnalysis.Experimental("EXTEXP0001")]
        public static IHttpClientBuilder RemoveAllResilienceHandlers(this IHttpClientBuilder builder) => builder;
    }

    public static class PollyHttpClientBuilderExtensions
    {
        public static IHttpClientBuilder AddPolicyHandler(this IHttpClientBuilder builder, Polly.IAsyncPolicy<HttpResponseMessage> policy) => builder;
        public static IHttpClientBuilder AddTransientHttpErrorPolicy(this IHttpClientBuilder builder, Func<Polly.PolicyBuilder<HttpResponseMessage>, Polly.IAsyncPolicy<HttpResponseMessage>> configurePolicy) => builder;
    }
}

namespace Polly
{
    public interface IAsyncPolicy
    {
        Task ExecuteAsync(Func<Task> action);
    }

    public interface IAsyncPolicy<TResult>
    {
        Task<TResult> ExecuteAsync(Func<Task<TResult>> action);
    }

    public abstract class AsyncPolicy : IAsyncPolicy
    {
        public Task ExecuteAsync(Func<Task> action) => action();
        public Task<TResult> ExecuteAsync<TResult>(Func<Task<TResult>> action) => action();
    }

    public abstract class AsyncPolicy<TResult> : IAsyncPolicy<TResult>
    {
        public Task<TResult> ExecuteAsync(Func<Task<TResult>> action) => action();
    }

    public abstract class Policy
    {
        public static PolicyBuilder Handle<TException>() where TException : Exception => throw null!;
        public TResult Execute<TResult>(Func<TResult> action) => action();
    }

    public sealed class PolicyBuilder;

    public sealed class PolicyBuilder<TResult>;

    public static class RetrySyntax
    {
        public static Polly.Retry.RetryPolicy Retry(this PolicyBuilder policyBuilder, int retryCount) => throw null!;
    }

    public static class AsyncRetrySyntax
    {
        public static Polly.Retry.AsyncRetryPolicy RetryAsync(this PolicyBuilder policyBuilder, int retryCount) => throw null!;
        public static Polly.Retry.AsyncRetryPolicy WaitAndRetryAsync(this PolicyBuilder policyBuilder, int retryCount, Func<int, TimeSpan> sleepDurationProvider) => throw null!;
    }

    public static class AsyncRetryTResultSyntax
    {
        public static Polly.Retry.AsyncRetryPolicy<TResult> WaitAndRetryForeverAsync<TResult>(this PolicyBuilder<TResult> policyBuilder, Func<int, TimeSpan> sleepDurationProvider) => throw null!;
        public static Polly.Retry.AsyncRetryPolicy<TResult> WaitAndRetryAsync<TResult>(this PolicyBuilder<TResult> policyBuilder, int retryCount, Func<int, TimeSpan> sleepDurationProvider) => throw null!;
    }
}

namespace Polly.Retry
{
    public class RetryPolicy : Policy;

    public class AsyncRetryPolicy : AsyncPolicy;

    public class AsyncRetryPolicy<TResult> : AsyncPolicy<TResult>;
}
