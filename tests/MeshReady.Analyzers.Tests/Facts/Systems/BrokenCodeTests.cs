using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>Code that is being typed yields what can be read, and never an exception.</summary>
public sealed class BrokenCodeTests : FactsTest
{
    private const string Service = """
        using Confluent.Kafka; using Dapr.Client; using MassTransit; using Microsoft.EntityFrameworkCore; using MongoDB.Driver; using RabbitMQ.Client; using StackExchange.Redis;
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.ConfigureKestrel(k => k.ListenAnyIP(8080, l => l.UseHttps()));
        builder.Services.AddDbContext<Orders>(o => o.UseSqlServer(builder.Configuration.GetConnectionString("Orders") ?? builder.Configuration.GetSection("Db").Get<Db>()!.Text));
        builder.Services.AddMassTransit(x => x.UsingRabbitMq((c, cfg) => cfg.ReceiveEndpoint("q", e => e.ConfigureConsumer<PaidConsumer>(c))));
        var app = builder.Build();
        app.MapGroup("/api").MapGet("/orders/{id}", (int id) => id);
        app.MapGrpcService<Catalog>();
        app.Run();
        public class Db { public string Text { get; set; } = ""; }
        public record PaidIntegrationEvent(int Id) { public static PaidIntegrationEvent Of(int id) => new(id); }
        public class Orders(DbContextOptions<Orders> options) : DbContext(options) { public DbSet<Order> Set1 => Set<Order>(); protected override void OnModelCreating(ModelBuilder b) => b.HasDefaultSchema("s").Entity<Order>().ToTable("orders"); }
        public class Order : Entity { public void Pay() { } }
        public abstract class Entity;
        public class PaidConsumer : IConsumer<PaidIntegrationEvent> { public Task Consume(ConsumeContext<PaidIntegrationEvent> c) => Task.CompletedTask; }
        public class All(IPublishEndpoint bus, IChannel channel, IProducer<string, Order> kafka, DaprClient dapr, ISubscriber redis)
        {
            private readonly IMongoDatabase _db = new MongoClient("mongodb://mongo/x").GetDatabase("x");
            public async Task Run(string topic)
            {
                await bus.Publish(PaidIntegrationEvent.Of(1)); await channel.BasicPublishAsync("x", "k", new byte[1]); await kafka.ProduceAsync(topic, new Message<string, Order>());
                await dapr.PublishEventAsync("pubsub", "orders", new Order()); await dapr.GetStateAsync<string>("store", "k"); await redis.PublishAsync("c", "v");
                var host = Random.Shared.Next(100) < 10 ? "http://a-v1/x" : "http://a-v2/x"; await new HttpClient().GetStringAsync(host);
            }
        }
        """;

    private const string AppHost = """
        var builder = DistributedApplication.CreateBuilder(args);
        var db = builder.AddPostgres("pg").AddDatabase("orders"); var again = again; db = db.WithReference(db);
        var api = builder.AddProject<Projects.Orders_Api>("orders", launchProfileName: "http").WithReference(db).WithEnvironment("Self", api.GetEndpoint("http")).WithExternalHttpEndpoints();
        builder.AddContainer("mail", "mail/pit").WithEndpoint(isExternal: true).WithImage("x").WithReference(api!);
        """;

    [Theory]
    [InlineData(Service, ProjectKind.Service)]
    [InlineData(AppHost, ProjectKind.AppHost)]
    public void Text_that_ends_anywhere_is_read(string source, ProjectKind kind)
    {
        string[] packages = ["Confluent.Kafka", "Dapr.Client", "MassTransit", "MassTransit.Abstractions", "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Microsoft.EntityFrameworkCore.Relational", "Microsoft.EntityFrameworkCore.SqlServer", "MongoDB.Driver", "RabbitMQ.Client", "StackExchange.Redis"];
        var failed = new List<string>();
        var step = source.Length / 25;
        for (var end = step; end <= source.Length; end += step)
        {
            try
            {
                new Project { Kind = kind, Packages = packages }.Facts(source[..end]);
                new Project { Kind = kind, Packages = packages }.Facts(source[..(end - step)] + source[end..]);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failed.Add($"{end}: {exception.GetType().Name} {exception.StackTrace?.Split('\n').FirstOrDefault(static l => l.Contains("Facts", StringComparison.Ordinal))?.Trim()}");
            }
        }

        Assert.Empty(failed);
        Assert.NotEmpty(kind == ProjectKind.AppHost ? new Project { Kind = kind }.Facts(source).Resources.Select(static r => r.Name) : new Project { Kind = kind, Packages = packages }.Facts(source).Messages.Select(static m => m.Broker!));
    }
}
