using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>What a project does besides answering, and what it holds of a business.</summary>
public sealed class WorksTests : FactsTest
{
    private static string[] Works(ProjectFacts facts) => [.. facts.Works.Select(static w => string.Join(" ", new object?[] { w.Kind, w.Name, w.Target, w.Percent, w.IsElected }.Where(static part => part is not null)))];

    [Fact]
    public void A_timer_that_publishes_runs_in_each_replica_unless_one_is_elected()
        => Assert.Equal(["Scheduled Sweeper False", "Scheduled Elected True"], Works(Facts("""
            using StackExchange.Redis;
            var builder = Host.CreateApplicationBuilder(args);
            builder.Services.AddHostedService<Sweeper>();
            builder.Build().Run();
            public class Sweeper(ISubscriber bus) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stop)
                {
                    using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
                    while (await timer.WaitForNextTickAsync(stop)) await bus.PublishAsync(RedisChannel.Literal("sweep"), "now");
                }
            }
            public class Elected(IDatabase store, ISubscriber bus) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stop)
                {
                    using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
                    while (await timer.WaitForNextTickAsync(stop))
                        if (await store.LockTakeAsync("sweep", "me", TimeSpan.FromMinutes(1))) await bus.PublishAsync(RedisChannel.Literal("sweep"), "now");
                }
            }
            """, "StackExchange.Redis")));

    [Fact]
    public void Quartz_elects_where_its_store_is_clustered()
    {
        const string Job = "public class Sweep : Quartz.IJob { public Task Execute(Quartz.IJobExecutionContext context) => Task.CompletedTask; }";
        Assert.Equal(["Scheduled Sweep False"], Works(Facts(Job, "Quartz")));
        Assert.Equal(["Scheduled Sweep True"], Works(Facts(Job + """
            namespace Shop { using Quartz; public class Setup { public void Use(IServiceCollection services) => services.AddQuartz(q => q.UsePersistentStore(s => s.UseClustering())); } }
            """, "Quartz", "Quartz.Extensions.DependencyInjection")));
    }

    [Fact]
    public void A_migration_at_start_is_work_of_each_replica()
        => Assert.Contains("Scheduled EnsureCreated schema False", Works(Facts("""
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDbContext<Orders>(options => options.UseSqlServer("Server=db;Database=orders"));
            var app = builder.Build();
            using (var scope = app.Services.CreateScope())
                scope.ServiceProvider.GetRequiredService<Orders>().Database.EnsureCreated();
            app.Run();
            public class Orders(DbContextOptions<Orders> options) : DbContext(options);
            """, "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational", "Microsoft.EntityFrameworkCore.SqlServer")));

    [Fact]
    public void Writes_to_the_cluster_name_their_object()
        => Assert.Equal(["ClusterWrite patch Deployment/web/scale", "ClusterWrite delete Deployment/*", "ClusterWrite patch virtualservices.networking.istio.io/web"], Works(Facts("""
            using k8s;
            using k8s.Models;
            public class Scaler(IKubernetes client)
            {
                public async Task Scale(string other)
                {
                    var patch = new V1Patch("{}", V1Patch.PatchType.MergePatch);
                    await client.AppsV1.PatchNamespacedDeploymentScaleAsync(patch, "web", "shop");
                    await client.AppsV1.DeleteNamespacedDeploymentAsync(other, "shop");
                    await client.CustomObjects.PatchNamespacedCustomObjectAsync(patch, "networking.istio.io", "v1", "shop", "virtualservices", "web");
                    await client.AppsV1.ReadNamespacedDeploymentAsync("web", "shop");
                }
            }
            """, "KubernetesClient")));

    [Fact]
    public void A_split_names_hosts_and_the_share_of_the_first()
    {
        var work = Assert.Single(Facts("""
            public class Client(HttpClient client)
            {
                public Task<string> Get()
                {
                    var host = Random.Shared.Next(100) < 10 ? "http://orders-v2/items" : "http://orders-v1/items";
                    return client.GetStringAsync(host);
                }
            }
            """).Works);
        Assert.Equal((WorkKind.Split, "Get", "orders-v2,orders-v1", 10), (work.Kind, work.Name, work.Target, work.Percent));
    }

    [Fact]
    public void Contexts_entities_and_aggregates_are_domain_and_contracts_are_not()
        => Assert.Equal(["context Shop.Orders", "entity Shop.Line", "aggregate Shop.Order", "entity Shop.Customer", "service Shop.PriceDomainService"], Facts("""
            using Microsoft.EntityFrameworkCore;
            namespace Shop;
            public abstract class Entity { public int Id { get; set; } }
            public abstract class AggregateRoot : Entity;
            public class Orders(DbContextOptions<Orders> options) : DbContext(options) { public DbSet<Line> Lines => Set<Line>(); public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>(); }
            public class Line { public int Id { get; set; } }
            public class OutboxMessage { public int Id { get; set; } }
            public class Order : AggregateRoot { public void Pay() { } }
            public class Customer : Entity { public void Rename(string name) { } }
            public class Row : Entity { public string Name { get; set; } = ""; public override string ToString() => Name; }
            public record OrderPlaced(int Id);
            public class OrderDto { public int Id { get; set; } }
            public class PlaceOrderRequest { public int Id { get; set; } }
            public class PriceDomainService { public decimal Price() => 1; }
            """, "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions").Domain.Select(static d => $"{d.Role} {d.Type}"));
}
