using MeshReady.Analyzers.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

public sealed class MSA0203RetryInMeshTests : ResilienceTest<MSA0203RetryInMeshAnalyzer>
{
    private const string Move = "move the retry to the mesh, then remove it here";
    private const string Remove = "remove the retry here, keep time-out and fallback";
    private const string GrpcProgram = """
        var options = new Grpc.Net.Client.GrpcChannelOptions { ServiceConfig = new Grpc.Net.Client.Configuration.ServiceConfig { MethodConfigs = { new Grpc.Net.Client.Configuration.MethodConfig { RetryPolicy = new Grpc.Net.Client.Configuration.RetryPolicy { MaxAttempts = 3, RetryableStatusCodes = { Grpc.Core.StatusCode.Unavailable } } } } } };
        _ = Grpc.Net.Client.GrpcChannel.{|#0:ForAddress("http://payments", options)|};
        """;

    private static readonly (string Name, string Content)[] GrpcManifests =
    [
        ResilienceManifests.Meshed,
        ResilienceManifests.Workload,
        ("deploy/payments.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: payments, namespace: shop}\nspec: {ports: [{name: grpc, port: 80}], selector: {app: payments}}\n"),
    ];

    private const string Without1201 = "dotnet_diagnostic.MSA1201.severity = none";
    private const string ByDefault = "and Istio's sidecar retries failed connections as well";

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).{|#0:AddStandardResilienceHandler()|};""", "tries 4x")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).{|#0:AddStandardResilienceHandler(o => o.Retry.MaxRetryAttempts = 5)|};""", "tries 6x")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).{|#0:AddStandardResilienceHandler(cfg.GetSection("x"))|};""", "retries")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri(cfg["Orders"]!)).AddTransientHttpErrorPolicy(p => p.{|#0:WaitAndRetryAsync(2, _ => TimeSpan.Zero)|});""", "tries 3x")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).{|#0:AddPolicyHandler(GetRetryPolicy())|}; static IAsyncPolicy<HttpResponseMessage> GetRetryPolicy() => Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(6, _ => TimeSpan.Zero);""", "tries 7x")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).{|#0:AddPolicyHandler(Policies.Retry)|};""", "tries 3x")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddResilienceHandler("x", p => p.{|#0:AddRetry(new Polly.Retry.RetryStrategyOptions { MaxRetryAttempts = 2 })|});""", "tries 3x")]
    [InlineData("""var b = services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")); b.{|#0:AddStandardResilienceHandler()|};""", "tries 4x")]
    [InlineData("""services.ConfigureHttpClientDefaults(http => http.{|#0:AddStandardResilienceHandler()|}); services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"));""", "tries 4x")]
    public Task Retry_of_a_registration(string statement, string tries) => VerifyResults(Program(statement), "istio", files: null, Info("Orders", tries));

    [Fact]
    public Task Service_configuration_of_a_gRPC_client() => VerifyResults(Program("""
        var method = new Grpc.Net.Client.Configuration.MethodConfig { RetryPolicy = new Grpc.Net.Client.Configuration.RetryPolicy { MaxAttempts = 5 } };
        services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).{|#0:ConfigureChannel(o => o.ServiceConfig = new Grpc.Net.Client.Configuration.ServiceConfig { MethodConfigs = { method } })|};
        """), "istio", files: null, Info("Payments", "tries 5x"));

    [Fact]
    public Task Service_configuration_of_a_channel() => VerifyResults(Program("""
        var options = new Grpc.Net.Client.GrpcChannelOptions { ServiceConfig = new Grpc.Net.Client.Configuration.ServiceConfig { MethodConfigs = { new Grpc.Net.Client.Configuration.MethodConfig { RetryPolicy = new Grpc.Net.Client.Configuration.RetryPolicy { MaxAttempts = 3 } } } } };
        _ = Grpc.Net.Client.GrpcChannel.{|#0:ForAddress("http://payments", options)|};
        """), "istio", files: null, Info("GrpcChannel", "tries 3x"));

    [Fact]
    public Task Policy_field_around_a_RestEase_call() => VerifyResults(Program("", """
        public class PricingClient : IStock
        {
            private static readonly Polly.Retry.AsyncRetryPolicy RetryPolicy = Policy
                .Handle<HttpRequestException>()
                .{|#0:WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(3))|};
            private readonly IStock _client;
            public PricingClient(IConfiguration cfg) { var http = new HttpClient { BaseAddress = new Uri(cfg["Pricing"]!) }; _client = RestEase.RestClient.For<IStock>(http); }
            public Task<string> Get() => RetryPolicy.ExecuteAsync(async () => await _client.Get());
        }
        """), "istio", files: null, Info("PricingClient", "tries 4x"));

    [Fact]
    public Task Helper_that_is_handed_a_delegate() => VerifyResults(Program("""services.AddHttpClient<IStock, StockApi>(c => c.BaseAddress = new Uri(cfg["Stock"]!));""", """
        public class StockApi(HttpClient http) : IStock
        {
            private readonly IStock _api = Refit.RestService.For<IStock>(http);
            public Task<string> Get() => _api.Get();
        }
        public class Resilient
        {
            public async Task<string> Execute(Func<Task<string>> action, string fallback)
            {
                var retry = Policy.Handle<Exception>(e => true).{|#0:RetryAsync(5)|};
                var fall = Policy<string>.Handle<Exception>().FallbackAsync(fallback);
                return await fall.WrapAsync(retry).ExecuteAsync(action).ConfigureAwait(false);
            }
        }
        public class StockPage(IStock stock)
        {
            private readonly Resilient _resilient = new();
            public Task<string> Show() => _resilient.Execute(async () => "stock: " + await stock.Get(), "none");
        }
        """), "istio", files: null, Info("StockApi", "tries 6x"));

    [Fact]
    public Task Helper_that_calls_its_delegate_in_a_lambda() => VerifyResultsWith("meshready.mesh = istio\ndotnet_diagnostic.MSA0206.severity = none", Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"));""", """
        public static class Retrying
        {
            public static Task<T> Run<T>(Func<Task<T>> action) => Policy.Handle<HttpRequestException>().{|#0:WaitAndRetryForeverAsync(_ => TimeSpan.Zero)|}.ExecuteAsync(() => action());
        }
        public class Page(Orders orders) { public Task<string> Show() => Retrying.Run(orders.Get); }
        """), [], Info("Orders", "retries for ever"));

    [Fact]
    public Task Retry_without_an_end_is_left_to_MSA0206() => Verify(Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"));""", """
        public class Page(Orders orders) { public Task<string> Show() => Policy.Handle<HttpRequestException>().WaitAndRetryForeverAsync(_ => TimeSpan.Zero).ExecuteAsync(() => orders.Get()); }
        """), "istio");

    [Fact]
    public Task Stacked_retries_are_left_to_MSA0204() => Verify(Program("""services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery()); services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddPolicyHandler(Policies.Retry).AddPolicyHandler(Policies.Again);""", """
        public static partial class More { }
        """).Replace("public static class Policies {", "public static class Policies { public static readonly IAsyncPolicy<HttpResponseMessage> Again = Policies.Retry;", StringComparison.Ordinal), "istio");

    [Fact]
    public Task Pipeline_in_a_typed_client() => VerifyResults(Program("""services.AddHttpClient<Prices>(c => c.BaseAddress = new Uri("http://prices"));""", """
        public class Prices(HttpClient http)
        {
            private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder().{|#0:AddRetry(new Polly.Retry.RetryStrategyOptions())|}.Build();
            public ValueTask<string> Get() => _pipeline.ExecuteAsync(async token => await http.GetStringAsync("/x", token));
        }
        """), "istio", files: null, Info("Prices", "tries 4x"));

    [Fact]
    public Task Named_client_taken_from_the_factory() => VerifyResults(Program("""services.AddHttpClient("orders", c => c.BaseAddress = new Uri("http://orders"));""", """
        public class Reader(IHttpClientFactory factory)
        {
            public Task<string> Get()
            {
                var http = factory.CreateClient("orders");
                return Policy.Handle<HttpRequestException>().{|#0:RetryAsync(2)|}.ExecuteAsync(() => http.GetStringAsync("/x"));
            }
        }
        """), "istio", files: null, Info("orders", "tries 3x"));

    // --- arithmetic and severity

    [Fact]
    public Task Route_that_covers_the_retry() => VerifyResultsWith(
        Without1201,
        Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders:8080")).{|#0:AddStandardResilienceHandler()|};"""),
        [ResilienceManifests.Meshed, ResilienceManifests.Workload, ResilienceManifests.Route("      retries:\n{|#1:|}        attempts: 3\n        retryOn: 5xx,reset")],
        new DiagnosticResult("MSA0203", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1)
            .WithMessage($"'Orders': code tries 4x, the VirtualService at orders.yaml:14 tries 4x: up to 16 requests; {Remove}"));

    [Theory]
    [InlineData("5xx,reset")]
    [InlineData("connect-failure")]
    public Task Retry_that_MSA1201_reports_is_left_to_it(string on) => VerifyResultsWith(
        "",
        Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders:8080")).AddStandardResilienceHandler();"""),
        [ResilienceManifests.Meshed, ResilienceManifests.Workload, ResilienceManifests.Route($"      retries:\n        attempts: 3\n        retryOn: {on}")]);

    [Fact]
    public Task Default_policy_of_gRPC_is_left_to_MSA1203() => VerifyResultsWith("build_property.MeshReadyComplete = true", GrpcProgram.Replace("{|#0:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal), GrpcManifests);

    [Fact]
    public Task Default_policy_of_gRPC_without_MSA1203() => VerifyResultsWith(
        "build_property.MeshReadyComplete = true\ndotnet_diagnostic.MSA1203.severity = none",
        GrpcProgram,
        GrpcManifests,
        new DiagnosticResult("MSA0203", DiagnosticSeverity.Info).WithLocation(0).WithMessage($"'GrpcChannel': code tries 3x, {ByDefault}; {Move}"));

    [Fact]
    public Task Route_that_repeats_less_than_the_code() => VerifyResultsWith(
        Without1201,
        Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders.shop.svc.cluster.local")).{|#0:AddStandardResilienceHandler()|};"""),
        [ResilienceManifests.Meshed, ResilienceManifests.Workload, ResilienceManifests.Route("      retries:\n{|#1:|}        attempts: 2\n        retryOn: connect-failure")],
        new DiagnosticResult("MSA0203", DiagnosticSeverity.Info).WithLocation(0).WithLocation(1)
            .WithMessage($"'Orders': code tries 4x, the VirtualService at orders.yaml:14 tries 3x: up to 12 requests; {Move}"));

    [Fact]
    public Task Code_repeats_answers_too() => VerifyResultsWith(
        Without1201,
        Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).{|#0:AddPolicyHandler(Polling)|};""", """
        public partial class Program { static IAsyncPolicy<HttpResponseMessage> Polling => Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().OrResult(r => r.StatusCode == HttpStatusCode.NotFound).RetryAsync(1); }
        """),
        [ResilienceManifests.Meshed, ResilienceManifests.Workload, ResilienceManifests.Route("      retries:\n{|#1:|}        attempts: 3\n        retryOn: 5xx")],
        new DiagnosticResult("MSA0203", DiagnosticSeverity.Info).WithLocation(0).WithLocation(1)
            .WithMessage($"'Orders': code tries 2x, the VirtualService at orders.yaml:14 tries 4x: up to 8 requests; {Move}"));

    [Fact]
    public Task Route_without_retries() => VerifyResults(
        Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).{|#0:AddStandardResilienceHandler()|};"""),
        mesh: null,
        [ResilienceManifests.Meshed, ResilienceManifests.Workload, ResilienceManifests.Route("      timeout: 3s", mark: "{|#1:|}")],
        new DiagnosticResult("MSA0203", DiagnosticSeverity.Info).WithLocation(0).WithLocation(1)
            .WithMessage($"'Orders': code tries 4x, and the sidecar retries failed connections as well (the VirtualService at orders.yaml:10 sets no retries); {Move}"));

    [Fact]
    public Task Route_of_the_configured_address() => VerifyResultsWith(
        Without1201,
        Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri(cfg["Orders"]!)).{|#0:AddStandardResilienceHandler(o => o.Retry.MaxRetryAttempts = 1)|};"""),
        [ResilienceManifests.Meshed, ResilienceManifests.Workload, ResilienceManifests.Route("      retries:\n{|#1:|}        attempts: 1\n        retryOn: 5xx"), ("appsettings.json", """{ "Orders": "http://orders" }""")],
        new DiagnosticResult("MSA0203", DiagnosticSeverity.Warning).WithLocation(0).WithLocation(1)
            .WithMessage($"'Orders': code tries 2x, the VirtualService at orders.yaml:14 tries 2x: up to 4 requests; {Remove}"));

    [Fact]
    public Task Linkerd_retries_where_a_policy_says_so() => VerifyResults(
        Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).{|#0:AddStandardResilienceHandler()|};"""),
        "linkerd",
        files: null,
        new DiagnosticResult("MSA0203", DiagnosticSeverity.Info).WithLocation(0).WithMessage($"'Orders': code tries 4x, and Linkerd's proxy can do so instead; {Move}"));

    [Fact]
    public Task Route_that_leaves_retries_to_the_code() => Verify(
        Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddStandardResilienceHandler();"""),
        files: [ResilienceManifests.Meshed, ResilienceManifests.Workload, ResilienceManifests.Route("      retries:\n        attempts: 0")]);

    // --- other polarity

    [Fact]
    public Task Workload_is_switched_off() => Verify(Retrying, files: [ResilienceManifests.Meshed, ResilienceManifests.SwitchedOff]);

    [Fact]
    public Task Manifests_leave_it_open() => Verify(Retrying, files: [ResilienceManifests.Workload]);

    [Fact]
    public Task No_manifests() => Verify(Retrying);

    [Fact]
    public Task Setting_says_none() => Verify(Retrying, "none", files: [ResilienceManifests.Meshed, ResilienceManifests.Workload]);

    // --- near misses

    [Theory]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("https://api.github.com")).AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<Orders>().AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddStandardHedgingHandler();""")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddResilienceHandler("x", p => p.AddTimeout(TimeSpan.FromSeconds(1)));""")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddStandardResilienceHandler(o => o.Retry.ShouldHandle = _ => PredicateResult.False());""")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>(r => r.StatusCode == HttpStatusCode.NotFound).RetryAsync(9));""")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddPolicyHandler(Policy.HandleResult<HttpResponseMessage>(r => (int)r.StatusCode == 401).RetryAsync(1));""")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddPolicyHandlerFromRegistry("retry"); new Polly.Registry.PolicyRegistry().Add("retry", Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().RetryAsync(3));""")]
    [InlineData("""services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());""")]
    [InlineData("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"));""")]
    [InlineData("""if (app.Environment.IsDevelopment()) services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddStandardResilienceHandler();""")]
    [InlineData("""_ = Grpc.Net.Client.GrpcChannel.ForAddress("https://vision.googleapis.com", new Grpc.Net.Client.GrpcChannelOptions { ServiceConfig = new Grpc.Net.Client.Configuration.ServiceConfig { MethodConfigs = { new Grpc.Net.Client.Configuration.MethodConfig { RetryPolicy = new Grpc.Net.Client.Configuration.RetryPolicy { MaxAttempts = 3 } } } } });""")]
    [InlineData("""_ = Policy.Handle<HttpRequestException>().RetryAsync(3);""")]
    [InlineData("""Policy.Handle<Exception>().Retry(3).Execute(() => Console.WriteLine());""")]
    [InlineData("""_ = Policy.Handle<HttpRequestException>().RetryAsync(3).ExecuteAsync(() => new HttpClient().GetStringAsync("https://api.github.com"));""")]
    [InlineData("""_ = Policy.Handle<HttpRequestException>().RetryAsync(3).ExecuteAsync(() => new HttpClient().GetStringAsync(args[0]));""")]
    [InlineData("""_ = Policy.HandleResult<string>(r => r == "pending").RetryAsync(9).ExecuteAsync(() => new Orders(new HttpClient { BaseAddress = new Uri("http://orders") }).Get());""")]
    public Task Registration_or_policy_that_is_none_of_the_sidecars(string statement) => Verify(Program(statement), "istio");

    /// <summary>The retries of a real system that no sidecar can take over, in miniature.</summary>
    [Theory]
    [InlineData("""Policy.Handle<Exception>().WaitAndRetry(10, _ => TimeSpan.FromSeconds(10)).Execute(() => db.Database.Migrate());""")]
    [InlineData("""Policy.Handle<Exception>().WaitAndRetry(10, _ => TimeSpan.FromSeconds(10)).Execute(() => { db.Database.Migrate(); });""")]
    [InlineData("""await Policy.Handle<Exception>().WaitAndRetryAsync(10, _ => TimeSpan.FromSeconds(10)).ExecuteAsync(InitializeAsync); Task InitializeAsync() => Dapper.SqlMapper.ExecuteAsync(null!, "create table x");""")]
    [InlineData("""await Policy.Handle<Microsoft.Data.SqlClient.SqlException>().WaitAndRetryAsync(10, _ => TimeSpan.FromSeconds(10)).ExecuteAsync(async () => { using var c = new Microsoft.Data.SqlClient.SqlConnection("x"); await c.OpenAsync(); });""")]
    [InlineData("""await Policy.Handle<Exception>().WaitAndRetryAsync(5, r => TimeSpan.FromSeconds(r)).ExecuteAsync(async () => { await new Microsoft.Data.SqlClient.SqlConnection("x").OpenAsync(); });""")]
    [InlineData("""await Policy.Handle<Exception>().WaitAndRetryAsync(3, r => TimeSpan.FromSeconds(r)).ExecuteAsync(async () => { await new MailKit.Net.Smtp.SmtpClient().SendAsync(new object()); });""")]
    [InlineData("""await Policy.Handle<Exception>().WaitAndRetryAsync(3, r => TimeSpan.FromSeconds(r)).ExecuteAsync(() => new System.Net.Mail.SmtpClient("mail").SendMailAsync("a", "b", "c", "d"));""")]
    [InlineData("""Policy.Handle<Exception>().WaitAndRetry(9, r => TimeSpan.FromSeconds(5)).Execute(() => { var f = new RabbitMQ.Client.ConnectionFactory { HostName = "rabbit" }; _ = f.CreateConnection(); });""")]
    [InlineData("""Policy.Handle<Exception>().WaitAndRetryForever(r => TimeSpan.FromSeconds(5)).Execute(() => new RabbitMQ.Client.ConnectionFactory().CreateConnection());""")]
    [InlineData("""await Policy.Handle<Exception>().RetryAsync(3).ExecuteAsync(() => StackExchange.Redis.ConnectionMultiplexer.ConnectAsync("redis:6379"));""")]
    [InlineData("""await Policy.Handle<System.IO.IOException>().RetryAsync(3).ExecuteAsync(() => System.IO.File.ReadAllTextAsync("/data/x"));""")]
    [InlineData("""await Policy.Handle<Exception>().RetryAsync(3).ExecuteAsync(async () => { db.Database.Migrate(); return await orders.Get(); });""")]
    [InlineData("""await Policy.Handle<Exception>().RetryAsync(3).ExecuteAsync(() => new Handler(db, orders).Handle());""")]
    public Task Retry_of_a_store_broker_mail_or_file(string statement) => Verify(Program($$"""
        services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"));
        Microsoft.EntityFrameworkCore.DbContext db = new();
        Orders orders = new(new HttpClient());
        {{statement}}
        """, """
        public class Handler(Microsoft.EntityFrameworkCore.DbContext db, Orders orders) { public async Task<string> Handle() { db.Database.Migrate(); return await orders.Get(); } }
        """), "istio");

    [Fact]
    public Task Policy_of_a_registration_is_reported_once() => VerifyResults(Program("""
        services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).{|#0:AddPolicyHandler(Retries.Get())|};
        """, """
        public static class Retries
        {
            public static IAsyncPolicy<HttpResponseMessage> Get() => Polly.Extensions.Http.HttpPolicyExtensions.HandleTransientHttpError().WaitAndRetryAsync(3, _ => TimeSpan.Zero);
            public static Task<string> Ping() => new HttpClient().GetStringAsync("http://orders");
        }
        """), "istio", files: null, Info("Orders", "tries 4x"));

    [Fact]
    public Task Look_alikes() => Verify(Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")); _ = Mine.Policy.RetryAsync(3, () => new HttpClient().GetStringAsync("http://orders"));""", """
        namespace Mine { public static class Policy { public static Task<string> RetryAsync(int count, Func<Task<string>> action) => action(); } }
        """), "istio");

    [Fact]
    public Task Broken_code() => Verify(Program("""
        services.AddHttpClient<{|CS0246:Missing|}>(c => c.BaseAddress = new Uri("http://orders")).AddStandardResilienceHandler({|CS0103:nowhere|});
        _ = Policy.Handle<{|CS0246:Nothing|}>().RetryAsync({|CS0103:many|}).ExecuteAsync({|CS0103:lost|});
        """), "istio");

    private static readonly string Retrying = Program("""services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders")).AddStandardResilienceHandler();""");

    private static DiagnosticResult Info(string client, string tries)
        => new DiagnosticResult("MSA0203", DiagnosticSeverity.Info).WithLocation(0).WithMessage($"'{client}': code {tries}, {ByDefault}; {Move}");

    private static string Program(string statements, string types = "") => $$"""
        #nullable enable
        var app = WebApplication.CreateBuilder(args);
        var services = app.Services;
        var cfg = app.Configuration;
        await Task.CompletedTask;
        {{statements}}
        public class Orders(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/orders"); }
        public interface IStock { [Refit.Get("/stock")] Task<string> Get(); }
        public static class Policies { public static readonly IAsyncPolicy<HttpResponseMessage> Retry = Policy.HandleResult<HttpResponseMessage>(r => !r.IsSuccessStatusCode).Or<HttpRequestException>().RetryAsync(2); }
        {{types}}
        """;
}
