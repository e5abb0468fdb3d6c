using CsCheck;
using MeshReady.Model.Addresses;

namespace MeshReady.Model.Tests.Addresses;

/// <summary>Which hosts are services, which are names only, and what the settings change.</summary>
public sealed class HostClassifierTests
{
    private static readonly HostClassifier Default = new([], [], []);

    [Theory]
    [InlineData("localhost", HostClass.Loopback)]
    [InlineData("LOCALHOST.", HostClass.Loopback)]
    [InlineData("127.1.2.3", HostClass.Loopback)]
    [InlineData("[::1]", HostClass.Loopback)]
    [InlineData("::ffff:127.0.0.1", HostClass.Loopback)]
    [InlineData("orders", HostClass.LogicalSingleLabel)]
    [InlineData("test", HostClass.LogicalSingleLabel)]
    [InlineData("_dashboard.basket", HostClass.LogicalSingleLabel)]
    [InlineData("orders.svc", HostClass.ClusterFqdn)]
    [InlineData("orders.shop.svc", HostClass.ClusterFqdn)]
    [InlineData("orders.shop.svc.cluster.local", HostClass.ClusterFqdn)]
    [InlineData("orders.shop.svc.k8s.contoso.com", HostClass.ClusterFqdn)]
    [InlineData("orders.shop.svc.clusterset.local", HostClass.ClusterFqdn)]
    [InlineData("svc.contoso.com", HostClass.External)]
    [InlineData("printer.local", HostClass.PrivateName)]
    [InlineData("db.eu.internal", HostClass.PrivateName)]
    [InlineData("nas.lan", HostClass.PrivateName)]
    [InlineData("api.corp", HostClass.PrivateName)]
    [InlineData("api.corporate.com", HostClass.External)]
    [InlineData("10.1.2.3", HostClass.PrivateIp)]
    [InlineData("172.16.0.1", HostClass.PrivateIp)]
    [InlineData("172.32.0.1", HostClass.PublicIp)]
    [InlineData("192.168.1.1", HostClass.PrivateIp)]
    [InlineData("100.64.0.1", HostClass.PrivateIp)]
    [InlineData("100.128.0.1", HostClass.PublicIp)]
    [InlineData("[fd12::1]", HostClass.PrivateIp)]
    [InlineData("[fe80::1%eth0]", HostClass.PrivateIp)]
    [InlineData("[2606:4700::1111]", HostClass.PublicIp)]
    [InlineData("8.8.8.8", HostClass.PublicIp)]
    [InlineData("169.254.169.254", HostClass.Metadata)]
    [InlineData("metadata.google.internal", HostClass.Metadata)]
    [InlineData("169.254.1.1", HostClass.PrivateIp)]
    [InlineData("host.docker.internal", HostClass.ContainerHost)]
    [InlineData("host.minikube.internal", HostClass.ContainerHost)]
    [InlineData("docker.for.mac.localhost", HostClass.ContainerHost)]
    [InlineData("api.stripe.com", HostClass.External)]
    [InlineData("github.com", HostClass.External)]
    [InlineData("schemas.xmlsoap.org", HostClass.Identifier)]
    [InlineData("schemas.contoso.com", HostClass.Identifier)]
    [InlineData("www.w3.org", HostClass.Identifier)]
    [InlineData("www.example.com", HostClass.Identifier)]
    [InlineData("counterexample.com", HostClass.External)]
    [InlineData("shop.test", HostClass.Identifier)]
    [InlineData("a.b.invalid", HostClass.Identifier)]
    [InlineData("shop.localhost", HostClass.Identifier)]
    [InlineData("datatracker.ietf.org", HostClass.Identifier)]
    [InlineData("203.0.113.7", HostClass.Identifier)]
    [InlineData("[2001:db8::1]", HostClass.Identifier)]
    [InlineData("+", HostClass.Unknown)]
    [InlineData("*", HostClass.Unknown)]
    [InlineData("0.0.0.0", HostClass.Unknown)]
    [InlineData("[::]", HostClass.Unknown)]
    [InlineData("239.1.1.1", HostClass.Unknown)]
    [InlineData("", HostClass.Unknown)]
    [InlineData("not a host", HostClass.Unknown)]
    public void A_host_has_its_class(string host, HostClass expected) => Assert.Equal(expected, Default.Classify(host));

    [Theory]
    [InlineData(HostClass.Loopback, true)]
    [InlineData(HostClass.LogicalSingleLabel, true)]
    [InlineData(HostClass.ClusterFqdn, true)]
    [InlineData(HostClass.PrivateIp, true)]
    [InlineData(HostClass.PrivateName, true)]
    [InlineData(HostClass.ContainerHost, true)]
    [InlineData(HostClass.Unknown, false)]
    [InlineData(HostClass.PublicIp, false)]
    [InlineData(HostClass.Metadata, false)]
    [InlineData(HostClass.External, false)]
    [InlineData(HostClass.Identifier, false)]
    public void A_class_is_a_service_or_is_not(HostClass hostClass, bool expected) => Assert.Equal(expected, Default.IsService(hostClass));

    [Fact]
    public void Settings_win_over_form_and_exclusion_over_all()
    {
        var classifier = new HostClassifier(["*.contoso.com", "orders"], ["*.partner.contoso.com", "stripe"], ["docs.*"]);

        Assert.Equal(HostClass.PrivateName, classifier.Classify("api.contoso.com"));
        Assert.Equal(HostClass.LogicalSingleLabel, classifier.Classify("orders"));
        Assert.Equal(HostClass.External, classifier.Classify("api.partner.contoso.com"));
        Assert.Equal(HostClass.External, classifier.Classify("STRIPE"));
        Assert.Equal(HostClass.Identifier, classifier.Classify("docs.contoso.com"));
        Assert.Equal(HostClass.External, classifier.Classify("contoso.com"));
    }

    [Fact]
    public void A_known_namespace_makes_a_two_label_name_a_name_of_the_cluster()
    {
        Assert.Equal(HostClass.External, Default.Classify("orders.shop"));
        Assert.Equal(HostClass.ClusterFqdn, new HostClassifier([], [], [], ["shop"]).Classify("orders.shop"));
    }

    [Fact]
    public void Random_hosts_and_globs_never_throw_and_a_host_matches_itself()
        => Gen.Select(Gen.String[0, 60], Gen.String[Gen.Char["*?a."], 0, 20]).Sample(
            (host, glob) =>
            {
                _ = new HostClassifier([glob], [glob], [glob]).Classify(host);
                var name = "a." + glob.Replace('*', 'x').Replace('?', 'y') + "z";
                return new HostClassifier([], [], [name]).Classify(name) == HostClass.Identifier;
            },
            iter: 5_000);
}
