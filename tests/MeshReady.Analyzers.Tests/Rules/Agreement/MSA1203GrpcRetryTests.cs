using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.CodeFixes.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1203GrpcRetryTests : ClientAgreementTest<MSA1203GrpcRetryAnalyzer>
{
    private static readonly (string Name, string Content) Cart = Service("cart", port: "grpc");

    private static string Channel(string codes = "Grpc.Core.StatusCode.Unavailable", string attempts = "4") => $$"""
        using Grpc.Net.Client;
        using Grpc.Net.Client.Configuration;
        var cfg = new MethodConfig { Names = { MethodName.Default }, RetryPolicy = new RetryPolicy { MaxAttempts = {{attempts}}, RetryableStatusCodes = { {{codes}} } } };
        var ch = GrpcChannel.ForAddress("http://cart:7070", new GrpcChannelOptions { ServiceConfig = new ServiceConfig { MethodConfigs = { cfg } } });
        """;

    [Fact]
    public async Task Retry_policy_of_a_channel_and_no_route()
        => Assert.Equal(
            "Warning 4 'GrpcChannel' tries 4x on UNAVAILABLE and Istio's default policy tries 3x on the same: up to 12 requests to 'cart' per call; remove the gRPC retry policy, or turn the mesh's off with retries.attempts: 0 in a VirtualService for 'cart'",
            await FindIn(Channel(), [Meshed, Web(), Cart], Complete));

    [Fact]
    public async Task Retry_policy_of_a_registered_client()
        => Assert.StartsWith("Warning 4 'Payments' tries 3x on CANCELLED and UNAVAILABLE and Istio's default policy tries 3x on the same: up to 9 requests to 'payments' per call;", await FindIn("""
            using Grpc.Net.Client.Configuration;
            var builder = WebApplication.CreateBuilder(args);
            var method = new MethodConfig { RetryPolicy = new RetryPolicy { MaxAttempts = 3, RetryableStatusCodes = { Grpc.Core.StatusCode.Cancelled, Grpc.Core.StatusCode.Unavailable } } };
            builder.Services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).ConfigureChannel(o => o.ServiceConfig = new ServiceConfig { MethodConfigs = { method } });
            """, [Meshed, Web(), Service("payments")], Complete), StringComparison.Ordinal);

    [Fact]
    public async Task Policy_around_a_call_that_handles_RpcException()
        => Assert.StartsWith("Warning 5 'Payments' tries 4x on UNAVAILABLE and Istio's default policy tries 3x", await FindIn("""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments"));
            public class Page(Payments payments)
            {
                public Task<string> Show() => Policy.Handle<Grpc.Core.RpcException>(e => e.StatusCode == Grpc.Core.StatusCode.Unavailable).RetryAsync(3).ExecuteAsync(() => payments.PayAsync("x"));
            }
            """, [Meshed, Web(), Service("payments")], Complete), StringComparison.Ordinal);

    [Fact]
    public async Task The_channel_caps_the_tries_at_five()
        => Assert.Contains("tries 5x on UNAVAILABLE and Istio's default policy tries 3x on the same: up to 15 requests", await FindIn(Channel(attempts: "10"), [Meshed, Web(), Cart], Complete), StringComparison.Ordinal);

    [Fact]
    public async Task Route_without_retries_keeps_the_default()
        => Assert.StartsWith("Warning 4", await FindIn(Channel(), [Meshed, Web(), Cart, Route("cart", "  - route: [{destination: {host: cart}}]")], Complete), StringComparison.Ordinal);

    // --- the fix

    [Fact]
    public async Task Fix_removes_the_options_that_hold_nothing_else()
        => Assert.Contains("""var ch = GrpcChannel.ForAddress("http://cart:7070");""", await Mend<MSA1203GrpcRetryFix>(Channel(), [Meshed, Web(), Cart], Complete), StringComparison.Ordinal);

    [Fact]
    public async Task Fix_keeps_other_options()
        => Assert.Contains("new GrpcChannelOptions { MaxReceiveMessageSize = 1 });", await Mend<MSA1203GrpcRetryFix>(Channel().Replace("{ ServiceConfig", "{ MaxReceiveMessageSize = 1, ServiceConfig", StringComparison.Ordinal), [Meshed, Web(), Cart], Complete), StringComparison.Ordinal);

    [Fact]
    public async Task Fix_removes_the_configuration_of_a_registered_client()
        => Assert.Contains("""AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments"));""", await Mend<MSA1203GrpcRetryFix>("""
            using Grpc.Net.Client.Configuration;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddGrpcClient<Payments>(o => o.Address = new Uri("http://payments")).ConfigureChannel(o => o.ServiceConfig = new ServiceConfig { MethodConfigs = { new MethodConfig { RetryPolicy = new RetryPolicy { MaxAttempts = 3, RetryableStatusCodes = { Grpc.Core.StatusCode.Unavailable } } } } });
            """, [Meshed, Web(), Service("payments")], Complete), StringComparison.Ordinal);

    [Fact]
    public async Task Fix_is_not_offered_where_the_policy_repeats_more()
        => Assert.Null(await Mend<MSA1203GrpcRetryFix>(Channel("Grpc.Core.StatusCode.Unavailable, Grpc.Core.StatusCode.Internal"), [Meshed, Web(), Cart], Complete));

    // --- near-misses

    [Fact]
    public async Task Route_that_turns_retries_off_is_silent()
        => Assert.Equal("", await FindIn(Channel(), [Meshed, Web(), Cart, Retries("cart", "{attempts: 0}")], Complete));

    [Fact]
    public async Task Route_with_retries_belongs_to_MSA1201()
        => Assert.Equal("", await FindIn(Channel(), [Meshed, Web(), Cart, Retries("cart", "{attempts: 2, retryOn: unavailable}")], Complete));

    [Fact]
    public async Task Manifests_that_may_not_be_all_are_silent()
        => Assert.Equal("", await FindIn(Channel(), [Meshed, Web(), Cart]));

    [Theory]
    [InlineData("Grpc.Core.StatusCode.NotFound")]
    [InlineData("Grpc.Core.StatusCode.OK")]
    public async Task Codes_that_Istio_does_not_repeat_are_silent(string code)
        => Assert.Equal("", await FindIn(Channel(code), [Meshed, Web(), Cart], Complete));

    [Fact]
    public async Task Unmeshed_caller_is_silent()
        => Assert.Equal("", await FindIn(Channel(), [Plain, Web(), Cart], Complete));

    [Fact]
    public async Task Linkerd_repeats_nothing_by_default()
        => Assert.Equal("", await FindIn(Channel(), [Linkerd, Web(), Cart], Complete));

    [Fact]
    public async Task Mesh_whose_own_settings_turn_retries_off_is_silent()
        => Assert.Equal("", await FindIn(Channel(), [Meshed, Web(), Cart, ("k8s/mesh.yaml", "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata: {name: istio, namespace: istio-system}\nspec:\n  meshConfig:\n    defaultHttpRetryPolicy: {attempts: 0}\n")], Complete));

    [Fact]
    public async Task Unknown_service_is_silent()
        => Assert.Equal("", await FindIn(Channel(), [Meshed, Web()], Complete));

    [Fact]
    public async Task Channel_over_TLS_is_silent()
        => Assert.Equal("", await FindIn(Channel().Replace("http://cart", "https://cart", StringComparison.Ordinal), [Meshed, Web(), Cart], Complete));

    [Fact]
    public async Task Channel_without_retries_is_silent()
        => Assert.Equal("", await FindIn("""var ch = Grpc.Net.Client.GrpcChannel.ForAddress("http://cart:7070");""", [Meshed, Web(), Cart], Complete));

    [Fact]
    public async Task Retry_of_HTTP_is_silent()
        => Assert.Equal("", await FindIn("""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddHttpClient("cart", c => c.BaseAddress = new Uri("http://cart")).AddStandardResilienceHandler();
            """, [Meshed, Web(), Cart], Complete));
}
