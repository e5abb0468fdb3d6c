using MeshReady.Model.Deployment;

namespace MeshReady.Model.Tests.Deployment.Routing;

/// <summary>Which route serves a call, and when nobody can say.</summary>
public sealed class MeshRouterTests
{
    private const string Retries = "- retries: { attempts: 3 }";

    private static string Rule(string hosts, string http, string? space = "shop", string more = "") =>
        $"apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{ name: orders{(space is null ? "" : ", namespace: " + space)} }}\nspec:\n  hosts: [ {hosts} ]\n  {more}\n  http:\n  {http}\n";

    private static RouteAnswer Find(string host, params string[] rules) => Find(new MeshCall(host) { CallerNamespace = "shop" }, rules);

    private static RouteAnswer Find(MeshCall call, params string[] rules) => Manifests.Model(rules).Router.Find(call);

    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("ORDERS", "orders")]
    [InlineData("orders.shop", "orders")]
    [InlineData("orders.shop.svc", "orders")]
    [InlineData("orders.shop.svc.cluster.local", "orders")]
    [InlineData("orders.shop.svc.cluster.local.", "orders")]
    [InlineData("orders", "orders.shop.svc.cluster.local")]
    [InlineData("orders", "'*.shop.svc.cluster.local'")]
    [InlineData("orders", "'*'")]
    [InlineData("api.example.com", "api.example.com")]
    [InlineData("api.example.com", "'*.example.com'")]
    [InlineData("orders.shop", "orders.shop")]
    public void A_rule_acts_on_every_form_of_its_host(string host, string inRule)
        => Assert.Equal((RouteVerdict.Found, false), (Find(host, Rule(inRule, Retries)).Verdict, Find(host, Rule(inRule, Retries)).IsAssumed));

    [Theory]
    [InlineData("orders", "orders.shop")]
    [InlineData("orders", "orders.shop.svc")]
    [InlineData("orders.shop.svc.cluster.local", "orders.shop")]
    [InlineData("orders.other", "orders")]
    [InlineData("payments", "orders")]
    [InlineData("orders", "'*.other.svc.cluster.local'")]
    [InlineData("example.com", "'*.example.com'")]
    [InlineData("api.example.com", "orders")]
    public void A_rule_does_not_act_on_another_name(string host, string inRule)
        => Assert.Equal(RouteVerdict.None, Find(host, Rule(inRule, Retries)).Verdict);

    [Fact]
    public void A_short_name_belongs_to_the_namespace_of_the_rule()
    {
        Assert.Equal(RouteVerdict.None, Find("orders", Rule("orders", Retries, "other")).Verdict);
        Assert.Equal(RouteVerdict.Found, Find("orders.other", Rule("orders", Retries, "other")).Verdict);
    }

    [Fact]
    public void Namespaces_that_nobody_writes_are_assumed_to_be_one()
    {
        var answer = Find(new MeshCall("orders"), Rule("orders", Retries, space: null));
        Assert.Equal((RouteVerdict.Found, true), (answer.Verdict, answer.IsAssumed));
    }

    [Fact]
    public void A_namespace_that_one_side_alone_writes_decides_nothing()
    {
        Assert.Equal(RouteVerdict.Undecided, Find(new MeshCall("orders"), Rule("orders", Retries)).Verdict);
        var answer = Find("orders", Rule("orders", Retries, space: null));
        Assert.Equal(RouteVerdict.Undecided, answer.Verdict);
        Assert.Contains("orders at 0.yaml:1", answer.Reason);
        Assert.Single(answer.Candidates);
    }

    [Theory]
    [InlineData("gateways: [ mesh ]", RouteVerdict.Found)]
    [InlineData("gateways: [ edge ]", RouteVerdict.None)]
    [InlineData("gateways: [ '${G}' ]", RouteVerdict.Undecided)]
    [InlineData("exportTo: [ '*' ]", RouteVerdict.Found)]
    [InlineData("exportTo: [ . ]", RouteVerdict.Found)]
    [InlineData("exportTo: [ other ]", RouteVerdict.None)]
    [InlineData("exportTo: [ shop ]", RouteVerdict.Found)]
    [InlineData("exportTo: [ '~' ]", RouteVerdict.None)]
    public void Gateways_and_exports_decide_who_sees_a_rule(string more, RouteVerdict expected)
        => Assert.Equal(expected, Find("orders", Rule("orders", Retries, "shop", more)).Verdict);

    [Fact]
    public void A_rule_of_another_namespace_is_seen_unless_it_keeps_to_itself()
    {
        Assert.Equal(RouteVerdict.Found, Find("orders.other", Rule("orders", Retries, "other")).Verdict);
        Assert.Equal(RouteVerdict.None, Find("orders.other", Rule("orders", Retries, "other", "exportTo: [ . ]")).Verdict);
    }

    [Theory]
    [InlineData("GET", "/api/a", 1)]
    [InlineData("POST", "/api/a", 2)]
    [InlineData("GET", "/other", 2)]
    public void The_first_route_that_matches_serves(string method, string path, int attempts)
    {
        var rule = Rule("orders", "- { match: [ { uri: { prefix: /api }, method: { exact: GET } } ], retries: { attempts: 1 } }\n  - retries: { attempts: 2 }\n  - retries: { attempts: 3 }");
        var answer = Find(new MeshCall("orders") { CallerNamespace = "shop", Method = method, Path = path }, rule);
        Assert.Equal((RouteVerdict.Found, attempts), (answer.Verdict, answer.Route!.Attempts.Value));
    }

    [Theory]
    [InlineData("uri: { prefix: /api }")]
    [InlineData("uri: { regex: '/a.*' }")]
    [InlineData("headers: { x-user: { exact: a } }")]
    [InlineData("withoutHeaders: { x-user: {} }")]
    [InlineData("queryParams: { a: { exact: b } }")]
    [InlineData("sourceLabels: { app: shop }")]
    [InlineData("authority: { exact: orders }")]
    [InlineData("port: 80")]
    public void A_match_that_cannot_be_decided_leaves_the_answer_open(string match)
    {
        var answer = Find("orders", Rule("orders", $"- {{ match: [ {{ {match} }} ], retries: {{ attempts: 1 }} }}\n  - retries: {{ attempts: 2 }}"));
        Assert.Equal((RouteVerdict.Undecided, 2), (answer.Verdict, answer.Candidates.Count));
    }

    [Fact]
    public void Routes_that_treat_the_call_alike_need_no_decision()
    {
        var answer = Find("orders", Rule("orders", "- { match: [ { uri: { prefix: /v2 } } ], route: [ { destination: { host: orders-v2 } } ], retries: { attempts: 1 } }\n  - retries: { attempts: 1 }"));
        Assert.Equal((RouteVerdict.Found, 2), (answer.Verdict, answer.Candidates.Count));
    }

    [Theory]
    [InlineData("port: 8080", 1)]
    [InlineData("port: 80", 2)]
    [InlineData("sourceNamespace: shop", 1)]
    [InlineData("sourceNamespace: other", 2)]
    [InlineData("sourceLabels: { app: web }", 1)]
    [InlineData("sourceLabels: { app: other }", 2)]
    [InlineData("gateways: [ edge ]", 2)]
    [InlineData("uri: { exact: /API/A }", 2)]
    [InlineData("uri: { exact: /API/A }, ignoreUriCase: true", 1)]
    public void What_is_known_of_the_caller_decides(string match, int attempts)
    {
        var labels = Manifests.Single("apiVersion: v1\nkind: Pod\nmetadata: { labels: { app: web } }").Labels;
        var call = new MeshCall("orders") { CallerNamespace = "shop", Port = 8080, Path = "/api/a", CallerLabels = labels };
        Assert.Equal(attempts, Find(call, Rule("orders", $"- {{ match: [ {{ {match} }} ], retries: {{ attempts: 1 }} }}\n  - retries: {{ attempts: 2 }}")).Route!.Attempts.Value);
    }

    [Fact]
    public void A_call_that_no_route_serves_is_refused()
        => Assert.Equal(RouteVerdict.Refused, Find(new MeshCall("orders") { CallerNamespace = "shop", Path = "/b" }, Rule("orders", "- match: [ { uri: { prefix: /a } } ]")).Verdict);

    [Fact]
    public void A_delegate_may_say_anything()
        => Assert.Equal(RouteVerdict.Undecided, Find("orders", Rule("orders", "- delegate: { name: rest }")).Verdict);

    [Fact]
    public void The_more_specific_host_comes_first()
    {
        var wide = Rule("'*.shop.svc.cluster.local'", "- retries: { attempts: 1 }");
        Assert.Equal(3, Find("orders", wide, Rule("orders", Retries)).Route!.Attempts.Value);
        Assert.Equal(1, Find("payments", wide, Rule("orders", Retries)).Route!.Attempts.Value);
    }

    [Fact]
    public void Rules_of_one_host_that_differ_decide_nothing_and_equal_variants_do()
    {
        Assert.Equal(RouteVerdict.Undecided, Find("orders", Rule("orders", Retries), Rule("orders", "- timeout: 1s")).Verdict);
        Assert.Equal(RouteVerdict.Found, Find("orders", Rule("orders", Retries), Rule("orders", Retries)).Verdict);
    }

    [Fact]
    public void A_literal_name_has_its_own_host_on_port_80_only()
        => Assert.Equal(RouteVerdict.Undecided, Find(new MeshCall("orders.shop") { CallerNamespace = "shop", Port = 8080 }, Rule("orders.shop", Retries)).Verdict);

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("*")]
    [InlineData(".svc.cluster.local")]
    public void Odd_hosts_are_nobodys(string host) => Assert.Equal(RouteVerdict.None, Find(host, Rule("orders", Retries)).Verdict);
}
