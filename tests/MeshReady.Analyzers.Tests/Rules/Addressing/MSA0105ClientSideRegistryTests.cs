using MeshReady.Analyzers.Rules.Addressing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using static MeshReady.Analyzers.Tests.MeshManifests;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

public sealed class MSA0105ClientSideRegistryTests : RuleTest<MSA0105ClientSideRegistryAnalyzer>
{
    /// <summary>Steeltoe, Consul, Ocelot, Convey, Nacos and ZooKeeper, as far as the cases need them, with their real metadata names.</summary>
    private const string Libraries = """

        namespace Steeltoe.Discovery.Client
        {
            public static class DiscoveryServiceCollectionExtensions
            {
                public static IServiceCollection AddDiscoveryClient(this IServiceCollection services, IConfiguration config) => services;
                public static IServiceCollection AddServiceDiscovery(this IServiceCollection services, Action<object>? options = null) => services;
                public static IServiceCollection AddEurekaDiscoveryClient(this IServiceCollection services) => services;
                public static IServiceCollection AddConsulDiscoveryClient(this IServiceCollection services) => services;
            }
        }
        namespace Steeltoe.Common.Discovery { public interface IDiscoveryClient; public class DiscoveryHttpClientHandler(IDiscoveryClient client) : HttpClientHandler { object Kept => client; } }
        namespace Steeltoe.Discovery.HttpClients { public class DiscoveryHttpMessageHandler : DelegatingHandler; }
        namespace Consul
        {
            public class AgentServiceRegistration { public string? Name { get; set; } }
            public interface IAgentEndpoint { Task<object> ServiceRegister(AgentServiceRegistration registration, CancellationToken ct = default); Task<object> CheckDeregister(string id); }
            public interface IHealthEndpoint { Task<object> Service(string service, string? tag = null, bool passingOnly = false); Task<object> Node(string node); }
            public interface ICatalogEndpoint { Task<object> Service(string service); }
            public interface IKVEndpoint { Task<object> Get(string key); }
            public interface IConsulClient { IAgentEndpoint Agent { get; } IHealthEndpoint Health { get; } ICatalogEndpoint Catalog { get; } IKVEndpoint KV { get; } Task<object> AcquireLock(string key); }
        }
        namespace Ocelot.DependencyInjection { public interface IOcelotBuilder; public static class ServiceCollectionExtensions { public static IOcelotBuilder AddOcelot(this IServiceCollection services) => null!; } }
        namespace Ocelot.Provider.Eureka { public static class OcelotBuilderExtensions { public static Ocelot.DependencyInjection.IOcelotBuilder AddEureka(this Ocelot.DependencyInjection.IOcelotBuilder builder) => builder; } }
        namespace Ocelot.Provider.Consul { public static class OcelotBuilderExtensions { public static Ocelot.DependencyInjection.IOcelotBuilder AddConsul(this Ocelot.DependencyInjection.IOcelotBuilder builder) => builder; } }
        namespace Convey { public interface IConveyBuilder; }
        namespace Convey.Discovery.Consul { public static class Extensions { public static IConveyBuilder AddConsul(this IConveyBuilder builder, string section = "consul") => builder; } }
        namespace Nacos.AspNetCore.V2 { public static class ServiceCollectionExtensions { public static IServiceCollection AddNacosAspNet(this IServiceCollection services, IConfiguration configuration, string section = "nacos") => services; } }
        namespace Nacos.V2 { public interface INacosNamingService { Task RegisterInstance(string service, string ip, int port); Task<object> SelectOneHealthyInstance(string service); } }
        namespace org.apache.zookeeper { public class CreateMode { public static readonly CreateMode EPHEMERAL = new(), EPHEMERAL_SEQUENTIAL = new(), PERSISTENT = new(); } public class ZooKeeper { public Task<string> createAsync(string path, byte[] data, List<object> acl, CreateMode mode) => null!; } }
        namespace Winton.Extensions.Configuration.Consul { public static class ConsulConfigurationExtensions { public static IConfigurationBuilder AddConsul(this IConfigurationBuilder builder, string key) => builder; } }
        namespace HealthChecks { public static class ConsulHealthCheckBuilderExtensions { public static IHealthChecksBuilder AddConsul(this IHealthChecksBuilder builder, Action<object> setup) => builder; } }
        namespace Microsoft.Extensions.ServiceDiscovery.Own { public static class Extensions { public static IServiceCollection AddServiceDiscovery(this IServiceCollection services) => services; } }
        """;

    private static readonly (string, string)[] Cluster = [Caller()];

    private static string In(string statements, string import = "", bool withLibraries = true) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        {{import}}

        class Startup(IConfiguration configuration)
        {
            async Task M(IServiceCollection services, IHostEnvironment env {{(withLibraries ? ", Consul.IConsulClient consul, Nacos.V2.INacosNamingService nacos, org.apache.zookeeper.ZooKeeper zoo, Convey.IConveyBuilder convey" : "")}})
            {
                {{statements}}
                await Task.Yield();
            }
        }
        """ + (withLibraries ? Libraries : "");

    [Theory]
    [InlineData("Steeltoe.Discovery.Client", "services.[|AddDiscoveryClient(configuration)|];")]
    [InlineData("Steeltoe.Discovery.Client", "services.[|AddServiceDiscovery(o => { })|];")]
    [InlineData("Steeltoe.Discovery.Client", "services.[|AddEurekaDiscoveryClient()|].[|AddConsulDiscoveryClient()|];")]
    [InlineData("Steeltoe.Discovery.Client", "DiscoveryServiceCollectionExtensions.[|AddEurekaDiscoveryClient(services)|];")]
    [InlineData("Steeltoe.Common.Discovery", "var handler = [|new DiscoveryHttpClientHandler(null!)|];")]
    [InlineData("Steeltoe.Common.Discovery", "DiscoveryHttpClientHandler handler = [|new(null!)|];")]
    [InlineData("Consul", """await consul.Agent.[|ServiceRegister(new AgentServiceRegistration { Name = "orders" })|];""")]
    [InlineData("Consul", """var agent = consul.Agent; await agent.[|ServiceRegister(new() { Name = "orders" }, default)|];""")]
    [InlineData("Consul", """var found = await consul.Health.[|Service("orders", null, true)|];""")]
    [InlineData("Consul", """var found = await consul.Catalog.[|Service("orders")|];""")]
    [InlineData("Ocelot.Provider.Eureka; using Ocelot.DependencyInjection", "services.AddOcelot().[|AddEureka()|];")]
    [InlineData("Ocelot.Provider.Consul; using Ocelot.DependencyInjection", "services.AddOcelot().[|AddConsul()|];")]
    [InlineData("Convey.Discovery.Consul", "convey.[|AddConsul()|];")]
    [InlineData("Nacos.AspNetCore.V2", "services.[|AddNacosAspNet(configuration)|];")]
    [InlineData("Nacos.V2", """await nacos.[|RegisterInstance("orders", "10.0.0.5", 80)|];""")]
    [InlineData("Nacos.V2", """var one = await nacos.[|SelectOneHealthyInstance("orders")|];""")]
    [InlineData("org.apache.zookeeper", """await zoo.[|createAsync("/services/orders/" + Guid.NewGuid(), new byte[1], [], CreateMode.EPHEMERAL)|];""")]
    public Task Registry_of_the_code_in_a_cluster(string import, string statement) => Verify(In(statement, $"using {import};"), files: Cluster);

    [Theory]
    [InlineData("", """var value = await consul.KV.Get("orders/flags"); await consul.AcquireLock("leader");""")]
    [InlineData("", """var node = await consul.Health.Node("n1"); await consul.Agent.CheckDeregister("c1");""")]
    [InlineData("Winton.Extensions.Configuration.Consul", """new ConfigurationBuilder().AddConsul("orders");""")]
    [InlineData("HealthChecks", "services.AddHealthChecks().AddConsul(o => { });")]
    [InlineData("Microsoft.Extensions.ServiceDiscovery.Own", "services.AddServiceDiscovery();")]
    [InlineData("org.apache.zookeeper", """await zoo.createAsync("/leader/orders", new byte[1], [], CreateMode.EPHEMERAL_SEQUENTIAL);""")]
    [InlineData("org.apache.zookeeper", """await zoo.createAsync("/services/orders", new byte[1], [], CreateMode.PERSISTENT);""")]
    [InlineData("Steeltoe.Discovery.Client", "if (env.IsDevelopment()) services.AddDiscoveryClient(configuration);")]
    public Task Other_uses_of_the_same_products_are_silent(string import, string statement)
        => Verify(In(statement, import.Length == 0 ? "" : $"using {import};"), files: Cluster);

    [Fact]
    public Task Library_that_was_not_restored_is_known_by_its_import() => Verify(
        In("services.[|{|CS1061:AddDiscoveryClient|}(configuration)|];", "using {|CS0246:Steeltoe|}.Discovery.Client;", withLibraries: false), files: Cluster);

    [Fact]
    public Task Unknown_method_without_the_import_is_silent() => Verify(In("services.{|CS1061:AddDiscoveryClient|}(configuration);", withLibraries: false), files: Cluster);

    [Fact]
    public Task Methods_of_the_same_name_are_silent() => Verify(
        """
        using System.Threading.Tasks;
        class Health { public Task Service(string name) => Task.CompletedTask; }
        class Agent { public Health Health { get; } = new(); public Task ServiceRegister(object o) => Task.CompletedTask; public Agent AddDiscoveryClient() => this; public Agent AddConsul() => this; }
        class C { async Task M(Agent agent) { await agent.Health.Service("x"); await agent.ServiceRegister(1); agent.AddDiscoveryClient().AddConsul(); } }
        """,
        files: Cluster);

    [Fact]
    public Task Machine_of_which_nothing_is_known_keeps_its_registry() => Verify(In("services.AddDiscoveryClient(configuration);", "using Steeltoe.Discovery.Client;"));

    [Fact]
    public Task Consul_that_is_the_mesh_keeps_its_registry()
        => Verify(In("""await consul.Agent.ServiceRegister(new() { Name = "orders" });""", "using Consul;"), globalConfig: "meshready.mesh = consul", files: Cluster);

    [Theory]
    [InlineData("mesh", DiagnosticSeverity.Warning, "'AddEurekaDiscoveryClient' registers this service in Eureka and finds others there, past the mesh: no route, retry or identity of its acts on the address of a pod; call Services by name")]
    [InlineData("cluster", DiagnosticSeverity.Warning, "'AddEurekaDiscoveryClient' registers this service in Eureka and finds others there, beside that of Kubernetes, which knows by readiness which pods are there; call Services by name")]
    [InlineData("library", DiagnosticSeverity.Info, "'AddEurekaDiscoveryClient' registers this service in Eureka and finds others there, though the DNS of Compose and of a cluster resolves their names; call Services by name")]
    public Task What_is_known_of_the_place_decides(string place, DiagnosticSeverity severity, string message) => VerifyResultsWith(
        In("services.{|#0:AddEurekaDiscoveryClient()|};", "using Steeltoe.Discovery.Client;"), place == "library" ? "build_property.OutputType = Library" : null, null,
        place switch { "mesh" => [Meshed(), Caller()], "cluster" => Cluster, _ => [Workload("web")] },
        new DiagnosticResult("MSA0105", severity).WithLocation(0).WithMessage(message));

    [Fact]
    public Task Manifests_of_other_programs_say_nothing() => Verify(In("services.AddDiscoveryClient(configuration);", "using Steeltoe.Discovery.Client;"), files: [Workload("web")]);

    [Fact]
    public Task Discovery_of_one_client_registers_nothing() => VerifyResultsWith(
        In("""services.AddHttpClient("orders").{|#0:AddServiceDiscovery()|};""", "using Steeltoe.Discovery.HttpClients;").Replace(
            "public class DiscoveryHttpMessageHandler", "public static class Extensions { public static IHttpClientBuilder AddServiceDiscovery(this IHttpClientBuilder builder) => builder; } public class DiscoveryHttpMessageHandler", StringComparison.Ordinal),
        null, null, Cluster,
        new DiagnosticResult("MSA0105", DiagnosticSeverity.Warning).WithLocation(0).WithArguments("AddServiceDiscovery", "takes the addresses of services from a registry of its own", "beside that of Kubernetes, which knows by readiness which pods are there"));

    [Fact]
    public Task Mesh_that_the_settings_name_suffices() => VerifyResultsWith(
        In("services.{|#0:AddEurekaDiscoveryClient()|};", "using Steeltoe.Discovery.Client;"), "meshready.mesh = linkerd", null, null,
        new DiagnosticResult("MSA0105", DiagnosticSeverity.Warning).WithLocation(0));

    [Fact]
    public Task Service_that_Compose_builds_is_only_worth_a_remark() => VerifyResultsWith(
        In("services.{|#0:AddEurekaDiscoveryClient()|};", "using Steeltoe.Discovery.Client;"), "build_property.MSBuildProjectDirectory = /r/orders", null,
        [("/r/docker-compose.yml", "services:\n  orders:\n    image: shop/orders\n    build:\n      context: orders\n")],
        new DiagnosticResult("MSA0105", DiagnosticSeverity.Info).WithLocation(0));

    [Fact]
    public Task Broken_code_is_no_hindrance()
        => Verify(In("""services.[|AddEurekaDiscoveryClient()|].{|CS1061:Nowhere|}(); await consul.Agent.[|{|CS7036:ServiceRegister|}()|];""", "using Steeltoe.Discovery.Client;"), files: Cluster);
}
