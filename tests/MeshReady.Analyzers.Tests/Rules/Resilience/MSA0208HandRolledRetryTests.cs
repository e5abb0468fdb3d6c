using MeshReady.Analyzers.Rules.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

public sealed class MSA0208HandRolledRetryTests : ResilienceTest<MSA0208HandRolledRetryAnalyzer>
{
    [Theory]
    // The connection of a stream is begun anew: no handler does that.
    [InlineData("""while (true) { try { await hub.StartAsync(stop); return ""; } catch when (stop.IsCancellationRequested) { return ""; } catch { await Task.Delay(5000); } }""")]
    // A second try with another token is no retry of a failure.
    [InlineData("""for (var i = 0; i < 2; i++) { var r = await http.GetAsync("/orders"); if (r.StatusCode != System.Net.HttpStatusCode.Unauthorized) return await r.Content.ReadAsStringAsync(); await Task.Delay(1); } return "";""")]
    public Task Idioms_that_come_close(string body) => Verify(Client(body).Replace("IStock stock)", "IStock stock, Hub hub)") + "public class Hub { public Task StartAsync(CancellationToken t) => Task.CompletedTask; }");

    [Theory]
    [InlineData("""using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30)); while (!end.IsCancellationRequested) { try { return await http.{|#0:GetStringAsync("/orders")|}; } catch (HttpRequestException) { await Task.Delay(100); } } return "";""")]
    [InlineData("""using var end = CancellationTokenSource.CreateLinkedTokenSource(stop); end.CancelAfter(1000); while (!end.Token.IsCancellationRequested) { try { return await http.{|#0:GetStringAsync("/orders")|}; } catch (HttpRequestException) { await Task.Delay(100); } } return "";""")]
    [InlineData("""var tries = 0; while (true) { try { return await http.{|#0:GetStringAsync("/orders")|}; } catch (HttpRequestException e) when (MayTryAgain(e, ++tries)) { await Task.Delay(100); } } bool MayTryAgain(Exception x, int n) => n < 3 && x is HttpRequestException;""")]
    [InlineData("""var tries = 0; while (true) { try { return await http.{|#0:GetStringAsync("/orders")|}; } catch (HttpRequestException) { if (!MayTryAgain(++tries)) throw; await Task.Delay(100); } } bool MayTryAgain(int n) => n < 3;""")]
    [InlineData("""var left = new Queue<TimeSpan>([TimeSpan.FromSeconds(1)]); while (true) { try { return await http.{|#0:GetStringAsync("/orders")|}; } catch (HttpRequestException) when (left.TryDequeue(out var pause)) { await Task.Delay(pause); } }""")]
    public Task Loop_that_gives_up_some_way_is_only_remarked(string body) => VerifyResults(
        Client(body),
        mesh: null,
        files: null,
        new DiagnosticResult("MSA0208", DiagnosticSeverity.Info).WithLocation(0).WithArguments("GetStringAsync", ", without jitter or a budget for all callers", "call once and add a resilience handler to the client").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));

    [Theory]
    [InlineData("""for (var i = 0; i < 3; i++) { try { return await http.[|GetStringAsync("/orders")|]; } catch (HttpRequestException) { await Task.Delay(100); } } return "";""")]
    [InlineData("""var tries = 0; while (true) { try { return await http.[|GetStringAsync("/orders")|]; } catch (HttpRequestException) when (++tries < 5) { await Task.Delay(TimeSpan.FromSeconds(tries)); } }""")]
    [InlineData("""var tries = 0; while (true) { try { return await http.[|GetStringAsync("/orders")|]; } catch (Exception) { if (++tries > 3) throw; await Task.Delay(100); } }""")]
    [InlineData("""var tries = 0; do { try { using var r = await http.[|GetAsync("/orders")|]; return await r.Content.ReadAsStringAsync(); } catch (Exception e) { Console.WriteLine(e); Thread.Sleep(500); tries++; } } while (tries < 3); return "";""")]
    [InlineData("""var done = false; var tries = 0; while (!done && tries < 3) { try { await http.[|GetAsync("/orders")|]; done = true; } catch (TaskCanceledException) { tries++; await Task.Delay(10); } } return "";""")]
    [InlineData("""HttpResponseMessage? r = null; for (var i = 0; r == null && i < 3; i++) { try { r = await http.[|GetAsync("/orders")|]; } catch { await Task.Delay(1); } } return "";""")]
    [InlineData("""foreach (var pause in new[] { 1, 2, 4 }) { try { return await http.[|GetStringAsync("/orders")|]; } catch (HttpRequestException) { await Task.Delay(pause); } } return "";""")]
    [InlineData("""for (var i = 0; i < 3; i++) { string text; try { text = await http.[|GetStringAsync("/orders")|]; } catch (System.Net.Http.HttpRequestException) { await Task.Delay(10); continue; } return text; } return "";""")]
    [InlineData("""for (var i = 0; i < 3; i++) { var r = await http.[|GetAsync("/orders")|]; if (r.IsSuccessStatusCode) return "ok"; await Task.Delay(100); } return "";""")]
    [InlineData("""for (var i = 0; i < 3; i++) { try { var r = await http.[|GetAsync("/orders")|]; if (r.IsSuccessStatusCode) { break; } } catch (HttpRequestException) { } await Task.Delay(100); } return "";""")]
    [InlineData("""for (var i = 0; i < 3; i++) { try { return await payments.[|PayAsync("x")|]; } catch (Grpc.Core.RpcException) { await Task.Delay(100); } } return "";""")]
    [InlineData("""for (var i = 0; i < 3; i++) { try { return await [|Fetch()|]; } catch (HttpRequestException) { await Task.Delay(100); } } return ""; async Task<string> Fetch() => await http.GetStringAsync("/orders");""")]
    [InlineData("""for (var i = 0; i < 3; i++) { try { return await stock.[|Get()|]; } catch (Refit.ApiException) { await Task.Delay(100); } } return "";""")]
    [InlineData("""for (var i = 0; i < 3; i++) { try { lock (http) { return http.[|GetStringAsync("/orders")|].Result; } } catch (Exception) { Thread.Sleep(1); } } return "";""")]
    [InlineData("""foreach (var id in new List<int>()) { for (var i = 0; i < 3; i++) { try { await http.[|GetStringAsync($"/orders/{id}")|]; break; } catch (HttpRequestException) { await Task.Delay(100); } } } return "";""")]
    public Task Loop_that_tries_again(string body) => Verify(Client(body));

    [Theory]
    [InlineData("""while (!stop.IsCancellationRequested) { try { await http.GetStringAsync("/orders"); } catch (HttpRequestException e) { Console.WriteLine(e); } await Task.Delay(1000); } return "";""")]
    [InlineData("""while (true) { var s = await http.GetStringAsync("/job"); if (s == "done") return s; await Task.Delay(1000); }""")]
    [InlineData("""while (true) { try { var s = await http.GetStringAsync("/job"); if (s == "done") return s; } catch (HttpRequestException) { } await Task.Delay(1000); }""")]
    [InlineData("""string? next = "/orders"; while (next != null) { try { var page = await http.GetStringAsync(next); next = page.Length > 0 ? page : null; } catch (HttpRequestException) { await Task.Delay(1000); } } return "";""")]
    [InlineData("""foreach (var host in new[] { "http://a", "http://b" }) { try { return await http.GetStringAsync(host); } catch (HttpRequestException) { } } return "";""")]
    [InlineData("""string[] hosts = ["http://a", "http://b"]; for (var i = 0; i < hosts.Length; i++) { try { return await http.GetStringAsync(hosts[i]); } catch (HttpRequestException) { } } return "";""")]
    [InlineData("""for (var i = 0; i < 3; i++) { try { return await http.GetStringAsync("/orders"); } catch (HttpRequestException e) { throw new InvalidOperationException("no orders", e); } } return "";""")]
    [InlineData("""for (var i = 0; i < 3; i++) { try { return await http.GetStringAsync("/orders"); } catch (HttpRequestException) { return ""; } } return "";""")]
    [InlineData("""for (var i = 0; i < 3; i++) { try { return await http.GetStringAsync("/orders"); } catch (FormatException) { await Task.Delay(1); } } return "";""")]
    [InlineData("""for (var i = 0; i < 5; i++) { try { await new Microsoft.Data.SqlClient.SqlConnection("").OpenAsync(); return ""; } catch (Exception) { await Task.Delay(1000); } } return "";""")]
    [InlineData("""for (var i = 0; i < 5; i++) { try { new RabbitMQ.Client.ConnectionFactory().CreateConnection(); return ""; } catch (Exception) { await Task.Delay(1000); } } return "";""")]
    [InlineData("""for (var i = 0; i < 5; i++) { try { return System.IO.File.ReadAllText("x"); } catch (System.IO.IOException) { await Task.Delay(1000); } } return "";""")]
    [InlineData("""foreach (var id in new[] { 1, 2 }) { try { await http.GetStringAsync($"/orders/{id}"); } catch (HttpRequestException) { continue; } } return "";""")]
    [InlineData("""try { return await http.GetStringAsync("/orders"); } catch (HttpRequestException) { await Task.Delay(100); return await http.GetStringAsync("/orders"); }""")]
    [InlineData("""for (var i = 0; i < 3; i++) { Func<Task<string>> later = async () => { try { return await http.GetStringAsync("/orders"); } catch (HttpRequestException) { await Task.Delay(1); return ""; } }; Console.WriteLine(later); } return "";""")]
    [InlineData("""await Policy.Handle<HttpRequestException>().WaitAndRetryForeverAsync(_ => TimeSpan.FromSeconds(1)).ExecuteAsync(() => http.GetStringAsync("/orders")); return "";""")]
    public Task Loop_that_does_something_else(string body) => Verify(Client(body));

    [Theory]
    [InlineData("""for (var i = 0; i < 3; i++) { try { return await http.{|#0:GetStringAsync("/orders")|}; } catch (HttpRequestException) { await Task.Delay(100); } } return "";""", DiagnosticSeverity.Info, ", without jitter or a budget for all callers")]
    [InlineData("""while (true) { try { return await http.{|#0:GetStringAsync("/orders")|}; } catch (HttpRequestException) { await Task.Delay(100); } }""", DiagnosticSeverity.Warning, ": it never gives up")]
    [InlineData("""while (!stop.IsCancellationRequested) { try { return await http.{|#0:GetStringAsync("/orders")|}; } catch (HttpRequestException) { } } return "";""", DiagnosticSeverity.Warning, ": it never gives up, does not pause")]
    [InlineData("""for (var i = 0; i < 3; i++) { try { await http.{|#0:PostAsync("/orders", null)|}; return ""; } catch (HttpRequestException) { await Task.Delay(100); } } return "";""", DiagnosticSeverity.Warning, ": it may do the work of a POST twice")]
    public Task Severity_follows_the_faults(string body, DiagnosticSeverity severity, string faults) => VerifyResults(
        Client(body),
        mesh: null,
        files: null,
        new DiagnosticResult("MSA0208", severity).WithLocation(0).WithArguments(body.Contains("Post") ? "PostAsync" : "GetStringAsync", faults, "call once and add a resilience handler to the client").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));

    [Fact]
    public Task Background_work_that_waits_for_a_service_is_only_remarked() => VerifyResults(
        """
        await Task.Yield();

        public class Registration(HttpClient http) : Microsoft.Extensions.Hosting.BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested) { try { await http.{|#0:GetStringAsync("/register")|}; return; } catch (HttpRequestException) { await Task.Delay(5000, stoppingToken); } }
            }
        }
        """,
        mesh: null,
        files: null,
        new DiagnosticResult("MSA0208", DiagnosticSeverity.Info).WithLocation(0).WithArguments("GetStringAsync", ": it never gives up", "call once and add a resilience handler to the client").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));

    [Fact]
    public Task In_a_mesh_the_sidecar_tries_as_well() => VerifyResults(
        Client("""for (var i = 0; i < 3; i++) { try { return await http.{|#0:GetStringAsync("/orders")|}; } catch (HttpRequestException) { await Task.Delay(100); } } return "";"""),
        mesh: "istio",
        files: null,
        new DiagnosticResult("MSA0208", DiagnosticSeverity.Warning).WithLocation(0).WithArguments("GetStringAsync", ": it multiplies with the tries of the sidecar", "leave the retry to the mesh").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));

    [Fact]
    public Task Only_in_development_is_silent() => Verify(Client("""
        #if DEBUG
        while (true) { try { return await http.GetStringAsync("/orders"); } catch (HttpRequestException) { await Task.Delay(100); } }
        #else
        return "";
        #endif
        """).Replace("#if DEBUG", "#if !RELEASE"));

    [Fact]
    public Task Top_level_statements() => Verify("""
        var http = new HttpClient();
        for (var i = 0; i < 3; i++)
        {
            try
            {
                Console.WriteLine(await http.[|GetStringAsync("http://orders/list")|]);
                break;
            }
            catch (Exception)
            {
                await Task.Delay(100);
            }
        }
        """);

    [Fact]
    public Task Types_of_the_same_name_are_silent() => Verify("""
        await Task.Yield();

        namespace Mine
        {
            public class HttpRequestException : Exception;
            public class HttpClient { public Task<string> GetStringAsync(string uri) => Task.FromResult(uri); }
            public class Client(HttpClient http)
            {
                public async Task<string> Get()
                {
                    for (var i = 0; i < 3; i++) { try { return await http.GetStringAsync("/orders"); } catch (HttpRequestException) { await Task.Delay(1); } }
                    return "";
                }
            }
        }
        """);

    [Fact]
    public Task Unfinished_code_is_silent() => Verify(Client("""for (var i = 0; i < 3; i++) { try { return await {|CS0103:htt|}.GetStringAsync("/orders"); } catch ({|CS0246:HttpReq|}) { await Task.Delay(1); } } return "";"""));

    private static string Client(string body) => $$"""
        await Task.Yield();

        public interface IStock { [Refit.Get("/stock")] Task<string> Get(); }

        public class Client(HttpClient http, Payments payments, IStock stock)
        {
            public async Task<string> Get(CancellationToken stop)
            {
                await Task.Yield(); Console.WriteLine(payments); Console.WriteLine(stock); Console.WriteLine(stop);
                {{body}}
            }
        }
        """;
}

public sealed class MSA0208HandRolledRetryRealTests : RuleTest<MSA0208HandRolledRetryAnalyzer>
{
    [Fact]
    public Task Real_Refit_and_gRPC() => VerifyReal("""
        using System;
        using System.Threading.Tasks;
        using Grpc.Core;
        using Refit;

        public interface IStock { [Get("/stock/{id}")] Task<string> GetStock(int id); }

        public class Payments(CallInvoker invoker) : ClientBase<Payments>(invoker)
        {
            public Task<string> PayAsync(string order) => Task.FromResult(order);
            protected override Payments NewInstance(ClientBaseConfiguration configuration) => this;
        }

        public class C(IStock stock, Payments payments)
        {
            public async Task<string> Stock()
            {
                for (var i = 0; i < 3; i++)
                {
                    try
                    {
                        return await stock.[|GetStock(7)|];
                    }
                    catch (ApiException)
                    {
                        await Task.Delay(100);
                    }
                }

                return "";
            }

            public async Task<string> Pay()
            {
                for (var i = 0; ; i++)
                {
                    try
                    {
                        return await payments.[|PayAsync("7")|];
                    }
                    catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && i < 3)
                    {
                        await Task.Delay(100);
                    }
                }
            }
        }
        """, "Refit", "Grpc.Core.Api");
}
