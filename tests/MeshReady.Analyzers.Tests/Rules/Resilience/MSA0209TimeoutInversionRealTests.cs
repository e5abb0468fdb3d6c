using MeshReady.Analyzers.Rules.Resilience;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

/// <summary>The rule against the real Microsoft.Extensions.Http.Resilience and Polly.</summary>
public sealed class MSA0209TimeoutInversionRealTests : RuleTest<MSA0209TimeoutInversionAnalyzer>
{
    [Fact]
    public Task Standard_handler_and_pipeline() => VerifyReal(
        """
        using System;
        using System.Net.Http;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Http.Resilience;
        using Polly;

        public static class Registration
        {
            public static void Add(IServiceCollection services)
            {
                services.AddHttpClient("a").AddStandardResilienceHandler(o => o.AttemptTimeout.Timeout = [|TimeSpan.FromSeconds(30)|]);
                services.AddHttpClient("b").AddStandardResilienceHandler(o =>
                {
                    o.AttemptTimeout = new HttpTimeoutStrategyOptions { Timeout = [|TimeSpan.FromSeconds(45)|] };
                    o.TotalRequestTimeout = new HttpTimeoutStrategyOptions { Timeout = TimeSpan.FromSeconds(90) };
                });
                services.AddHttpClient("c").AddResilienceHandler("c", p => p
                    .AddTimeout(TimeSpan.FromSeconds(5))
                    .AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 2 })
                    .AddTimeout(new HttpTimeoutStrategyOptions { Timeout = [|TimeSpan.FromSeconds(5)|] }));
                services.AddHttpClient("d").AddStandardResilienceHandler(o => o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(5));
            }
        }
        """,
        "Microsoft.Extensions.Http.Resilience",
        "Microsoft.Extensions.Resilience",
        "Polly.Core",
        "Polly.Extensions",
        "Polly.RateLimiting");
}
