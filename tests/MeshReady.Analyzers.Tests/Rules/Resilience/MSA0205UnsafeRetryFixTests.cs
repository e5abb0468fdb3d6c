using MeshReady.Analyzers.Rules.Resilience;
using MeshReady.CodeFixes.Rules.Resilience;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

/// <summary>Rule and fix against the real Microsoft.Extensions.Http.Resilience and Flurl.</summary>
public sealed class MSA0205UnsafeRetryFixTests : RuleTest<MSA0205UnsafeRetryAnalyzer, MSA0205UnsafeRetryFix>
{
    private static readonly string[] Packages = ["Microsoft.Extensions.Http.Resilience", "Microsoft.Extensions.Resilience", "Polly.Core", "Polly.Extensions", "Polly.RateLimiting"];

    [Fact]
    public Task Handler_without_options() => VerifyRealFix(
        Source("""        services.AddHttpClient<Orders>().[|AddStandardResilienceHandler()|]; // places orders"""),
        Source("""
        #pragma warning disable EXTEXP0001
                services.AddHttpClient<Orders>().AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods()); // places orders
        #pragma warning restore EXTEXP0001
        """),
        Packages);

    [Fact]
    public Task Handler_with_a_block_of_options() => VerifyRealFix(
        Source("""
                services.AddHttpClient<Orders>().[|AddStandardResilienceHandler|](o =>
                {
                    o.Retry.MaxRetryAttempts = 2; // enough
                });
        """),
        Source("""
        #pragma warning disable EXTEXP0001
                services.AddHttpClient<Orders>().AddStandardResilienceHandler(o =>
                {
                    o.Retry.MaxRetryAttempts = 2; // enough
                    o.Retry.DisableForUnsafeHttpMethods();
                });
        #pragma warning restore EXTEXP0001
        """),
        Packages);

    [Fact]
    public Task Pipeline_of_its_own_has_several_right_answers() => VerifyReal(
        Source("""        services.AddHttpClient<Orders>().AddResilienceHandler("orders", p => p.[|AddRetry(new HttpRetryStrategyOptions())|]);"""),
        Packages);

    [Theory]
    [InlineData("""new Flurl.Url("http://orders/x").[|PostJsonAsync(new { })|]""")]
    [InlineData("""new Flurl.Url("http://orders/x").GetAsync()""")]
    public Task Flurl_under_Polly(string call) => VerifyReal($$"""
        using System.Threading.Tasks;
        using Flurl.Http;
        using Polly;

        public sealed class Orders
        {
            public Task Run() => Policy.Handle<FlurlHttpException>().RetryAsync(2).ExecuteAsync(() => {{call}});
        }
        """, "Polly/7", "Flurl", "Flurl.Http");

    private static string Source(string statement) => $$"""
        using System.Net.Http;
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Http.Resilience;
        using Polly;

        public sealed class Orders(HttpClient http) { public Task Place() => http.PostAsync("/orders", null); }

        public static class Registration
        {
            public static void Add(IServiceCollection services)
            {
        {{statement}}
            }
        }
        """;
}
