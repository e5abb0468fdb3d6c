using MeshReady.Analyzers.Rules.Addressing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

public sealed class MSA0106ClientSideBalancingTests : RuleTest<MSA0106ClientSideBalancingAnalyzer>
{
    /// <summary>The client of Kubernetes, as far as the cases need it, with its real metadata names.</summary>
    private const string Kubernetes = """

        namespace k8s.Models
        {
            public class V1PodStatus { public string? PodIP { get; set; } }
            public class V1Pod { public V1PodStatus? Status { get; set; } }
            public class V1PodList { public System.Collections.Generic.IList<V1Pod> Items { get; set; } = []; }
            public class V1EndpointAddress { public string? Ip { get; set; } }
        }
        """;

    private static readonly (string, string)[] InMesh = [Meshed(), Caller()];

    private static string In(string statements, string members = "") => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Net.Sockets;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.Hosting;
        using k8s.Models;

        class Orders(IConfiguration cfg, IHostEnvironment env)
        {
            private readonly string[] _hosts = cfg.GetSection("Hosts").Get<string[]>()!;
            private readonly Random _random = new();
            private int _next;
            {{members}}

            async Task M(HttpClient client, List<Uri> uris, V1PodList pods, string id, Dictionary<string, string> byTenant)
            {
                _ = env;
                {{statements}}
                await Task.Yield();
            }
        }
        """ + Kubernetes;

    [Theory]
    [InlineData("""await client.GetAsync([|_hosts[_next++ % _hosts.Length]|] + "/orders");""")]
    [InlineData("""await client.GetAsync($"http://{[|_hosts[Interlocked.Increment(ref _next) % _hosts.Length]|]}/orders/{id}");""")]
    [InlineData("""var i = Interlocked.Increment(ref _next) % uris.Count; client.BaseAddress = [|uris[i]|];""")]
    [InlineData("""var count = Interlocked.Increment(ref _next); client.BaseAddress = [|uris[count % uris.Count]|];""")]
    [InlineData("""_next = (_next + 1) % _hosts.Length; await client.GetAsync([|_hosts[_next]|]);""")]
    [InlineData("""await client.GetAsync("http://" + [|_hosts[_random.Next(_hosts.Length)]|] + ":8080/orders");""")]
    [InlineData("""var host = [|_hosts[Random.Shared.Next(0, _hosts.Length)]|]; client.BaseAddress = new Uri($"http://{host}");""")]
    [InlineData("""client.BaseAddress = [|uris.ElementAt(_random.Next(uris.Count))|];""")]
    [InlineData("""client.BaseAddress = [|uris.OrderBy(_ => Random.Shared.Next())|].First();""")]
    [InlineData("""var message = new HttpRequestMessage(HttpMethod.Get, new Uri([|_hosts[_random.Next(_hosts.Length)]|] + "/orders"));""")]
    public Task Choice_in_turn_or_by_chance(string statement) => Verify(In(statement), files: InMesh);

    [Theory]
    [InlineData("""await client.GetAsync(Next() + "/orders");""", """private string Next() => [|_hosts[Interlocked.Increment(ref _next) % _hosts.Length]|];""")]
    [InlineData("""client.BaseAddress = new Uri(this.Next());""", """private string Next() { lock (_random) { return [|_hosts[_random.Next(_hosts.Length)]|]; } }""")]
    [InlineData("""string Local() => [|_hosts[_next++ % _hosts.Length]|]; await client.GetAsync(Local());""", "")]
    public Task Choice_in_a_method_of_its_own(string statement, string member) => Verify(In(statement, member), files: InMesh);

    [Theory]
    [InlineData("""var found = [|Dns.GetHostAddresses("orders")|]; await client.GetAsync($"http://{found[0]}:8080");""")]
    [InlineData("""var found = await [|Dns.GetHostAddressesAsync(cfg["Orders"]!)|]; await client.GetAsync("http://" + found.First() + ":8080");""")]
    [InlineData("""var entry = [|Dns.GetHostEntry("orders-headless.shop.svc.cluster.local")|]; await client.GetAsync($"http://{entry.AddressList[_random.Next(entry.AddressList.Length)]}");""")]
    [InlineData("""await new TcpClient().ConnectAsync((await [|Dns.GetHostAddressesAsync("orders")|])[0], 9000);""")]
    public Task Addresses_behind_a_name(string statement) => Verify(In(statement.Replace("entry.AddressList[_random.Next(entry.AddressList.Length)]", "entry.AddressList[0]", StringComparison.Ordinal)), files: InMesh);

    [Theory]
    [InlineData("""await client.GetAsync($"http://{[|pods.Items[0].Status!.PodIP|]}:8080");""")]
    [InlineData("""foreach (var pod in pods.Items) await client.PostAsync($"http://{[|pod.Status?.PodIP|]}/reload", null);""")]
    [InlineData("""foreach (var ip in pods.Items.Select(p => [|p.Status!.PodIP|])) await client.PostAsync("http://" + ip + "/reload", null);""")]
    [InlineData("""var address = new V1EndpointAddress(); client.BaseAddress = new Uri("http://" + [|address.Ip|]);""")]
    public Task Pods_of_the_API(string statement) => Verify(In(statement), files: InMesh);

    [Theory]
    [InlineData("choice for a path", """await client.GetAsync($"http://orders/cars/{_hosts[_random.Next(_hosts.Length)]}");""")]
    [InlineData("choice for the end of a path", """await client.GetAsync("/cars/" + _hosts[_random.Next(_hosts.Length)]);""")]
    [InlineData("choice for a body", """await client.PostAsync("/cars", new StringContent(_hosts[_random.Next(_hosts.Length)]));""")]
    [InlineData("shard by key", """client.BaseAddress = uris[(id.GetHashCode() & 0x7fffffff) % uris.Count];""")]
    [InlineData("tenant", """client.BaseAddress = new Uri(byTenant[id]);""")]
    [InlineData("first of the settings", """client.BaseAddress = new Uri(_hosts[0]);""")]
    [InlineData("own address", """var own = Dns.GetHostAddresses(Dns.GetHostName()); client.BaseAddress = new Uri($"http://{own[0]}");""")]
    [InlineData("resolution for a log", """var found = Dns.GetHostAddresses("orders"); Console.WriteLine(found[0]); await client.GetAsync("/orders");""")]
    [InlineData("host outside", """var found = Dns.GetHostAddresses("api.contoso.com"); await client.GetAsync($"http://{found[0]}");""")]
    [InlineData("each answer tried", """foreach (var ip in Dns.GetHostAddresses("orders")) await new TcpClient().ConnectAsync(ip, 80);""")]
    [InlineData("mirrors outside", """string[] mirrors = ["https://a.contoso.com", "https://b.contoso.com"]; await client.GetAsync(mirrors[_random.Next(mirrors.Length)]);""")]
    [InlineData("pods counted", """var ready = pods.Items.Count(p => p.Status?.PodIP is not null); await client.GetAsync($"/orders/{ready}");""")]
    [InlineData("port drawn", """await client.GetAsync($"http://orders:{_random.Next(8080, 8090)}/");""")]
    public Task Other_choices_are_silent(string situation, string statement)
    {
        Assert.NotEmpty(situation);
        return Verify(In(statement), files: InMesh);
    }

    [Fact]
    public Task Types_of_the_same_name_are_silent() => Verify(
        In("""client.BaseAddress = new Uri(_hosts[new Dice().Next(3)]); var pod = new Pod(); await client.GetAsync(pod.PodIP);""", "class Dice { public int Next(int n) => n - 1; } class Pod { public string PodIP => \"/\"; }"), files: InMesh);

    [Fact]
    public Task Broken_code_is_no_hindrance() => Verify(In("""client.BaseAddress = new Uri([|_hosts[_next++ % _hosts.Length]|]); await client.GetAsync(_hosts[{|CS0103:nowhere|}]);"""), files: InMesh);

    [Fact]
    public Task In_development_alone_is_silent() => Verify(In("""if (env.IsDevelopment()) client.BaseAddress = new Uri(_hosts[_next++ % _hosts.Length]);"""), files: InMesh);

    [Theory]
    [InlineData(true, DiagnosticSeverity.Warning, "An address is taken in turn: the proxy sees a call to one address, and its balancing, outlier detection and routes do not act on it; call the Service by its name and let the mesh choose")]
    [InlineData(false, DiagnosticSeverity.Info, "An address is taken in turn: it may be that of a pod which is not ready, is busy, or is gone; call the Service by its name and let kube-proxy or a mesh choose")]
    public Task Mesh_decides_the_severity(bool isMeshed, DiagnosticSeverity severity, string message) => VerifyResultsWith(
        In("""client.BaseAddress = new Uri({|#0:_hosts[_next++ % _hosts.Length]|});"""), null, null, isMeshed ? InMesh : null,
        new DiagnosticResult("MSA0106", severity).WithLocation(0).WithMessage(message));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Address_from_a_registry_is_the_finding_of_its_own_rule(bool isRegistryRuleOn)
    {
        var choice = isRegistryRuleOn ? "urls[_random.Next(urls.Length)]" : "[|urls[_random.Next(urls.Length)]|]";
        return Verify(
            In($$"""var urls = await consul.Health.Service("orders"); await client.GetAsync({{choice}});""", "private readonly Consul.Client consul = new();")
                + "namespace Consul { public class HealthEndpoint { public System.Threading.Tasks.Task<string[]> Service(string name) => null!; } public class Client { public HealthEndpoint Health { get; } = new(); } }",
            globalConfig: isRegistryRuleOn ? null : "dotnet_diagnostic.MSA0105.severity = none",
            files: InMesh);
    }

    [Fact]
    public Task Real_gRPC_client() => VerifyReal(
        """
        using Grpc.Net.Client;
        using Grpc.Net.Client.Configuration;
        class C
        {
            object WithoutMesh() => GrpcChannel.ForAddress("dns:///orders:80", new GrpcChannelOptions { ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } } });
        }
        """,
        "Grpc.Net.Client", "Grpc.Net.Common", "Grpc.Core.Api");

    [Fact]
    public Task Balancing_of_gRPC_in_a_mesh_is_worth_a_remark() => VerifyResultsWith(
        """
        using Grpc.Net.Client.Configuration;
        class C { void M(ServiceConfig config) { config.LoadBalancingConfigs.Add({|#0:new RoundRobinConfig()|}); config.LoadBalancingConfigs.Add(new PickFirstConfig()); } }
        namespace Grpc.Net.Client.Configuration
        {
            public class LoadBalancingConfig; public class RoundRobinConfig : LoadBalancingConfig; public class PickFirstConfig : LoadBalancingConfig;
            public class ServiceConfig { public System.Collections.Generic.IList<LoadBalancingConfig> LoadBalancingConfigs { get; } = []; }
        }
        """,
        null, null, InMesh, new DiagnosticResult("MSA0106", DiagnosticSeverity.Info).WithLocation(0));
}
