using System.Diagnostics;
using System.Text;
using MeshReady.Model.Addresses;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;
using static MeshReady.Model.Tests.Systems.SyntheticSystem;

namespace MeshReady.Model.Tests.Systems;

/// <summary>A thousand services are no reason to wait, and the order of their facts none for another graph.</summary>
public sealed class SystemScaleTests
{
    private const int Services = 1000;
    private const int CallsEach = 20;

    // Ten times what it takes on a slow machine.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public void Thousand_services_with_twenty_thousand_calls_take_about_a_second()
    {
        var projects = Projects();
        var sets = FactSets.Create([ManifestReader.Read("k8s/all.yaml", Manifests(Services))], complete: false);
        var watch = Stopwatch.StartNew();

        var graph = SystemGraphBuilder.Build(projects, sets, new HostClassifier([], [], []));

        watch.Stop();
        TestContext.Current.TestOutputHelper!.WriteLine($"{watch.ElapsedMilliseconds} ms");
        Assert.Equal((Services, Services * CallsEach), (graph.Services.Count, graph.Calls.Count));
        Assert.All(graph.Calls, static call => Assert.Equal((CalleeKind.Service, 3), (call.To.Kind, call.Policies[0].Mesh?.Tries.Value)));
        Assert.True(watch.Elapsed < Limit, $"{watch.Elapsed}");
    }

    [Fact]
    public void Order_of_the_facts_does_not_matter()
    {
        var projects = Projects()[..50];
        var sets = FactSets.Create([ManifestReader.Read("k8s/all.yaml", Manifests(50))], complete: false);

        Assert.Equal(Show(projects), Show([.. projects.Reverse()]));

        string Show(ProjectFacts[] facts)
        {
            var graph = SystemGraphBuilder.Build(facts, sets, new HostClassifier([], [], []));
            return string.Join('\n', graph.Services.Select(s => s.Name).Concat(graph.Calls.SelectMany(c => c.Evidence.Select(e => $"{c} {e.Text} {e.Place}"))));
        }
    }

    private static ProjectFacts[] Projects() => [.. Enumerable.Range(0, Services).Select(i => new ProjectFacts($"src/Shop.Part{i}/Shop.Part{i}.csproj", $"Shop.Part{i}", ProjectKind.Service)
    {
        Calls = [.. Enumerable.Range(1, CallsEach).Select(n => ByKey($"Services:Part{(i + n * 7) % Services}") with { Policy = new(3, true, null) })],
        Settings = [.. Enumerable.Range(1, CallsEach).Select(n => Setting($"Services:Part{(i + n * 7) % Services}", $"shop-part{(i + n * 7) % Services}", 80))],
        Messages = [new MessageFact(true, Here) { Type = $"Shop.Event{i}", Broker = "kafka" }, new MessageFact(false, Here) { Type = $"Shop.Event{(i + 1) % Services}", Broker = "kafka" }],
        Stores = [new StoreFact("postgres", Here) { Server = "pg", Database = $"db{i}" }],
    })];

    private static string Manifests(int count)
    {
        var text = new StringBuilder("apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { istio-injection: enabled } }\n");
        for (var i = 0; i < count; i++)
        {
            text.Append("---\n").Append(Deployed($"shop-part{i}")).Append($$"""
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: { name: shop-part{{i}}, namespace: shop }
                spec:
                  hosts: [shop-part{{i}}]
                  http: [ { retries: { attempts: 2 }, route: [ { destination: { host: shop-part{{i}} } } ] } ]

                """);
        }

        return text.ToString();
    }
}
