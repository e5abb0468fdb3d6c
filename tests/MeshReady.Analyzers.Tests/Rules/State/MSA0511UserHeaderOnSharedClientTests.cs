using MeshReady.Analyzers.Rules.State;

namespace MeshReady.Analyzers.Tests.Rules.State;

public sealed class MSA0511UserHeaderOnSharedClientTests : RuleTest<MSA0511UserHeaderOnSharedClientAnalyzer>
{
    [Theory]
    // A client of its own for each holder, and holders of one request.
    [InlineData("public class Orders { private readonly HttpClient _http; public Orders(IHttpClientFactory f, IHttpContextAccessor a) { _http = f.CreateClient(\"x\"); _http.DefaultRequestHeaders.Authorization = new(\"Bearer\", a.HttpContext!.Request.Headers[\"Authorization\"]); } }")]
    [InlineData("public class Orders(IHttpClientFactory f, IHttpContextAccessor a) { public async Task<string> Get() { using var http = f.CreateClient(); var token = await a.HttpContext!.GetTokenAsync(\"access_token\"); http.DefaultRequestHeaders.Authorization = new(\"Bearer\", token); return await http.GetStringAsync(\"/x\"); } } public static class S { public static void Add(IServiceCollection s) { s.AddSingleton<Orders>(); s.AddHttpClient(); } }")]
    [InlineData("public interface IOrders { } public class Orders : IOrders { private readonly HttpClient _http; private readonly IHttpContextAccessor _a; public Orders(HttpClient http, IHttpContextAccessor a) { _http = http; _a = a; } public Task<string> Get() { _http.DefaultRequestHeaders.Authorization = new(\"Bearer\", _a.HttpContext!.Request.Headers[\"Authorization\"]); return _http.GetStringAsync(\"/x\"); } } public static class S { public static void Add(IServiceCollection s) { s.AddHttpClient<IOrders, Orders>(); s.AddSingleton(_ => new HttpClient()); } }")]
    [InlineData("public class Orders { private readonly HttpClient _http; public Orders(HttpClient http) => _http = http; public void Use(System.Security.Claims.ClaimsPrincipal user) => _http.DefaultRequestHeaders.Authorization = new(\"Bearer\", user.Identity!.Name); } public static class S { public static void Add(IServiceCollection s) { s.AddScoped(_ => new HttpClient()); s.AddScoped<Orders>(); } }")]
    public Task Client_of_one_request(string source) => Check(source);

    private const string Usings = """
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Net.Http.Headers;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.DependencyInjection;

        """;

    private static Task Check(string source) => Verify(Usings + source);

    [Fact]
    public Task Token_of_the_request_on_a_static_client() => Check("""
        public class Orders : ControllerBase
        {
            private static readonly HttpClient Http = new();

            public Task<string> Get()
            {
                [|Http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(Request.Headers["Authorization"]!)|];
                return Http.GetStringAsync("http://orders/mine");
            }
        }
        """);

    [Fact]
    public Task Claim_through_a_local() => Check("""
        public class Orders : ControllerBase
        {
            private static readonly HttpClient Http = new();

            public Task<string> Get()
            {
                var tenant = User.FindFirst("tenant")?.Value;
                [|Http.DefaultRequestHeaders.Add("x-tenant", tenant)|];
                return Http.GetStringAsync("http://orders/mine");
            }
        }
        """);

    [Fact]
    public Task Accessor_in_a_singleton() => Check("""
        public class OrdersClient(HttpClient http, IHttpContextAccessor accessor)
        {
            public async Task<string> Mine()
            {
                var token = await accessor.HttpContext!.GetTokenAsync("access_token");
                [|http.DefaultRequestHeaders.Authorization = new("Bearer", token)|];
                return await http.GetStringAsync("http://orders/mine");
            }
        }

        static class Startup
        {
            static void Add(IServiceCollection services) => services.AddSingleton(new HttpClient()).AddSingleton<OrdersClient>();
        }
        """);

    [Fact]
    public Task Field_of_a_singleton_made_by_a_factory() => Check("""
        public class OrdersClient
        {
            private readonly HttpClient _http;
            private readonly IHttpContextAccessor _accessor;

            public OrdersClient(IHttpClientFactory factory, IHttpContextAccessor accessor)
            {
                _http = factory.CreateClient();
                _accessor = accessor;
            }

            public Task<string> Mine()
            {
                [|this._http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Token())|];
                return _http.GetStringAsync("http://orders/mine");
            }

            private string Token() => _accessor.HttpContext!.Request.Headers["Authorization"].ToString();
        }

        static class Startup
        {
            static void Add(IServiceCollection services) => services.AddSingleton<OrdersClient>();
        }
        """);

    [Fact]
    public Task Client_that_is_a_singleton_itself() => Check("""
        public class OrdersClient
        {
            private readonly HttpClient _http;

            public OrdersClient(HttpClient http) => _http = http;

            public Task<string> Mine([FromHeader] string authorization)
            {
                [|_http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(authorization)|];
                return _http.GetStringAsync("http://orders/mine");
            }
        }

        static class Startup
        {
            static void Add(IServiceCollection services) => services.AddSingleton<HttpClient>().AddScoped<OrdersClient>();
        }
        """);

    [Fact]
    public Task Helper_that_gets_the_token_from_its_caller() => Check("""
        public class Orders : ControllerBase
        {
            private static readonly HttpClient Http = new();

            public Task<string> Get()
            {
                if (Request.Headers.TryGetValue("Authorization", out var value))
                    Use(value.ToString());
                return Http.GetStringAsync("http://orders/mine");
            }

            private static void Use(string token) => [|Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token)|];
        }
        """);

    [Fact]
    public Task All_headers_of_the_request_are_handed_on() => Check("""
        public class Gateway
        {
            private static HttpClient Http { get; } = new HttpClient();

            public Task Forward(HttpContext context)
            {
                foreach (var header in context.Request.Headers)
                    [|Http.DefaultRequestHeaders.Add(header.Key, header.Value.ToString())|];
                return Http.GetStringAsync("http://orders/mine");
            }
        }
        """);

    [Fact]
    public Task Extension_that_sets_the_client() => Check("""
        static class HttpClientExtensions { public static void SetBearerToken(this HttpClient client, string token) => client.DefaultRequestHeaders.Authorization = new("Bearer", token); }

        public class Orders : ControllerBase
        {
            private static readonly HttpClient Http = new();

            public async Task<string> Get()
            {
                [|Http.SetBearerToken((await HttpContext.GetTokenAsync("access_token"))!)|];
                return await Http.GetStringAsync("http://orders/mine");
            }
        }
        """);

    [Fact]
    public Task Typed_client_lives_for_a_request() => Check("""
        public class OrdersClient(HttpClient http, IHttpContextAccessor accessor)
        {
            public Task<string> Mine()
            {
                http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(accessor.HttpContext!.Request.Headers["Authorization"]!);
                return http.GetStringAsync("http://orders/mine");
            }
        }

        static class Startup
        {
            static void Add(IServiceCollection services) => services.AddSingleton<HttpClient>().AddHttpClient<OrdersClient>();
        }
        """);

    [Fact]
    public Task Client_of_the_factory_lives_for_a_call() => Check("""
        public class Orders(IHttpClientFactory factory) : ControllerBase
        {
            public Task<string> Get()
            {
                var http = factory.CreateClient();
                http.DefaultRequestHeaders.Add("Authorization", Request.Headers["Authorization"].ToString());
                return http.GetStringAsync("http://orders/mine");
            }
        }
        """);

    [Fact]
    public Task Token_of_the_service_itself() => Check("""
        public class OrdersClient(HttpClient http, ITokens tokens)
        {
            public async Task<string> All()
            {
                http.DefaultRequestHeaders.Authorization = new("Bearer", await tokens.ForThisService());
                return await http.GetStringAsync("http://orders/all");
            }
        }

        public interface ITokens { Task<string> ForThisService(); }

        static class Startup
        {
            static void Add(IServiceCollection services) => services.AddSingleton<OrdersClient>();
        }
        """);

    [Fact]
    public Task Header_of_the_request_message() => Check("""
        public class Orders : ControllerBase
        {
            private static readonly HttpClient Http = new();

            public Task<HttpResponseMessage> Get()
            {
                var request = new HttpRequestMessage(HttpMethod.Get, "http://orders/mine");
                request.Headers.Authorization = AuthenticationHeaderValue.Parse(Request.Headers["Authorization"]!);
                return Http.SendAsync(request);
            }
        }
        """);

    [Fact]
    public Task Header_that_is_always_the_same() => Check("""
        public class Orders : ControllerBase
        {
            private static readonly HttpClient Http = new();

            static Orders() => Http.DefaultRequestHeaders.Add("x-service", "shop");

            public Task<string> Get()
            {
                Http.DefaultRequestHeaders.Accept.Clear();
                return Http.GetStringAsync("http://orders/mine");
            }
        }
        """);

    [Fact]
    public Task Scoped_holder_of_a_client_of_its_own() => Check("""
        public class OrdersClient(IHttpContextAccessor accessor)
        {
            private readonly HttpClient _http = new();

            public void Sign() => _http.DefaultRequestHeaders.Add("Authorization", accessor.HttpContext!.Request.Headers["Authorization"].ToString());
        }

        static class Startup
        {
            static void Add(IServiceCollection services) => services.AddSingleton<HttpClient>().AddScoped<OrdersClient>();
        }
        """);

    [Fact]
    public Task Static_property_that_makes_one_each_time() => Check("""
        public class Orders : ControllerBase
        {
            private static HttpClient Http => new();

            public void Sign() => Http.DefaultRequestHeaders.Add("Authorization", Request.Headers["Authorization"].ToString());
        }
        """);

    [Fact]
    public Task Client_of_the_same_name_is_somebody_elses() => Verify("""
        using Microsoft.AspNetCore.Mvc;
        public class Orders : ControllerBase
        {
            private static readonly My.HttpClient Http = new();

            public void Sign() => Http.DefaultRequestHeaders.Authorization = Request.Headers["Authorization"].ToString();
        }

        namespace My { public class HttpClient { public Headers DefaultRequestHeaders { get; } = new(); } public class Headers { public string? Authorization { get; set; } } }
        """);

    [Fact]
    public Task Code_that_is_being_typed() => Verify("""
        using System.Net.Http;
        class Orders { static readonly HttpClient Http = new(); void M() { Http.DefaultRequestHeaders.Authorization = {|CS1525:;|} } }
        """);
}
