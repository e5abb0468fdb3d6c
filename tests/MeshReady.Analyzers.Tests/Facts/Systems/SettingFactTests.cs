using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>What is read from a setting: scheme, host, port and database.</summary>
public sealed class SettingFactTests
{
    [Theory]
    [InlineData("http://orders:8080/api?x=1", "http", "orders", 8080, null)]
    [InlineData("https+http://catalog-api", "https+http", "catalog-api", null, null)]
    [InlineData("orders:8080", null, "orders", 8080, null)]
    [InlineData("10.0.0.7:8080", null, "10.0.0.7", 8080, null)]
    [InlineData("kafka-1:9092,kafka-2:9092", null, "kafka-1", 9092, null)]
    [InlineData("Server=tcp:sql,1433;Database=Orders;User Id=sa;Password=x", null, "sql", 1433, "Orders")]
    [InlineData("Data Source=sql\\\\one;Initial Catalog=Orders;Integrated Security=true", null, "sql", null, "Orders")]
    [InlineData("Host=postgres;Port=5433;Database=orders;Username=u;Password=p", null, "postgres", 5433, "orders")]
    [InlineData("server=mysql;user=root;password=p;database=orders", null, "mysql", null, "orders")]
    [InlineData("redis:6379,password=p,ssl=false", null, "redis", 6379, null)]
    [InlineData("redis,abortConnect=false", null, "redis", null, null)]
    [InlineData("mongodb://u:p@mongo-1:27017,mongo-2:27017/orders?replicaSet=rs", "mongodb", "mongo-1", 27017, "orders")]
    [InlineData("postgresql://u:p@pg/orders", "postgresql", "pg", null, "orders")]
    [InlineData("amqp://u:p@rabbit:5672/shop", "amqp", "rabbit", 5672, null)]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=k;SharedAccessKey=abc", "sb", "shop.servicebus.windows.net", null, null)]
    [InlineData("AccountEndpoint=https://shop.documents.azure.com:443/;AccountKey=abc==", "https", "shop.documents.azure.com", 443, null)]
    public void Server_of_a_setting(string value, string? scheme, string host, int? port, string? database)
    {
        var setting = Assert.Single(Settings($$"""{ "Peer": { "Orders": "{{value}}" } }"""));

        Assert.Equal(("Peer:Orders", scheme, host, port, database, null), (setting.Key, setting.Scheme, setting.Host, setting.Port, setting.Database, setting.Name));
        Assert.Equal(new Place("src/Shop/appsettings.json", 1), setting.Place);
    }

    [Theory]
    [InlineData("Information")]
    [InlineData("00:00:30")]
    [InlineData("12:30")]
    [InlineData("*")]
    [InlineData("http://+:8080")]
    [InlineData("http://0.0.0.0:80")]
    [InlineData("a sentence: 12")]
    [InlineData("Data Source=orders.db")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Server=(localdb)\\\\mssqllocaldb;Database=Orders")]
    [InlineData("application/json")]
    [InlineData("a=b;c=d")]
    [InlineData("")]
    public void Value_that_names_no_server(string value) => Assert.Empty(Settings($$"""{ "Some": { "Thing": "{{value}}" } }"""));

    [Fact]
    public void Host_and_port_in_two_keys_are_one_server()
        => Assert.Equal([("RabbitMQ:Host", "rabbit", 5673)], Settings("""{ "RabbitMQ": { "Host": "rabbit", "Port": 5673, "UserName": "guest" } }""").Select(static s => (s.Key, s.Host, s.Port ?? 0)));

    [Theory]
    [InlineData("Topic", "orders-placed")]
    [InlineData("QueueName", "orders.queue")]
    [InlineData("OrdersAppId", "orders-app")]
    [InlineData("SubscriptionName", "billing")]
    public void Name_of_a_channel_or_app(string key, string value)
        => Assert.Equal([("Messaging:" + key, value, null)], Settings($$"""{ "Messaging": { "{{key}}": "{{value}}" } }""").Select(static s => (s.Key, s.Name, s.Host)));

    [Theory]
    [InlineData("Title", "orders-placed")]
    [InlineData("AppId", "3f2504e0-4f89-11d3-9a0c-0305e82c3301")]
    [InlineData("TopicKey", "orders")]
    [InlineData("Queue", "a sentence of words")]
    public void Word_that_names_no_channel(string key, string value) => Assert.Empty(Settings($$"""{ "Messaging": { "{{key}}": "{{value}}" } }"""));

    [Theory]
    [InlineData("AuthService", 1)]
    [InlineData("UserApi", 1)]
    [InlineData("TokenServer", 1)]
    [InlineData("Password", 0)]
    [InlineData("DbPasswordHash", 0)]
    [InlineData("UserName", 0)]
    [InlineData("ApiKey", 0)]
    [InlineData("Access_Token", 0)]
    public void Key_of_a_secret_is_told_from_the_name_of_a_service(string key, int expected)
        => Assert.Equal(expected, Settings($$"""{ "Services": { "{{key}}": "somewhere:8080" } }""").Count);

    [Fact]
    public void File_of_an_environment_says_so()
    {
        var settings = ProjectFactsOf.Program("Console.WriteLine();", [("appsettings.Staging.json", """{ "Url": "http://staging" }"""), ("appsettings.json", """{ "Url": "http://any" }""")]).Settings;

        Assert.Equal([("Staging", "staging"), (null, "any")], settings.Select(static s => (s.Environment, s.Host)));
    }

    [Fact]
    public void Broken_file_has_no_settings() => Assert.Empty(Settings("""{ "Url": "http://any", """ + "\0"));

    private static IReadOnlyList<SettingFact> Settings(string json) => ProjectFactsOf.Program("Console.WriteLine();", [("appsettings.json", json)]).Settings;
}
