using MeshReady.Analyzers.Rules.Data;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Data;

public sealed class MSA1012RemoteCallInLoopTests : ResilienceTest<MSA1012RemoteCallInLoopAnalyzer>
{
    [Theory]
    [InlineData("""foreach (var item in items) { await http.[|GetStringAsync($"/products/{item.Id}")|]; }""")]
    [InlineData("""foreach (var item in items) await http.[|GetStringAsync("/products/" + item.Id)|];""")]
    [InlineData("""foreach (var item in items) { var id = item.Id; var text = await http.[|GetStringAsync($"{Root}/products/{id}")|]; Console.WriteLine(text); }""")]
    [InlineData("""for (var i = 0; i < items.Count; i++) { items[i].Name = await http.[|GetStringAsync($"/products/{items[i].Id}")|]; }""")]
    [InlineData("""foreach (var (id, name) in pairs) { Console.WriteLine(name + await http.[|GetStringAsync($"/products/{id}")|]); }""")]
    [InlineData("""await Task.WhenAll(items.Select(async item => item.Name = await http.[|GetStringAsync($"/products/{item.Id}")|]));""")]
    [InlineData("""await Parallel.ForEachAsync(items, async (item, stop) => { item.Name = await http.[|GetStringAsync($"/products/{item.Id}", stop)|]; });""")]
    [InlineData("""foreach (var item in items) { (await http.[|GetAsync($"/products/{item.Id}")|]).EnsureSuccessStatusCode(); }""")]
    [InlineData("""foreach (var item in items.Where(x => x.Id > 0)) { await stock.[|Get(item.Id)|].ConfigureAwait(false); }""")]
    [InlineData("""foreach (var item in items) { try { await payments.[|PayAsync(item.Name)|]; } catch (Grpc.Core.RpcException e) { Console.WriteLine(e); } }""")]
    [InlineData("""foreach (var item in items) { if (item.Id > 0) { await products.[|Name(item.Id)|]; } }""")]
    [InlineData("""foreach (var item in items) { await http.[|PostAsJsonAsync("/orders", item)|]; }""")]
    [InlineData("""foreach (var item in items) { using var message = new HttpRequestMessage(HttpMethod.Get, $"/products/{item.Id}"); await http.[|SendAsync(message)|]; }""")]
    public Task One_call_for_each_element(string body) => Verify(Service(body));

    [Theory]
    [InlineData("""for (var page = 1; page <= 10; page++) { await http.GetStringAsync($"/products?page={page}"); }""")]
    [InlineData("""string? next = "/products"; while (next != null) { next = await http.GetStringAsync(next); }""")]
    [InlineData("""foreach (var item in items) { Console.WriteLine(item); } await http.GetStringAsync("/products");""")]
    [InlineData("""foreach (var chunk in items.Chunk(100)) { await http.PostAsJsonAsync("/products", chunk); }""")]
    [InlineData("""foreach (var item in items) { await http.PostAsJsonAsync(item.Name, "ping"); }""")]
    [InlineData("""foreach (var item in items) { var request = new HttpRequestMessage(HttpMethod.Post, new Uri(item.Name)); await http.SendAsync(request); }""")]
    [InlineData("""foreach (var url in items.Select(i => i.Name)) { await http.GetStringAsync("/proxy/" + url); }""")]
    [InlineData("""foreach (var id in new[] { 1, 2 }) { await http.GetStringAsync($"/products/{id}"); }""")]
    [InlineData("""foreach (var item in items) { await new Microsoft.Data.SqlClient.SqlConnection(item.Name).OpenAsync(); }""")]
    [InlineData("""foreach (var item in items) { await System.IO.File.WriteAllTextAsync("x", item.Name); }""")]
    [InlineData("""foreach (var item in items) { for (var i = 0; i < 3; i++) { try { await http.GetStringAsync($"/products/{item.Id}"); break; } catch (HttpRequestException) { await Task.Delay(1); } } }""")]
    [InlineData("""foreach (var pause in new List<int>()) { try { await http.GetStringAsync("/products"); return; } catch (HttpRequestException) { await Task.Delay(pause); } }""")]
    [InlineData("""await foreach (var item in Stream()) { await http.GetStringAsync($"/products/{item}"); } static async IAsyncEnumerable<int> Stream() { await Task.Yield(); yield return 1; }""")]
    [InlineData("""var known = new Dictionary<int, string>(); foreach (var item in items) { if (!known.TryGetValue(item.Id, out var name)) known[item.Id] = await http.GetStringAsync($"/products/{item.Id}"); }""")]
    [InlineData("""foreach (var api in new List<IStock>()) { await api.Get(1); }""")]
    [InlineData("""var texts = items.Select(async item => { await Task.Yield(); return item.Name; }); await Task.WhenAll(texts);""")]
    [InlineData("""await http.PostAsJsonAsync("/products", items.Select(i => i.Id));""")]
    public Task Loop_without_one(string body) => Verify(Service(body));

    [Fact]
    public Task Client_that_remembers_is_silent() => Verify(Service("""foreach (var item in items) { await remembering.Name(item.Id); }"""));

    [Theory]
    [InlineData("""foreach (var item in items) { await http.{|#0:GetStringAsync($"/products/{item.Id}")|}; }""", DiagnosticSeverity.Warning, "GetStringAsync", ", one after the other")]
    [InlineData("""foreach (var item in items) { await http.{|#0:DeleteAsync($"/products/{item.Id}")|}; }""", DiagnosticSeverity.Info, "DeleteAsync", ", one after the other")]
    [InlineData("""await Task.WhenAll(items.Select(async item => await http.{|#0:GetStringAsync($"/products/{item.Id}")|}));""", DiagnosticSeverity.Info, "GetStringAsync", ", many at once")]
    public Task Severity_follows_who_waits(string body, DiagnosticSeverity severity, string call, string how) => VerifyResults(
        Service(body),
        mesh: null,
        files: null,
        new DiagnosticResult("MSA1012", severity).WithLocation(0).WithArguments(call, "items", how).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));

    [Fact]
    public Task Work_that_no_request_waits_for_is_a_remark() => VerifyResults(
        """
        await Task.Yield();

        public class Nightly(HttpClient http) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                foreach (var id in await http.GetFromJsonAsync<int[]>("/products", stop) ?? [])
                    await http.{|#0:GetStringAsync($"/products/{id}", stop)|};
            }
        }
        """,
        mesh: null,
        files: null,
        new DiagnosticResult("MSA1012", DiagnosticSeverity.Info).WithLocation(0).WithArguments("GetStringAsync", """await http.GetFromJsonAsync<int[]>("/products", stop) ?? []""", ", one after the other").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));

    [Theory]
    [InlineData("Seeder", "Run")]
    [InlineData("Products", "ImportAll")]
    [InlineData("SyncProductsCommand", "Handle")]
    public Task Jobs_are_silent(string type, string method) => Verify($$"""
        await Task.Yield();

        public class {{type}}(HttpClient http)
        {
            public async Task {{method}}(List<int> ids) { foreach (var id in ids) await http.GetStringAsync($"/products/{id}"); }
        }
        """);

    [Fact]
    public Task Start_up_is_silent() => Verify("""
        var http = new HttpClient();
        foreach (var id in args) { Console.WriteLine(await http.GetStringAsync("http://products/" + id)); }
        """);

    [Fact]
    public Task Endpoint_in_top_level_statements() => Verify("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/names", async (int[] ids, HttpClient http) =>
        {
            var names = new List<string>();
            foreach (var id in ids)
                names.Add(await http.[|GetStringAsync($"http://products/{id}")|]);
            return names;
        });
        app.Run();
        """);

    [Fact]
    public Task Type_of_the_same_name_is_silent() => Verify("""
        await Task.Yield();

        namespace Mine
        {
            public class HttpClient { public Task<string> GetStringAsync(string uri) => Task.FromResult(uri); }
            public class C(HttpClient http) { public async Task M(List<int> ids) { foreach (var id in ids) await http.GetStringAsync($"/products/{id}"); } }
        }
        """);

    [Fact]
    public Task Unfinished_code_is_silent() => Verify(Service("""foreach (var item in {|CS0103:item|}) { await {|CS0103:htt|}.GetStringAsync($"/products/{item.Id}"); }"""));

    private static string Service(string body) => $$"""
        await Task.Yield();

        public class Item { public int Id; public string Name = ""; }
        public interface IStock { [Refit.Get("/stock/{id}")] Task<string> Get(int id); }
        public interface IProducts { Task<string> Name(int id); }
        public class Products(HttpClient http) : IProducts { public Task<string> Name(int id) => http.GetStringAsync("/products/" + id); }
        public class Remembering(HttpClient http, Dictionary<int, string> cache)
        {
            public async Task<string> Name(int id) => cache.TryGetValue(id, out var known) ? known : cache[id] = await http.GetStringAsync($"/products/{id}");
        }

        [Microsoft.AspNetCore.Mvc.ApiController]
        public class OrdersController(HttpClient http, Payments payments, IStock stock, IProducts products, Remembering remembering) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private const string Root = "http://catalog";

            public async Task Get(List<Item> items, List<(int, string)> pairs)
            {
                await Task.Yield(); Console.WriteLine(payments); Console.WriteLine(stock); Console.WriteLine(products); Console.WriteLine(remembering); Console.WriteLine(Root); Console.WriteLine(pairs);
                {{body}}
            }
        }
        """;
}

public sealed class MSA1012RemoteCallInLoopRealTests : RuleTest<MSA1012RemoteCallInLoopAnalyzer>
{
    [Fact]
    public Task Real_Refit_and_RestSharp() => VerifyReal("""
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Refit;
        using RestSharp;

        public interface IStock { [Get("/stock/{id}")] Task<string> GetStock(int id); }

        public class C(IStock stock, IRestClient rest)
        {
            public async Task<int> Sum(List<int> ids)
            {
                var sum = 0;
                foreach (var id in ids)
                    sum += (await stock.[|GetStock(id)|]).Length;
                foreach (var id in ids)
                    await rest.[|ExecuteAsync(new RestRequest($"/stock/{id}"))|];
                return sum;
            }
        }
        """, "Refit", "RestSharp");
}
