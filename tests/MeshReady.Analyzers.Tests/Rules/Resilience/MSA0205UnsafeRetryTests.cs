using MeshReady.Analyzers.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

public sealed class MSA0205UnsafeRetryTests : ResilienceTest<MSA0205UnsafeRetryAnalyzer>
{
    // --- handlers

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>().[|AddStandardResilienceHandler()|];""")]
    [InlineData("""services.AddHttpClient<Orders>().[|AddStandardResilienceHandler(o => o.Retry.MaxRetryAttempts = 2)|];""")]
    [InlineData("""services.AddHttpClient<Orders>().[|AddStandardHedgingHandler()|];""")]
    [InlineData("""services.AddHttpClient<Orders>().AddTransientHttpErrorPolicy(p => p.[|WaitAndRetryAsync(2, _ => TimeSpan.Zero)|]);""")]
    [InlineData("""services.AddHttpClient<Orders>().[|AddPolicyHandler(Policies.Retry)|];""")]
    [InlineData("""services.AddHttpClient<Orders>().[|AddOurRetries()|];""")]
    [InlineData("""services.AddHttpClient<Orders>().AddResilienceHandler("x", p => p.[|AddRetry(new Microsoft.Extensions.Http.Resilience.HttpRetryStrategyOptions())|]);""")]
    [InlineData("""services.ConfigureHttpClientDefaults(http => http.[|AddStandardResilienceHandler()|]); services.AddHttpClient<Orders>();""")]
    [InlineData("""var b = services.AddHttpClient<Orders>(); b.[|AddStandardResilienceHandler()|];""")]
    [InlineData("""Refit.HttpClientFactoryExtensions.AddRefitClient<IPayments>(services).[|AddStandardResilienceHandler()|];""")]
    [InlineData("""services.AddHttpClient("orders").[|AddStandardResilienceHandler()|];""")]
    public Task Handler_of_a_client_that_posts(string statement) => Verify(Program(statement));

    [Theory]
    [InlineData("""http.PostAsJsonAsync("/orders", 1)""")]
    [InlineData("""http.PatchAsync("/orders/1", null)""")]
    [InlineData("""http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/orders"))""")]
    [InlineData("""http.SendAsync(new() { Method = HttpMethod.Post, RequestUri = new Uri("/orders", UriKind.Relative) })""")]
    [InlineData("""http.PostAsync($"/orders/{DateTime.Now.Day}", null)""")]
    public Task Request_of_a_typed_client(string request) => Verify(Program($$"""services.AddHttpClient<Mine>().[|AddStandardResilienceHandler()|];""", $$"""
        public class Mine(HttpClient http) { public Task<HttpResponseMessage> Run() => {{request}}; }
        """));

    [Fact]
    public Task Message_in_a_local() => Verify(Program("""services.AddHttpClient<Mine>().[|AddStandardResilienceHandler()|];""", """
        public class Mine(HttpClient http)
        {
            public async Task Run()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/orders");
                request.Headers.Add("x-tenant", "1");
                await http.SendAsync(request);
            }
        }
        """));

    [Fact]
    public Task Message_says_who_and_how_often() => VerifyResults(
        Program("""services.AddHttpClient<Orders>().{|#0:AddStandardResilienceHandler()|};"""),
        mesh: null,
        files: null,
        DiagnosticResult.CompilerWarning("MSA0205").WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithMessage("POST of 'Orders' is sent again when a try fails (AddStandardResilienceHandler, tries 4x), although the peer may have carried it out; call DisableForUnsafeHttpMethods() on its retry, or send an idempotency key"));

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => o.Retry.DisableForUnsafeHttpMethods());""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => { o.Retry.MaxRetryAttempts = 2; o.Retry.DisableFor(HttpMethod.Post); });""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(o => o.Retry.ShouldHandle = _ => PredicateResult.False());""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler(cfg.GetSection("x"));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddPolicyHandler(r => r.Method == HttpMethod.Get ? Policies.Retry : Policies.None);""")]
    [InlineData("""services.AddHttpClient<Orders>().AddPolicyHandlerFromRegistry("retry");""")]
    [InlineData("""services.AddHttpClient<Orders>().AddTransientHttpErrorPolicy(p => p.CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)));""")]
    [InlineData("""services.AddHttpClient<Orders>().AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>(r => r.StatusCode == HttpStatusCode.Unauthorized).RetryAsync(1));""")]
    [InlineData("""services.AddHttpClient<Reader>().AddStandardResilienceHandler();""")]
    [InlineData("""services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler()); services.AddHttpClient<Orders>().RemoveAllResilienceHandlers();""")]
    [InlineData("""services.AddHttpClient<Orders>();""")]
    [InlineData("""if (builder.Environment.IsDevelopment()) { services.AddHttpClient<Orders>().AddStandardResilienceHandler(); }""")]
    public Task Handler_that_repeats_nothing_that_changes_something(string statement) => Verify(Program(statement));

    [Theory]
    [InlineData("""http.PutAsync("/orders/1", null)""")]
    [InlineData("""http.DeleteAsync("/orders/1")""")]
    [InlineData("""http.PostAsync("/orders/search", null)""")]
    [InlineData("""http.PostAsync("/graphql", null)""")]
    [InlineData("""http.PostAsync("connect/token", null)""")]
    [InlineData("""http.GetAsync("/orders")""")]
    [InlineData("""http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/orders"))""")]
    public Task Request_that_may_come_twice(string request) => Verify(Program($$"""services.AddHttpClient<Mine>().AddStandardResilienceHandler();""", $$"""
        public class Mine(HttpClient http) { public Task<HttpResponseMessage> Run() => {{request}}; }
        """));

    [Theory]
    [InlineData("GetPrice")]
    [InlineData("Login")]
    [InlineData("UpsertOrder")]
    [InlineData("PayIdempotently")]
    public Task Method_that_says_that_the_request_may_come_twice(string method) => Verify(Program("""services.AddHttpClient<Mine>().AddStandardResilienceHandler();""", $$"""
        public class Mine(HttpClient http) { public Task<HttpResponseMessage> {{method}}() => http.PostAsync("/orders", null); }
        """));

    [Theory]
    [InlineData("Idempotency-Key")]
    [InlineData("x-requestid")]
    public Task Key_by_which_the_peer_knows_the_request_again(string header) => Verify(Program("""services.AddHttpClient<Mine>().AddStandardResilienceHandler();""", $$"""
        public class Mine(HttpClient http)
        {
            public Task Run(string key) { var m = new HttpRequestMessage(HttpMethod.Post, "/orders"); m.Headers.Add("{{header}}", key); return http.SendAsync(m); }
        }
        """));

    [Fact]
    public Task Stack_is_left_to_MSA0204() => Verify(Program("""services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler()); services.AddHttpClient<Orders>().AddStandardResilienceHandler();"""));

    [Fact]
    public Task Stack_where_MSA0204_is_off() => Verify(
        Program("""services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler()); services.AddHttpClient<Orders>().[|AddStandardResilienceHandler()|];"""),
        settings: "dotnet_diagnostic.MSA0204.severity = none");

    [Fact]
    public Task Mesh_that_repeats_it_too_is_left_to_MSA1202() => Verify(
        Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddStandardResilienceHandler();"""),
        settings: "dotnet_diagnostic.MSA1201.severity = none\ndotnet_diagnostic.MSA0203.severity = none",
        files: Route("5xx"));

    [Fact]
    public Task Retry_that_multiplies_with_the_mesh_is_left_to_MSA1201() => Verify(
        Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddStandardResilienceHandler();"""),
        settings: "dotnet_diagnostic.MSA1202.severity = none",
        files: Route("5xx"));

    [Fact]
    public Task Mesh_without_a_word_about_the_route() => Verify(Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).[|AddStandardResilienceHandler()|];"""), "istio");

    // --- by hand

    [Fact]
    public Task RestEase_post_in_Polly() => Verify(Program("", """
        public class PricingClient : IPricing
        {
            private static readonly Polly.Retry.AsyncRetryPolicy RetryPolicy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(3));
            private readonly IPricing _client;
            public PricingClient(IConfiguration cfg) { var http = new HttpClient { BaseAddress = new Uri(cfg["Pricing"]!) }; _client = RestEase.RestClient.For<IPricing>(http); }
            public Task<string> Calculate() => RetryPolicy.ExecuteAsync(async () => await _client.[|Calculate()|]);
        }
        """));

    [Fact]
    public Task Helper_that_is_handed_a_delegate() => Verify(Program("""services.AddHttpClient<IPayments, PaymentsApi>(c => c.BaseAddress = new Uri(cfg["Payments"]!));""", """
        public class PaymentsApi(HttpClient http) : IPayments
        {
            private readonly IPayments _api = Refit.RestService.For<IPayments>(http);
            public Task<string> Pay() => _api.Pay();
            public Task<string> GetAll() => _api.GetAll();
        }
        public class Resilient
        {
            public async Task<string> Execute(Func<Task<string>> action, string fallback)
            {
                var retry = Policy.Handle<Exception>(e => true).RetryAsync(5);
                var fall = Policy<string>.Handle<Exception>().FallbackAsync(fallback);
                return await fall.WrapAsync(retry).ExecuteAsync(action).ConfigureAwait(false);
            }
        }
        public class Page(IPayments payments)
        {
            private readonly Resilient _resilient = new();
            public Task<string> Show() => _resilient.Execute(async () => "payments: " + await payments.GetAll(), "none");
            public Task<string> Pay() => _resilient.Execute(async () => "payment: " + await payments.[|Pay()|], "none");
        }
        """));

    [Theory]
    [InlineData("""Policy.Handle<HttpRequestException>().RetryAsync(2).ExecuteAsync(() => http.[|PostAsync("/orders", null)|])""")]
    [InlineData("""new ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions()).Build().ExecuteAsync(async token => await http.[|PostAsync("/orders", null, token)|]).AsTask()""")]
    [InlineData("""Policy.Handle<HttpRequestException>().RetryAsync(2).ExecuteAsync(() => orders.[|Place()|])""")]
    public Task Request_in_Polly(string code) => Verify(Program("services.AddHttpClient<Orders>();", $$"""
        public class Mine(HttpClient http, Orders orders) { public Task<HttpResponseMessage> Run() => {{code}}; }
        """));

    [Theory]
    [InlineData("""Policy.Handle<HttpRequestException>().RetryAsync(2).ExecuteAsync(() => http.GetAsync("/orders"))""")]
    [InlineData("""Policy.Handle<HttpRequestException>().RetryAsync(2).ExecuteAsync(() => http.PutAsync("/orders/1", null))""")]
    [InlineData("""Policy.Handle<HttpRequestException>().RetryAsync(2).ExecuteAsync(() => http.PostAsync("/orders/query", null))""")]
    [InlineData("""Policy.Handle<Microsoft.Data.SqlClient.SqlException>().RetryAsync(2).ExecuteAsync(() => http.PostAsync("/orders", null))""")]
    [InlineData("""Policy.HandleResult<HttpResponseMessage>(r => r.StatusCode == HttpStatusCode.Unauthorized).RetryAsync(1).ExecuteAsync(() => http.PostAsync("/orders", null))""")]
    [InlineData("""http.PostAsync("/orders", null)""")]
    [InlineData("""Policy.Handle<HttpRequestException>().RetryAsync(2).ExecuteAsync(() => { Console.WriteLine("Idempotency-Key"); return http.PostAsync("/orders", null); })""")]
    public Task Request_in_Polly_that_may_come_twice(string code) => Verify(Program("", $$"""
        public class Mine(HttpClient http) { public Task<HttpResponseMessage> Run() => {{code}}; }
        """));

    [Fact]
    public Task Setting_says_which_methods_may_come_twice() => Verify(
        Program("", """public class Mine(HttpClient http) { public Task Run() => Policy.Handle<HttpRequestException>().RetryAsync(2).ExecuteAsync(async () => { await http.[|PutAsync("/orders/1", null)|]; await http.PostAsync("/orders", null); }); }"""),
        settings: "meshready.idempotent_methods = POST");

    // --- gRPC

    [Theory]
    [InlineData("""RetryPolicy = new() { MaxAttempts = 3, RetryableStatusCodes = { Grpc.Core.StatusCode.Unavailable, Grpc.Core.StatusCode.DeadlineExceeded } }""", DiagnosticSeverity.Info, "RetryPolicy for every method on DeadlineExceeded")]
    [InlineData("""RetryPolicy = new() { RetryableStatusCodes = { Grpc.Core.StatusCode.Internal, Grpc.Core.StatusCode.Cancelled } }""", DiagnosticSeverity.Info, "RetryPolicy for every method on Internal, Cancelled")]
    [InlineData("""HedgingPolicy = new() { MaxAttempts = 3 }""", DiagnosticSeverity.Warning, "HedgingPolicy for every method")]
    public Task Policy_for_every_method_of_a_gRPC_client(string policy, DiagnosticSeverity severity, string said) => VerifyResults(
        Program($$"""
            var method = new Grpc.Net.Client.Configuration.MethodConfig { Names = { Grpc.Net.Client.Configuration.MethodName.Default }, {|#0:{{policy[..policy.IndexOf(' ', StringComparison.Ordinal)]}}|}{{policy[policy.IndexOf(' ', StringComparison.Ordinal)..]}} };
            services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).ConfigureChannel(o => o.ServiceConfig = new() { MethodConfigs = { method } });
            """),
        mesh: null,
        files: null,
        new DiagnosticResult("MSA0205", severity).WithLocation(0).WithMessage($"Pay of 'Payments' is sent again when a try fails ({said}), although the peer may have carried it out; name the methods that may run twice, and retry on Unavailable alone"));

    [Fact]
    public Task Channel_of_a_gRPC_client() => Verify(Program("""
        var channel = Grpc.Net.Client.GrpcChannel.ForAddress("http://payments", new() { ServiceConfig = new() { MethodConfigs = { new() { Names = { Grpc.Net.Client.Configuration.MethodName.Default }, [|HedgingPolicy|] = new() } } } });
        var payments = new Payments(channel);
        """));

    [Theory]
    [InlineData("Payments", "Names = { Grpc.Net.Client.Configuration.MethodName.Default }", "Unavailable")]
    [InlineData("Payments", "Names = { Grpc.Net.Client.Configuration.MethodName.Default }", "ResourceExhausted")]
    [InlineData("Payments", "Names = { new() { Service = \"Payments\", Method = \"GetStatus\" } }", "Internal")]
    [InlineData("Catalogue", "Names = { Grpc.Net.Client.Configuration.MethodName.Default }", "Internal")]
    public Task Policy_of_a_gRPC_client_that_repeats_no_change(string client, string names, string code) => Verify(Program($$"""
        var method = new Grpc.Net.Client.Configuration.MethodConfig { {{names}}, RetryPolicy = new() { RetryableStatusCodes = { Grpc.Core.StatusCode.{{code}} } } };
        services.AddGrpcClient<{{client}}>(o => o.Address = new Uri("http://x")).ConfigureChannel(o => o.ServiceConfig = new() { MethodConfigs = { method } });
        """));

    // --- others

    [Fact]
    public Task Look_alikes() => Verify(Program("""_ = Mine.Policy.RetryAsync(3, () => new Mine.HttpClient().PostAsync("/orders"));""", """
        namespace Mine { public class HttpClient { public Task PostAsync(string path) => Task.CompletedTask; } public static class Policy { public static Task RetryAsync(int n, Func<Task> run) => run(); } }
        """));

    [Fact]
    public Task Broken_code() => Verify(Program("""
        services.AddHttpClient<{|CS0246:Missing|}>().AddStandardResilienceHandler();
        _ = Policy.Handle<HttpRequestException>().RetryAsync(2).ExecuteAsync(() => {|CS0103:nowhere|}.PostAsync("/x", null));
        """));

    private static (string Name, string Content)[] Route(string on) =>
    [
        ResilienceManifests.Meshed,
        ResilienceManifests.Workload,
        ResilienceManifests.Route($"      retries: {{attempts: 2, retryOn: \"{on}\"}}"),
    ];

    private static string Program(string statements, string declarations = "") => $$"""
        using Microsoft.Extensions.Http.Resilience;
        var builder = WebApplication.CreateBuilder(args);
        var services = builder.Services;
        var cfg = builder.Configuration;
        {{statements}}
        builder.Build().Run();
        public class Orders(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/x"); public Task<HttpResponseMessage> Place() => http.PostAsync("/orders", null); }
        public class Reader(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/x"); }
        public class Taker(IHttpClientFactory factory) { public Task Take() { var client = factory.CreateClient("orders"); return client.PostAsync("/orders", null); } }
        public interface IPricing { [RestEase.Post] Task<string> Calculate(); }
        public interface IPayments { [Refit.Post("/payments")] Task<string> Pay(); [Refit.Get("/payments")] Task<string> GetAll(); }
        public class Catalogue : Grpc.Core.ClientBase<Catalogue> { public Task<string> GetByIdAsync(string id) => null!; public Task<string> ListAsync() => null!; }
        public static class Policies
        {
            public static readonly IAsyncPolicy<HttpResponseMessage> Retry = Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(2, _ => TimeSpan.Zero);
            public static readonly IAsyncPolicy<HttpResponseMessage> None = null!;
        }
        public static class Our { public static IHttpClientBuilder AddOurRetries(this IHttpClientBuilder ours) { ours.AddStandardResilienceHandler(); return ours; } }
        {{declarations}}
        """;
}
