using MeshReady.Analyzers.Rules.Resilience;
using MeshReady.CodeFixes.Rules.Resilience;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

/// <summary>Rule and fix against the real Microsoft.Extensions.Http.Resilience.</summary>
public sealed class MSA0204StackedRetriesFixTests : RuleTest<MSA0204StackedRetriesAnalyzer, MSA0204StackedRetriesFix>
{
    private static readonly string[] Packages = ["Microsoft.Extensions.Http.Resilience", "Microsoft.Extensions.Resilience", "Polly.Core", "Polly.Extensions", "Polly.RateLimiting"];

    [Fact]
    public Task Chain_of_lines_keeps_indentation_and_comments() => VerifyRealFix(
        Source("""
                services.AddHttpClient("orders") // the shop's orders
                    // patient
                    .[|AddStandardResilienceHandler(o => o.Retry.MaxRetryAttempts = 2)|];
        """),
        Source("""
        #pragma warning disable EXTEXP0001
                services.AddHttpClient("orders")
                    .RemoveAllResilienceHandlers() // the shop's orders
                    // patient
                    .AddStandardResilienceHandler(o => o.Retry.MaxRetryAttempts = 2);
        #pragma warning restore EXTEXP0001
        """),
        Packages);

    [Fact]
    public Task Chain_of_one_line() => VerifyRealFix(
        Source("""        services.AddHttpClient("orders").[|AddStandardResilienceHandler()|];"""),
        Source("""
        #pragma warning disable EXTEXP0001
                services.AddHttpClient("orders").RemoveAllResilienceHandlers().AddStandardResilienceHandler();
        #pragma warning restore EXTEXP0001
        """),
        Packages);

    [Fact]
    public Task Handler_with_a_retry_of_its_own() => VerifyRealFix(
        Source("""
                services.AddHttpClient("orders")
                    .[|AddResilienceHandler|]("orders", pipeline =>
                    {
                        pipeline.AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 2 });
                    });
        """),
        Source("""
        #pragma warning disable EXTEXP0001
                services.AddHttpClient("orders")
                    .RemoveAllResilienceHandlers()
                    .AddResilienceHandler("orders", pipeline =>
                    {
                        pipeline.AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 2 });
                    });
        #pragma warning restore EXTEXP0001
        """),
        Packages);

    [Fact]
    public Task Real_handlers_of_one_chain_are_a_decision() => VerifyReal(
        Source("""        services.AddHttpClient("orders").RemoveAllResilienceHandlers().AddResilienceHandler("a", p => p.AddRetry(new HttpRetryStrategyOptions())); var b = services.AddHttpClient("stock").AddHttpMessageHandler(() => new PassOn()); b.[|AddStandardResilienceHandler()|];""", "public sealed class PassOn : DelegatingHandler;").Replace("#nullable enable", "#nullable enable\n#pragma warning disable EXTEXP0001", StringComparison.Ordinal),
        Packages);

    private static string Source(string statement, string types = "") => $$"""
        #nullable enable
        using System;
        using System.Net.Http;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Http.Resilience;
        using Polly;

        public static class Registration
        {
            public static void Add(IServiceCollection services)
            {
                services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());

        {{statement}}
            }
        }
        {{types}}
        """;
}
