using System.Diagnostics;
using MeshReady.Model.Rules.Resilience;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Rules.Resilience;

/// <summary>Retries that multiply along a chain, and chains on which they do not.</summary>
public sealed class MSA0216RetryMultiplicationTests
{
    private const string Payments = "retries: { attempts: 2, perTryTimeout: 1s, retryOn: \"5xx,reset\" }";

    [Fact]
    public void Code_on_one_hop_and_route_on_the_next()
    {
        var finding = Assert.Single(Chain(web: 4, orders: 1).File("k8s/payments.yaml", MeshText.Route("payments", Payments)).File("k8s/all.yaml", Deployments()).Judge<MSA0216RetryMultiplicationRule>());

        Assert.Equal(["web -> orders 4x (code) x orders -> payments 3x (payments.yaml:8)", "12", "payments", "web", "8"], finding.Arguments);
        Assert.Equal(new Place("k8s/payments.yaml", 8), finding.Place);
        Assert.Contains(new Place("src/web/Program.cs", 1), finding.Also);
        Assert.Equal(["orders", "web", "payments"], finding.Services);
    }

    [Fact]
    public void Code_on_both_hops_without_any_manifest_is_reported_at_the_inner_one()
        => Assert.Equal(["Warning src/orders/Program.cs:1 orders, web, payments: web -> orders 3x (code) x orders -> payments 3x (code) | 9 | payments | web | 8"], Find(Chain(web: 3, orders: 3)));

    [Fact]
    public void Hop_between_that_sends_once_is_part_of_the_chain()
        => Assert.Equal(["web -> orders 4x (code) x orders -> stock 1x x stock -> payments 4x (code)"],
            new SyntheticSystem().Program("web", p => Tries(p, "orders", 4)).Program("orders", p => Tries(p, "stock", 1)).Program("stock", p => Tries(p, "payments", 4)).Program("payments")
                .Judge<MSA0216RetryMultiplicationRule>().Select(f => f.Arguments[0]));

    [Fact]
    public void Longest_way_into_a_hop_counts_and_is_told_once()
        => Assert.Equal(["Warning src/orders/Program.cs:1 orders, web, payments: web -> orders 5x (code) x orders -> payments 3x (code) | 15 | payments | web | 8"],
            Find(Chain(web: 5, orders: 3).Program("app", p => Tries(p, "orders", 3))));

    [Fact]
    public void Number_is_the_users_to_choose()
        => Assert.Empty(Chain(web: 3, orders: 3).Find<MSA0216RetryMultiplicationRule>(new SystemSettings { MaxAttempts = 9 }));

    [Fact]
    public void Single_hop_is_another_rule_s()
        => Assert.Empty(Find(Chain(web: 20, orders: 1)));

    [Fact]
    public void Unknown_counts_as_one()
        => Assert.Empty(Find(Chain(web: 4, orders: null)));

    [Fact]
    public void Route_of_a_caller_that_may_not_be_meshed_counts_as_one()
        => Assert.Empty(Find(Chain(web: 4, orders: 1).File("k8s/payments.yaml", MeshText.Route("payments", Payments)).File("k8s/all.yaml", Deployments().Replace("istio-injection: enabled", "team: shop"))));

    [Fact]
    public void Default_of_the_mesh_counts_where_the_user_says_so()
    {
        var system = Chain(web: 4, orders: 1).File("k8s/all.yaml", Deployments());
        Assert.Empty(Find(system));
        Assert.Equal(["web -> orders 4x (code) x orders -> payments 3x (mesh)"], system.Judge<MSA0216RetryMultiplicationRule>(new SystemSettings { CountMeshDefault = true }, complete: true).Select(f => f.Arguments[0]));
    }

    [Fact]
    public void Route_that_repeats_failed_connections_alone_multiplies_only_as_the_last()
    {
        const string Connections = "retries: { attempts: 4, retryOn: connect-failure }";
        Assert.Empty(Find(Chain(web: 1, orders: 3).File("k8s/orders.yaml", MeshText.Route("orders", Connections)).File("k8s/all.yaml", Deployments())));
        Assert.Single(Find(Chain(web: 3, orders: 1).File("k8s/payments.yaml", MeshText.Route("payments", Connections)).File("k8s/all.yaml", Deployments())));
    }

    [Fact]
    public void Retry_that_spares_changes_does_not_repeat_a_post()
        => Assert.Empty(Find(new SyntheticSystem()
            .Program("web", p => Tries(p, "orders", 4, c => c with { Requests = ["POST /orders"], Policy = c.Policy with { RepeatsUnsafe = false } }))
            .Program("orders", p => Tries(p, "payments", 4)).Program("payments")));

    [Fact]
    public void Call_in_development_only_is_no_hop()
        => Assert.Empty(Find(new SyntheticSystem()
            .Program("web", p => Tries(p, "orders", 4, static c => c with { IsConditional = true })).Program("orders", p => Tries(p, "payments", 4)).Program("payments")));

    [Fact]
    public void What_goes_round_in_a_circle_is_no_chain()
        => Assert.Empty(Find(new SyntheticSystem().Program("a", p => Tries(p, "b", 4)).Program("b", p => Tries(p, "a", 4))));

    [Fact]
    public void Large_system_takes_no_time()
    {
        var system = new SyntheticSystem();
        for (var i = 0; i < 300; i++)
            system.Program($"s{i:000}", p => Enumerable.Range(1, 20).Where(step => i + step < 300).Aggregate(p, (facts, step) => Tries(facts, $"s{i + step:000}", 2)));
        var graph = system.Graph();
        var watch = Stopwatch.StartNew();
        var findings = new MSA0216RetryMultiplicationRule().Judge(graph, new SystemSettings(), TestContext.Current.CancellationToken).ToList();

        // 2 to the power of 299 ways; the number stays in its bounds.
        Assert.Equal(int.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture), findings[0].Arguments[1]);
        Assert.Equal(7, findings[0].Arguments[0].Split(" x ").Length);
        Assert.Contains(" more hops x ", findings[0].Arguments[0], StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }

    private static string[] Find(SyntheticSystem system) => system.Find<MSA0216RetryMultiplicationRule>();

    private static SyntheticSystem Chain(int? web, int? orders)
        => new SyntheticSystem().Program("web", p => Tries(p, "orders", web)).Program("orders", p => Tries(p, "payments", orders)).Program("payments");

    private static string Deployments() => MeshText.Meshed + Deployed("web") + "---\n" + Deployed("orders") + "---\n" + Deployed("payments");

    private static ProjectFacts Tries(ProjectFacts facts, string host, int? tries, Func<CallFact, CallFact>? more = null)
    {
        var call = new CallFact(CallProtocol.Http, new($"src/{facts.Name}/Program.cs", facts.Calls.Count + 1)) { Scheme = "http", Host = host };
        call = call with { Policy = new CodePolicy(tries, false, false) { Place = tries > 1 ? call.Place : null } };
        return facts with { Calls = [.. facts.Calls, more is null ? call : more(call)] };
    }
}
