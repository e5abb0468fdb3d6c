using MeshReady.Analyzers.Rules.Addressing;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

public sealed class MSA0101HardCodedEndpointSilenceTests : RuleTest<MSA0101HardCodedEndpointAnalyzer>
{
    private static string In(string statements, string members = "") => $$"""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Cors.Infrastructure;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        class Orders
        {
            {{members}}

            void M(HttpClient client, IHostEnvironment env, string id, string host, int port, string url, CorsPolicyBuilder cors, WebApplication app, IWebHostBuilder web)
            {
                {{statements}}
            }
        }
        """;

    [Theory]
    [InlineData("""client.BaseAddress = new Uri("https://api.github.com");""")]
    [InlineData("""client.BaseAddress = new Uri("http://example.com");""")]
    [InlineData("""client.BaseAddress = new Uri("http://orders.example");""")]
    [InlineData("""client.BaseAddress = new Uri("http://8.8.8.8");""")]
    [InlineData("""client.BaseAddress = new Uri("http://169.254.169.254/latest");""")]
    [InlineData("""client.BaseAddress = new Uri("https+http://basket");""")]
    [InlineData("""client.BaseAddress = new Uri("http+https://_grpc.basket");""")]
    [InlineData("""client.BaseAddress = new Uri($"http://localhost:{port}");""")]
    [InlineData("""client.BaseAddress = new Uri("http://localhost:" + port);""")]
    [InlineData("""client.BaseAddress = new Uri($"http://{host}");""")]
    [InlineData("""client.BaseAddress = new Uri($"http://{host}:8080/api");""")]
    [InlineData("""client.BaseAddress = new Uri($"http://orders{host}/api");""")]
    [InlineData("""client.BaseAddress = new Uri(string.Format("http://{0}/api", host));""")]
    [InlineData("""client.BaseAddress = new Uri("http://localhost:3500");""")]
    [InlineData("""client.BaseAddress = new Uri("http://localhost:4318/v1/traces");""")]
    [InlineData("""client.BaseAddress = new Uri("http://127.0.0.1:15021/healthz");""")]
    [InlineData("""client.GetAsync("/api/orders");""")]
    [InlineData("""client.GetAsync(url);""")]
    [InlineData("""client.GetAsync(Address());""")]
    [InlineData("""client.GetAsync(Address() + "http://orders:8080/");""")]
    [InlineData("""if (env.IsDevelopment()) client.BaseAddress = new Uri("http://localhost:5000");""")]
    [InlineData("""client.BaseAddress = new Uri(env.IsDevelopment() ? "http://localhost:5000" : url);""")]
    [InlineData("""if (!env.IsDevelopment()) return; client.BaseAddress = new Uri("http://localhost:5000");""")]
    [InlineData("""cors.WithOrigins("http://localhost:3000");""")]
    [InlineData("""app.Run("http://localhost:5000");""")]
    [InlineData("""app.Urls.Add("http://localhost:5000");""")]
    [InlineData("""web.UseUrls("http://localhost:5000");""")]
    [InlineData("""if (client.BaseAddress == new Uri("http://localhost:5000")) return;""")]
    [InlineData("""if (url.StartsWith("http://localhost")) return;""")]
    [InlineData("""if (url is "http://orders:8080") return;""")]
    [InlineData("""var p = new ProblemDetails { Type = "http://errors:8080/not-found" };""")]
    [InlineData("""var x = "http://orders:8080"; Console.WriteLine(x);""")]
    [InlineData("""var x = "http://orders:8080"; x = url; client.BaseAddress = new Uri(x);""")]
    [InlineData("""var x = "http://orders:8080"; Change(ref x); client.BaseAddress = new Uri(x);""")]
    [InlineData("""var x = "http://orders:8080"; (x, _) = (url, 1); client.BaseAddress = new Uri(x);""")]
    [InlineData("""var b = new UriBuilder("http://orders:8080"); b.Host = host; client.BaseAddress = b.Uri;""")]
    [InlineData("""client.BaseAddress = new UriBuilder("http://orders:8080") { Host = host }.Uri;""")]
    [InlineData("""client.BaseAddress = new UriBuilder("http", "localhost", port).Uri;""")]
    [InlineData("""client.BaseAddress = new UriBuilder("http", host, 80).Uri;""")]
    [InlineData("""const string Prefix = "http://orders-"; client.GetAsync(Prefix + host);""")]
    [InlineData("""const string Prefix = "http://orders"; client.GetAsync(Prefix + host);""")]
    [InlineData("""client.BaseAddress = new Uri("http://+:80");""")]
    [InlineData("""client.BaseAddress = new Uri("file:///etc/hosts");""")]
    [InlineData("""client.BaseAddress = new Uri("not an address");""")]
    public Task What_is_no_service_or_not_provable_is_silent(string statements)
        => Verify(In(statements, "static string Address() => Console.ReadLine(); static void Change(ref string s) => s = Address();"));

    [Theory]
    [InlineData("""private string _url = "http://orders:8080"; void Set(string u) => _url = u;""")]
    [InlineData("""private string _url = "http://orders:8080"; void Set(string u) => this._url = u;""")]
    [InlineData("""private string _url = "http://orders:8080"; static void Set(Orders o, string u) => o._url = u;""")]
    [InlineData("""internal string _url { get; init; } = "http://orders:8080"; static Orders Make(string u) => new() { _url = u };""")]
    [InlineData("""private readonly string _url; public Orders(string u) => _url = u;""")]
    [InlineData("""private readonly string _url; public Orders() { _url = "http://orders:8080"; } public Orders(string u) { _url = u; }""")]
    [InlineData("""protected virtual string _url => "http://orders:8080";""")]
    [InlineData("""string _url { get { Console.WriteLine(); return "http://orders:8080"; } }""")]
    public Task Member_that_can_hold_another_value_is_silent(string member) => Verify(In("client.BaseAddress = new Uri(_url);", member));

    [Fact]
    public Task Settable_member_of_a_library_may_be_written_by_others() => Verify("""
        using System.Net.Http;
        public class OrdersClient
        {
            public string BaseUrl { get; set; } = "http://orders:8080";
            public void M(HttpClient client) => client.GetAsync(BaseUrl + "/api");
        }
        """);

    [Fact]
    public Task Property_of_an_options_class_is_a_setting() => VerifyProgram("""
        using System.Net.Http;
        class OrdersOptions
        {
            public string BaseUrl { get; set; } = "http://orders:8080";
            public void M(HttpClient client) => client.GetAsync(BaseUrl + "/api");
            static void Main() { }
        }
        """);

    [Fact]
    public Task Own_types_with_the_names_of_clients_are_silent() => Verify("""
        namespace My
        {
            class HttpClient { public string BaseAddress { get; set; } public void GetAsync(string requestUri) { } public void ConnectAsync(string uri) { } }
            class HttpRequestMessage { public HttpRequestMessage(string requestUri) { } public string RequestUri { get; set; } }
            class GrpcChannel { public static void ForAddress(string address) { } }
            class GetAttribute : System.Attribute { public GetAttribute(string path) { } }
            class C
            {
                [Get("http://orders:8080")]
                void M(HttpClient client)
                {
                    client.BaseAddress = "http://orders:8080";
                    client.GetAsync("http://orders:8080");
                    client.ConnectAsync("http://orders:8080");
                    new HttpRequestMessage("http://orders:8080").RequestUri = "http://orders:8080";
                    GrpcChannel.ForAddress("http://orders:8080");
                }
            }
        }
        """);

    [Fact]
    public Task File_with_tests_is_silent() => Verify("""
        using System.Net.Http;
        using Xunit;
        class Tests { void M(HttpClient client) => client.GetAsync("http://localhost:5000/api"); }
        namespace Xunit { class Fact { } }
        """);

    [Fact]
    public Task Test_project_is_silent() => Verify(In("""client.BaseAddress = new Uri("http://orders:8080");"""), globalConfig: "build_property.IsTestProject = true");

    [Fact]
    public Task Code_below_if_debug_is_silent() => Verify("""
        #define DEBUG
        using System;
        using System.Net.Http;
        class C
        {
            void M(HttpClient client)
            {
        #if DEBUG
                client.BaseAddress = new Uri("http://localhost:5000");
        #endif
            }
        }
        """);

    [Fact]
    public Task Broken_code_is_read_without_failing() => Verify("""
        using System;
        using System.Net.Http;
        class C
        {
            void M(HttpClient client)
            {
                client.BaseAddress = new Uri({|CS1503:1|});
                client.GetAsync({|CS0103:missing|} + "http://orders:8080");
                client.BaseAddress = {|CS0103:nothing|}.Url;
                client.GetAsync($"http://{{|CS1733:|}}");
            }
        }
        """);
}
