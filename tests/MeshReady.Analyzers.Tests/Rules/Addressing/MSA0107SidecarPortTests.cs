using MeshReady.Analyzers.Rules.Addressing;
using MeshReady.CodeFixes.Rules.Addressing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

public sealed class MSA0107SidecarPortTests : RuleTest<MSA0107SidecarPortAnalyzer, MSA0107SidecarPortFix>
{
    private const string Consul = """

        namespace Consul
        {
            public class ConsulClientConfiguration { public System.Uri? Address { get; set; } }
            public class ConsulClient(System.Action<ConsulClientConfiguration> configure) { object Kept => configure; }
        }
        """;

    private static readonly string[] Dapr = ["Dapr.Client", "Dapr.Common", "Dapr.Protos", "Google.Protobuf", "Grpc.Net.Client", "Grpc.Net.Common", "Grpc.Core.Api", "Google.Api.CommonProtos"];

    private static string In(string statements, string members = "") => $$"""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        class Orders
        {
            {{members}}

            async Task M(HttpClient client, IServiceCollection services, IConfiguration cfg, IHostEnvironment env, string id)
            {
                {{statements}}
                await Task.Yield();
            }
        }
        """;

    [Theory]
    [InlineData("""await client.GetAsync([|"http://localhost:15000/config_dump"|]);""")]
    [InlineData("""client.BaseAddress = new Uri([|"http://127.0.0.1:15001"|]);""")]
    [InlineData("""var stats = new HttpRequestMessage(HttpMethod.Get, [|"http://localhost:15090/stats/prometheus"|]);""")]
    [InlineData("""const string Admin = [|"http://localhost:15000"|]; await client.PostAsync(Admin + "/logging?level=debug", null);""")]
    [InlineData("""client.BaseAddress = new([|"http://localhost:4140"|]);""")]
    [InlineData("""await client.GetAsync([|$"http://localhost:4191/metrics?{id}"|]);""")]
    [InlineData("""services.AddHttpClient("proxy", c => c.BaseAddress = new Uri([|"http://[::1]:15006"|]));""")]
    public Task Inner_port_of_a_proxy(string statement) => Verify(In(statement));

    [Theory]
    [InlineData("""await client.PostAsync({|#0:"http://localhost:15020/quitquitquit"|}, null);""", "how a job ends Istio's proxy, which a native sidecar needs no more", "run the proxy as a native sidecar (Kubernetes 1.29)")]
    [InlineData("""await client.PostAsync({|#0:"http://localhost:4191/shutdown"|}, null);""", "how a job ends Linkerd's proxy, which a native sidecar needs no more", "run the proxy as a native sidecar (Kubernetes 1.29)")]
    [InlineData("""await client.GetAsync({|#0:"http://localhost:15021/healthz/ready"|});""", "how a program waits for Istio's proxy, which a native sidecar needs no more", "run the proxy as a native sidecar, or hold the application until it is ready")]
    [InlineData("""await client.GetAsync({|#0:"http://localhost:3500/v1.0/invoke/orders/method/all"|});""", "the port of Dapr's sidecar, which listens elsewhere where two run on a machine or an annotation says so", "read DAPR_HTTP_PORT, as the SDK does by itself")]
    public Task What_served_once_is_only_worth_a_remark(string statement, string harm, string advice) => VerifyResults(
        In(statement), new DiagnosticResult("MSA0107", DiagnosticSeverity.Info).WithLocation(0).WithArguments(Address(statement), harm, advice));

    private static string Address(string statement)
    {
        var start = statement.IndexOf("http", StringComparison.Ordinal);
        return statement[start..statement.IndexOf('/', start + 7)];
    }

    [Theory]
    [InlineData("other port of this machine", """client.BaseAddress = new Uri("http://localhost:5000");""")]
    [InlineData("port of the range that the proxy leaves free", """client.BaseAddress = new Uri("http://localhost:15050");""")]
    [InlineData("broker's console", """client.BaseAddress = new Uri("http://localhost:15672");""")]
    [InlineData("same port elsewhere", """client.BaseAddress = new Uri("http://orders:15000");""")]
    [InlineData("port of Dapr without Dapr", """client.BaseAddress = new Uri("http://localhost:3500");""")]
    [InlineData("variable of the injector", """client.BaseAddress = new Uri($"http://localhost:{Environment.GetEnvironmentVariable("DAPR_HTTP_PORT") ?? "3500"}/v1.0/");""")]
    [InlineData("configuration", """client.BaseAddress = new Uri(cfg["Proxy"]!);""")]
    [InlineData("fallback, which is MSA0102's", """client.BaseAddress = new Uri(cfg["Proxy"] ?? "http://localhost:15000");""")]
    [InlineData("collector", """client.BaseAddress = new Uri("http://localhost:4318");""")]
    [InlineData("development", """if (env.IsDevelopment()) client.BaseAddress = new Uri("http://localhost:15000");""")]
    [InlineData("number", """var timeout = TimeSpan.FromMilliseconds(15000); client.Timeout = timeout;""")]
    [InlineData("text that nobody calls", """Console.WriteLine("see http://localhost:15000");""")]
    public Task Other_addresses_are_silent(string situation, string statement)
    {
        Assert.NotEmpty(situation);
        return Verify(In(statement));
    }

    [Fact]
    public Task Types_of_the_same_name_are_silent() => Verify(
        """
        class HttpClient { public string? BaseAddress { get; set; } }
        class DaprClientBuilder { public DaprClientBuilder UseHttpEndpoint(string endpoint) => this; }
        class C { void M() { _ = new HttpClient { BaseAddress = "http://localhost:15000" }; new DaprClientBuilder().UseHttpEndpoint("http://localhost:3500"); } }
        """);

    [Fact]
    public Task Broken_code_is_no_hindrance() => Verify(In("""await client.GetAsync([|"http://localhost:15000/stats"|]); client.BaseAddress = new Uri({|CS0103:nowhere|});"""));

    [Theory]
    [InlineData("mesh", DiagnosticSeverity.Warning)]
    [InlineData("cluster", DiagnosticSeverity.Warning)]
    [InlineData("library", DiagnosticSeverity.Info)]
    public Task Agent_of_Consul_in_a_container(string place, DiagnosticSeverity severity) => VerifyResultsWith(
        In("""var consul = new Consul.ConsulClient(c => c.Address = new Uri({|#0:"http://localhost:8500"|}));""") + Consul, place == "library" ? "build_property.OutputType = Library" : null, null,
        place switch { "mesh" => [Meshed(), Caller()], "cluster" => [Caller()], _ => [Workload("web")] },
        new DiagnosticResult("MSA0107", severity).WithLocation(0).WithArguments("http://localhost:8500", "the port of a Consul agent on this machine, and in a container nobody listens there", "read the agent's address from configuration"));

    [Fact]
    public Task Agent_of_Consul_on_a_machine_is_right() => Verify(In("""var consul = new Consul.ConsulClient(c => c.Address = new Uri("http://localhost:8500"));""") + Consul);

    [Theory]
    [InlineData("""builder.WebHost.ConfigureKestrel(k => k.[|ListenAnyIP(15006)|]);""")]
    [InlineData("""builder.WebHost.[|UseUrls("http://+:15090")|];""")]
    public Task Server_at_a_port_of_the_proxy(string statement) => VerifyProgram(Server(statement), files: [Meshed(), Caller()]);

    [Theory]
    [InlineData("builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(8080));", true)]
    [InlineData("builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(15006));", false)]
    public Task Server_at_another_port_or_without_the_proxy(string statement, bool isMeshed) => VerifyProgram(Server(statement), files: isMeshed ? [Meshed(), Caller()] : [Plain(), Caller()]);

    private static string Server(string statement) => $$"""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        var builder = WebApplication.CreateBuilder(args);
        {{statement}}
        builder.Build().Run();
        """;

    [Fact]
    public Task Real_Dapr_client() => VerifyRealFix(
        """
        using Dapr.Client;
        class C
        {
            object A() => new DaprClientBuilder().UseHttpEndpoint([|"http://localhost:3500"|]).UseGrpcEndpoint([|"http://localhost:50001"|]).Build();
            object B() => DaprClient.CreateInvokeHttpClient("orders", [|"http://localhost:3500"|]);
            object D() => DaprClient.CreateInvokeHttpClient(daprEndpoint: [|"http://127.0.0.1:3500"|], appId: "orders");

            void E(DaprClientBuilder builder)
            {
                // the sidecar
                builder.UseHttpEndpoint([|"http://localhost:3500"|]);
                builder.UseTimeout(System.TimeSpan.FromSeconds(1));
            }
        }
        """,
        """
        using Dapr.Client;
        class C
        {
            object A() => new DaprClientBuilder().Build();
            object B() => DaprClient.CreateInvokeHttpClient("orders");
            object D() => DaprClient.CreateInvokeHttpClient(appId: "orders");

            void E(DaprClientBuilder builder)
            {
                // the sidecar
                builder.UseTimeout(System.TimeSpan.FromSeconds(1));
            }
        }
        """,
        Dapr);

    [Fact]
    public Task Call_of_the_sidecar_by_hand_has_no_fix() => VerifyNoFix(In("""await client.GetAsync({|MSA0107:"http://localhost:15000/stats"|});"""));
}
