namespace MeshReady.Repo.Tests;

/// <summary>Types of one's own that only share a name with a library's are nobody's business.</summary>
public sealed class LookAlikeTests
{
    [Fact]
    public async Task Types_of_the_same_names_leave_every_rule_silent()
    {
        const string Source = """
            using System;
            using System.Collections.Generic;

            namespace My;

            public sealed class HttpClient
            {
                public HttpClient(HttpClientHandler? handler = null) { }
                public Uri? BaseAddress { get; set; }
                public string GetAsync(string address) => address;
                public string GetStringAsync(string address) => address;
                public string PostAsync(string address, object? content) => address;
            }

            public sealed class HttpClientHandler
            {
                public Func<object, object, object, object, bool>? ServerCertificateCustomValidationCallback { get; set; }
                public static Func<object, object, object, object, bool> DangerousAcceptAnyServerCertificateValidator => (_, _, _, _) => true;
            }

            public sealed class GrpcChannel
            {
                public static GrpcChannel ForAddress(string address) => new();
            }

            public sealed class RestClient(string address)
            {
                public string Address => address;
            }

            public static class RestService
            {
                public static T For<T>(string address) where T : new() => new();
            }

            public sealed class HubConnectionBuilder
            {
                public HubConnectionBuilder WithUrl(string address) => this;
                public HubConnectionBuilder WithAutomaticReconnect() => this;
            }

            public sealed class DaprClientBuilder
            {
                public DaprClientBuilder UseHttpEndpoint(string address) => this;
            }

            public interface IConfiguration
            {
                string? this[string key] { get; }
                T GetValue<T>(string key, T fallback);
            }

            public interface IServiceCollection;

            public interface IHttpClientBuilder;

            public static class Extensions
            {
                public static IHttpClientBuilder AddHttpClient(this IServiceCollection services, string name, Action<HttpClient> configure) => throw new InvalidOperationException();
                public static IHttpClientBuilder AddGrpcClient<T>(this IServiceCollection services, Action<T> configure) => throw new InvalidOperationException();
                public static IHttpClientBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder) => builder;
                public static IHttpClientBuilder AddPolicyHandler(this IHttpClientBuilder builder, object policy) => builder;
                public static void AddSingleton<T>(this IServiceCollection services) { }
                public static void AddHostedService<T>(this IServiceCollection services) { }
                public static void MapGet(this IServiceCollection routes, string pattern, Delegate handler) { }
            }

            public static class Policy
            {
                public static PolicyBuilder Handle<T>() => new();
            }

            public sealed class PolicyBuilder
            {
                public object WaitAndRetryAsync(int count, Func<int, TimeSpan> wait) => this;
            }

            public static class ServicePointManager
            {
                public static Func<object, object, object, object, bool>? ServerCertificateValidationCallback { get; set; }
            }

            public sealed class Basket
            {
                private readonly Dictionary<string, int> _items = [];
                public void Add(string name) => _items[name] = 1;
                public int Get(string name) => _items[name];
            }

            public static class Start
            {
                public static void Configure(IServiceCollection services, IConfiguration configuration)
                {
                    services.AddHttpClient("orders", c => c.BaseAddress = new Uri("http://localhost:5001"))
                        .AddStandardResilienceHandler()
                        .AddPolicyHandler(Policy.Handle<Exception>().WaitAndRetryAsync(3, _ => TimeSpan.FromSeconds(1)));
                    services.AddGrpcClient<GrpcChannel>(_ => { });
                    services.AddSingleton<Basket>();
                    services.AddHostedService<Basket>();
                    services.MapGet("/orders", () => new HttpClient().GetStringAsync("http://localhost:5001/orders"));
                    var client = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator });
                    client.PostAsync(configuration["Services:Orders"] ?? "http://orders:8080", null);
                    client.GetAsync(configuration.GetValue("Services:Orders", "http://10.0.0.7:8080"));
                    ServicePointManager.ServerCertificateValidationCallback += (_, _, _, _) => true;
                    GrpcChannel.ForAddress("http://payments:5000");
                    _ = new RestClient("http://payments:5000").Address;
                    RestService.For<object>("http://payments:5000");
                    new HubConnectionBuilder().WithUrl("http://localhost:5002/hub").WithAutomaticReconnect();
                    new DaprClientBuilder().UseHttpEndpoint("http://localhost:3500");
                }
            }
            """;
        var compilation = AnalyzerRun.Compile([AnalyzerRun.Tree(Source, "My.cs")], AnalyzerRun.References);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
        Assert.Empty(await AnalyzerRun.Findings(compilation, cancellationToken: TestContext.Current.CancellationToken));
    }
}
