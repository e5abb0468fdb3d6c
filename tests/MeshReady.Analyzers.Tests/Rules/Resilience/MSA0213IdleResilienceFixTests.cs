using MeshReady.Analyzers.Rules.Resilience;
using MeshReady.CodeFixes.Rules.Resilience;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

/// <summary>Rule and fix against the real Polly, 7 and 8.</summary>
public sealed class MSA0213IdleResilienceFixTests : RuleTest<MSA0213IdleResilienceAnalyzer, MSA0213IdleResilienceFix>
{
    [Theory]
    [InlineData(
        """await Policy.Handle<Exception>().WaitAndRetry(3, r => TimeSpan.FromSeconds(2), (e, t) => { Console.WriteLine(e); }).[|Execute(() => http.GetStringAsync("/x"))|];""",
        """await Policy.Handle<Exception>().WaitAndRetryAsync(3, r => TimeSpan.FromSeconds(2), (e, t) => { Console.WriteLine(e); }).ExecuteAsync(() => http.GetStringAsync("/x"));""")]
    [InlineData(
        """await Policy.Handle<Exception>().Retry(3) /* thrice */.[|Execute(async () => { await http.GetStringAsync("/x"); })|].ContinueWith(_ => Console.WriteLine());""",
        """await Policy.Handle<Exception>().RetryAsync(3) /* thrice */.ExecuteAsync(async () => { await http.GetStringAsync("/x"); }).ContinueWith(_ => Console.WriteLine());""")]
    public Task Policy_of_the_chain_becomes_asynchronous(string code, string mended) => VerifyRealFix(Seven(code), Seven(mended), "Polly/7");

    [Theory]
    [InlineData("""var policy = Policy.Handle<Exception>().Retry(3); await policy.[|Execute(() => http.GetStringAsync("/x"))|];""")]
    [InlineData("""Policy.Handle<Exception>().Retry(3).[|Execute(async () => { await http.GetStringAsync("/x"); })|];""")]
    [InlineData("""await Policy.TimeoutAsync(3).[|ExecuteAsync|](() => http.GetStringAsync("/x"));""")]
    public Task Real_Polly_7_without_one_right_answer(string code) => VerifyReal(Seven(code), "Polly/7");

    [Theory]
    [InlineData("""async token => await http.GetStringAsync("/x", [|ct|] /* ours */)""", """async token => await http.GetStringAsync("/x", token /* ours */)""")]
    [InlineData("""async _ => await http.GetStringAsync("/x", [|ct|])""", """async token => await http.GetStringAsync("/x", token)""")]
    [InlineData("""async cancel => { await Task.Delay(1, [|ct|]); return await http.GetStringAsync("/x", ct); }""", """async cancel => { await Task.Delay(1, cancel); return await http.GetStringAsync("/x", cancel); }""")]
    public Task Token_of_the_pipeline_is_passed_on(string lambda, string mended) => VerifyRealFix(Eight(lambda), Eight(mended), "Polly.Core");

    private static string Seven(string code) => $$"""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;
        using Polly;

        public sealed class Orders(HttpClient http)
        {
            public async Task Run()
            {
                await Task.Yield();
                {{code}} // until it answers
            }
        }
        """;

    private static string Eight(string lambda) => $$"""
        using System;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Polly;

        public sealed class Orders(HttpClient http)
        {
            private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(3)).Build();

            public async Task<string> Get(CancellationToken ct) => await Pipeline.ExecuteAsync({{lambda}}, ct);
        }
        """;
}
