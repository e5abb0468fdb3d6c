using MeshReady.Analyzers.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

public sealed class MSA0213IdleResilienceTests : ResilienceTest<MSA0213IdleResilienceAnalyzer>
{
    // --- a synchronous policy around a task

    [Theory]
    [InlineData("""await Policy.Handle<Exception>().WaitAndRetry(3, _ => TimeSpan.FromSeconds(2)).[|Execute(() => http.GetStringAsync("/x"))|];""")]
    [InlineData("""Policy.Handle<Exception>().Retry(3).[|Execute(async () => { await http.GetStringAsync("/x"); })|];""")]
    [InlineData("""var policy = Policy.Handle<Exception>().Retry(3); _ = policy.[|Execute(() => Ask())|];""")]
    [InlineData("""_ = Kept.[|Execute(Ask)|];""")]
    [InlineData("""Policy.Handle<Exception>().Retry(3).[|Execute(async () => await new MailKit.Net.Smtp.SmtpClient().SendAsync("x"))|];""")]
    [InlineData("""var text = Policy.Handle<Exception>().Retry(3).[|Execute<Task<string>>(() => http.GetStringAsync("/x"))|].Result;""")]
    public Task Synchronous_policy_around_a_task(string code) => Verify(Program("", Method(code)));

    [Theory]
    [InlineData("""await Policy.Handle<Exception>().RetryAsync(3).ExecuteAsync(() => http.GetStringAsync("/x"));""")]
    [InlineData("""Policy.Handle<Exception>().Retry(3).Execute(() => Console.WriteLine());""")]
    [InlineData("""var text = Policy.Handle<Exception>().Retry(3).Execute(() => http.GetStringAsync("/x").Result);""")]
    [InlineData("""Policy.Handle<Exception>().Retry(3).Execute(() => { http.GetStringAsync("/x").Wait(); });""")]
    [InlineData("""new Command().Execute(async () => await http.GetStringAsync("/x"));""")]
    [InlineData("""Policy.Handle<Exception>().RetryAsync(3).ExecuteAsync(Ask).Wait();""")]
    public Task Policy_that_sees_how_the_call_ends(string code) => Verify(Program("", Method(code)));

    // --- tokens

    [Theory]
    [InlineData("""await new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(3)).Build().ExecuteAsync(async token => await http.GetStringAsync("/x", [|ct|]), ct);""")]
    [InlineData("""await Timed.ExecuteAsync(async _ => await http.GetStringAsync("/x", [|ct|]), ct);""")]
    [InlineData("""var pipeline = new ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions()).AddTimeout(TimeSpan.FromSeconds(3)).Build(); await pipeline.ExecuteAsync(async token => { var text = await http.GetStringAsync("/x", [|ct|]); return text; }, ct);""")]
    [InlineData("""await Policy.TimeoutAsync(3).ExecuteAsync(token => http.GetStringAsync("/x", [|ct|]), ct);""")]
    public Task Token_from_outside_under_a_time_out(string code) => Verify(Program("", Method(code)));

    [Fact]
    public Task Token_from_outside_where_no_time_out_is_in_sight() => VerifyResults(
        Program("", """public class Mine(HttpClient http, ResiliencePipeline pipeline) { public async Task Run(CancellationToken ct) => await pipeline.ExecuteAsync(async token => await http.GetStringAsync("/x", {|#0:ct|}), ct); }"""),
        mesh: null,
        files: null,
        Remark("'ct' is passed on in place of the policy's own token, so a time-out of the policy cannot end the call; pass the token of the lambda"));

    [Theory]
    [InlineData("""await Timed.ExecuteAsync(async token => await http.GetStringAsync("/x", token), ct);""")]
    [InlineData("""await Timed.ExecuteAsync(async token => { ct.ThrowIfCancellationRequested(); return await http.GetStringAsync("/x", token); }, ct);""")]
    [InlineData("""await Timed.ExecuteAsync(async _ => await http.GetStringAsync("/x"), ct);""")]
    [InlineData("""await Timed.ExecuteAsync(async _ => await http.GetStringAsync("/x", CancellationToken.None), ct);""")]
    [InlineData("""await Timed.ExecuteAsync(async token => { using var both = CancellationTokenSource.CreateLinkedTokenSource(token, ct); return await http.GetStringAsync("/x", both.Token); }, ct);""")]
    [InlineData("""await Policy.Handle<Exception>().RetryAsync(2).ExecuteAsync(() => http.GetStringAsync("/x", ct));""")]
    public Task Token_that_ends_the_call_or_none_at_all(string code) => Verify(Program("", Method(code)));

    [Theory]
    [InlineData("""await Policy.TimeoutAsync(3).[|ExecuteAsync|](() => http.GetStringAsync("/x"));""")]
    [InlineData("""await Limit.[|ExecuteAsync|](() => http.GetStringAsync("/x", ct));""")]
    [InlineData("""await Policy.Handle<Exception>().RetryAsync(2).WrapAsync(Limit).[|ExecuteAsync|](Ask);""")]
    public Task Optimistic_time_out_without_a_token(string code) => Verify(Program("", Method(code)));

    [Theory]
    [InlineData("""await Policy.TimeoutAsync(3, Polly.Timeout.TimeoutStrategy.Pessimistic).ExecuteAsync(() => http.GetStringAsync("/x"));""")]
    [InlineData("""await Limit.ExecuteAsync(token => http.GetStringAsync("/x", token), ct);""")]
    public Task Time_out_that_ends_the_call(string code) => Verify(Program("", Method(code)));

    // --- gRPC

    [Theory]
    [InlineData("""AddResilienceHandler("payments", p => { p.AddRetry(new Microsoft.Extensions.Http.Resilience.HttpRetryStrategyOptions { MaxRetryAttempts = 3 }); })""", DiagnosticSeverity.Warning)]
    [InlineData("""AddPolicyHandler(Policies.Retry)""", DiagnosticSeverity.Warning)]
    [InlineData("""AddTransientHttpErrorPolicy(p => p.RetryAsync(3))""", DiagnosticSeverity.Warning)]
    [InlineData("""AddStandardResilienceHandler()""", DiagnosticSeverity.Info)]
    [InlineData("""AddStandardHedgingHandler()""", DiagnosticSeverity.Info)]
    [InlineData("""AddPolicyHandler(Policy<HttpResponseMessage>.Handle<HttpRequestException>().RetryAsync(3))""", DiagnosticSeverity.Info)]
    public Task HTTP_handler_of_a_gRPC_client(string handler, DiagnosticSeverity severity) => VerifyResults(
        Program("services.AddGrpcClient<Payments>(o => o.Address = new Uri(\"http://payments\")).{|#0:" + handler + "|};"),
        mesh: null,
        files: null,
        new DiagnosticResult("MSA0213", severity).WithLocation(0).WithMessage($"gRPC answers with HTTP 200 and a status in the trailers, so '{handler[..handler.IndexOf('(', StringComparison.Ordinal)]}' repeats nothing of 'Payments' but requests that fail below gRPC; give the channel a ServiceConfig with a RetryPolicy"));

    [Theory]
    [InlineData("""services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments"));""")]
    [InlineData("""services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).AddResilienceHandler("x", p => p.AddTimeout(TimeSpan.FromSeconds(3)));""")]
    [InlineData("""services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).ConfigureChannel(o => o.ServiceConfig = new() { MethodConfigs = { new() { RetryPolicy = new() { MaxAttempts = 3 } } } });""")]
    [InlineData("""services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>(r => r.Headers.Contains("x") && r.TrailingHeaders.Contains("grpc-status")).RetryAsync(2));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler();""")]
    [InlineData("""services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler()); services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments"));""")]
    public Task Client_without_such_a_handler(string statement) => Verify(Program(statement));

    // --- circuit breakers

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => o.CircuitBreaker.[|ShouldHandle|] = args => ValueTask.FromResult(args.Outcome.Result?.StatusCode == HttpStatusCode.TooManyRequests));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler().Configure((o, sp) => { o.CircuitBreaker = new HttpCircuitBreakerStrategyOptions { [|ShouldHandle|] = static args => ValueTask.FromResult(args is { Outcome.Result.StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests }) }; });""")]
    [InlineData("""services.AddHttpClient<Orders>().AddResilienceHandler("x", p => p.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions { [|ShouldHandle|] = args => { return new ValueTask<bool>((int)args.Outcome.Result!.StatusCode == 429); } }));""")]
    public Task Breaker_that_counts_no_failure(string statement) => Verify(Program(statement));

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => o.CircuitBreaker.ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is not null || args.Outcome.Result?.StatusCode == HttpStatusCode.TooManyRequests));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => o.CircuitBreaker.ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result?.StatusCode is HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => o.CircuitBreaker.ShouldHandle = args => ValueTask.FromResult(Policies.IsBad(args.Outcome.Result) || args.Outcome.Result?.StatusCode == HttpStatusCode.TooManyRequests));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => o.CircuitBreaker.ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { IsSuccessStatusCode: false }));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => o.CircuitBreaker.ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result?.StatusCode != HttpStatusCode.NotFound));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => o.Retry.ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result?.StatusCode == HttpStatusCode.TooManyRequests));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => o.CircuitBreaker.SamplingDuration = TimeSpan.FromMinutes(1));""")]
    public Task Breaker_that_counts_failures_or_cannot_be_read(string statement) => Verify(Program(statement));

    // --- who speaks

    [Fact]
    public Task Mesh_that_could_take_it_over_changes_nothing() => Verify(Program("""services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).[|AddPolicyHandler(Policies.Retry)|];"""), "istio");

    [Fact]
    public Task Handler_that_the_mesh_covers_is_left_to_MSA0203() => Verify(Program(Meshed), files: Route);

    [Fact]
    public Task MSA0203_is_switched_off() => Verify(Program(Meshed.Replace("AddPolicyHandler(Policies.Retry)", "[|AddPolicyHandler(Policies.Retry)|]", StringComparison.Ordinal)), settings: "dotnet_diagnostic.MSA0203.severity = none", files: Route);

    // --- others

    [Fact]
    public Task Development_only() => Verify(Program("""if (builder.Environment.IsDevelopment()) { services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).AddPolicyHandler(Policies.Retry); }"""));

    [Fact]
    public Task Look_alikes() => Verify(Program("""Mine.Policy.Retry(3).Execute(() => new HttpClient().GetStringAsync("http://orders"));""", """
        namespace Mine { public class Policy { public static Policy Retry(int n) => new(); public T Execute<T>(Func<T> run) => run(); } }
        """));

    [Fact]
    public Task Broken_code() => Verify(Program("""
        Policy.Handle<Exception>().Retry(3).Execute({|CS0103:nowhere|});
        services.AddGrpcClient<{|CS0246:Missing|}>(o => o.Address = new Uri("http://x")).AddStandardResilienceHandler();
        """));

    private const string Meshed = """services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://orders")).AddPolicyHandler(Policies.Retry);""";

    private static readonly (string Name, string Content)[] Route =
    [
        ResilienceManifests.Meshed,
        ResilienceManifests.Workload,
        ResilienceManifests.Route("      retries: {attempts: 2, retryOn: \"unavailable\"}"),
    ];

    private static DiagnosticResult Remark(string message) => new DiagnosticResult("MSA0213", DiagnosticSeverity.Info).WithLocation(0).WithMessage(message);

    private static string Method(string code) => $$"""
        public class Mine(HttpClient http)
        {
            private static readonly Policy Kept = Policy.Handle<Exception>().Retry(3);
            private static readonly AsyncPolicy Limit = Policy.TimeoutAsync(3);
            private static readonly ResiliencePipeline Timed = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(3)).Build();
            public async Task Run(CancellationToken ct) { await Task.CompletedTask; {{code}} }
            private Task<string> Ask() => http.GetStringAsync("/x");
        }
        public class Command { public void Execute(Func<Task> run) => run(); }
        """;

    private static string Program(string statements, string declarations = "") => $$"""
        using Microsoft.Extensions.Http.Resilience;
        var builder = WebApplication.CreateBuilder(args);
        var services = builder.Services;
        {{statements}}
        builder.Build().Run();
        public class Orders(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/x"); }
        public static class Policies
        {
            public static readonly IAsyncPolicy<HttpResponseMessage> Retry = Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(2, _ => TimeSpan.Zero);
            public static bool IsBad(HttpResponseMessage? answer) => answer is null;
        }
        {{declarations}}
        """;
}
