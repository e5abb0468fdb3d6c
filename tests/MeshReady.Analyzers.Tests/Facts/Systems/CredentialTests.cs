using System.Collections;
using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>No credential of code or settings gets into the facts, wherever it is written.</summary>
public sealed class CredentialTests
{
    // Each canary stands in one place; some are words, some look like keys.
    private static readonly string[] Canaries =
    [
        "Canary01", "Canary02", "Canary03", "Canary04", "Canary05", "Canary06", "Canary07", "Canary08", "Canary09", "Canary10",
        "Canary11", "Canary12", "Canary13", "Canary14", "Canary15", "Canary16", "Canary17", "Canary18", "Canary19", "Canary20",
        "T0k3n21x9Qz7Lw2Vb4", "k3y22Zx8Wq1Rt6Yp0", "Canary23", "Canary24", "Canary25", "Canary26", "Canary27", "Canary28",
    ];

    private const string Settings = """
        {
          "A": "http://Canary01:Canary02@orders:8080/path",
          "B": "amqp://guest:Canary03@rabbit:5672/vhost",
          "C": "mongodb://root:Canary04@mongo:27017/orders",
          "D": "Server=sql;Database=Orders;User Id=Canary05;Password=Canary06",
          "E": "Host=pg;Username=u;Password='Canary07;Database=Canary08';Database=orders",
          "F": "redis:6379,password=Canary09,user=Canary10",
          "G": "Endpoint=sb://bus.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=Canary11",
          "H": "https://api.example.org/hook?token=Canary12",
          "I": "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=Canary13==;EndpointSuffix=core.windows.net",
          "Password": "Canary14:1234",
          "ApiKey": "Canary15",
          "Login": "Canary16:8080",
          "J": "mongodb://root:12/Canary17@mongo/orders",
          "K": "amqp://root:12/Canary18@rabbit",
          "QueueToken": "Canary19",
          "Secrets": { "Queue": { "Token": "Canary20" } },
          "Queue": "T0k3n21x9Qz7Lw2Vb4",
          "Database": "k3y22Zx8Wq1Rt6Yp0",
          "L": "Server=sql;Database=Orders;Password=Canary23;broken",
          "M": "ftp://x:Canary24@files/a"
        }
        """;

    private const string Code = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("one", c => c.BaseAddress = new Uri("http://user:Canary25@orders:8080/T0k3n21x9Qz7Lw2Vb4/"));
        builder.Services.AddHttpClient("two", c => c.BaseAddress = new Uri($"http://user:Canary26@{builder.Configuration["Two"]}/hook?key=Canary27"));
        builder.Services.AddHttpClient("three", c => c.BaseAddress = new Uri($"http://{builder.Configuration["Three"]}:8080/hook?key=Canary27"));
        builder.Services.AddHttpClient<Orders>(c => c.BaseAddress = new Uri("http://orders"));
        public sealed class Orders(HttpClient http)
        {
            public Task One() => http.GetAsync("/orders?token=Canary28");
            public Task Two() => http.GetAsync("/hooks/k3y22Zx8Wq1Rt6Yp0/run");
        }
        """;

    [Fact]
    public void Twenty_credentials_and_more_leave_no_trace()
    {
        var facts = ProjectFactsOf.Program(Code, [("appsettings.json", Settings)]);
        var texts = new List<string>();
        Walk(facts, texts);

        // The walk sees what is there, and everything that may be shown is there.
        Assert.Superset(new HashSet<string>(["orders", "rabbit", "mongo", "sql", "pg", "redis", "bus.servicebus.windows.net", "api.example.org", "Three", "GET /orders", "GET /hooks/*/run"]), new HashSet<string>(texts));
        Assert.DoesNotContain(Canaries, canary => texts.Exists(text => text.Contains(canary, StringComparison.OrdinalIgnoreCase)));
    }

    private static void Walk(object? value, List<string> texts)
    {
        switch (value)
        {
            case null or Enum or int or long or bool:
                break;
            case string text:
                texts.Add(text);
                break;
            case IEnumerable items:
                foreach (var item in items)
                    Walk(item, texts);
                break;
            default:
                foreach (var property in value.GetType().GetProperties().Where(static p => p.GetIndexParameters().Length == 0 && !p.GetMethod!.IsStatic))
                    Walk(property.GetValue(value), texts);
                break;
        }
    }
}
