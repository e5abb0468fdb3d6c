using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>What the code does when a callee is slow or fails, and what it does not say.</summary>
public sealed class CallPolicyTests
{
    private static readonly string[] Resilience =
    [
        "Microsoft.Extensions.Http.Resilience", "Microsoft.Extensions.Resilience", "Polly.Core", "Polly.Extensions", "Polly.RateLimiting", "Microsoft.Extensions.Http.Diagnostics",
    ];

    private static readonly string[] Polly = ["Microsoft.Extensions.Http.Polly", "Polly/7", "Polly.Extensions.Http"];

    [Fact]
    public void Bare_client_tries_once_without_a_limit()
    {
        var policy = Policy("", []);

        Assert.Equal((1, false, false), (policy.Tries, policy.HasTimeout, policy.HasBreaker));
        Assert.Equal((null, null, null, null), (policy.TryMilliseconds, policy.TotalMilliseconds, policy.Place, policy.RepeatsUnsafe));
    }

    [Fact]
    public void Time_out_of_the_client_is_that_of_try_and_call()
    {
        var policy = Policy(".ConfigureHttpClient(c => c.Timeout = TimeSpan.FromSeconds(5))", []);

        Assert.Equal((1, true, 5000L, 5000L), (policy.Tries, policy.HasTimeout, policy.TryMilliseconds, policy.TotalMilliseconds));
    }

    [Fact]
    public void Standard_handler_has_its_defaults()
    {
        var policy = Policy("\n.AddStandardResilienceHandler()", Resilience);

        Assert.Equal((4, true, true, 10_000L, 30_000L, true), (policy.Tries, policy.HasTimeout, policy.HasBreaker, policy.TryMilliseconds, policy.TotalMilliseconds, policy.RepeatsUnsafe));
        Assert.Equal(new Place("src/Shop/Program.cs", 4), policy.Place);
    }

    [Fact]
    public void Standard_handler_that_is_configured_says_so()
    {
        var policy = Policy(".AddStandardResilienceHandler(o => { o.Retry.MaxRetryAttempts = 2; o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(1); o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(4); o.Retry.DisableForUnsafeHttpMethods(); })", Resilience);

        Assert.Equal((3, 1000L, 4000L, false), (policy.Tries, policy.TryMilliseconds, policy.TotalMilliseconds, policy.RepeatsUnsafe));
    }

    [Fact]
    public void Standard_handler_that_settings_configure_is_not_known_by_its_times()
    {
        var policy = Policy(".AddStandardResilienceHandler(configuration.GetSection(\"Http\"))", Resilience);

        Assert.Equal((null, true, true, null, null), (policy.Tries, policy.HasTimeout, policy.HasBreaker, policy.TryMilliseconds, policy.TotalMilliseconds));
    }

    [Fact]
    public void Defaults_of_all_clients_count()
    {
        var policy = Policy("; services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler())", Resilience);

        Assert.Equal((4, true, true, 10_000L), (policy.Tries, policy.HasTimeout, policy.HasBreaker, policy.TryMilliseconds));
    }

    [Fact]
    public void Own_handler_on_top_of_the_defaults_multiplies()
    {
        var policy = Policy(".AddResilienceHandler(\"own\", b => b.AddRetry(new Microsoft.Extensions.Http.Resilience.HttpRetryStrategyOptions { MaxRetryAttempts = 2 })); services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler())", Resilience);

        Assert.Equal(12, policy.Tries);
    }

    [Fact]
    public void Pipeline_says_what_stands_around_its_retry()
    {
        var policy = Policy(".AddResilienceHandler(\"own\", b => b.AddTimeout(TimeSpan.FromSeconds(9)).AddRetry(new Microsoft.Extensions.Http.Resilience.HttpRetryStrategyOptions { MaxRetryAttempts = 2 }).AddTimeout(TimeSpan.FromSeconds(2)))", Resilience);

        Assert.Equal((3, true, false, 2000L, 9000L), (policy.Tries, policy.HasTimeout, policy.HasBreaker, policy.TryMilliseconds, policy.TotalMilliseconds));
    }

    [Fact]
    public void Handlers_of_Polly_7_are_read()
    {
        var policy = Policy("""
            .AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(2, _ => TimeSpan.FromSeconds(1))).AddTransientHttpErrorPolicy(p => p.CircuitBreakerAsync(5, TimeSpan.FromSeconds(30))).AddPolicyHandler(Polly.Policy.TimeoutAsync<HttpResponseMessage>(3))
            """, Polly);

        Assert.Equal((3, true, true, 3000L), (policy.Tries, policy.HasTimeout, policy.HasBreaker, policy.TryMilliseconds));
    }

    [Fact]
    public void Policy_of_a_registry_is_unknown()
    {
        var policy = Policy(".AddPolicyHandlerFromRegistry(\"standard\")", Polly);

        Assert.Equal((null, null, null), (policy.Tries, policy.HasTimeout, policy.HasBreaker));
    }

    [Fact]
    public void Handler_out_of_sight_leaves_everything_open()
    {
        var policy = Assert.Single(ProjectFactsOf.Unrestored("""
            var services = new ServiceCollection();
            services.AddHttpClient("orders", c => c.BaseAddress = new Uri("http://orders")).AddHttpMessageHandler<Acme.Http.SmartHandler>();
            """).Calls).Policy;

        Assert.Equal((null, null, null), (policy.Tries, policy.HasTimeout, policy.HasBreaker));
    }

    [Fact]
    public void Retry_around_the_calls_of_a_client_counts()
    {
        var policy = Assert.Single(ProjectFactsOf.Program("""
            using Polly;
            new ServiceCollection().AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"));
            public sealed class Orders(HttpClient http)
            {
                private static readonly IAsyncPolicy Retry = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(4, _ => TimeSpan.FromSeconds(1));
                public Task<string> Get() => Retry.ExecuteAsync(() => http.GetStringAsync("/orders"));
            }
            """, null, "Polly/7").Calls).Policy;

        Assert.Equal((5, false), (policy.Tries, policy.HasBreaker));
        Assert.Equal(new Place("src/Shop/Program.cs", 5), policy.Place);
    }

    [Fact]
    public void Client_that_somebody_else_made_is_not_judged()
    {
        var policy = Assert.Single(ProjectFactsOf.Program("""
            public static class Program { public static void Main() { } }
            public sealed class Orders(HttpClient http) { public Task Get() => http.GetAsync("http://orders/all"); }
            """).Calls).Policy;

        Assert.Equal(CodePolicy.Unknown, policy);
    }

    private static CodePolicy Policy(string chain, string[] packages)
        => Assert.Single(ProjectFactsOf.Program($$"""
            {{(packages == Resilience ? "using Polly; using Microsoft.Extensions.Http.Resilience;" : packages == Polly ? "using Polly;" : "")}}
            var services = new ServiceCollection(); IConfiguration configuration = new ConfigurationBuilder().Build();
            services.AddHttpClient("orders", c => c.BaseAddress = new Uri("http://orders")){{chain}};
            """, null, packages).Calls).Policy;
}
