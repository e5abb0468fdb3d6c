using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Routing;

/// <summary>Which Service a call names, and what is not concluded of it.</summary>
public sealed class ServiceDirectoryTests
{
    private static string Service(string name, string? space = "shop", string spec = "ports: [ { port: 80 } ]")
        => $"apiVersion: v1\nkind: Service\nmetadata: {{ name: {name}{(space is null ? "" : ", namespace: " + space)} }}\nspec: {{ {spec} }}\n";

    private static string Entry(string hosts, string more = "") =>
        $"apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {{ name: e, namespace: shop }}\nspec: {{ hosts: [ {hosts} ] {more} }}\n";

    private static ServiceAnswer Find(string host, params string[] texts) => Find(host, "shop", texts);

    private static ServiceAnswer Find(string host, string? caller, string[] texts) => Manifests.Model(texts).Services.Find(new MeshCall(host) { CallerNamespace = caller });

    [Theory]
    [InlineData("orders")]
    [InlineData("Orders")]
    [InlineData("orders.shop")]
    [InlineData("orders.shop.svc")]
    [InlineData("ORDERS.shop.svc.cluster.local")]
    [InlineData("orders.shop.svc.cluster.local.")]
    public void A_service_is_found_by_each_of_its_names(string host)
    {
        var answer = Find(host, Service("other"), Service("orders"), Service("orders", "stage"));

        Assert.Equal((ServiceVerdict.Found, false, false), (answer.Verdict, answer.IsAssumed, answer.IsPod));
        Assert.Equal("1.yaml", Assert.Single(answer.Services).Path);
        Assert.Equal("2.yaml", Assert.Single(answer.Elsewhere).Path);
    }

    [Theory]
    [InlineData("payments")]
    [InlineData("orders.com")]
    [InlineData("api.example.com")]
    [InlineData("svc.cluster.local")]
    [InlineData("a..b")]
    public void A_name_that_no_manifest_speaks_of_is_absent(string host)
        => Assert.Equal(ServiceVerdict.Absent, Find(host, Service("billing")).Verdict);

    [Theory]
    [InlineData("orders")]
    [InlineData("orders.shop")]
    [InlineData("orders.shop.svc.cluster.local")]
    public void A_service_of_another_namespace_is_not_the_one_that_is_called(string host)
    {
        var answer = Find(host, Service("orders", "stage"));

        Assert.Equal(ServiceVerdict.ElsewhereOnly, answer.Verdict);
        Assert.Equal("stage", Assert.Single(answer.Elsewhere).Namespace.Value);
    }

    [Fact]
    public void Variants_of_a_service_are_one()
        => Assert.Equal(["0.yaml", "1.yaml"], Find("orders", Service("orders"), Service("orders"), Service("orders", null)).Services.Select(s => s.Path));

    [Fact]
    public void Namespaces_that_nobody_writes_are_assumed_to_be_one()
        => Assert.Equal((ServiceVerdict.Found, true), (Find("orders", null, [Service("orders", null)]).Verdict, Find("orders", null, [Service("orders", null)]).IsAssumed));

    [Theory]
    [InlineData("orders", "shop", null)]
    [InlineData("orders", null, "shop")]
    [InlineData("orders", "shop", "${SPACE}")]
    [InlineData("orders.shop", null, null)]
    public void A_namespace_that_one_side_alone_writes_decides_nothing(string host, string? caller, string? space)
        => Assert.Equal(ServiceVerdict.Undecided, Find(host, caller, [Service("orders", space is null ? null : $"'{space}'")]).Verdict);

    [Fact]
    public void Beside_a_service_with_a_namespace_one_without_is_no_longer_assumed()
        => Assert.Equal(ServiceVerdict.Undecided, Find("orders", null, [Service("orders", null), Service("orders")]).Verdict);

    [Fact]
    public void A_service_whose_name_is_a_template_may_be_any()
        => Assert.Equal(ServiceVerdict.Undecided, Find("orders", "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .x }}\n  namespace: shop\n").Verdict);

    [Theory]
    [InlineData("orders.shop.svc.corp.local")]
    [InlineData("orders.shop.svc.clusterset.local")]
    [InlineData("orders-0.orders.shop.svc.corp.local")]
    [InlineData("10.0.0.1")]
    [InlineData("")]
    public void A_foreign_domain_of_a_cluster_and_an_address_decide_nothing(string host)
        => Assert.Equal(ServiceVerdict.Undecided, Find(host, Service("orders")).Verdict);

    [Theory]
    [InlineData("db-0.db")]
    [InlineData("db-0.db.shop")]
    [InlineData("db-0.db.shop.svc.cluster.local")]
    public void A_pod_of_a_headless_service_is_found_by_its_own_name(string host)
    {
        var answer = Find(host, Service("db", spec: "clusterIP: None"));

        Assert.Equal((ServiceVerdict.Found, true), (answer.Verdict, answer.IsPod));
        Assert.Equal(ServiceVerdict.Absent, Find(host, Service("db")).Verdict);
    }

    [Theory]
    [InlineData("api.example.com", "api.example.com")]
    [InlineData("API.example.com", "'*.example.com'")]
    [InlineData("legacy", "legacy")]
    [InlineData("vm", "vm.shop.svc.cluster.local")]
    public void A_service_entry_makes_a_host_known(string host, string entry)
    {
        var answer = Find(host, Entry("x.example.org"), Entry(entry));

        Assert.Equal((ServiceVerdict.Found, "1.yaml"), (answer.Verdict, answer.ServiceEntry!.Path));
        Assert.Empty(answer.Services);
    }

    [Theory]
    [InlineData("example.com", "'*.example.com'")]
    [InlineData("api.example.com", "example.com")]
    [InlineData("legacy.stage", "legacy")]
    public void A_service_entry_of_another_host_does_not(string host, string entry)
        => Assert.Equal((ServiceVerdict.Absent, null), (Find(host, Entry(entry)).Verdict, Find(host, Entry(entry)).ServiceEntry));

    [Fact]
    public void The_exact_host_of_an_entry_comes_before_a_wildcard()
        => Assert.Equal("1.yaml", Find("api.example.com", Entry("'*.example.com'"), Entry("api.example.com"), Entry("'*.com'")).ServiceEntry!.Path);

    [Fact]
    public void An_entry_that_is_not_exported_is_not_seen()
    {
        Assert.Equal(ServiceVerdict.Absent, Find("api.example.com", "stage", [Entry("api.example.com", ", exportTo: [ . ]")]).Verdict);
        Assert.Equal(ServiceVerdict.Found, Find("api.example.com", "shop", [Entry("api.example.com", ", exportTo: [ . ]")]).Verdict);
        Assert.Equal(ServiceVerdict.Undecided, Find("api.example.com", null, [Entry("api.example.com", ", exportTo: [ . ]")]).Verdict);
    }

    [Fact]
    public void An_entry_whose_hosts_cannot_be_read_may_have_any()
    {
        Assert.Equal(ServiceVerdict.Undecided, Find("api.example.com", Entry("'${HOST}'")).Verdict);
        Assert.Equal(ServiceVerdict.Found, Find("orders", Entry("'${HOST}'"), Service("orders")).Verdict);
    }

    [Fact]
    public void A_service_may_stand_for_a_foreign_name()
    {
        Assert.Equal("mail.example.com", Find("mail", Service("mail", spec: "type: ExternalName, externalName: mail.example.com")).ExternalName.Value);
        Assert.True(Find("mail", Service("mail", spec: "type: ExternalName, externalName: a.example.com"), Service("mail", spec: "type: ExternalName, externalName: b.example.com")).ExternalName.IsUnknown);
        Assert.True(Find("orders", Service("orders")).ExternalName.IsAbsent);
    }

    [Fact]
    public void Names_of_compose_decide_where_there_is_nothing_else()
    {
        var compose = ManifestReader.Read("docker-compose.yml", "services:\n  Orders: { image: orders }\n");
        ServiceAnswer Ask(string host, params string[] texts)
            => DeploymentModel.Create([compose, .. texts.Select(text => ManifestReader.Read("a.yaml", text))], complete: true).Services.Find(new MeshCall(host));

        Assert.Equal((ServiceVerdict.Found, "Orders"), (Ask("orders").Verdict, Ask("orders").ComposeServices[0].Name));
        Assert.Equal(ServiceVerdict.Absent, Ask("payments").Verdict);
        Assert.Equal((ServiceVerdict.Absent, 1), (Ask("orders", Service("payments")).Verdict, Ask("orders", Service("payments")).ComposeServices.Count));
    }

    [Theory]
    [InlineData("ports: [ { port: 80, targetPort: 8080 } ]", 80, true)]
    [InlineData("ports: [ { port: 80, targetPort: 8080 } ]", 8080, false)]
    [InlineData("clusterIP: None, ports: [ { port: 80, targetPort: 8080 } ]", 8080, true)]
    [InlineData("clusterIP: None, ports: [ { port: 80, targetPort: 8080 } ]", 81, null)]
    [InlineData("ports: [ { port: '${PORT}' } ]", 81, null)]
    [InlineData("ports: [ { port: 80 }, '${MORE}' ]", 81, null)]
    [InlineData("type: ExternalName, externalName: a.b", 80, null)]
    [InlineData("clusterIP: '${IP}'", 80, null)]
    [InlineData("type: ClusterIP", 80, false)]
    public void A_port_is_there_or_not_or_nobody_knows(string spec, int number, bool? expected)
    {
        var model = Manifests.Model(Service("orders", spec: spec));

        Assert.Equal(expected, model.Services.HasPort(model.Resources[0], number));
        Assert.Equal(expected == true, model.Services.PortOf(model.Resources[0], number) is not null);
    }
}
