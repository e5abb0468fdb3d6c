using System.Diagnostics;
using MeshReady.Model.Rules.Architecture;
using MeshReady.Model.Systems;
using MeshReady.Model.Tests.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Rules.Architecture;

/// <summary>Chains of calls, their arithmetic, and what ends one.</summary>
public sealed class MSA1104LongChainTests
{
    [Fact]
    public void Four_calls_in_a_row()
        => Assert.Equal(["Warning src/a/Program.cs:1 a, b, c, d, e: a -> b -> c -> d -> e | 4 | 0.999^5 = 99.5 % | "], Chain("a", "b", "c", "d", "e").Find<MSA1104LongChainRule>());

    [Fact]
    public void Three_calls_in_a_row_are_allowed() => Assert.Empty(Chain("a", "b", "c", "d").Find<MSA1104LongChainRule>());

    [Fact]
    public void Settings_say_how_long_is_long_and_how_available_a_service_is()
        => Assert.Equal(["Warning src/a/Program.cs:1 a, b, c: a -> b -> c | 2 | 0.99^3 = 97.03 % | "], Chain("a", "b", "c").Find<MSA1104LongChainRule>(new SystemSettings { MaxChain = 1, Availability = 0.99 }));

    [Fact]
    public void Longest_way_is_told_and_shorter_ones_are_not()
        => Assert.Equal("a -> b -> c -> d -> e", Assert.Single(new SyntheticSystem()
            .Program("a", p => p.CallTo("d", "b")).Program("b", p => p.CallTo("c")).Program("c", p => p.CallTo("d")).Program("d", p => p.CallTo("e")).Program("e")
            .Judge<MSA1104LongChainRule>()).Arguments[0]);

    [Fact]
    public void Chains_that_end_alike_are_one_finding()
    {
        var finding = Assert.Single(Chain("a", "b", "c", "d", "e").Program("mobile", p => p.CallTo("b")).Judge<MSA1104LongChainRule>());

        Assert.Equal("; so do requests from mobile", finding.Arguments[3]);
        Assert.Equal(["src/b/Program.cs:1", "src/c/Program.cs:1", "src/d/Program.cs:1", "src/mobile/Program.cs:1"], finding.Also.Select(p => p.ToString()));
    }

    [Fact]
    public void Gateway_is_no_hop()
        => Assert.Empty(new SyntheticSystem()
            .Program("gateway", p => p with { Calls = [ByHost("a", protocol: CallProtocol.Proxy)] })
            .Program("a", p => p.CallTo("b")).Program("b", p => p.CallTo("c")).Program("c", p => p.CallTo("d")).Program("d").Find<MSA1104LongChainRule>());

    [Fact]
    public void Message_and_health_check_end_a_chain()
        => Assert.Empty(new SyntheticSystem()
            .Program("a", p => p.CallTo("b")).Program("b", p => p.CallTo("c"))
            .Program("c", p => p with { Calls = [ByHost("d", protocol: CallProtocol.HealthCheck)], Messages = [new MessageFact(true, Here) { Type = "X", Broker = "kafka" }] })
            .Program("d", p => p.CallTo("e") with { Messages = [new MessageFact(false, Here) { Type = "X", Broker = "kafka" }] }).Program("e").Find<MSA1104LongChainRule>());

    [Fact]
    public void Circle_is_cut_and_what_leads_past_it_counts()
    {
        Assert.Empty(new SyntheticSystem().Program("a", p => p.CallTo("b")).Program("b", p => p.CallTo("c")).Program("c", p => p.CallTo("d")).Program("d", p => p.CallTo("b", "e")).Program("e").Find<MSA1104LongChainRule>());
        Assert.Single(Chain("a", "b", "c", "d", "e").Program("x", p => p.CallTo("y", "a")).Program("y", p => p.CallTo("x")).Find<MSA1104LongChainRule>());
    }

    [Fact]
    public void Caller_who_gives_up_before_the_next_one_does_is_named()
        => Assert.Equal("; a waits 2 s at most for b, which may wait 9 s for c", Assert.Single(Timed(new(1, true, null) { TotalMilliseconds = 2000 }, new(3, true, null) { TryMilliseconds = 3000 }).Judge<MSA1104LongChainRule>()).Arguments[3]);

    [Fact]
    public void Default_of_the_client_is_a_hundred_seconds()
        => Assert.Equal("; a waits 2 s at most for b, which may wait 100 s for c", Assert.Single(Timed(new(1, true, null) { TotalMilliseconds = 2000 }, new(1, false, null)).Judge<MSA1104LongChainRule>()).Arguments[3]);

    [Fact]
    public void Budget_that_holds_or_is_not_known_is_not_told()
    {
        Assert.Equal("", Assert.Single(Timed(new(1, true, null) { TotalMilliseconds = 9000 }, new(3, true, null) { TryMilliseconds = 3000 }).Judge<MSA1104LongChainRule>()).Arguments[3]);
        Assert.Equal("", Assert.Single(Timed(new(1, true, null) { TotalMilliseconds = 2000 }, CodePolicy.Unknown).Judge<MSA1104LongChainRule>()).Arguments[3]);
    }

    [Fact]
    public void Time_out_of_the_mesh_counts_in_the_set_that_has_it()
    {
        var system = Timed(CodePolicy.Unknown, new(1, true, null) { TotalMilliseconds = 9000 })
            .File("k8s/all.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { istio-injection: enabled } }\n---\n" + string.Join("---\n", new[] { "a", "b", "c", "d", "e" }.Select(name => Deployed("svc-" + name))) + """
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: { name: svc-b, namespace: shop }
                spec:
                  hosts: [svc-b]
                  http: [ { timeout: 3s, retries: { attempts: 0 }, route: [ { destination: { host: svc-b } } ] } ]
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: { name: svc-c, namespace: shop }
                spec:
                  hosts: [svc-c]
                  http: [ { timeout: 20s, retries: { attempts: 0 }, route: [ { destination: { host: svc-c } } ] } ]

                """);

        Assert.Equal("; svc-a waits 3 s at most for svc-b, which may wait 9 s for svc-c", Assert.Single(system.Judge<MSA1104LongChainRule>()).Arguments[3]);
    }

    [Fact]
    public void Thousand_services_with_twenty_thousand_calls_are_judged_at_once()
    {
        var system = new SyntheticSystem();
        for (var i = 0; i < 1000; i++)
        {
            string[] hosts = [.. Enumerable.Range(1, 20).Select(n => i + n * 7).Where(static n => n < 1000).Select(static n => $"part{n:000}")];
            system.Program($"part{i:000}", p => p.CallTo(hosts));
        }

        var graph = system.Graph();
        var watch = Stopwatch.StartNew();
        var findings = new MSA1104LongChainRule().Judge(graph, new(), TestContext.Current.CancellationToken).ToArray();
        _ = new MSA1101CyclicCallsRule().Judge(graph, new(), TestContext.Current.CancellationToken).ToArray();
        _ = new MSA1105HubServiceRule().Judge(graph, new(), TestContext.Current.CancellationToken).ToArray();

        TestContext.Current.TestOutputHelper!.WriteLine($"{watch.ElapsedMilliseconds} ms");
        Assert.Equal(143, findings[0].Services.Distinct().Count());
        Assert.EndsWith(" -> part049 -> … -> part994", findings[0].Arguments[0], StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    private static SyntheticSystem Chain(params string[] names)
    {
        var system = new SyntheticSystem();
        for (var i = 0; i < names.Length; i++)
        {
            string[] next = i + 1 < names.Length ? [names[i + 1]] : [];
            system.Program(names[i], p => p.CallTo(next));
        }

        return system;
    }

    private static SyntheticSystem Timed(CodePolicy first, CodePolicy second) => new SyntheticSystem()
        .Program("Svc.A", p => p with { Calls = [ByHost("svc-b") with { Policy = first }] })
        .Program("Svc.B", p => p with { Calls = [ByHost("svc-c") with { Policy = second }] })
        .Program("Svc.C", p => p.CallTo("svc-d")).Program("Svc.D", p => p.CallTo("svc-e")).Program("Svc.E");
}
