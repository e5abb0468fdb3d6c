using System.Text;

namespace MeshReady.Benchmarks;

/// <summary>Writes code such as services are made of, some hundred lines a file, with outbound calls and registrations as rare as in real ones.</summary>
internal static class ServiceCode
{
    /// <summary>Files of at least this many lines together.</summary>
    public static IEnumerable<(string Path, string Text)> Files(int lines)
    {
        yield return ("/shop/GlobalUsings.cs", GlobalUsings);
        for (var (file, written) = (0, 0); written < lines; file++)
        {
            var text = File(file);
            written += text.AsSpan().Count('\n');
            yield return ($"/shop/Features/Feature{file}.cs", text);
        }
    }

    /// <summary>Manifests and settings of the service.</summary>
    public static IEnumerable<(string Path, string Text)> Manifests { get; } =
    [
        ("/shop/deploy/namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    istio-injection: enabled\n"),
        ("/shop/deploy/shop.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: shop
              namespace: shop
            spec:
              selector:
                matchLabels: { app: shop }
              template:
                metadata:
                  labels: { app: shop }
                spec:
                  containers:
                    - name: shop
                      image: registry.example/shop:1.0.0
            """),
        ("/shop/appsettings.json", "{ \"Services\": { \"Orders\": \"http://orders:8080\" } }"),
    ];

    /// <summary>Manifests of a whole system, the service's own among them; the others look like it.</summary>
    public static IEnumerable<(string Path, string Text)> SystemManifests(int services)
    {
        foreach (var own in Manifests)
            yield return own;
        for (var i = 0; i < services; i++)
        {
            var name = i == 0 ? "orders" : $"service{i}";
            yield return ($"/shop/deploy/{name}/deployment.yaml", Deployment.Replace("{S}", name));
            yield return ($"/shop/deploy/{name}/service.yaml", $"apiVersion: v1\nkind: Service\nmetadata:\n  name: {name}\n  namespace: shop\nspec:\n  selector: {{ app: {name} }}\n  ports:\n    - name: http\n      port: 8080\n");
            yield return ($"/shop/deploy/{name}/virtualservice.yaml", $"apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n  name: {name}\n  namespace: shop\nspec:\n  hosts: [{name}]\n  http:\n    - timeout: 10s\n      retries:\n        attempts: 3\n        perTryTimeout: 2s\n        retryOn: 5xx,reset\n      route:\n        - destination:\n            host: {name}\n");
            yield return ($"/shop/deploy/{name}/destinationrule.yaml", $"apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: {name}\n  namespace: shop\nspec:\n  host: {name}\n  trafficPolicy:\n    outlierDetection:\n      consecutive5xxErrors: 5\n");
        }
    }

    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {S}
          namespace: shop
        spec:
          replicas: 3
          selector:
            matchLabels: { app: {S} }
          template:
            metadata:
              labels: { app: {S} }
            spec:
              terminationGracePeriodSeconds: 30
              containers:
                - name: {S}
                  image: registry.example/{S}:1.0.0
                  ports:
                    - name: http
                      containerPort: 8080
                  env:
                    - name: ASPNETCORE_HTTP_PORTS
                      value: "8080"
                  readinessProbe:
                    httpGet: { path: /healthz, port: http }
        """;

    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Logging;
        """;

    private static string File(int number)
    {
        var code = new StringBuilder();
        code.Append(Head.Replace("{N}", $"{number}"));
        for (var part = 0; part < 6; part++)
            code.Append(Handler.Replace("{N}", $"{number}").Replace("{P}", $"{part}"));
        if (number % 5 == 0)
            code.Append(Client.Replace("{N}", $"{number}"));
        return code.ToString();
    }

    private const string Head = """
        namespace Shop.Features.Feature{N};

        /// <summary>An item of the feature.</summary>
        public sealed record Item(int Id, string Name, decimal Price, DateTimeOffset Created, IReadOnlyList<string> Tags);

        /// <summary>Where items are kept.</summary>
        public interface IItems
        {
            Task<Item?> Find(int id, CancellationToken cancellationToken);

            Task<IReadOnlyList<Item>> List(int skip, int take, CancellationToken cancellationToken);

            Task Save(Item item, CancellationToken cancellationToken);
        }

        /// <summary>The feature's endpoints.</summary>
        public static class Endpoints
        {
            public static void MapFeature{N}(this IEndpointRouteBuilder app)
            {
                app.MapGet("/feature{N}/{id:int}", async (int id, IItems items, CancellationToken cancellationToken)
                    => await items.Find(id, cancellationToken) is { } item ? Results.Ok(item) : Results.NotFound());
                app.MapGet("/feature{N}", (int? skip, IItems items, CancellationToken cancellationToken) => items.List(skip ?? 0, 50, cancellationToken));
                app.MapPost("/feature{N}", async (Item item, IItems items, ILogger<Item> logger, CancellationToken cancellationToken) =>
                {
                    logger.LogInformation("Saving {Id} of feature {N}", item.Id);
                    await items.Save(item with { Created = DateTimeOffset.UtcNow }, cancellationToken);
                    return Results.Created($"/feature{N}/{item.Id}", item);
                });
            }
        }

        """;

    private const string Handler = """

        /// <summary>Handles one command of the feature.</summary>
        public sealed class Handler{P}(IItems items, ILogger<Handler{P}> logger)
        {
            private readonly int _limit = 100 + {P};

            public string Name { get; init; } = "handler-{P}";

            public async Task<decimal> Handle(IReadOnlyCollection<int> ids, CancellationToken cancellationToken)
            {
                var total = 0m;
                foreach (var id in ids.Where(id => id > 0).Distinct().Take(_limit))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var item = await items.Find(id, cancellationToken);
                    if (item is null)
                    {
                        logger.LogWarning("{Handler} finds no item {Id}", Name, id);
                        continue;
                    }

                    var discount = item.Tags switch
                    {
                        [] => 0m,
                        ["sale", ..] => 0.2m,
                        { Count: > 3 } => 0.1m,
                        _ => 0.05m,
                    };
                    total += Math.Round(item.Price * (1 - discount), 2, MidpointRounding.ToEven);
                }

                return total;
            }

            public IEnumerable<(string Tag, int Count)> Tags(IEnumerable<Item> all)
            {
                var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
                foreach (var tag in all.SelectMany(item => item.Tags))
                    counts[tag] = counts.TryGetValue(tag, out var count) ? count + 1 : 1;
                return counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value));
            }

            public string Describe(Item? item)
            {
                try
                {
                    var name = item?.Name ?? "nothing";
                    return name.Length > _limit ? string.Concat(name.AsSpan(0, _limit), "…") : $"{name} ({item?.Price:0.00})";
                }
                catch (FormatException exception)
                {
                    logger.LogError(exception, "{Handler} cannot describe {Id}", Name, item?.Id);
                    return "";
                }
            }
        }

        """;

    private const string Client = """

        /// <summary>Calls the orders service.</summary>
        public sealed class OrdersClient(HttpClient client)
        {
            private static readonly Dictionary<int, Item> Seen = new();

            public async Task<Item?> Get(int id, CancellationToken cancellationToken)
            {
                var item = await client.GetFromJsonAsync<Item>($"http://orders:8080/items/{id}", cancellationToken);
                if (item is not null)
                    Seen[id] = item;
                return item;
            }
        }

        /// <summary>Registers the feature.</summary>
        public static class Registration
        {
            public static IServiceCollection AddFeature{N}(this IServiceCollection services, IConfiguration configuration)
            {
                services.AddSingleton<Handler0>();
                services.AddHttpClient<OrdersClient>(client => client.BaseAddress = new Uri(configuration["Services:Orders"] ?? "http://localhost:5100"))
                    .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });
                return services;
            }
        }
        """;
}
