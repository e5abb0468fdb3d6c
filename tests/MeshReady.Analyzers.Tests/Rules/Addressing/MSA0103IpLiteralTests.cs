using MeshReady.Analyzers.Rules.Addressing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

public sealed class MSA0103IpLiteralTests : RuleTest<MSA0103IpLiteralAnalyzer>
{
    private const string Usings = """
        using System;
        using System.Net;
        using System.Net.Http;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Server.Kestrel.Core;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        """;

    private static string In(string statements, string members = "") => Usings + $$"""
        class Orders
        {
            {{members}}

            async Task M(HttpClient client, IServiceCollection services, IConfiguration cfg, IHostEnvironment env, Socket socket, string id, int port)
            {
                {{statements}}
                await Task.Yield();
            }
        }
        """;

    [Theory]
    [InlineData("""client.BaseAddress = new Uri([|"http://10.0.3.7:8080"|]);""")]
    [InlineData("""client.BaseAddress = new([|"http://172.20.1.9"|]);""")]
    [InlineData("""var other = new HttpClient { BaseAddress = new([|"https://192.168.4.20:5001/"|]) };""")]
    [InlineData("""await client.GetStringAsync([|$"http://10.0.3.7:8080/api/{id}"|]);""")]
    [InlineData("""await client.GetStringAsync([|"http://10.0.3.7/api/" + id|]);""")]
    [InlineData("""const string Url = [|"http://10.0.3.7:8080"|]; await client.GetAsync(Url + "/x");""")]
    [InlineData("""var url = [|"http://10.0.3.7:8080"|]; client.BaseAddress = new(url);""")]
    [InlineData("""HttpRequestMessage message = new(HttpMethod.Get, [|"http://[fd12:3456::7]:8080/x"|]);""")]
    [InlineData("""services.AddHttpClient("orders", c => c.BaseAddress = new([|"http://100.64.3.9"|]));""")]
    [InlineData("""client.BaseAddress = new UriBuilder("http", [|"10.0.3.7"|], 8080).Uri;""")]
    [InlineData("""client.BaseAddress = new Uri([|"http://52.31.4.18/api"|]);""")]
    public Task Address_of_a_client_is_reported(string statements) => Verify(In(statements));

    [Theory]
    [InlineData("""var tcp = new TcpClient([|"10.0.3.7"|], 9000);""")]
    [InlineData("""using TcpClient tcp = new([|"10.0.3.7"|], 9000);""")]
    [InlineData("""var tcp = new TcpClient(); await tcp.ConnectAsync([|"10.0.3.7"|], port);""")]
    [InlineData("""var tcp = new TcpClient(); tcp.Connect(new IPEndPoint(IPAddress.Parse([|"10.0.3.7"|]), 9000));""")]
    [InlineData("""socket.Connect(IPEndPoint.Parse([|"10.0.3.7:9000"|]));""")]
    [InlineData("""socket.Connect([|new IPAddress(new byte[] { 10, 0, 3, 7 })|], 9000);""")]
    [InlineData("""IPEndPoint peer = new(IPAddress.Parse([|"10.0.3.7"|]), 9000); await socket.ConnectAsync(peer);""")]
    [InlineData("""socket.SendTo(new byte[1], new IPEndPoint(IPAddress.Parse([|"192.168.4.20"|]), 514));""")]
    [InlineData("""new UdpClient([|"192.168.4.20"|], 514).Send(new byte[1], 1);""")]
    public Task Peer_of_a_socket_is_reported(string statements) => Verify(In(statements));

    [Theory]
    [InlineData("""const string Url = [|"http://10.0.3.7:8080"|];""")]
    [InlineData("""private static readonly Uri Url = new([|"http://10.0.3.7:8080"|]);""")]
    [InlineData("""private string Url => [|"http://10.0.3.7:8080"|];""")]
    public Task Member_is_followed(string member) => Verify(In("await client.GetAsync(Url);", member));

    [Fact]
    public Task Top_level_statements_are_read() => VerifyProgram(
        """
        using System;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("orders", static c => c.BaseAddress = new Uri([|"http://10.0.3.7:8080"|]));
        builder.Build().Run();
        """);

    [Theory]
    [InlineData("loopback", """client.BaseAddress = new Uri("http://127.0.0.1:5000");""")]
    [InlineData("loopback of version 6", """client.BaseAddress = new Uri("http://[::1]:5000");""")]
    [InlineData("name", """client.BaseAddress = new Uri("http://orders:8080");""")]
    [InlineData("address of a document", """client.BaseAddress = new Uri("http://192.0.2.10");""")]
    [InlineData("metadata of the cloud", """await client.GetAsync("http://169.254.169.254/latest/meta-data");""")]
    [InlineData("agent of the node", """await client.GetAsync("http://169.254.170.2/v2/credentials");""")]
    [InlineData("trick to learn the own address", """socket.Connect("8.8.8.8", 65530); var own = socket.LocalEndPoint;""")]
    [InlineData("broadcast", """socket.SendTo(new byte[1], new IPEndPoint(IPAddress.Parse("192.168.4.255"), 9));""")]
    [InlineData("multicast", """socket.SendTo(new byte[1], new IPEndPoint(IPAddress.Parse("239.255.255.250"), 1900));""")]
    [InlineData("bound and not called", """socket.Bind(new IPEndPoint(IPAddress.Parse("10.0.3.7"), 9000));""")]
    [InlineData("listener", """var listener = new TcpListener(IPAddress.Parse("10.0.3.7"), 9000);""")]
    [InlineData("own end of a socket", """var tcp = new TcpClient(new IPEndPoint(IPAddress.Parse("10.0.3.7"), 0)); tcp.Connect("orders", 80);""")]
    [InlineData("Kestrel", """services.Configure<KestrelServerOptions>(o => o.Listen(IPAddress.Parse("10.0.3.7"), 8080));""")]
    [InlineData("list of proxies", """services.Configure<ForwardedHeadersOptions>(o => o.KnownProxies.Add(IPAddress.Parse("10.0.3.7")));""")]
    [InlineData("version", """var version = new Version("10.0.3.7"); await client.GetAsync("/api/10.0.3.7");""")]
    [InlineData("header", """client.DefaultRequestHeaders.Add("X-Forwarded-For", "10.0.3.7");""")]
    [InlineData("configuration", """client.BaseAddress = new Uri(cfg["Orders"]!);""")]
    [InlineData("fallback, which is MSA0102's", """client.BaseAddress = new Uri(cfg["Orders"] ?? "http://10.0.3.7:8080");""")]
    [InlineData("any address", """socket.Connect(new IPEndPoint(IPAddress.Loopback, 9000));""")]
    [InlineData("development", """if (env.IsDevelopment()) client.BaseAddress = new Uri("http://192.168.4.20:8080");""")]
    [InlineData("origin of a browser", """services.AddCors(o => o.AddDefaultPolicy(p => p.WithOrigins("http://192.168.4.20:3000")));""")]
    public Task Other_addresses_are_silent(string situation, string statements)
    {
        Assert.NotEmpty(situation);
        return Verify(In(statements));
    }

    [Fact]
    public Task Types_of_the_same_name_are_silent() => Verify(
        """
        class TcpClient(string hostname, int port) { public void Connect(string host) { _ = hostname + port + host; } }
        class HttpClient { public object? BaseAddress { get; set; } }
        class C { void M() { new TcpClient("10.0.3.7", 80).Connect("10.0.3.8"); _ = new HttpClient { BaseAddress = "http://10.0.3.7" }; } }
        """);

    [Fact]
    public Task Host_that_the_settings_exclude_is_silent()
        => Verify(In("""client.BaseAddress = new Uri("http://10.0.3.7:8080");"""), globalConfig: "meshready.exclude_hosts = 10.0.3.*");

    [Fact]
    public Task Broken_code_is_no_hindrance()
        => Verify(In("""client.BaseAddress = new Uri([|"http://10.0.3.7:8080"|]); socket.Connect({|CS0103:nowhere|}); new TcpClient({|CS1503:"10.0.3.7"|});"""));

    [Fact]
    public Task One_constant_is_one_finding() => Verify(In(
        """await client.GetAsync(Base + "/a"); await client.GetAsync($"{Base}/b/{id}");""",
        """const string Base = [|"http://10.0.3.7:8080"|];"""));

    [Theory]
    [InlineData("http://10.0.3.7:8080/x?token=s3cret", "'http://10.0.3.7:8080' is the IP address of a pod or machine: it is another's after the next rollout, and the mesh has no route, identity or policy for it; call it by a name")]
    [InlineData("http://52.31.4.18", "'http://52.31.4.18' is the IP address of a machine: it changes when the machine is replaced, and certificates, routes and egress rules go by name; call it by a name")]
    public Task Message_names_the_harm_and_no_secret(string url, string message) => VerifyResults(
        In("client.BaseAddress = new Uri({|#0:\"" + url + "\"|});"),
        new DiagnosticResult("MSA0103", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(message));

    [Fact]
    public Task Peer_of_a_bare_socket_is_only_worth_a_remark() => VerifyResults(
        In("""var tcp = new TcpClient({|#0:"10.0.3.7"|}, 9000);"""),
        new DiagnosticResult("MSA0103", DiagnosticSeverity.Info).WithLocation(0));

    [Fact]
    public Task Real_Redis_client() => VerifyReal(
        """
        using System.Net;
        using StackExchange.Redis;
        class Cache
        {
            object A() => ConnectionMultiplexer.Connect([|"10.0.3.7:6379,ssl=false"|]);
            object B() => ConnectionMultiplexer.Connect(new ConfigurationOptions { EndPoints = { [|"10.0.3.7:6379"|], { [|"10.0.3.8"|], 6379 } } });
            void C(ConfigurationOptions o) { o.EndPoints.Add([|"10.0.3.7"|], 6379); o.EndPoints.Add("cache", 6379); o.EndPoints.Add(IPAddress.Loopback, 6379); }
        }
        """,
        "StackExchange.Redis", "RESPite");

    [Fact]
    public Task Real_Kafka_client() => VerifyReal(
        """
        using Confluent.Kafka;
        class Stream
        {
            ProducerConfig A() => new() { BootstrapServers = [|"10.0.3.7:9092,10.0.3.8:9092"|] };
            ProducerConfig B() => new() { BootstrapServers = "kafka:9092" };
        }
        """,
        "Confluent.Kafka");
}
