using MeshReady.Analyzers.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

public sealed class MSA0206EndlessRetryTests : ResilienceTest<MSA0206EndlessRetryAnalyzer>
{
    [Theory]
    [InlineData("""using var end = new CancellationTokenSource(TimeSpan.FromSeconds(5)); return await Policy.Handle<HttpRequestException>().WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1)).ExecuteAsync(t => http.GetStringAsync("/x", t), end.Token);""")]
    [InlineData("""return await new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(5)).AddRetry(new Polly.Retry.RetryStrategyOptions { MaxRetryAttempts = int.MaxValue }).Build().ExecuteAsync(async t => await http.GetStringAsync("/x", t));""")]
    [InlineData("""return await Policy.TimeoutAsync(5).WrapAsync(Policy.Handle<HttpRequestException>().WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1))).ExecuteAsync(() => http.GetStringAsync("/x"));""")]
    public Task Time_ends_the_retries(string code) => Verify(Program("services.AddHttpClient<Orders>();", $$"""
        public class Mine(HttpClient http)
        {
            public async Task<string> Run() { {{code}} }
        }
        """));

    [Theory]
    [InlineData("""Policy.Handle<HttpRequestException>().[|WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1))|].ExecuteAsync(() => http.GetStringAsync("/x"))""")]
    [InlineData("""Policy.Handle<Exception>().[|RetryAsync(1000)|].ExecuteAsync(() => http.GetStringAsync("/x"))""")]
    [InlineData("""Policy.Handle<HttpRequestException>().[|WaitAndRetryAsync(int.MaxValue, _ => TimeSpan.FromSeconds(1))|].ExecuteAsync(() => orders.Get())""")]
    [InlineData("""Policy.Handle<HttpRequestException>().[|WaitAndRetryAsync(Tries, _ => TimeSpan.FromSeconds(1))|].ExecuteAsync(() => orders.Get())""")]
    [InlineData("""new ResiliencePipelineBuilder().[|AddRetry(new Polly.Retry.RetryStrategyOptions { MaxRetryAttempts = int.MaxValue })|].Build().ExecuteAsync(async token => await http.GetStringAsync("/x", token)).AsTask()""")]
    [InlineData("""Kept.ExecuteAsync(Ask)""")]
    public Task Request_under_Polly(string code) => Verify(Program("services.AddHttpClient<Orders>();", $$"""
        public class Mine(HttpClient http, Orders orders)
        {
            private const int Tries = 500;
            {{(code.StartsWith("Kept", StringComparison.Ordinal) ? "private static readonly AsyncPolicy Kept = Policy.Handle<HttpRequestException>().[|WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1))|];" : "")}}
            public Task<string> Run() => {{code}};
            private Task<string> Ask() => http.GetStringAsync("/x");
        }
        """));

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>().AddTransientHttpErrorPolicy(p => p.[|WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1))|]);""")]
    [InlineData("""services.AddHttpClient<Orders>().AddResilienceHandler("x", p => p.[|AddRetry(new Polly.Retry.RetryStrategyOptions { MaxRetryAttempts = int.MaxValue })|]);""")]
    [InlineData("""var forever = Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().[|WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1))|]; services.AddHttpClient<Orders>().AddPolicyHandler(forever);""")]
    public Task Handler_of_a_client(string statement) => Verify(Program(statement));

    [Fact]
    public Task Message_of_a_handler_names_the_time_that_is_left() => VerifyResults(
        Program("""services.AddHttpClient<Orders>().AddTransientHttpErrorPolicy(p => p.{|#0:WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1))|});"""),
        mesh: null,
        files: null,
        DiagnosticResult.CompilerWarning("MSA0206").WithLocation(0).WithMessage("'WaitAndRetryForeverAsync' retries for ever and no time-out surrounds it but HttpClient.Timeout, 100 s unless it is set; give up after a few tries and let the caller know"));

    [Fact]
    public Task Ten_tries_are_worth_a_remark() => VerifyResults(
        Program("", """public class Mine(HttpClient http) { public Task Run() => Policy.Handle<HttpRequestException>().{|#0:RetryAsync(10)|}.ExecuteAsync(() => http.GetStringAsync("/x")); }"""),
        mesh: null,
        files: null,
        Remark("RetryAsync", "tries 11x"));

    [Fact]
    public Task Background_service_keeps_nobody_waiting() => VerifyResults(
        Program("", """
            public class Loader(HttpClient http) : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Policy.Handle<HttpRequestException>().{|#0:WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(5))|}.ExecuteAsync(() => http.GetStringAsync("/x", stoppingToken));
            }
            """),
        mesh: null,
        files: null,
        Remark("WaitAndRetryForeverAsync", "retries for ever"));

    [Fact]
    public Task Program_that_waits_before_it_starts() => VerifyResults(
        Program("""var first = new HttpClient(); await Policy.Handle<HttpRequestException>().{|#0:WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(5))|}.ExecuteAsync(() => first.GetStringAsync("http://orders/x"));"""),
        mesh: null,
        files: null,
        Remark("WaitAndRetryForeverAsync", "retries for ever"));

    [Theory]
    [InlineData("""Policy.Handle<HttpRequestException>().RetryAsync(3).ExecuteAsync(() => http.GetStringAsync("/x"))""")]
    [InlineData("""Policy.HandleResult<string>(state => state != "done").RetryAsync(100).ExecuteAsync(() => http.GetStringAsync("/x"))""")]
    [InlineData("""Policy.Handle<HttpRequestException>().RetryAsync(Tries).ExecuteAsync(() => http.GetStringAsync("/x"))""")]
    [InlineData("""Policy.Handle<Exception>().WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1)).ExecuteAsync(() => Task.FromResult("x"))""")]
    [InlineData("""Policy.Handle<Microsoft.Data.SqlClient.SqlException>().WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1)).ExecuteAsync(() => http.GetStringAsync("/x"))""")]
    [InlineData("""new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(5)).AddRetry(new Polly.Retry.RetryStrategyOptions { MaxRetryAttempts = int.MaxValue }).Build().ExecuteAsync(async token => await http.GetStringAsync("/x", token)).AsTask()""")]
    [InlineData("""new ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions()).Build().ExecuteAsync(async token => await http.GetStringAsync("/x", token)).AsTask()""")]
    public Task Retry_that_ends_or_waits_for_something_else(string code) => Verify(Program("services.AddHttpClient<Orders>();", $$"""
        public class Mine(HttpClient http) { public static int Tries { get; set; } = 50; public Task<string> Run() => {{code}}; }
        """));

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => o.Retry.MaxRetryAttempts = int.MaxValue);""")]
    [InlineData("""services.AddHttpClient<Orders>().AddTransientHttpErrorPolicy(p => p.RetryAsync(20));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddResilienceHandler("x", p => { p.AddTimeout(TimeSpan.FromSeconds(5)); p.AddRetry(new Polly.Retry.RetryStrategyOptions { MaxRetryAttempts = int.MaxValue }); });""")]
    [InlineData("""Policy.Handle<Exception>().WaitAndRetryForever(r => TimeSpan.FromSeconds(5)).Execute(() => { new RabbitMQ.Client.ConnectionFactory().CreateConnection(); });""")]
    [InlineData("""await Policy.Handle<Exception>().WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1)).ExecuteAsync(() => StackExchange.Redis.ConnectionMultiplexer.ConnectAsync("cache"));""")]
    [InlineData("""if (builder.Environment.IsDevelopment()) { services.AddHttpClient<Orders>().AddTransientHttpErrorPolicy(p => p.WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1))); }""")]
    public Task Handler_or_policy_that_is_limited_or_none_of_requests(string statement) => Verify(Program(statement));

    [Fact]
    public Task Wrapped_in_a_time_out() => Verify(Program("", """
        public class Mine(HttpClient http)
        {
            private readonly AsyncPolicy _retry = Policy.Handle<HttpRequestException>().WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1));
            private readonly AsyncPolicy _limit = Policy.TimeoutAsync(30);
            public Task<string> Run() => _limit.WrapAsync(_retry).ExecuteAsync(() => http.GetStringAsync("/x"));
        }
        """));

    // --- who speaks

    [Fact]
    public Task Retry_that_multiplies_with_the_mesh_is_left_to_MSA1201() => Verify(Program(Meshed), files: Route);

    [Fact]
    public Task Retry_that_the_mesh_covers_is_left_to_MSA0203() => Verify(Program(Meshed), settings: "dotnet_diagnostic.MSA1201.severity = none", files: Route);

    [Fact]
    public Task Rules_of_the_mesh_are_switched_off() => Verify(
        Program(Meshed.Replace("WaitAndRetryForeverAsync(_ => TimeSpan.Zero)", "[|WaitAndRetryForeverAsync(_ => TimeSpan.Zero)|]", StringComparison.Ordinal)),
        settings: "dotnet_diagnostic.MSA1201.severity = none\ndotnet_diagnostic.MSA0203.severity = none",
        files: Route);

    [Fact]
    public Task Mesh_that_could_take_it_over_changes_nothing() => Verify(Program(Meshed.Replace("WaitAndRetryForeverAsync(_ => TimeSpan.Zero)", "[|WaitAndRetryForeverAsync(_ => TimeSpan.Zero)|]", StringComparison.Ordinal)), "istio");

    // --- others

    [Fact]
    public Task Look_alikes() => Verify(Program("""_ = new Mine.Policy().WaitAndRetryForeverAsync(() => new HttpClient().GetStringAsync("http://orders"));""", """
        namespace Mine { public class Policy { public Task WaitAndRetryForeverAsync(Func<Task> run) => run(); } }
        """));

    [Fact]
    public Task Broken_code() => Verify(Program("""
        _ = Policy.Handle<{|CS0246:Missing|}>().WaitAndRetryForeverAsync(_ => TimeSpan.Zero).ExecuteAsync({|CS0103:nowhere|});
        """));

    private const string Meshed = """services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddTransientHttpErrorPolicy(p => p.WaitAndRetryForeverAsync(_ => TimeSpan.Zero));""";

    private static readonly (string Name, string Content)[] Route =
    [
        ResilienceManifests.Meshed,
        ResilienceManifests.Workload,
        ResilienceManifests.Route("      retries: {attempts: 2, retryOn: \"5xx\"}"),
    ];

    private static DiagnosticResult Remark(string call, string tries)
        => new DiagnosticResult("MSA0206", DiagnosticSeverity.Info).WithLocation(0).WithMessage($"'{call}' {tries} and no time-out surrounds it; give up after a few tries and let the caller know");

    private static string Program(string statements, string declarations = "") => $$"""
        var builder = WebApplication.CreateBuilder(args);
        var services = builder.Services;
        await Task.CompletedTask;
        {{statements}}
        builder.Build().Run();
        public class Orders(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/x"); }
        {{declarations}}
        """;
}
