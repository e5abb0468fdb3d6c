using MeshReady.Model.Rules.Addressing;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Rules.Addressing;

/// <summary>Hosts that are a slip away from a name, and hosts of others.</summary>
public sealed class MSA0110UnknownServiceTests
{
    private const string Compose = """
        services:
          web: { build: src/Web }
          orders: { build: src/Orders }
          billing-api: { build: src/Billing }
          rabbitmq: { image: rabbitmq }
        """;

    [Fact]
    public void Slip_of_a_letter()
        => Assert.Equal(["Warning Program.cs:1 web: ordres | web | orders | docker-compose.yml:3"], Find("ordres"));

    [Theory]
    [InlineData("order")]
    [InlineData("oders")]
    [InlineData("billing-apii")]
    [InlineData("biling-api")]
    [InlineData("billingapi2", false)]
    [InlineData("billing-db", false)]
    [InlineData("warehouse", false)]
    [InlineData("orders", false)]
    [InlineData("localhost", false)]
    [InlineData("10.0.0.7", false)]
    [InlineData("orders.example.com", false)]
    [InlineData("borders", false)]
    public void Distance_decides(string host, bool isFound = true) => Assert.Equal(isFound ? 1 : 0, Find(host).Length);

    [Fact]
    public void Name_in_a_settings_file_is_reported_there()
        => Assert.Equal("appsettings.json:1", Assert.Single(System(p => p with { Calls = [ByKey("Orders"), ByHost("orders")], Settings = [Setting("Orders", "ordres")] }).Judge<MSA0110UnknownServiceRule>()).Place.ToString());

    [Fact]
    public void Two_names_that_it_could_be_are_none()
        => Assert.Empty(System(p => p.CallTo("orderz", "billing-api")).File("docker-compose.more.yml", "services:\n  orderx: { image: x/orderx }\n").Find<MSA0110UnknownServiceRule>());

    [Fact]
    public void Calls_of_one_service_to_one_wrong_host_are_one_finding()
        => Assert.Single(System(p => p with { Calls = [ByHost("ordres"), ByHost("ordres", protocol: CallProtocol.Grpc), ByHost("orders")] }).Find<MSA0110UnknownServiceRule>());

    [Fact]
    public void Where_manifests_know_few_of_the_hosts_nothing_is_said()
        => Assert.Empty(System(p => p.CallTo("ordres", "warehouse", "catalog", "prices", "orders")).Find<MSA0110UnknownServiceRule>());

    [Fact]
    public void Call_made_in_development_only_is_none()
        => Assert.Empty(System(p => p with { Calls = [ByHost("ordres") with { IsConditional = true }, ByHost("orders")] }).Find<MSA0110UnknownServiceRule>());

    [Fact]
    public void Complete_manifests_are_the_business_of_the_rule_that_reads_them()
    {
        var cluster = new SyntheticSystem().Program("web", p => p.CallTo("ordres", "orders")).Program("orders").File("k8s/all.yaml", Deployed("web") + "---\n" + Deployed("orders"));

        Assert.Single(cluster.Find<MSA0110UnknownServiceRule>());
        Assert.Empty(cluster.Find<MSA0110UnknownServiceRule>(complete: true));
    }

    [Fact]
    public void App_id_of_dapr_is_a_name()
        => Assert.Single(System(p => p with { Calls = [new CallFact(CallProtocol.Dapr, Here) { AppId = "ordres" }, ByHost("orders")] }).Find<MSA0110UnknownServiceRule>());

    private static string[] Find(string host) => System(p => p with { Calls = [ByHost(host), ByHost("orders"), ByHost("rabbitmq")] }).Find<MSA0110UnknownServiceRule>();

    private static SyntheticSystem System(Func<ProjectFacts, ProjectFacts> web) => new SyntheticSystem().Program("Web", web).Program("Orders").Program("Billing").File("docker-compose.yml", Compose);
}
