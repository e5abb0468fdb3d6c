using MeshReady.Analyzers.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

public sealed class MSA0201UnprotectedClientTests : ResilienceTest<MSA0201UnprotectedClientAnalyzer>
{
    private const string Typed = """
        public class OrdersClient(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/orders"); }
        """;

    [Theory]
    [InlineData("""services.[|AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"))|];""")]
    [InlineData("""services.[|AddHttpClient<OrdersClient>()|].ConfigureHttpClient(c => c.BaseAddress = new Uri(cfg["Services:Orders"]!));""")]
    [InlineData("""services.[|AddHttpClient("orders", c => c.BaseAddress = new Uri(cfg["Services:Orders"]!))|];""")]
    [InlineData("""services.[|AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri(cfg["Orders"] ?? "http://localhost:5001"))|].SetHandlerLifetime(TimeSpan.FromMinutes(5));""")]
    [InlineData("""foreach (var name in new[] { "orders", "stock" }) services.[|AddHttpClient(name, c => c.BaseAddress = new Uri(cfg["Services:" + name]!))|];""")]
    [InlineData("""var b = services.[|AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"))|]; b.SetHandlerLifetime(TimeSpan.FromMinutes(5));""")]
    [InlineData("""services.[|AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"))|].AddHttpMessageHandler<HeaderHandler>();""")]
    [InlineData("""services.[|AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"))|].ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler());""")]
    [InlineData("""services.[|AddHttpClient<OrdersClient>(c => { c.BaseAddress = new Uri("http://orders"); c.Timeout = Timeout.InfiniteTimeSpan; })|];""")]
    [InlineData("""Refit.HttpClientFactoryExtensions.[|AddRefitClient<IStock>(services)|].ConfigureHttpClient(c => c.BaseAddress = new Uri(cfg["Stock"]!));""")]
    [InlineData("""RestEase.HttpClientFactory.HttpClientFactoryExtensions.[|AddRestEaseClient<IStock>(services, "http://stock")|];""")]
    [InlineData("""services.[|AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments"))|];""")]
    [InlineData("""var channel = Grpc.Net.Client.GrpcChannel.[|ForAddress("http://payments:8080")|]; _ = new Payments(channel);""")]
    [InlineData("""var channel = Grpc.Net.Client.GrpcChannel.[|ForAddress(cfg["Payments"]!, new Grpc.Net.Client.GrpcChannelOptions { MaxReceiveMessageSize = 1 })|]; _ = new Payments(channel);""")]
    [InlineData("""var api = Refit.RestService.[|For<IStock>("http://stock")|]; _ = api.Get();""")]
    [InlineData("""var api = Refit.RestService.For<IStock>([|new HttpClient|] { BaseAddress = new Uri("http://stock") }); _ = api.Get();""")]
    [InlineData("""services.AddSingleton(_ => [|new HttpClient|] { BaseAddress = new Uri("http://stock") });""")]
    [InlineData("""using var http = [|new HttpClient()|]; _ = await http.GetStringAsync("http://orders/list");""")]
    [InlineData("""HttpClient http = [|new()|]; _ = await http.GetStringAsync($"{cfg["Orders"]}/list");""")]
    [InlineData("""var http = [|new HttpClient(new HttpClientHandler())|]; http.BaseAddress = new Uri("http://orders"); http.DefaultRequestHeaders.Add("a", "b");""")]
    [InlineData("""var http = [|new HttpClient(new HeaderHandler { InnerHandler = new SocketsHttpHandler() })|]; _ = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://orders"));""")]
    [InlineData("""var http = [|new HttpClient()|]; var request = new HttpRequestMessage(HttpMethod.Get, "http://orders"); _ = await http.SendAsync(request);""")]
    [InlineData("""_ = await [|new HttpClient()|].GetStringAsync("http://orders");""")]
    [InlineData("""services.[|AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"))|]; static object Kept() => Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, _ => TimeSpan.Zero);""")]
    [InlineData("""services.[|AddHttpClient("slackening", c => c.BaseAddress = new Uri(cfg["Slackening"]!))|];""")]
    public Task Client_without_protection(string statement) => Verify(Program(statement));

    [Theory]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => { c.BaseAddress = new Uri("http://orders"); c.Timeout = TimeSpan.FromSeconds(5); });""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")).AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")).AddStandardHedgingHandler();""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")).AddResilienceHandler("x", p => p.AddTimeout(TimeSpan.FromSeconds(3)));""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")).AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(3, _ => TimeSpan.Zero));""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")).AddPolicyHandlerFromRegistry("retry");""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")).AddHttpMessageHandler<RepeatingHandler>();""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")).AddHttpMessageHandler(sp => sp.GetRequiredService<RepeatingHandler>());""")]
    [InlineData("""services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler()); services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"));""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")); services.ConfigureHttpClientDefaults(http => { http.AddStandardResilienceHandler(); });""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")); services.AddHttpClient<OrdersClient>().AddStandardResilienceHandler();""")]
    [InlineData("""var b = services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")); b.AddStandardResilienceHandler();""")]
    [InlineData("""var b = services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")); Finish(b); static void Finish(IHttpClientBuilder b) { }""")]
    [InlineData("""Add(services); static IHttpClientBuilder Add(IServiceCollection s) { return s.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")); }""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")).AddOurRetries();""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("https://api.github.com"));""")]
    [InlineData("""services.AddHttpClient<OrdersClient>();""")]
    [InlineData("""services.AddHttpClient("Auth0", c => c.BaseAddress = new Uri(cfg["Identity:Url"]!));""")]
    [InlineData("""services.AddHttpClient("StripeClient", c => c.BaseAddress = new Uri(cfg["Payments:Url"]!));""")]
    [InlineData("""var http = new HttpClient(); var url = (Environment.GetEnvironmentVariable("BASE_URL") ?? "http://localhost") + ":" + (Environment.GetEnvironmentVariable("DAPR_HTTP_PORT") ?? "3500"); _ = await http.GetStringAsync(url + "/v1.0/state");""")]
    [InlineData("""var http = new HttpClient(); var port = Environment.GetEnvironmentVariable("DAPR_HTTP_PORT") ?? "3500"; _ = await http.GetStringAsync($"{cfg["BASE_URL"] ?? "http://localhost"}:{port}/v1.0/state");""")]
    [InlineData("""services.AddHttpClient();""")]
    [InlineData("""services.AddHttpClient<TimedClient>(c => c.BaseAddress = new Uri("http://orders"));""")]
    [InlineData("""services.AddHttpClient<LoopingClient>(c => c.BaseAddress = new Uri("http://orders"));""")]
    [InlineData("""services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).AddInterceptor(() => new object());""")]
    [InlineData("""services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")); _ = new Payments().PayAsync("x", deadline: DateTime.UtcNow.AddSeconds(3));""")]
    [InlineData("""services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).ConfigureChannel(o => o.ServiceConfig = new Grpc.Net.Client.Configuration.ServiceConfig());""")]
    [InlineData("""var options = new Grpc.Net.Client.GrpcChannelOptions { HttpHandler = new HeaderHandler() }; _ = Grpc.Net.Client.GrpcChannel.ForAddress("http://payments", options);""")]
    [InlineData("""_ = Grpc.Net.Client.GrpcChannel.ForAddress("http://localhost:50001");""")]
    [InlineData("""var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) }; _ = await http.GetStringAsync("http://orders");""")]
    [InlineData("""var http = new HttpClient(); http.Timeout = TimeSpan.FromSeconds(5); _ = await http.GetStringAsync("http://orders");""")]
    [InlineData("""var http = new HttpClient(new RepeatingHandler()); _ = await http.GetStringAsync("http://orders");""")]
    [InlineData("""var http = new HttpClient(new HeaderHandler { InnerHandler = new RepeatingHandler() }); _ = await http.GetStringAsync("http://orders");""")]
    [InlineData("""var http = new HttpClient(new Microsoft.Extensions.Http.PolicyHttpMessageHandler(null!)); _ = await http.GetStringAsync("http://orders");""")]
    [InlineData("""HttpMessageHandler handler = Make(); var http = new HttpClient(handler); _ = await http.GetStringAsync("http://orders"); static HttpMessageHandler Make() => null!;""")]
    [InlineData("""var http = new HttpClient(); _ = await http.GetStringAsync("https://api.github.com/x");""")]
    [InlineData("""var http = new HttpClient(); _ = await http.GetStringAsync(args[0]);""")]
    [InlineData("""var http = new HttpClient { BaseAddress = new Uri("http://orders") }; Configure(http); static void Configure(HttpClient c) => c.Timeout = TimeSpan.FromSeconds(1);""")]
    [InlineData("""var http = new HttpClient(); for (var i = 0; i < 3; i++) { try { _ = await http.GetStringAsync("http://orders"); break; } catch (HttpRequestException) { } }""")]
    [InlineData("""if (app.Environment.IsDevelopment()) services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"));""")]
    [InlineData("""var api = Refit.RestService.For<IStock>("http://stock", new Refit.RefitSettings { HttpMessageHandlerFactory = () => new RepeatingHandler() }); _ = api.Get();""")]
    public Task Client_with_protection_or_out_of_sight(string statement) => Verify(Program(statement));

    [Fact]
    public Task Base_address_of_named_client_given_where_it_is_created() => Verify(Program("""services.[|AddHttpClient("orders")|];""", """
        public class Reader(IHttpClientFactory factory)
        {
            public Task<string> Read() { var http = factory.CreateClient("orders"); http.BaseAddress = new Uri("http://orders"); return http.GetStringAsync("/x"); }
        }
        """));

    [Fact]
    public Task Timeout_of_named_client_given_where_it_is_created() => Verify(Program("""services.AddHttpClient("orders");""", """
        public class Reader(IHttpClientFactory factory)
        {
            public Task<string> Read() { var http = factory.CreateClient("orders"); http.Timeout = TimeSpan.FromSeconds(2); return http.GetStringAsync("http://orders/x"); }
        }
        """));

    [Fact]
    public Task Field_that_keeps_a_client() => Verify(Program("", """
        public class Reader
        {
            private static readonly HttpClient Shared = [|new HttpClient()|];
            private readonly HttpClient _own;
            public Reader(IConfiguration cfg) { var http = [|new HttpClient|] { BaseAddress = new Uri(cfg["Stock"]!) }; _own = http; }
            public Task<string> Read() => Shared.GetStringAsync("http://orders/x");
            public Task<string> Stock() => _own.GetStringAsync("/x");
        }
        """));

    [Fact]
    public Task Typed_client_names_its_address_itself() => Verify(Program("services.[|AddHttpClient<PriceClient>()|];", """
        public class PriceClient { public PriceClient(HttpClient http, IConfiguration cfg) => http.BaseAddress = new Uri(cfg["Prices"]!); }
        """));

    [Fact]
    public Task Typed_client_uses_Polly_itself() => Verify(Program("""services.AddHttpClient<PriceClient>(c => c.BaseAddress = new Uri("http://prices"));""", """
        public class PriceClient(HttpClient http)
        {
            private static readonly Polly.IAsyncPolicy Policy = Polly.AsyncRetrySyntax.RetryAsync(Polly.Policy.Handle<HttpRequestException>(), 3);
            public Task<string> Get() => Policy.ExecuteAsync(() => http.GetStringAsync("/x"));
        }
        """));

    [Fact]
    public Task Callers_wrap_the_client_with_Polly_and_leave_another_bare() => Verify(Program("""
        services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"));
        services.[|AddHttpClient<TypedStock>(c => c.BaseAddress = new Uri("http://stock"))|];
        """, """
        public class TypedStock(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/stock"); }
        public class Page(OrdersClient orders)
        {
            public Task<string> Show() { var policy = Polly.AsyncRetrySyntax.RetryAsync(Polly.Policy.Handle<Exception>(), 3); return policy.ExecuteAsync(() => orders.Get()); }
        }
        """));

    [Fact]
    public Task Polly_inside_a_typed_client_protects_no_named_one() => Verify(Program("""services.AddHttpClient<PriceClient>(c => c.BaseAddress = new Uri("http://prices")); services.[|AddHttpClient("orders", c => c.BaseAddress = new Uri("http://orders"))|];""", """
        class PriceClient(HttpClient http)
        {
            private static readonly IAsyncPolicy Retry = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, _ => TimeSpan.Zero);
            public Task<string> Get() => Retry.ExecuteAsync(() => http.GetStringAsync("/x"));
        }
        """));

    [Theory]
    [InlineData("AddPolicyHandler(GetRetry()); static Polly.IAsyncPolicy<HttpResponseMessage> GetRetry() => Polly.AsyncRetryTResultSyntax.WaitAndRetryAsync(Polly.Policy.HandleResult<HttpResponseMessage>(r => !r.IsSuccessStatusCode), 3, _ => TimeSpan.Zero);")]
    [InlineData("AddPolicyHandler(GetRetry()); static Polly.IAsyncPolicy<HttpResponseMessage> GetRetry() { return Polly.AsyncRetryTResultSyntax.WaitAndRetryAsync(Polly.Policy.HandleResult<HttpResponseMessage>(r => !r.IsSuccessStatusCode), 3, _ => TimeSpan.Zero); }")]
    [InlineData("AddPolicyHandler(Polly.AsyncRetryTResultSyntax.WaitAndRetryAsync(Polly.Policy.HandleResult<HttpResponseMessage>(r => !r.IsSuccessStatusCode), 3, _ => TimeSpan.Zero));")]
    [InlineData("AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(3, _ => TimeSpan.Zero));")]
    [InlineData("""AddResilienceHandler("x", p => p.AddTimeout(TimeSpan.FromSeconds(3)));""")]
    public Task Handler_of_one_client_protects_no_other(string handler) => Verify(Program($$"""
        services.[|AddHttpClient("stock", c => c.BaseAddress = new Uri("http://stock"))|];
        services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")).{{handler}}
        """));

    [Fact]
    public Task Address_in_a_class_that_is_bound_somewhere() => Verify(Program("""var urls = cfg.GetSection("Services").Get<ServiceUrls>()!; services.[|AddHttpClient("orders", c => c.BaseAddress = new Uri(urls.Orders))|]; var own = new Page(); services.AddHttpClient("page", c => c.BaseAddress = new Uri(own.Orders));""", """
        class ServiceUrls { public string Orders { get; set; } = ""; }
        class Page { public string Orders { get; set; } = ""; }
        """));

    [Fact]
    public Task Database_retry_protects_no_client() => Verify(Program("""
        services.[|AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"))|];
        Polly.RetrySyntax.WaitAndRetry(Polly.Policy.Handle<Exception>(), 3, _ => TimeSpan.Zero).Execute(() => new Microsoft.EntityFrameworkCore.DbContext().Database.Migrate());
        """));

    [Fact]
    public Task House_method_named_in_the_settings() => Verify(
        Program("services.AddOurDefaults(); services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri(\"http://orders\"));"),
        settings: "meshready.provides.AddOurDefaults = retry, timeout");

    [Fact]
    public Task House_method_that_provides_something_else() => Verify(
        Program("services.AddOurDefaults(); services.[|AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri(\"http://orders\"))|];"),
        settings: "meshready.provides.AddOurDefaults = health:/healthz");

    [Theory]
    [InlineData("none", true)]
    [InlineData("istio", false)]
    [InlineData("linkerd", false)]
    public Task Setting_decides(string mesh, bool reported)
    {
        var (open, close) = reported ? ("[|", "|]") : ("", "");
        return Verify(Program($$"""services.{{open}}AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")){{close}};"""), mesh, files: [ResilienceManifests.Plain, ResilienceManifests.Workload]);
    }

    [Fact]
    public Task Workload_is_meshed() => Verify(Program("""services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"));"""), files: [ResilienceManifests.Meshed, ResilienceManifests.Workload]);

    [Fact]
    public Task Workload_is_switched_off() => Verify(Program("""services.[|AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"))|];"""), files: [ResilienceManifests.Meshed, ResilienceManifests.SwitchedOff]);

    [Fact]
    public Task Namespace_without_mesh() => Verify(Program("""services.[|AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"))|];"""), files: [ResilienceManifests.Plain, ResilienceManifests.Workload]);

    [Fact]
    public Task Manifests_leave_it_open() => VerifyResults(
        Program("""services.{|#0:AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"))|};"""),
        mesh: null,
        [ResilienceManifests.Workload],
        new DiagnosticResult("MSA0201", DiagnosticSeverity.Info).WithLocation(0).WithMessage("'OrdersClient' has no retry and no time-out below the 100 s default here; add a resilience handler, or set meshready.mesh if a mesh covers it"));

    [Fact]
    public Task Message_of_each_kind_of_client() => VerifyResults(
        Program("""
            services.{|#0:AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments"))|};
            var http = {|#1:new HttpClient()|};
            _ = await http.GetStringAsync("http://orders");
            """),
        mesh: null,
        files: null,
        new DiagnosticResult("MSA0201", DiagnosticSeverity.Warning).WithLocation(0).WithMessage("'Payments' has no retry and no deadline here; give its calls a deadline and its channel a retry policy, or set meshready.mesh if a mesh covers it"),
        new DiagnosticResult("MSA0201", DiagnosticSeverity.Warning).WithLocation(1).WithMessage("'http' has no retry and no time-out below the 100 s default here; set its Timeout, or register it with AddHttpClient and a resilience handler, or set meshready.mesh if a mesh covers it"));

    [Fact]
    public Task Value_of_the_key_is_external() => Verify(
        Program("""services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri(cfg["Services:Orders"]!));"""),
        files: [("appsettings.json", """{ "Services": { "Orders": "https://api.stripe.com" } }""")]);

    [Theory]
    [InlineData("""services.Configure<PartnerOptions>(cfg.GetSection("Partner"));""")]
    [InlineData("""services.Configure<PartnerOptions>(cfg.GetRequiredSection(PartnerOptions.Section));""")]
    [InlineData("""services.AddOptions<PartnerOptions>().BindConfiguration("Partner").ValidateOnStart();""")]
    [InlineData("""services.AddOptions<PartnerOptions>().Bind(cfg.GetSection(nameof(Partner)));""")]
    [InlineData("""var bound = cfg.GetSection("Partner").Get<PartnerOptions>();""")]
    public async Task Value_of_an_option_is_external(string binding)
    {
        var program = Program(
            binding + """ services.AddHttpClient<OrdersClient>((provider, c) => c.BaseAddress = new Uri(provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<PartnerOptions>>().Value.Url));""",
            """public class Partner; public class PartnerOptions { public const string Section = "Partner"; public string Url { get; set; } = ""; }""");
        await Verify(program, files: [("appsettings.json", """{ "Partner": { "Url": "https://api.partner.com" } }""")]);
        await Verify(program.Replace("services.AddHttpClient<OrdersClient>(", "services.{|MSA0201:AddHttpClient<OrdersClient>(").Replace(".Value.Url));", ".Value.Url))|};"), files: [("appsettings.json", """{ "Partner": { "Url": "http://partner" } }""")]);
    }

    [Fact]
    public Task Class_library_of_a_service() => VerifyResults("""
        public static class Registration
        {
            public static void Add(IServiceCollection services) => services.{|#0:AddHttpClient("orders", c => c.BaseAddress = new Uri("http://orders"))|};
        }
        """, mesh: null, files: null, OutputKind.DynamicallyLinkedLibrary,
        new DiagnosticResult("MSA0201", DiagnosticSeverity.Info).WithLocation(0).WithMessage("'orders' has no retry and no time-out below the 100 s default here; add a resilience handler, or set meshready.mesh if a mesh covers it"));

    [Theory]
    [InlineData("UseMaui")]
    [InlineData("UseWPF")]
    [InlineData("UseWindowsForms")]
    [InlineData("UsingMicrosoftNETSdkBlazorWebAssembly")]
    [InlineData("IsTestProject")]
    [InlineData("IsAspireHost")]
    public Task Project_that_is_no_service(string property)
        => Verify(Program("""services.AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders"));"""), settings: $"build_property.{property} = true");

    [Fact]
    public Task Look_alikes() => Verify(Program("""new Mine.Services().AddHttpClient<OrdersClient>(c => c.BaseAddress = new Uri("http://orders")); _ = new Mine.HttpClient { BaseAddress = new Uri("http://orders") };""", """
        namespace Mine
        {
            public class HttpClient { public Uri? BaseAddress { get; set; } }
            public class Services { public void AddHttpClient<T>(Action<System.Net.Http.HttpClient> configure) { } }
        }
        """));

    [Fact]
    public Task Broken_code() => Verify(Program("""
        services.AddHttpClient<{|CS0246:Missing|}>(c => c.BaseAddress = new Uri({|CS0103:nowhere|}));
        services.AddHttpClient<OrdersClient>(c => c.BaseAddress = {|CS0103:Url|}){|CS1002:|}
        """));

    private static string Program(string statements, string types = "") => $$"""
        #nullable enable
        var app = WebApplication.CreateBuilder(args);
        var services = app.Services;
        var cfg = app.Configuration;
        await Task.CompletedTask;
        {{statements}}
        {{Typed}}
        public interface IStock { [Refit.Get("/stock")] Task<string> Get(); }
        public class HeaderHandler : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token) { request.Headers.Add("a", "b"); return base.SendAsync(request, token); }
        }
        public class RepeatingHandler : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                for (var i = 0; ; i++) { var response = await base.SendAsync(request, token); if (response.IsSuccessStatusCode || i > 2) return response; }
            }
        }
        public class TimedClient { public TimedClient(HttpClient http) => http.Timeout = TimeSpan.FromSeconds(1); }
        public class LoopingClient(HttpClient http)
        {
            public async Task<string> Get() { while (true) { try { return await http.GetStringAsync("/x"); } catch (HttpRequestException) { } } }
        }
        public static class Ours
        {
            public static IServiceCollection AddOurDefaults(this IServiceCollection services) => services;
            public static IHttpClientBuilder AddOurRetries(this IHttpClientBuilder builder) => builder.AddPolicyHandler((IAsyncPolicy<HttpResponseMessage>)null!);
        }
        {{types}}
        """;
}
