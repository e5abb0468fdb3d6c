using MeshReady.Analyzers.Rules.Network;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests.Rules.Network;

public sealed class MSA0910NetworkEditTests : RuleTest<MSA0910NetworkEditAnalyzer>
{
    private const string Using = "using System; using System.Net.Http; using System.Net.Http.Json; using System.Threading; using System.Threading.Tasks; using Microsoft.AspNetCore.Mvc; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.Hosting;\n";

    // The metadata names of OpenStack.NET and of the parts of the AWS SDK that do not restore here.
    private const string Libraries = """
        namespace OpenStack.Networking.v2
        {
            public class Identifier { public static implicit operator Identifier(string id) => new(); }
            public class PortCreateDefinition(Identifier networkId);
            public class Port;
            public class NetworkingService
            {
                public Task<Port> CreatePortAsync(PortCreateDefinition port, CancellationToken cancellationToken = default) => throw null!;
                public Task<Port> GetPortAsync(Identifier id, CancellationToken cancellationToken = default) => throw null!;
                public Task DeletePortAsync(Identifier id, CancellationToken cancellationToken = default) => throw null!;
            }
        }
        namespace OpenStack.Networking.v2.Layer3
        {
            public static class NetworkingService_Layer3_Extensions
            {
                public static Task CreateFloatingIPAsync(this NetworkingService service, object address, CancellationToken cancellationToken = default) => throw null!;
                public static Task CreateSecurityGroupRuleAsync(this NetworkingService service, object rule, CancellationToken cancellationToken = default) => throw null!;
            }
        }
        namespace Amazon.ElasticLoadBalancingV2
        {
            public interface IAmazonElasticLoadBalancingV2
            {
                Task RegisterTargetsAsync(object request, CancellationToken cancellationToken = default);
                Task DescribeTargetHealthAsync(object request, CancellationToken cancellationToken = default);
            }
        }
        namespace Amazon.AutoScaling { public interface IAmazonAutoScaling { Task SetDesiredCapacityAsync(object request); } }
        namespace Amazon.Route53 { public interface IAmazonRoute53 { Task ChangeResourceRecordSetsAsync(object request); } }
        """;

    private static string In(string statements) => Using + "using OpenStack.Networking.v2; using OpenStack.Networking.v2.Layer3; using Amazon.ElasticLoadBalancingV2; using Amazon.AutoScaling; using Amazon.Route53;\n" + $$"""
        public class Edge(HttpClient http, IConfiguration configuration, NetworkingService networks, IAmazonElasticLoadBalancingV2 balancers, IAmazonAutoScaling scaling, IAmazonRoute53 names) : ControllerBase
        {
            private const string Neutron = "http://controller:9696/v2.0";
            private readonly string _octavia = "http://controller:9876";

            public async Task<object?> Change(string id, HttpContent content, CancellationToken cancellationToken)
            {
                await Task.Yield();
                {{statements}}
                return null;
            }
        }
        """ + Libraries;

    [Theory]
    [InlineData("await networks.[|CreatePortAsync(new PortCreateDefinition(id))|];")]
    [InlineData("await networks.[|DeletePortAsync(id, cancellationToken)|];")]
    [InlineData("await networks.[|CreateFloatingIPAsync(new object())|];")]
    [InlineData("await NetworkingService_Layer3_Extensions.[|CreateSecurityGroupRuleAsync(networks, new object())|];")]
    [InlineData("await http.[|PostAsync(\"http://controller:9696/v2.0/ports\", content)|];")]
    [InlineData("await http.[|PutAsync($\"{Neutron}/ports/{id}\", content)|];")]
    [InlineData("await http.[|DeleteAsync(Neutron + \"/security-group-rules/\" + id)|];")]
    [InlineData("await http.[|PostAsJsonAsync(new Uri(\"http://controller:9696/v2.0/networks\"), new { })|];")]
    [InlineData("await http.[|PostAsync($\"{_octavia}/v2/lbaas/pools/{id}/members\", content)|];")]
    [InlineData("await http.[|PostAsync($\"{configuration[\"OpenStack:Network\"]}/v2.0/floatingips\", content)|];")]
    [InlineData("await http.[|PostAsync(\"/v2.0/lbaas/loadbalancers\", content)|];")]
    [InlineData("using var message = [|new HttpRequestMessage(HttpMethod.Put, $\"http://controller:9696/v2.0/routers/{id}/add_router_interface\")|]; await http.SendAsync(message);")]
    [InlineData("await balancers.[|RegisterTargetsAsync(new object(), cancellationToken)|];")]
    [InlineData("Func<object, Task> register = request => balancers.[|RegisterTargetsAsync(request)|]; await register(id);")]
    public Task Service_edits_its_network(string statements) => Verify(In(statements));

    [Theory]
    [InlineData("return await networks.GetPortAsync(id);")]
    [InlineData("return await http.GetStringAsync($\"{Neutron}/ports/{id}\");")]
    [InlineData("using var message = new HttpRequestMessage(HttpMethod.Get, Neutron + \"/ports\"); await http.SendAsync(message);")]
    [InlineData("await balancers.DescribeTargetHealthAsync(new object());")]
    [InlineData("await http.PostAsync(\"http://orders:8080/v2.0/networks\", content);")]
    [InlineData("await http.PostAsync(\"http://orders/v2/ports\", content);")]
    [InlineData("await http.PostAsync(\"http://harbour/v3.0/ports\", content);")]
    [InlineData("await http.PostAsync($\"http://orders:9695/v2.0/{id}\", content);")]
    [InlineData("await http.PostAsync(\"/v2/lbaas-orders\", content);")]
    public Task Service_leaves_its_network_alone(string statements) => Verify(In(statements));

    [Theory]
    [InlineData("await scaling.{|#0:SetDesiredCapacityAsync(new object())|};")]
    [InlineData("await names.{|#0:ChangeResourceRecordSetsAsync(new object())|};")]
    public Task Machines_and_domains_can_be_what_a_service_is_for(string statements)
        => VerifyResults(In(statements), new DiagnosticResult("MSA0910", DiagnosticSeverity.Info).WithLocation(0));

    [Fact]
    public Task Security_groups_of_a_vpc_with_real_types() => VerifyReal(Using + """
        using Amazon.EC2;
        using Amazon.EC2.Model;
        public class Firewall(IAmazonEC2 ec2, AmazonEC2Client client) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await ec2.[|AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = "sg-1" }, stoppingToken)|];
                await client.[|AssignPrivateIpAddressesAsync(new AssignPrivateIpAddressesRequest())|];
                await ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest(), stoppingToken);
            }
        }
        """, "AWSSDK.Core", "AWSSDK.EC2");

    [Fact]
    public Task Library_is_only_remarked_and_the_message_names_the_keeper() => VerifyResults(
        Using + """
        public class Pools(HttpClient http)
        {
            public Task Add(string pool, HttpContent member) => http.{|#0:PostAsync($"http://octavia:9876/v2/lbaas/pools/{pool}/members", member)|};
        }
        """,
        new DiagnosticResult("MSA0910", DiagnosticSeverity.Info).WithLocation(0).WithMessage("'POST pools' edits load balancers under the cluster at run time, where the cloud controller contradicts it and no manifest knows of it; declare a Service of type LoadBalancer or a Gateway: the cloud controller keeps the members"));

    [Fact]
    public Task Provisioning_tool_without_a_host_is_silent() => VerifyProgram(Using + """
        using var http = new HttpClient();
        await http.PostAsync("http://controller:9696/v2.0/ports", new StringContent("{}"));
        """);

    [Fact]
    public Task Types_of_the_same_name_are_silent() => Verify("""
        namespace My
        {
            public class Harbour { public void CreatePort(string name) { } public void RegisterTargets(object request) { } }
            public class C { public void M(Harbour harbour) { harbour.CreatePort("a"); harbour.RegisterTargets(1); } }
        }
        """);

    [Fact]
    public Task Broken_code_is_silent() => Verify(Using + """
        public class C(HttpClient http)
        {
            public Task M() => http.PostAsync({|CS0103:Neutron|} + "/v2.0/ports/", {|CS0103:Body|});
            public void N() { {|CS0103:networks|}.CreatePortAsync(); }
        }
        """);
}
