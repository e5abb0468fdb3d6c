using MeshReady.Analyzers.Rules.Resilience;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

public sealed class MSA0204StackedRetriesTests : ResilienceTest<MSA0204StackedRetriesAnalyzer>
{
    private const string Default = "services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());\n";

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>().[|AddStandardResilienceHandler()|];""")]
    [InlineData("""services.AddHttpClient("orders").[|AddStandardResilienceHandler(o => o.Retry.MaxRetryAttempts = 2)|];""")]
    [InlineData("""services.AddHttpClient<Orders>().[|AddResilienceHandler("x", p => p.AddRetry(new Polly.Retry.RetryStrategyOptions { MaxRetryAttempts = 2 }))|];""")]
    [InlineData("""services.AddHttpClient<Orders>().[|AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(2, _ => TimeSpan.Zero))|];""")]
    [InlineData("""services.AddHttpClient<Orders>().[|AddPolicyHandler(GetRetryPolicy())|]; static IAsyncPolicy<HttpResponseMessage> GetRetryPolicy() => Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(6, _ => TimeSpan.Zero);""")]
    [InlineData("""services.AddHttpClient<Orders>().[|AddPolicyHandler(Policies.Retry)|];""")]
    [InlineData("""services.AddHttpClient<Orders>().[|AddStandardHedgingHandler()|];""")]
    [InlineData("""var b = services.AddHttpClient<Orders>(); b.[|AddStandardResilienceHandler()|];""")]
    [InlineData("""services.AddHttpClient<Orders>().[|AddOurRetries()|];""")]
    public Task Handler_on_top_of_the_defaults(string statement) => Verify(Program(Default + statement));

    [Theory]
    [InlineData("""var b = services.AddHttpClient<Orders>(); b.AddStandardResilienceHandler(); b.[|AddTransientHttpErrorPolicy(p => p.RetryAsync(3))|];""")]
    [InlineData("""services.AddHttpClient<Orders>().AddPolicyHandler(Policies.Retry).[|AddStandardResilienceHandler()|];""")]
    [InlineData("""services.AddHttpClient<Orders>().AddOurRetries().[|AddPolicyHandler(Policies.Retry)|];""")]
    [InlineData("""Refit.HttpClientFactoryExtensions.AddRefitClient<IStock>(services).AddPolicyHandler(Policies.Retry).[|AddTransientHttpErrorPolicy(p => p.RetryAsync(2))|];""")]
    [InlineData("""var b = services.AddHttpClient<Orders>(); b.AddResilienceHandler("a", p => p.AddRetry(new Microsoft.Extensions.Http.Resilience.HttpRetryStrategyOptions())); b.[|AddResilienceHandler("b", p => p.AddRetry(new Microsoft.Extensions.Http.Resilience.HttpRetryStrategyOptions()))|];""")]
    public Task Handlers_of_one_chain(string statement) => Verify(Program(statement));

    [Fact]
    public Task Message_says_the_product_and_where_the_default_stands() => VerifyResults(
        Program(Default + """services.AddHttpClient<Orders>().{|#0:AddStandardResilienceHandler(o => o.Retry.MaxRetryAttempts = 5)|};"""),
        mesh: null,
        files: null,
        DiagnosticResult.CompilerWarning("MSA0204").WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments("Orders", "AddStandardResilienceHandler (4 tries) of all clients (Test0.cs:4)", "AddStandardResilienceHandler (6 tries)", ": up to 24 requests for one call"));

    [Fact]
    public Task Count_that_is_not_constant_has_no_product() => VerifyResults(
        Program("""services.AddHttpClient<Orders>().AddPolicyHandler(Policies.Retry).{|#0:AddStandardResilienceHandler(cfg.GetSection("x"))|};"""),
        mesh: null,
        files: null,
        DiagnosticResult.CompilerWarning("MSA0204").WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithArguments("Orders", "AddPolicyHandler (3 tries)", "AddStandardResilienceHandler", ""));

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>().RemoveAllResilienceHandlers().AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<Orders>().WithoutDefaults().AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<Orders>();""")]
    [InlineData("""services.AddHttpClient<Orders>().AddTransientHttpErrorPolicy(p => p.CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddResilienceHandler("time", p => p.AddTimeout(TimeSpan.FromSeconds(2)));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>(r => r.StatusCode == HttpStatusCode.Unauthorized).RetryAsync(1));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>(r => r.StatusCode == HttpStatusCode.Conflict).RetryAsync(1));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => o.Retry.ShouldHandle = _ => PredicateResult.False());""")]
    [InlineData("""services.AddHttpClient<Orders>().AddPolicyHandlerFromRegistry("retry");""")]
    [InlineData("""var b = services.AddHttpClient<Orders>(); if (args.Length > 0) b.AddStandardResilienceHandler();""")]
    public Task One_layer_that_repeats_over_the_defaults(string statement) => Verify(Program(Default + statement));

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>().AddPolicyHandler(Policies.Retry).AddTransientHttpErrorPolicy(p => p.CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(); services.AddHttpClient<Prices>().AddStandardResilienceHandler();""")]
    [InlineData("""var b = services.AddHttpClient<Orders>(); if (args.Length > 0) b.AddStandardResilienceHandler(); else b.AddPolicyHandler(Policies.Retry);""")]
    [InlineData("""if (args.Length > 0) services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler()); services.AddHttpClient<Orders>().AddStandardResilienceHandler();""")]
    [InlineData("""services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery()); services.AddHttpClient<Orders>().AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<Orders>().AddPolicyHandler(r => r.Method == HttpMethod.Get ? Policies.Retry : Policies.None).AddPolicyHandler(r => r.Method == HttpMethod.Put ? Policies.Retry : Policies.None);""")]
    public Task Handlers_that_do_not_meet(string statement) => Verify(Program(statement));

    [Fact]
    public Task Handlers_of_a_gRPC_client_are_left_to_MSA0213() => Verify(Program(Default + """services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).AddStandardResilienceHandler();"""));

    [Fact]
    public Task Development_only() => Verify(Program(Default + """if (builder.Environment.IsDevelopment()) { services.AddHttpClient<Orders>().AddStandardResilienceHandler(); }"""));

    // --- who speaks

    [Fact]
    public Task Stack_whose_retries_the_mesh_covers_is_left_to_MSA0203() => Verify(Program(Covered), settings: "dotnet_diagnostic.MSA1201.severity = none", files: Route("5xx"));

    [Fact]
    public Task Stack_that_multiplies_with_the_mesh_is_left_to_MSA1201() => Verify(Program(Covered), files: Route("5xx"));

    [Fact]
    public Task Mesh_that_could_take_the_retry_over_changes_nothing() => Verify(Program(Default + """services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).[|AddStandardResilienceHandler()|];"""), "istio");

    [Fact]
    public Task Rules_of_the_mesh_are_switched_off() => Verify(
        Program(Default + """services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).[|AddStandardResilienceHandler()|];"""),
        settings: "dotnet_diagnostic.MSA1201.severity = none\ndotnet_diagnostic.MSA0203.severity = none",
        files: Route("5xx"));

    // --- others

    [Fact]
    public Task Look_alikes() => Verify(Program("""Mine.Extensions.AddHttpClient(new Mine.Builder()).AddStandardResilienceHandler().AddStandardResilienceHandler();""", """
        namespace Mine { public class Builder { public Builder AddStandardResilienceHandler() => this; } public static class Extensions { public static Builder AddHttpClient(Builder b) => b; } }
        """));

    [Fact]
    public Task Broken_code() => Verify(Program("""services.AddHttpClient<{|CS0246:Missing|}>().AddStandardResilienceHandler().{|CS1061:AddNothing|}(); services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler({|CS0103:missing|}));"""));

    private const string Covered = Default + """services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddStandardResilienceHandler();""";

    private static (string Name, string Content)[] Route(string on) =>
    [
        ResilienceManifests.Meshed,
        ResilienceManifests.Workload,
        ResilienceManifests.Route($"      retries: {{attempts: 2, retryOn: \"{on}\"}}"),
    ];

    private static string Program(string statements, string declarations = "") => $$"""
        var builder = WebApplication.CreateBuilder(args);
        var services = builder.Services;
        var cfg = builder.Configuration;
        {{statements}}
        builder.Build().Run();
        public class Orders(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/x"); }
        public class Prices(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/x"); }
        public interface IStock { [Refit.Get("/stock")] Task<string> Get(); }
        public static class Policies
        {
            public static readonly IAsyncPolicy<HttpResponseMessage> Retry = Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(2, _ => TimeSpan.Zero);
            public static readonly IAsyncPolicy<HttpResponseMessage> None = null!;
        }
        public static class Our
        {
            public static IHttpClientBuilder AddOurRetries(this IHttpClientBuilder http) { http.AddStandardResilienceHandler(); return http; }
            public static IHttpClientBuilder WithoutDefaults(this IHttpClientBuilder http) => http.RemoveAllResilienceHandlers();
        }
        {{declarations}}
        """;
}
