using MeshReady.Analyzers.Rules.Resilience;
using MeshReady.CodeFixes.Rules.Resilience;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

/// <summary>Rule and fix against the real Polly, 7 and 8.</summary>
public sealed class MSA0206EndlessRetryFixTests : RuleTest<MSA0206EndlessRetryAnalyzer, MSA0206EndlessRetryFix>
{
    [Theory]
    [InlineData("[|WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1))|]", "WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(1))")]
    [InlineData("[|WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1), (e, t) => Console.WriteLine(e))|]", "WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(1), (e, t) => Console.WriteLine(e))")]
    [InlineData("[|RetryForeverAsync()|]", "RetryAsync(3)")]
    [InlineData("[|RetryAsync(1000)|]", "RetryAsync(3)")]
    [InlineData("[|WaitAndRetryAsync(int.MaxValue, _ => TimeSpan.Zero)|]", "WaitAndRetryAsync(3, _ => TimeSpan.Zero)")]
    public Task Polly_7(string retry, string mended) => VerifyRealFix(Seven(retry), Seven(mended), "Polly/7");

    [Fact]
    public Task Overload_that_has_no_counterpart() => VerifyReal(Seven("[|RetryForeverAsync(e => Console.WriteLine(e.Message))|]"), "Polly/7");

    [Fact]
    public Task Polly_8() => VerifyRealFix(Eight("int.MaxValue /* hm */"), Eight("3 /* hm */").Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal), "Polly.Core");

    private static string Eight(string number) => $$"""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;
        using Polly;
        using Polly.Retry;

        public sealed class Orders(HttpClient http)
        {
            private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder().[|AddRetry(new RetryStrategyOptions { MaxRetryAttempts = {{number}} })|].Build();

            public ValueTask<string> Get() => _pipeline.ExecuteAsync(async token => await http.GetStringAsync("/x", token));
        }
        """;

    private static string Seven(string retry) => $$"""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;
        using Polly;

        public sealed class Orders(HttpClient http)
        {
            // Ask until somebody answers.
            public Task<string> Get() => Policy.Handle<HttpRequestException>()
                .{{retry}}
                .ExecuteAsync(() => http.GetStringAsync("/x"));
        }
        """;
}
