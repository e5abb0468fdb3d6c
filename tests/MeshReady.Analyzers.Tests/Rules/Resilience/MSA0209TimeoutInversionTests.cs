using MeshReady.Analyzers.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

public sealed class MSA0209TimeoutInversionTests : ResilienceTest<MSA0209TimeoutInversionAnalyzer>
{
    // --- standard handler

    [Theory]
    [InlineData("o => o.AttemptTimeout.Timeout = [|TimeSpan.FromSeconds(60)|]")]
    [InlineData("o => o.TotalRequestTimeout.Timeout = [|TimeSpan.FromSeconds(5)|]")]
    [InlineData("o => { o.AttemptTimeout.Timeout = [|TimeSpan.FromSeconds(20)|]; o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(20); o.CircuitBreaker.SamplingDuration = TimeSpan.FromMinutes(1); }")]
    [InlineData("o => { o.AttemptTimeout = new HttpTimeoutStrategyOptions { Timeout = [|new TimeSpan(0, 0, 20)|] }; o.TotalRequestTimeout = new() { Timeout = TimeSpan.FromSeconds(60) }; }")]
    [InlineData("o => { o.AttemptTimeout.Timeout = [|Times.Try|]; o.TotalRequestTimeout.Timeout = TimeSpan.FromMinutes(2); }")]
    [InlineData("o => { o.AttemptTimeout.Timeout = [|TimeSpan.FromSeconds(times.Seconds)|]; o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(times.Seconds); }")]
    [InlineData("o => o.CircuitBreaker.SamplingDuration = [|TimeSpan.FromSeconds(15)|]")]
    public Task Options_of_the_standard_handler(string options) => Verify(Program($"services.AddHttpClient<Orders>().AddStandardResilienceHandler({options});"));

    [Fact]
    public Task Options_that_are_configured_behind_the_handler() => Verify(Program("""
        services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler().Configure((cfg, sp) =>
        {
            cfg.AttemptTimeout = new HttpTimeoutStrategyOptions { Timeout = [|TimeSpan.FromSeconds(times.Seconds)|] };
            cfg.TotalRequestTimeout = new HttpTimeoutStrategyOptions { Timeout = TimeSpan.FromSeconds(times.Seconds) };
        }));
        """));

    [Theory]
    [InlineData("o => { o.AttemptTimeout.Timeout = {|#0:TimeSpan.FromSeconds(15)|}; o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(15); }", "a try may take as long as all tries together (15s), so nothing is left to retry after a time-out; give a try a part of TotalRequestTimeout")]
    [InlineData("o => o.TotalRequestTimeout.Timeout = {|#0:TimeSpan.FromSeconds(5)|}", "a try may take 10s by default and all tries together 5s, so the options are refused when the client is first used; make TotalRequestTimeout the longer one")]
    [InlineData("o => { o.AttemptTimeout.Timeout = {|#0:TimeSpan.FromSeconds(20)|}; o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(90); }", "SamplingDuration (30s by default) is less than twice the time for a try (20s), so the options are refused when the client is first used; raise it to 40s at least")]
    public Task Message_says_the_numbers(string options, string message) => VerifyResults(
        Program($"services.AddHttpClient<Orders>().AddStandardResilienceHandler({options});"),
        mesh: null,
        files: null,
        DiagnosticResult.CompilerWarning("MSA0209").WithLocation(0).WithMessage(message));

    [Theory]
    [InlineData("o => { o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(5); o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(20); }")]
    [InlineData("o => { var minute = TimeSpan.FromMinutes(1); o.CircuitBreaker.SamplingDuration = minute * 2; o.TotalRequestTimeout.Timeout = minute * 3; o.Retry.MaxRetryAttempts = 3; }")]
    [InlineData("o => { o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(times.Seconds); o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(times.All); }")]
    [InlineData("o => { o.AttemptTimeout.Timeout = times.Next(); o.TotalRequestTimeout.Timeout = times.Next(); }")]
    [InlineData("o => { if (args.Length > 0) o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(5); }")]
    [InlineData("o => { o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(60); o.TotalRequestTimeout.Timeout = TimeSpan.FromMinutes(5); o.CircuitBreaker = new() { SamplingDuration = TimeSpan.FromMinutes(2) }; }")]
    [InlineData("cfg.GetSection(\"x\")")]
    [InlineData("")]
    public Task Options_that_agree_or_are_not_known(string options) => Verify(Program($"services.AddHttpClient<Orders>().AddStandardResilienceHandler({options});"));

    [Fact]
    public Task Default_that_is_set_elsewhere() => Verify(Program("""
        services.Configure<HttpStandardResilienceOptions>(o => o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(2));
        services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(5));
        """));

    [Fact]
    public Task Development_only() => Verify(Program("""if (builder.Environment.IsDevelopment()) { services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(5)); }"""));

    // --- pipelines

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>().AddResilienceHandler("x", p => p.AddTimeout(TimeSpan.FromSeconds(10)).AddRetry(new Polly.Retry.RetryStrategyOptions()).AddTimeout([|TimeSpan.FromSeconds(10)|]));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddResilienceHandler("x", p => { p.AddTimeout(TimeSpan.FromSeconds(5)); p.AddRetry(new HttpRetryStrategyOptions()); p.AddTimeout([|TimeSpan.FromSeconds(30)|]); });""")]
    [InlineData("""services.AddHttpClient<Orders>().AddResilienceHandler("x", p => { p.AddTimeout(TimeSpan.FromSeconds(times.Seconds)); p.AddRetry(new HttpRetryStrategyOptions()); p.AddTimeout([|TimeSpan.FromSeconds(times.Seconds)|]); });""")]
    [InlineData("""_ = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(3)).AddRetry(new Polly.Retry.RetryStrategyOptions { Delay = [|TimeSpan.FromSeconds(5)|] }).Build();""")]
    public Task Time_outs_of_a_pipeline(string statement) => Verify(Program(statement));

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>().AddResilienceHandler("x", p => p.AddTimeout(TimeSpan.FromSeconds(30)).AddRetry(new Polly.Retry.RetryStrategyOptions()).AddTimeout(TimeSpan.FromSeconds(5)));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddResilienceHandler("x", p => p.AddRetry(new Polly.Retry.RetryStrategyOptions()).AddTimeout(TimeSpan.FromSeconds(30)));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddResilienceHandler("x", p => { p.AddTimeout(TimeSpan.FromSeconds(times.All)); p.AddRetry(new HttpRetryStrategyOptions()); p.AddTimeout(TimeSpan.FromSeconds(times.Seconds)); });""")]
    [InlineData("""_ = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(3)).AddRetry(new Polly.Retry.RetryStrategyOptions { Delay = TimeSpan.FromSeconds(5), UseJitter = true }).Build();""")]
    [InlineData("""_ = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(9)).AddRetry(new Polly.Retry.RetryStrategyOptions { Delay = TimeSpan.FromSeconds(1) }).Build();""")]
    public Task Pipeline_that_leaves_time(string statement) => Verify(Program(statement));

    // --- the client's own time-out

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>(c => c.Timeout = [|TimeSpan.FromSeconds(10)|]).AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(10)));""")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.Timeout = [|TimeSpan.FromSeconds(10)|]).AddTransientHttpErrorPolicy(p => p.RetryAsync(3)).AddPolicyHandler(Policy.TimeoutAsync<HttpResponseMessage>(10));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddTransientHttpErrorPolicy(p => p.RetryAsync(3)).AddPolicyHandler(Policy.TimeoutAsync<HttpResponseMessage>([|TimeSpan.FromMinutes(2)|]));""")]
    [InlineData("""services.AddHttpClient("orders").ConfigureHttpClient(c => { c.Timeout = [|TimeSpan.FromSeconds(2)|]; }).AddPolicyHandler(Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(Math.Pow(2, n))));""")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.Timeout = [|TimeSpan.FromSeconds(5)|]).AddResilienceHandler("x", p => p.AddRetry(new HttpRetryStrategyOptions()).AddTimeout(TimeSpan.FromSeconds(5)));""")]
    public Task Time_out_of_the_client_that_leaves_nothing(string statement) => Verify(Program(statement));

    [Fact]
    public Task Last_retries_that_never_run_are_worth_a_remark() => VerifyResults(
        Program("""services.AddHttpClient<Orders>(c => c.Timeout = {|#0:TimeSpan.FromSeconds(10)|}).AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(Math.Pow(2, n))));"""),
        mesh: null,
        files: null,
        new DiagnosticResult("MSA0209", DiagnosticSeverity.Info).WithLocation(0).WithMessage("HttpClient.Timeout ends the whole call after 10s, and the pauses between tries alone take 14s, so the last retries never run; make HttpClient.Timeout longer than all tries together"));

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>(c => c.Timeout = TimeSpan.FromSeconds(60)).AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(10)));""")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.Timeout = TimeSpan.FromSeconds(2)).AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.Timeout = TimeSpan.FromSeconds(times.Seconds)).AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(10)));""")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.Timeout = Timeout.InfiniteTimeSpan).AddTransientHttpErrorPolicy(p => p.RetryAsync(3)).AddPolicyHandler(Policy.TimeoutAsync<HttpResponseMessage>(120));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(Math.Pow(2, n))));""")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.Timeout = TimeSpan.FromSeconds(10)).AddPolicyHandler(Policy.TimeoutAsync<HttpResponseMessage>(30)).AddTransientHttpErrorPolicy(p => p.RetryAsync(3));""")]
    [InlineData("""services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler()); services.AddHttpClient<Orders>(c => c.Timeout = TimeSpan.FromSeconds(5)).AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(10)));""")]
    public Task Time_out_of_the_client_that_is_long_enough_or_not_known(string statement) => Verify(Program(statement));

    // --- who speaks

    [Fact]
    public Task Limit_below_the_tries_of_the_mesh_is_left_to_MSA1204() => Verify(Program(Short), files: Route);

    [Fact]
    public Task MSA1204_is_switched_off() => Verify(Program(Short.Replace("TimeSpan.FromSeconds(1)", "[|TimeSpan.FromSeconds(1)|]", StringComparison.Ordinal)), settings: "dotnet_diagnostic.MSA1204.severity = none", files: Route);

    [Fact]
    public Task Mesh_without_a_word_about_the_route() => Verify(Program(Short.Replace("TimeSpan.FromSeconds(1)", "[|TimeSpan.FromSeconds(1)|]", StringComparison.Ordinal)), "istio");

    // --- others

    [Fact]
    public Task Look_alikes() => Verify(Program("""new Mine.Builder().AddStandardResilienceHandler(o => o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(5));""", """
        namespace Mine
        {
            public class Builder { public void AddStandardResilienceHandler(Action<Options> configure) { } }
            public class Options { public Options TotalRequestTimeout => this; public TimeSpan Timeout { get; set; } }
        }
        """));

    [Fact]
    public Task Broken_code() => Verify(Program("""
        services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => { o.AttemptTimeout.Timeout = {|CS0103:missing|}; o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds({|CS1503:"x"|}); });
        services.AddHttpClient<Orders>(c => c.Timeout = {|CS0103:nothing|}).AddTransientHttpErrorPolicy(p => p.RetryAsync(3));
        """));

    private const string Short = """services.AddHttpClient<Orders>(c => { c.BaseAddress = new Uri("http://orders"); c.Timeout = TimeSpan.FromSeconds(1); }).AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(2)));""";

    private static readonly (string Name, string Content)[] Route =
    [
        ResilienceManifests.Meshed,
        ResilienceManifests.Workload,
        ResilienceManifests.Route("      retries: {attempts: 2, perTryTimeout: 2s, retryOn: \"5xx\"}"),
    ];

    private static string Program(string statements, string declarations = "") => $$"""
        using Microsoft.Extensions.Http.Resilience;
        var builder = WebApplication.CreateBuilder(args);
        var services = builder.Services;
        var cfg = builder.Configuration;
        var times = new Times();
        {{statements}}
        builder.Build().Run();
        public class Orders(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/x"); }
        public class Times { public static readonly TimeSpan Try = TimeSpan.FromSeconds(45); public int Seconds { get; set; } public int All { get; set; } public TimeSpan Next() => default; }
        {{declarations}}
        """;
}
