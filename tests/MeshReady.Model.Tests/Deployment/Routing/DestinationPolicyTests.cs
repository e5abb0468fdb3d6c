using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Routing;

/// <summary>Which DestinationRule acts on a call, and with what.</summary>
public sealed class DestinationPolicyTests
{
    private static string Rule(string name, string space, string spec)
        => $"apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {{ name: {name}, namespace: {space} }}\nspec: {{ {spec} }}\n";

    private static PolicyAnswer Find(string host, string? subset, params string[] rules)
        => Manifests.Model(rules).Destinations.Find(new MeshCall(host) { CallerNamespace = "shop", Port = 80 }, subset);

    [Fact]
    public void The_callers_namespace_comes_before_the_services_and_the_root()
    {
        string[] rules = [Rule("root", "istio-system", "host: '*.local'"), Rule("theirs", "pay", "host: pay"), Rule("ours", "shop", "host: pay.pay.svc.cluster.local")];

        Assert.Equal("ours", Find("pay.pay", null, rules).Rule!.Name);
        Assert.Equal("theirs", Find("pay.pay", null, rules[..2]).Rule!.Name);
        Assert.Equal("root", Find("pay.pay", null, rules[..1]).Rule!.Name);
        Assert.Equal((true, null), (Find("pay.pay", null, Rule("strange", "other", "host: pay.pay.svc.cluster.local")).IsDecided, Find("pay.pay", null).Rule));
    }

    [Fact]
    public void A_subset_adds_to_the_rule_and_a_port_replaces_it()
    {
        var rule = Rule("a", "shop", "host: a, trafficPolicy: { tls: { mode: DISABLE }, outlierDetection: { interval: 1s } }, subsets: [ { name: v1, trafficPolicy: { tls: { mode: SIMPLE } } }, { name: v2, trafficPolicy: { portLevelSettings: [ { port: { number: 80 }, tls: { mode: MUTUAL } } ] } } ]");

        var top = Find("a", null, rule).Policy!;
        var first = Find("a", "v1", rule).Policy!;
        var second = Find("a", "v2", rule).Policy!;
        Assert.Equal(("DISABLE", "SIMPLE", "MUTUAL"), (top.Tls.Value!.Mode.Value, first.Tls.Value!.Mode.Value, second.Tls.Value!.Mode.Value));
        Assert.Equal(Manifests.States(top.OutlierDetection, first.OutlierDetection, second.OutlierDetection), [FieldState.Known, FieldState.Known, FieldState.Absent]);
    }

    [Theory]
    [InlineData("host: '${H}'")]
    [InlineData("host: a, workloadSelector: { matchLabels: { app: b } }")]
    [InlineData("host: a, trafficPolicy: { portLevelSettings: [ { port: { number: '${P}' } } ] }")]
    public void What_cannot_be_known_is_not_decided(string spec) => Assert.False(Find("a", null, Rule("a", "shop", spec)).IsDecided);

    [Fact]
    public void Two_rules_of_one_host_decide_nothing()
        => Assert.False(Find("a", null, Rule("a", "shop", "host: a"), Rule("b", "shop", "host: a")).IsDecided);

    [Fact]
    public void A_rule_that_keeps_to_its_namespace_is_not_seen_elsewhere()
        => Assert.Null(Find("pay.pay", null, Rule("theirs", "pay", "host: pay, exportTo: [ . ]")).Rule);
}
