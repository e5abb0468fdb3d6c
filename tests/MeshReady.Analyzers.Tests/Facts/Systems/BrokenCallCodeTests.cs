namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>Code and settings that somebody is still writing: facts or none, but no exception.</summary>
public sealed class BrokenCallCodeTests
{
    private static readonly string[] Packages =
    [
        "Yarp.ReverseProxy", "Grpc.Core.Api", "Grpc.Net.Client", "Grpc.Net.ClientFactory", "Grpc.Net.Common", "Dapr.Client", "Refit", "Refit.HttpClientFactory", "Polly/7", "Microsoft.Extensions.Http.Polly",
        "Microsoft.AspNetCore.HeaderPropagation", "Microsoft.AspNetCore.SignalR.Client", "Microsoft.AspNetCore.Authentication.JwtBearer",
    ];

    private const string Code = """
        using Polly; using Refit;
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration.AddJsonFile("ocelot.json").AddJsonFile($"peers.{builder.Environment.EnvironmentName}.json");
        var options = builder.Configuration.GetSection("Stock").Get<Stock>();
        builder.Services.AddHttpClient<Orders>((provider, client) => { client.BaseAddress = new Uri($"http://{builder.Configuration["Orders"]}:80/api"); client.Timeout = TimeSpan.FromSeconds(3); })
            .AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(1))).AddHttpMessageHandler<Forward>();
        builder.Services.AddRefitClient<IOrders>().ConfigureHttpClient(c => c.BaseAddress = new Uri(options!.Url));
        builder.Services.AddGrpcClient<Basket.BasketClient>(o => o.Address = new("http://basket"));
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("Gateway"));
        builder.Services.AddAuthentication().AddJwtBearer(o => { o.Authority = builder.Configuration["Identity"]; o.MetadataAddress = "http://identity/.well-known"; });
        builder.Services.AddHealthChecks().AddUrlGroup(new Uri("http://orders/health"), "orders");
        builder.Services.AddHeaderPropagation(o => o.Headers.Add("x-tenant"));
        builder.Services.AddOcelot();
        builder.Services.AddService<Orders>("orders", builder.Configuration["Orders"]!);
        await new Dapr.Client.DaprClientBuilder().Build().InvokeMethodAsync<string>(HttpMethod.Get, "stock", $"items/{args[0]}");
        await new HttpClient().GetAsync($"http://localhost:3500/v1.0/invoke/{args[0]}/method/all");
        var channel = Grpc.Net.Client.GrpcChannel.ForAddress("http://basket"); var basket = new Basket.BasketClient(channel);
        basket.Get("1", deadline: DateTime.UtcNow.AddSeconds(1));
        public sealed class Stock { public string Url { get; set; } = ""; }
        public interface IOrders { [Get("/orders/{id}")] Task<string> One(int id); }
        public sealed class Orders(HttpClient http) { public Task Get(int id) => http.GetAsync("orders/" + id + "?full"); }
        public sealed class Forward(IHttpContextAccessor context) : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                foreach (var header in context.HttpContext!.Request.Headers) request.Headers.Add(header.Key, header.Value.ToString());
                return base.SendAsync(request, token);
            }
        }
        public static class House { public static void AddService<T>(this IServiceCollection services, string name, string url) where T : class => services.AddHttpClient<T>(name, c => c.BaseAddress = new Uri($"http://{url}/")); }
        public static class Basket
        {
            static readonly string __ServiceName = "shop.Basket";
            public class BasketClient : Grpc.Core.ClientBase<BasketClient>
            {
                public BasketClient(Grpc.Core.ChannelBase channel) : base(channel) { }
                protected override BasketClient NewInstance(ClientBaseConfiguration configuration) => this;
                public virtual string Get(string request, DateTime? deadline = null) => "";
            }
        }
        """;

    private const string Json = """{ "Orders": "orders:80", "Routes": [ { "DownstreamPathTemplate": "/a", "DownstreamHostAndPorts": [ { "Host": "a", "Port": 1 } ] } ], "Gateway": { "Clusters": { "a": { "Destinations": { "b": { "Address": "http://a" } } } } } }""";

    [Fact]
    public void Code_that_ends_anywhere_is_read()
    {
        var whole = Read(Code.Length, Json.Length);
        var most = Enumerable.Range(0, 40).Select(static i => Read(Code.Length * i / 40, Json.Length * i / 40)).Max();

        // It is the code that is cut, and not the reader that stopped.
        Assert.True(whole >= 9 && most > 0, $"{whole} calls in the whole, at most {most} in a part");
    }

    private static int Read(int code, int json)
        => ProjectFactsOf.Unrestored(Code[..code], [("appsettings.json", Json[..json]), ("ocelot.json", Json[..json]), ("peers.json", Json[..json])], Packages).Calls.Count;
}
