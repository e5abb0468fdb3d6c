using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Facts.Systems;

/// <summary>Calls through Dapr's sidecar.</summary>
public sealed class DaprCallTests
{
    private static readonly string[] Packages = ["Dapr.Client", "Dapr.Common", "Dapr.Protos", "Google.Protobuf", "Grpc.Core.Api", "Grpc.Net.Client", "Google.Api.CommonProtos"];

    [Fact]
    public void Invocation_names_app_and_request()
    {
        var call = Assert.Single(Calls("""
            var dapr = new Dapr.Client.DaprClientBuilder().Build();
            await dapr.InvokeMethodAsync<string>(HttpMethod.Get, "orders", "orders/all");
            await dapr.InvokeMethodAsync("orders", "place");
            """));

        Assert.Equal((CallProtocol.Dapr, "orders", null), (call.Protocol, call.AppId, call.Host));
        Assert.Equal(["GET /orders/all", "POST /place"], call.Requests);
        Assert.Equal(1, call.Policy.Tries);
    }

    [Theory]
    [InlineData("""var http = Dapr.Client.DaprClient.CreateInvokeHttpClient("orders");""")]
    [InlineData("""var http = new Dapr.Client.DaprClientBuilder().Build().CreateInvokableHttpClient("orders");""")]
    [InlineData("""var invoker = Dapr.Client.DaprClient.CreateInvocationInvoker("orders");""")]
    [InlineData("""var http = new HttpClient(); http.DefaultRequestHeaders.Add("dapr-app-id", "orders");""")]
    [InlineData("""var metadata = new Grpc.Core.Metadata { { "dapr-app-id", "orders" } };""")]
    [InlineData("""await new HttpClient().GetAsync($"http://localhost:{Environment.GetEnvironmentVariable("DAPR_HTTP_PORT")}/v1.0/invoke/orders/method/all");""")]
    public void App_is_named_in_many_ways(string source)
    {
        var call = Assert.Single(Calls(source));

        Assert.Equal((CallProtocol.Dapr, "orders"), (call.Protocol, call.AppId));
    }

    [Fact]
    public void Handler_turns_the_host_into_an_app()
    {
        var call = Assert.Single(Calls("""
            new ServiceCollection().AddHttpClient("orders", c => c.BaseAddress = new Uri("http://orders-app")).AddHttpMessageHandler(() => new Dapr.Client.InvocationHandler());
            """));

        Assert.Equal((CallProtocol.Dapr, "orders-app", null), (call.Protocol, call.AppId, call.Host));
    }

    [Fact]
    public void App_in_a_setting_is_known_by_its_key()
    {
        var call = Assert.Single(Calls("""
            IConfiguration configuration = new ConfigurationBuilder().Build();
            await new Dapr.Client.DaprClientBuilder().Build().InvokeMethodAsync(configuration["Apps:OrdersAppId"]!, "place");
            """));

        Assert.Equal((null, "Apps:OrdersAppId"), (call.AppId, call.Key));
    }

    [Theory]
    [InlineData("""await new Dapr.Client.DaprClientBuilder().Build().PublishEventAsync("pubsub", "orders", "x");""")]
    [InlineData("""new Invoker().InvokeMethodAsync("orders", "place"); public sealed class Invoker { public void InvokeMethodAsync(string appId, string methodName) { } }""")]
    [InlineData("""var dapr = new Dapr.Client.DaprClientBuilder().UseHttpEndpoint("http://localhost:3500").Build();""")]
    public void Other_uses_of_Dapr_are_no_calls(string source) => Assert.Empty(Calls(source));

    private static IReadOnlyList<CallFact> Calls(string source) => ProjectFactsOf.Program(source, null, Packages).Calls;
}
