using System.Text.Json;
using MeshReady.Analyzers.Facts.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>No fact holds a credential, wherever the code has one.</summary>
public sealed class CredentialsTests : FactsTest
{
    [Theory]
    [InlineData("Server=sql;Database=orders;User Id=canary;Password=canary", "sql", "orders")]
    [InlineData("Host=pg;Port=5433;Database=orders;Username=canary;Password=canary", "pg:5433", "orders")]
    [InlineData("Data Source=tcp:sql,1433;Initial Catalog=orders;Pwd=canary", "sql:1433", "orders")]
    [InlineData("mongodb://canary:canary@mongo:27017/orders?x=canary", "mongo:27017", "orders")]
    [InlineData("mongodb+srv://canary:ca/na@ry@mongo/orders", "mongo", "orders")]
    [InlineData("redis:6379,password=canary,user=canary", "redis:6379", null)]
    [InlineData("redis://:canary@redis:6379", "redis:6379", null)]
    [InlineData("AccountEndpoint=https://shop.documents.azure.com:443/;AccountKey=canary==", "shop.documents.azure.com:443", null)]
    [InlineData("canary@somewhere", null, null)]
    [InlineData("", null, null)]
    public void A_connection_string_is_parted_into_what_may_be_shown(string text, string? server, string? database)
    {
        var facts = Facts($$""""
            using Microsoft.Data.SqlClient;
            namespace Shop;
            public class Orders { public object Open() => new SqlConnection("""{{text}}"""); }
            """".Replace("\"\"\"\"\"\"", "\"\""), "Microsoft.Data.SqlClient");
        var store = Assert.Single(facts.Stores);
        Assert.Equal((server, database), (store.Server, store.Database));
        Assert.DoesNotContain("canary", JsonSerializer.Serialize(facts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_full_of_them_shows_none()
    {
        var facts = Facts("""
            using MassTransit;
            using MongoDB.Driver;
            using RabbitMQ.Client;
            using StackExchange.Redis;
            namespace Shop;
            public record Paid(int Id);
            public class All(ISendEndpointProvider provider, IChannel channel)
            {
                private const string Redis = "canary:canary@redis:6379,password=canary";
                public object Cache() => ConnectionMultiplexer.Connect(Redis);
                public object Mongo() => new MongoClient("mongodb://canary:canary@mongo/db?token=canary").GetDatabase("shop");
                public async Task Send()
                {
                    var endpoint = await provider.GetSendEndpoint(new Uri("amqp://canary:canary@rabbit/q?token=canary"));
                    await endpoint.Send(new Paid(1));
                    await channel.BasicPublishAsync("x=canary;y", "k", new byte[1]);
                }
                public Task<string> Call(HttpClient client) => client.GetStringAsync(Random.Shared.Next(2) < 1 ? "http://canary:canary@orders-v1/?key=canary" : "http://canary:canary@orders-v2/?key=canary");
            }
            """, "MassTransit", "MassTransit.Abstractions", "MongoDB.Driver", "MongoDB.Bson", "RabbitMQ.Client", "StackExchange.Redis");
        Assert.NotEmpty(facts.Stores);
        Assert.NotEmpty(facts.Messages);
        Assert.DoesNotContain("canary", JsonSerializer.Serialize(facts), StringComparison.Ordinal);
    }
}
