using MeshReady.Analyzers.Rules.Addressing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

public sealed class MSA0101HardCodedEndpointTests : RuleTest<MSA0101HardCodedEndpointAnalyzer>
{
    private const string Usings = """
        using System;
        using System.Net;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Net.WebSockets;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        """;

    private static string In(string statements, string members = "") => Usings + $$"""
        class Orders
        {
            {{members}}

            async Task M(HttpClient client, IServiceCollection services, IConfiguration cfg, string id, int port, string path, bool flag)
            {
                {{statements}}
                await Task.Yield();
            }
        }
        """;

    [Theory]
    [InlineData("""client.BaseAddress = new Uri({|MSA0101:"http://orders:8080"|});""")]
    [InlineData("""client.BaseAddress = new({|MSA0101:"http://localhost:5000/"|});""")]
    [InlineData("""client.BaseAddress = new Uri({|MSA0101:"http://orders.lan"|}, UriKind.Absolute);""")]
    [InlineData("""client.BaseAddress = new Uri(uriString: {|MSA0101:@"http://orders.shop.svc.cluster.local"|});""")]
    [InlineData("""var other = new HttpClient { BaseAddress = new({|MSA0101:"http://host.docker.internal:5000"|}) };""")]
    [InlineData(""""var other = new HttpClient { BaseAddress = new({|MSA0101:"""https://orders.corp.internal"""|}) };"""")]
    [InlineData("""await client.GetAsync({|MSA0101:"http://orders:8080/api"|});""")]
    [InlineData("""await client.GetStringAsync({|MSA0101:$"http://orders:8080/api/{id}"|});""")]
    [InlineData("""await client.GetStringAsync({|MSA0101:"http://orders:8080/api/" + id|});""")]
    [InlineData("""await client.GetStringAsync({|MSA0101:"http://orders:8080/api/" + id + "/x" + port|});""")]
    [InlineData("""await client.GetStringAsync({|MSA0101:"http://orders:8080" + "/api"|});""")]
    [InlineData("""await client.GetStringAsync({|MSA0101:string.Format("http://orders:8080/{0}/{1}", id, port)|});""")]
    [InlineData("""await client.GetStringAsync({|MSA0101:string.Concat("http://orders:8080/", id)|});""")]
    [InlineData("""await client.GetStringAsync({|MSA0101:string.Join("/", "http://orders:8080", "api", id)|});""")]
    [InlineData("""await client.GetStringAsync({|MSA0101:$"{"http"}://{"orders"}:{8080}/{id}"|});""")]
    [InlineData("""await client.DeleteAsync(new Uri({|MSA0101:"http://orders:8080/api"|}));""")]
    [InlineData("""await client.DeleteAsync(new Uri(new Uri({|MSA0101:"http://orders:8080"|}), "/api"));""")]
    [InlineData("""await client.PutAsJsonAsync({|MSA0101:"http://orders:8080/api"|}, id);""")]
    [InlineData("""await client.GetFromJsonAsync<string>({|MSA0101:"http://orders:8080/api"|});""")]
    [InlineData("""await HttpClientJsonExtensions.PostAsJsonAsync(client, {|MSA0101:"http://orders:8080/api"|}, id);""")]
    [InlineData("""await client?.GetAsync({|MSA0101:"http://orders:8080/api"|});""")]
    [InlineData("""await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, {|MSA0101:"http://orders:8080/x"|}));""")]
    [InlineData("""await client.SendAsync(new(HttpMethod.Get, {|MSA0101:"http://orders:8080/x"|}));""")]
    [InlineData("""await client.SendAsync(new() { RequestUri = new({|MSA0101:"http://orders:8080/x"|}) });""")]
    [InlineData("""HttpRequestMessage message = new(HttpMethod.Get, {|MSA0101:"http://orders:8080/x"|});""")]
    [InlineData("""var message = new HttpRequestMessage(); message.RequestUri = new Uri({|MSA0101:"http://orders:8080/x"|});""")]
    [InlineData("""client.BaseAddress = new UriBuilder({|MSA0101:"http://orders:8080"|}).Uri;""")]
    [InlineData("""client.BaseAddress = new UriBuilder("http", {|MSA0101:"orders"|}, 8080).Uri;""")]
    [InlineData("""client.BaseAddress = new UriBuilder { Scheme = Uri.UriSchemeHttps, Host = {|MSA0101:"orders"|}, Port = 8443 }.Uri;""")]
    [InlineData("""var b = new UriBuilder({|MSA0101:"http://orders:8080"|}) { Path = path }; b.Query = id; client.BaseAddress = b.Uri;""")]
    [InlineData("""var url = {|MSA0101:"http://orders:8080"|}; client.BaseAddress = new(url);""")]
    [InlineData("""const string Url = {|MSA0101:"http://orders:8080"|}; client.BaseAddress = new(Url);""")]
    [InlineData("""var url = {|MSA0101:"http://orders:8080/"|}; await client.GetAsync(url + id); await client.GetAsync(url + path);""")]
    [InlineData("""var url = {|MSA0101:"http://orders:8080"|}; await client.GetAsync($"{url}{path}");""")]
    [InlineData("""var url = {|MSA0101:"http://orders:8080/"|}; await client.GetAsync(url.TrimEnd('/') + "/" + id);""")]
    [InlineData("""await client.GetAsync(flag ? {|MSA0101:"http://orders:8080"|} : "http://orders:8081");""")]
    [InlineData("""await client.GetAsync(id switch { "a" => {|MSA0101:"http://orders:8080"|}, "b" => "http://orders:8081", _ => throw new Exception() });""")]
    [InlineData("""services.AddHttpClient("orders", c => c.BaseAddress = new({|MSA0101:"http://orders:8080"|}));""")]
    [InlineData("""services.AddHttpClient("orders", (sp, c) => { c.BaseAddress = new Uri({|MSA0101:"http://orders:8080"|}); });""")]
    [InlineData("""services.AddHttpClient("orders").ConfigureHttpClient(c => c.BaseAddress = new({|MSA0101:"http://orders:8080"|}));""")]
    [InlineData("""services.ConfigureHttpClientDefaults(b => b.ConfigureHttpClient(c => c.BaseAddress = new({|MSA0101:"http://orders:8080"|})));""")]
    [InlineData("""void Local(HttpClient c) { c.BaseAddress = new({|MSA0101:"http://orders:8080"|}); } Local(client);""")]
    [InlineData("""await new ClientWebSocket().ConnectAsync(new Uri({|MSA0101:"ws://orders:8080/feed"|}), default);""")]
    public Task Address_in_a_method_is_reported(string statements) => Verify(In(statements));

    [Theory]
    [InlineData("""const string Url = {|MSA0101:"http://orders:8080"|};""")]
    [InlineData("""static readonly string Url = {|MSA0101:"http://orders:8080"|};""")]
    [InlineData("""static readonly Uri Url = new({|MSA0101:"http://orders:8080"|});""")]
    [InlineData("""private string Url = {|MSA0101:"http://orders:8080"|};""")]
    [InlineData("""internal string Url { get; set; } = {|MSA0101:"http://orders:8080"|};""")]
    [InlineData("""public string Url { get; } = {|MSA0101:"http://orders:8080"|};""")]
    [InlineData("""string Url => {|MSA0101:"http://orders:8080"|};""")]
    [InlineData("""string Url { get => {|MSA0101:"http://orders:8080"|}; }""")]
    [InlineData("""string Url { get { return {|MSA0101:"http://orders:8080"|}; } }""")]
    [InlineData("""private readonly string Url; public Orders() { Url = {|MSA0101:"http://orders:8080"|}; }""")]
    [InlineData("""const string Host = {|MSA0101:"http://orders:8080"|}; const string Url = Host + "/api";""")]
    [InlineData("""private static readonly string Host = {|MSA0101:"http://orders:8080"|}; string Url => $"{Host}/api";""")]
    public Task Member_that_nothing_else_writes_is_followed(string member)
        => Verify(In("await client.GetAsync(Url);", member));

    [Fact]
    public Task Two_calls_to_one_constant_are_one_finding() => Verify(In(
        """await client.GetAsync(Base + "/a"); await client.GetAsync($"{Base}/b/{id}"); client.BaseAddress = new(Base);""",
        """const string Base = {|MSA0101:"http://orders:8080"|};"""));

    [Fact]
    public Task Constant_of_another_file_is_reported_where_it_is_used() => VerifyFiles(
        """
        using System;
        using System.Net.Http;
        class C { HttpClient Make() => new() { BaseAddress = {|MSA0101:new Uri(Endpoints.Orders)|} }; }
        """,
        """static class Endpoints { public const string Orders = "http://orders:8080"; }""");

    [Fact]
    public Task Part_of_a_partial_class_is_followed_into_the_other() => VerifyFiles(
        """
        using System.Net.Http;
        partial class C { void M(HttpClient client) => client.BaseAddress = {|MSA0101:new(_url)|}; }
        """,
        """partial class C { private readonly string _url = "http://orders:8080"; }""");

    [Fact]
    public Task Part_of_a_partial_class_that_writes_again_silences() => VerifyFiles(
        """
        using System.Net.Http;
        partial class C { private string _url = "http://orders:8080"; void M(HttpClient client) => client.BaseAddress = new(_url); }
        """,
        """partial class C { void Set(string url) => _url = url; }""");

    [Fact]
    public Task Top_level_statements_are_read() => VerifyProgram(
        """
        using System;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        var orders = {|MSA0101:"http://orders:8080"|};
        builder.Services.AddHttpClient("orders", c => c.BaseAddress = new Uri(orders));
        builder.Build().Run();
        """);

    [Theory]
    [InlineData("http://orders:8080", "'http://orders:8080' is compiled in: every environment calls it, and moving the service takes a new build; read it from configuration")]
    [InlineData("http://admin:s3cret@orders:8080/p?token=x", "'http://orders:8080' is compiled in: every environment calls it, and moving the service takes a new build; read it from configuration")]
    [InlineData("http://orders", "'http://orders' is compiled in: every environment calls it, and moving the service takes a new build; read it from configuration")]
    public Task Message_names_the_server_and_no_secret(string url, string message) => VerifyResults(
        In("client.BaseAddress = new Uri({|#0:\"" + url + "\"|});"),
        new DiagnosticResult("MSA0101", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(message));

    [Theory]
    [InlineData("""cfg["Orders"] ?? "http://orders:8080";""")]
    [InlineData("""cfg["Orders"];""")]
    [InlineData("""$"http://{cfg["Orders"]}/api";""")]
    public Task Address_from_configuration_is_not_compiled_in(string value) => Verify(In($"client.BaseAddress = new Uri({value.TrimEnd(';')});"));
}
