using MeshReady.Analyzers.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

public sealed class MSA0210EndlessTimeoutTests : ResilienceTest<MSA0210EndlessTimeoutAnalyzer>
{
    private const string Without = "makes calls without a deadline, and gRPC has none of its own";
    private const string Advice = "pass 'deadline:' with each call, or EnableCallContextPropagation where a service calls on";

    [Theory]
    [InlineData("""var http = new HttpClient { [|Timeout = Timeout.InfiniteTimeSpan|] }; _ = await http.GetStringAsync("http://orders");""")]
    [InlineData("""HttpClient http = new() { BaseAddress = new Uri("http://orders"), [|Timeout = System.Threading.Timeout.InfiniteTimeSpan|] }; _ = await http.GetStringAsync("/x");""")]
    [InlineData("""var http = new HttpClient(); [|http.Timeout = TimeSpan.FromMilliseconds(-1)|]; _ = await http.GetStringAsync("http://orders");""")]
    [InlineData("""var http = new HttpClient(); [|http.Timeout = (Timeout.InfiniteTimeSpan)|]; _ = await http.GetStringAsync("http://orders");""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => { c.BaseAddress = new Uri("http://orders"); [|c.Timeout = Timeout.InfiniteTimeSpan|]; });""")]
    [InlineData("""services.AddHttpClient("orders").ConfigureHttpClient(c => [|c.Timeout = Timeout.InfiniteTimeSpan|]);""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => [|c.Timeout = Timeout.InfiniteTimeSpan|]).SetHandlerLifetime(TimeSpan.FromMinutes(5));""")]
    [InlineData("""services.AddSingleton(_ => { var http = new HttpClient(); [|http.Timeout = new TimeSpan(-10000)|]; return http; });""")]
    public Task Client_that_waits_for_ever(string statement) => Verify(Program(statement));

    [Theory]
    [InlineData("""var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) }; _ = await http.GetStringAsync("http://orders");""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => c.Timeout = Timeout.InfiniteTimeSpan).AddStandardResilienceHandler();""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => c.Timeout = Timeout.InfiniteTimeSpan).AddResilienceHandler("x", p => p.AddTimeout(TimeSpan.FromSeconds(3)));""")]
    [InlineData("""services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler()); services.AddHttpClient<OrdersClient>(c => c.Timeout = Timeout.InfiniteTimeSpan);""")]
    [InlineData("""services.AddHttpClient<OrdersClient>(c => c.Timeout = Timeout.InfiniteTimeSpan).AddHttpMessageHandler<RepeatingHandler>();""")]
    [InlineData("""services.AddHttpClient("uploads", c => c.Timeout = Timeout.InfiniteTimeSpan);""")]
    [InlineData("""services.AddHttpClient<FeedClient>(c => c.Timeout = Timeout.InfiniteTimeSpan);""")]
    [InlineData("""services.AddHttpClient("feed", c => c.Timeout = Timeout.InfiniteTimeSpan); services.AddSingleton<FeedReader>();""")]
    [InlineData("""var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan }; using var source = new CancellationTokenSource(); source.CancelAfter(1000); _ = await http.GetStringAsync("http://orders", source.Token);""")]
    [InlineData("""var timer = new Mine.Clock { Timeout = Timeout.InfiniteTimeSpan }; _ = timer;""")]
    [InlineData("""var name = Environment.GetEnvironmentVariable("T"); var http = new HttpClient { Timeout = TimeSpan.Parse(name!) }; _ = await http.GetStringAsync("http://orders");""")]
    [InlineData("""if (app.Environment.IsDevelopment()) services.AddHttpClient<OrdersClient>(c => c.Timeout = Timeout.InfiniteTimeSpan);""")]
    [InlineData("""using var source = new CancellationTokenSource(Timeout.InfiniteTimeSpan); _ = source;""")]
    public Task Client_with_an_end_or_a_stream(string statement) => Verify(Program(statement));

    [Theory]
    [InlineData("""services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments"));""")]
    [InlineData("""var channel = Grpc.Net.Client.GrpcChannel.ForAddress("http://payments:8080"); _ = new Payments(channel);""")]
    public Task Bare_gRPC_client_is_left_to_MSA0201_where_no_mesh_is_known(string statement) => Verify(Program(statement));

    [Theory]
    [InlineData("""services.{|#0:AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments"))|};""", "Payments")]
    [InlineData("""var channel = Grpc.Net.Client.GrpcChannel.{|#0:ForAddress("http://payments:8080")|}; _ = new Payments(channel).PayAsync("a"); _ = new Payments(channel).PayAsync("b");""", "GrpcChannel")]
    public Task Bare_gRPC_client_in_a_mesh_once(string statement, string label) => VerifyResults(Program(statement), "istio", null, Remark(label));

    [Fact]
    public Task Switched_off_MSA0201_does_not_speak_for_it() => VerifyResultsWith(
        "dotnet_diagnostic.MSA0201.severity = none\n",
        Program("""services.{|#0:AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments"))|};"""),
        [],
        Remark("Payments"));

    [Theory]
    [InlineData("""services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")); static Task Pay(Payments p) => p.PayAsync("x", deadline: DateTime.UtcNow.AddSeconds(5));""")]
    [InlineData("""services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).AddStandardResilienceHandler();""")]
    [InlineData("""services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).AddInterceptor(() => new object());""")]
    [InlineData("""services.AddGrpcClient<Payments>(o => o.Address = new Uri("https://api.stripe.com"));""")]
    [InlineData("""services.AddGrpcClient<News>(o => o.Address = new Uri("http://news"));""")]
    [InlineData("""var channel = Grpc.Net.Client.GrpcChannel.ForAddress(args[0]); _ = new Payments(channel);""")]
    public Task Calls_with_a_deadline_or_out_of_sight(string statement) => Verify(Program(statement), "istio");

    [Fact]
    public Task Command_that_a_request_waits_for_is_a_warning() => VerifyResults(
        Program("""app.MapGet("/x", (System.Data.Common.DbCommand command) => { {|#0:command.CommandTimeout = 0|}; return command.ExecuteNonQuery(); });"""),
        null,
        null,
        Command(DiagnosticSeverity.Warning));

    [Theory]
    [InlineData("Numbers", "Sum", true)]
    [InlineData("Numbers", "ImportAll", false)]
    [InlineData("Migration", "Run", false)]
    public Task Command_of_other_code(string type, string method, bool isFound) => VerifyResults(
        Program("", $$"""
            public class {{type}} { public void {{method}}(System.Data.IDbCommand command) { {|#0:command.CommandTimeout = 0|}; } }
            """),
        null,
        null,
        isFound ? [Command(DiagnosticSeverity.Info)] : []);

    [Fact]
    public Task Unfinished_code_is_silent() => Verify(Program("""var http = new HttpClient { {|CS0117:Timeou|} = Timeout.InfiniteTimeSpan }; {|CS0103:htt|}.Timeout = Timeout.InfiniteTimeSpan;"""));

    private static DiagnosticResult Remark(string label) => new DiagnosticResult("MSA0210", DiagnosticSeverity.Info).WithLocation(0).WithArguments(label, Without, Advice);

    private static DiagnosticResult Command(DiagnosticSeverity severity)
        => new DiagnosticResult("MSA0210", severity).WithLocation(0).WithArguments("CommandTimeout", "waits for ever", "a lock in the database keeps the connection, and then the pool; state a limit");

    private static string Program(string statement, string more = "") => $$"""
        var builder = WebApplication.CreateBuilder(args);
        var services = builder.Services;
        var cfg = builder.Configuration;
        var app = builder.Build();
        await Task.Yield();
        {{statement}}
        app.Run();

        public class OrdersClient(HttpClient http) { public Task<string> Get() => http.GetStringAsync("/orders"); }
        public class FeedClient(HttpClient http) { public Task<System.IO.Stream> Get() => http.GetStreamAsync("/feed"); }
        public class FeedReader(IHttpClientFactory factory) { public Task Read() => factory.CreateClient("feed").GetAsync("/feed", HttpCompletionOption.ResponseHeadersRead); }
        public class RepeatingHandler : DelegatingHandler { protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken t) { var source = new CancellationTokenSource(1000); return base.SendAsync(r, source.Token); } }
        public class AsyncServerStreamingCall { }
        public class News : Grpc.Core.ClientBase<News> { public News() { } public AsyncServerStreamingCall Read(string request) => null!; }
        namespace Mine { public class Clock { public TimeSpan Timeout { get; set; } } }
        {{more}}
        """;
}
