using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>Calls of HTTP clients, by the way in which the code gives them an address.</summary>
public sealed class ClientCallTests
{
    private const string Start = "var builder = WebApplication.CreateBuilder(args);\n";

    [Fact]
    public void Typed_client_is_one_call_with_its_requests()
    {
        var call = Assert.Single(Calls(Start + """
            builder.Services.AddHttpClient<Orders>(client => client.BaseAddress = new Uri("http://orders:8080/api/"));
            public sealed class Orders(HttpClient http)
            {
                public Task<string> One(int id) => http.GetStringAsync($"orders/{id}?full=true");
                public Task Place(string text) => http.PostAsJsonAsync("/orders", text);
            }
            """));

        Assert.Equal((CallProtocol.Http, "http", "orders", 8080, "Orders"), (call.Protocol, call.Scheme, call.Host, call.Port, call.Client));
        Assert.Equal(["GET /api/orders/*", "POST /orders"], call.Requests);
        Assert.Equal(new Place("src/Shop/Program.cs", 2), call.Place);
        Assert.Null(call.Key);
    }

    [Fact]
    public void Named_client_takes_its_address_from_a_key()
    {
        var call = Assert.Single(Calls(Start + """
            builder.Services.AddHttpClient("stock", client => client.BaseAddress = new Uri(builder.Configuration["Services:Stock"]!));
            """));

        Assert.Equal(("Services:Stock", "stock", null), (call.Key, call.Client, call.Host));
        Assert.False(call.IsEnvironment);
    }

    [Fact]
    public void Text_around_a_configured_host_is_kept()
    {
        var call = Assert.Single(Calls(Start + """
            builder.Services.AddHttpClient("stock", client => client.BaseAddress = new Uri($"http://{builder.Configuration["Stock"]}:8080/api"));
            """));

        Assert.Equal(("Stock", "http://", ":8080/api", "http"), (call.Key, call.Prefix, call.Suffix, call.Scheme));
    }

    [Fact]
    public void Variable_of_the_environment_has_a_fallback_in_code()
    {
        var call = Assert.Single(Calls(Start + """
            builder.Services.AddHttpClient("stock", client => client.BaseAddress = new Uri(Environment.GetEnvironmentVariable("STOCK_URL") ?? "http://stock:81"));
            """));

        Assert.Equal(("STOCK_URL", true, "stock", 81), (call.Key, call.IsEnvironment, call.Host, call.Port));
    }

    [Fact]
    public void Name_of_service_discovery_keeps_its_scheme()
    {
        var call = Assert.Single(Calls(Start + """
            builder.Services.AddHttpClient<Catalog>(client => client.BaseAddress = new("https+http://catalog-api"));
            public sealed class Catalog(HttpClient http) { public Task Get() => http.GetAsync("/items"); }
            """));

        Assert.Equal(("https+http", "catalog-api"), (call.Scheme, call.Host));
    }

    [Fact]
    public void Address_in_a_call_is_a_call_of_its_own_and_told_once()
    {
        var call = Assert.Single(Calls("""
            var http = new HttpClient();
            await http.GetAsync("http://prices/list");
            await http.PostAsync("http://prices/list", null);
            """));

        Assert.Equal(("prices", null), (call.Host, call.Client));
        Assert.Equal(["GET /list", "POST /list"], call.Requests);
    }

    [Fact]
    public void Class_of_a_typed_client_calls_a_second_service()
    {
        var calls = Calls(Start + """
            builder.Services.AddHttpClient<Orders>(client => client.BaseAddress = new Uri("http://orders"));
            public sealed class Orders(HttpClient http, IConfiguration configuration)
            {
                public Task Own() => http.GetAsync("/orders");
                public Task Other() => http.GetAsync($"{configuration["Urls:Basket"]}/basket");
            }
            """, [("appsettings.json", """{ "Urls": { "Basket": "http://basket" } }""")]);

        Assert.Equal([("Orders", "orders", null), ("Orders", null, "Urls:Basket")], calls.Select(static c => (c.Client, c.Host, c.Key)));
    }

    [Fact]
    public void Setting_that_holds_a_path_is_no_second_service()
    {
        var call = Assert.Single(Calls(Start + """
            builder.Services.AddHttpClient<Orders>(client => client.BaseAddress = new Uri("http://orders"));
            public sealed class Orders(HttpClient http, IConfiguration configuration) { public Task Other() => http.GetAsync(configuration["Paths:Basket"]); }
            """, [("appsettings.json", """{ "Paths": { "Basket": "/basket" } }""")]));

        Assert.Equal("orders", call.Host);
    }

    [Fact]
    public void Client_without_an_address_in_sight_is_kept_as_unresolved()
    {
        var call = Assert.Single(Calls(Start + """
            builder.Services.AddHttpClient<Orders>();
            public sealed class Orders(HttpClient http) { public Task Get() => http.GetAsync("/orders"); }
            """));

        Assert.Equal(("Orders", null, null), (call.Client, call.Host, call.Key));
        Assert.Equal(["GET /orders"], call.Requests);
    }

    [Fact]
    public void Named_client_whose_address_cannot_be_followed_is_kept_and_a_bare_name_is_not()
    {
        var call = Assert.Single(Calls(Start + """
            builder.Services.AddHttpClient("any");
            builder.Services.AddHttpClient("stock", client => client.BaseAddress = Elsewhere.Find());
            public static class Elsewhere { public static Uri Find() => new(Console.ReadLine()!); }
            """));

        Assert.Equal(("stock", null, null), (call.Client, call.Host, call.Key));
    }

    [Fact]
    public void Refit_interface_tells_its_requests()
    {
        var call = Assert.Single(Calls("using Refit;\n" + Start + """
            builder.Services.AddRefitClient<IOrders>().ConfigureHttpClient(client => client.BaseAddress = new Uri(builder.Configuration.GetSection("Services")["Orders"]!));
            public interface IOrders { [Refit.Get("/orders/{id}")] Task<string> One(int id); [Refit.Delete("/orders/{id}")] Task Drop(int id); }
            """, [("appsettings.json", """{ "Services": { "Orders": "http://orders/v1" } }""")], "Refit", "Refit.HttpClientFactory"));

        Assert.Equal(("IOrders", "Services:Orders"), (call.Client, call.Key));
        Assert.Equal(["DELETE /v1/orders/{id}", "GET /v1/orders/{id}"], call.Requests);
    }

    [Theory]
    [InlineData("RestEase", """var api = RestEase.RestClient.For<IOrders>("http://orders:5000"); public interface IOrders { [RestEase.Get("orders")] Task<string> All(); }""")]
    [InlineData("RestSharp", """var api = new RestSharp.RestClient("http://orders:5000");""")]
    [InlineData("Refit", """var api = Refit.RestService.For<IOrders>("http://orders:5000"); public interface IOrders { [Refit.Get("/orders")] Task<string> All(); }""")]
    public void Client_made_by_a_library_is_a_call(string package, string source)
    {
        var call = Assert.Single(Calls(source, null, package));

        Assert.Equal((CallProtocol.Http, "orders", 5000), (call.Protocol, call.Host, call.Port));
    }

    [Fact]
    public void Flurl_calls_the_address_that_it_extends()
    {
        var call = Assert.Single(Calls("""
            using Flurl;
            using Flurl.Http;
            await "http://orders:5000".AppendPathSegment("orders").GetAsync();
            """, null, "Flurl", "Flurl.Http"));

        Assert.Equal(("orders", 5000), (call.Host, call.Port));
    }

    [Fact]
    public void Hub_connection_is_a_web_socket()
    {
        var call = Assert.Single(Calls("""
            using Microsoft.AspNetCore.SignalR.Client;
            var hub = new HubConnectionBuilder().WithUrl("http://chat/hub").Build();
            """, null, "Microsoft.AspNetCore.SignalR.Client", "Microsoft.AspNetCore.SignalR.Client.Core", "Microsoft.AspNetCore.Http.Connections.Client"));

        Assert.Equal((CallProtocol.WebSocket, "chat"), (call.Protocol, call.Host));
    }

    [Fact]
    public void House_method_says_how_and_its_call_says_which()
    {
        var calls = Calls(Start + """
            builder.Services.AddService<Orders, OrdersOptions>();
            builder.Services.AddNamed("stock", builder.Configuration["Stock"]!);
            public sealed class Orders(HttpClient http) { public Task Get() => http.GetAsync("/orders"); }
            public sealed class OrdersOptions : HouseOptions;
            public abstract class HouseOptions { public string Url { get; set; } = ""; }
            public static class House
            {
                public static void AddService<TClient, TOptions>(this IServiceCollection services) where TClient : class where TOptions : HouseOptions
                {
                    services.BindNamed<TOptions>();
                    services.AddHttpClient<TClient>((provider, client) => client.BaseAddress = new Uri(provider.GetRequiredService<TOptions>().Url));
                }
                public static void AddNamed(this IServiceCollection services, string name, string url) => services.AddHttpClient(name, client => client.BaseAddress = new Uri(url));
                private static void BindNamed<T>(this IServiceCollection services) where T : class => services.AddOptions<T>().BindConfiguration(typeof(T).Name);
            }
            """);

        Assert.Equal([("Orders", "OrdersOptions:Url"), ("stock", "Stock")], calls.Select(static c => (c.Client, c.Key)));
    }

    [Fact]
    public void Options_that_a_house_method_binds_have_a_key()
    {
        var call = Assert.Single(Calls(Start + """
            var stock = builder.Configuration.Bound<StockOptions>("Stock");
            builder.Services.AddHttpClient("stock", client => client.BaseAddress = new Uri(stock.Address));
            public sealed class StockOptions { public string Address { get; set; } = ""; }
            public static class House { public static T Bound<T>(this IConfiguration configuration, string section) where T : new() { var bound = new T(); configuration.GetSection(section).Bind(bound); return bound; } }
            """));

        Assert.Equal("Stock:Address", call.Key);
    }

    [Theory]
    [InlineData("""if (builder.Environment.IsDevelopment()) builder.Services.AddHttpClient("mock", client => client.BaseAddress = new Uri("http://mock"));""")]
    [InlineData("""if (builder.Configuration.GetValue<bool>("UseMock")) builder.Services.AddHttpClient("mock", client => client.BaseAddress = new Uri("http://mock"));""")]
    public void Call_under_a_condition_is_marked(string registration)
        => Assert.True(Assert.Single(Calls(Start + registration)).IsConditional);

    [Fact]
    public void Question_whether_the_address_is_set_is_no_condition()
        => Assert.False(Assert.Single(Calls(Start + """
            if (builder.Configuration["Stock"] is { } url) builder.Services.AddHttpClient("stock", client => client.BaseAddress = new Uri("http://stock"));
            """)).IsConditional);

    [Theory]
    [InlineData("""builder.WebHost.UseUrls("http://localhost:5000");""")]
    [InlineData("""builder.Services.AddCors(o => o.AddDefaultPolicy(p => p.WithOrigins("http://spa:4200")));""")]
    [InlineData("""var documentation = "https://learn.microsoft.com/dotnet"; Console.WriteLine(documentation);""")]
    [InlineData("""var app = builder.Build(); app.MapGet("/", () => Results.Redirect("http://portal/home"));""")]
    [InlineData("""builder.Services.AddHttpClient(); builder.Services.AddOpenTelemetryLike("http://collector:4317"); public static class X { public static void AddOpenTelemetryLike(this IServiceCollection s, string endpoint) { } }""")]
    public void What_is_not_called_is_no_call(string source) => Assert.Empty(Calls(Start + source));

    [Fact]
    public void App_host_calls_nobody()
        => Assert.Empty(ProjectFactsOf.Read("""await new HttpClient().GetAsync("http://orders/ready");""", null, mustCompile: true, ProjectKind.AppHost).Calls);

    private static IReadOnlyList<CallFact> Calls(string source, (string, string)[]? files = null, params string[] packages) => ProjectFactsOf.Program(source, files, packages).Calls;
}
