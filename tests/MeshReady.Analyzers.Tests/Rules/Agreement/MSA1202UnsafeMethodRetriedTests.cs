using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.CodeFixes.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1202UnsafeMethodRetriedTests : ClientAgreementTest<MSA1202UnsafeMethodRetriedAnalyzer>
{
    private const string GatewayErrors = """{attempts: 2, retryOn: "gateway-error,reset"}""";

    private static string Typed(string call, string chain = "", string more = "") => $$"""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient<Payments2>(c => c.BaseAddress = new Uri("http://payments")){{chain}};
        public class Payments2(HttpClient http)
        {
            public Task Pay(CancellationToken ct) => {{call}};
            {{more}}
        }
        """;

    [Fact]
    public async Task Route_for_every_method_and_handler_that_repeat_a_POST()
        => Assert.Equal(
            "Warning 5 POST /payouts on 'payments' can run 12 times: the mesh repeats it on gateway-error,reset whatever the method (k8s/payments.yaml:9) and 'Payments2' tries 4x in code, POST included; its side effects are duplicated, so give it a route by method with attempts: 0 and DisableForUnsafeHttpMethods()",
            await Find(Typed("""http.PostAsJsonAsync("http://payments/payouts", new { amount = 10 }, ct)""", ".AddStandardResilienceHandler()"), Retries("payments", GatewayErrors)));

    [Fact]
    public async Task Route_alone()
        => Assert.Equal(
            "Warning 1 POST /payouts on 'payments' can run 3 times: the mesh repeats it on gateway-error,reset whatever the method (k8s/payments.yaml:9); its side effects are duplicated, so give it a route by method with attempts: 0",
            await Find("""await new HttpClient().PostAsJsonAsync("http://payments/payouts?x=1", new { amount = 10 });""", Retries("payments", GatewayErrors)));

    [Theory]
    [InlineData("""http.PostAsync("payouts", null, ct)""", "Warning 5 POST /payouts on")]
    [InlineData("""http.PatchAsJsonAsync("/payouts/1", 1, ct)""", "Warning 5 PATCH /payouts/1 on")]
    [InlineData("""http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "payouts"), ct)""", "Warning 5 POST /payouts on")]
    [InlineData("""http.PostAsync($"payouts/{ct}", null, ct)""", "Warning 5 POST on")]
    [InlineData("""http.PutAsync("payouts", null, ct)""", "Info 5 PUT /payouts on")]
    [InlineData("""http.DeleteAsync("payouts", ct)""", "Info 5 DELETE /payouts on")]
    public async Task Call_in_every_shape(string call, string start)
        => Assert.StartsWith(start, await Find(Typed(call), Retries("payments", GatewayErrors)), StringComparison.Ordinal);

    [Fact]
    public async Task Named_client_in_an_endpoint()
        => Assert.StartsWith("Warning 4 POST /payouts on 'payments' can run 12 times:", await Find("""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddHttpClient("payments", c => c.BaseAddress = new Uri("http://payments")).AddStandardResilienceHandler();
            var app = builder.Build();
            app.MapPost("/", async (IHttpClientFactory factory) => { var http = factory.CreateClient("payments"); await http.PostAsync("/payouts", null); });
            """, Retries("payments", GatewayErrors)), StringComparison.Ordinal);

    [Fact]
    public async Task Interface_of_Refit()
        => Assert.StartsWith("Warning 4 POST /payouts on 'payments' can run 3 times:", await Find("""
            using Refit;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddRefitClient<IPay>().ConfigureHttpClient(c => c.BaseAddress = new Uri("http://payments"));
            public interface IPay { [Post("/payouts")] Task Pay(); [Get("/payouts")] Task<string> List(); }
            """, Retries("payments", GatewayErrors)), StringComparison.Ordinal);

    [Fact]
    public async Task Several_calls_are_one_finding()
        => Assert.Single((await Find(Typed("""http.PostAsync("payouts", null, ct)""", more: """public Task Again() => http.PostAsync("refunds", null);"""), Retries("payments", GatewayErrors))).Split('\n'));

    [Fact]
    public async Task Old_version_that_repeats_503_by_default()
        => Assert.StartsWith("Warning 5 POST /payouts on 'payments' can run 12 times: Istio before 1.24 repeats every method on 503 by default and 'Payments2' tries 4x in code", await FindIn(
            Typed("""http.PostAsync("payouts", null, ct)""", ".AddStandardResilienceHandler()"), [Meshed, Web(), Service("payments")], [.. Complete, ("meshready.istio_version", "1.22")]), StringComparison.Ordinal);

    [Fact]
    public async Task Code_alone_in_a_mesh_is_Info()
        => Assert.StartsWith("Info 5 POST /payouts on 'payments' can run 4 times: 'Payments2' tries 4x in code, POST included; its side effects are duplicated, so call DisableForUnsafeHttpMethods()",
            await Find(Typed("""http.PostAsync("payouts", null, ct)""", ".AddStandardResilienceHandler()"), Retries("payments", "{attempts: 0}")), StringComparison.Ordinal);

    [Fact]
    public async Task Caller_that_may_be_meshed_is_Info()
    {
        var found = await FindIn(Typed("""http.PostAsync("payouts", null, ct)"""), [Web(), Retries("payments", GatewayErrors)]);
        Assert.StartsWith("Info 5", found, StringComparison.Ordinal);
        Assert.Contains(", if this service is meshed;", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Idempotency_key_is_Info()
        => Assert.StartsWith("Info 5", await Find(Typed("""http.PostAsync("payouts", null, ct)""", more: """public void Key(HttpRequestMessage m) => m.Headers.Add("Idempotency-Key", "1");"""), Retries("payments", GatewayErrors)), StringComparison.Ordinal);

    // --- the fix

    [Theory]
    [InlineData("AddStandardResilienceHandler()", "AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods())")]
    [InlineData("AddStandardResilienceHandler(o => o.Retry.MaxRetryAttempts = 2)", "AddStandardResilienceHandler(o => { o.Retry.MaxRetryAttempts = 2; o.Retry.DisableForUnsafeHttpMethods(); })")]
    public async Task Fix_spares_unsafe_methods_inside_the_pragma(string before, string after)
    {
        var mended = await Mend<MSA1202UnsafeMethodRetriedFix>(Typed("""http.PostAsync("payouts", null, ct)""", "." + before), [Meshed, Web(), Retries("payments", "{attempts: 0}")]);
        Assert.Contains("#pragma warning disable EXTEXP0001\nbuilder.Services.AddHttpClient<Payments2>(c => c.BaseAddress = new Uri(\"http://payments\"))." + after + ";\n#pragma warning restore EXTEXP0001\n", mended, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fix_is_not_offered_where_the_mesh_repeats_as_well()
        => Assert.Null(await Mend<MSA1202UnsafeMethodRetriedFix>(Typed("""http.PostAsync("payouts", null, ct)""", ".AddStandardResilienceHandler()"), [Meshed, Web(), Retries("payments", GatewayErrors)]));

    // --- near-misses

    [Fact]
    public async Task Handler_and_route_that_spare_unsafe_methods_are_silent()
        => Assert.Equal("", await Find(
            Typed("""http.PostAsJsonAsync("http://payments/payouts", new { amount = 10 }, ct)""", ".AddStandardResilienceHandler(o => Microsoft.Extensions.Http.Resilience.HttpRetryStrategyOptionsExtensions.DisableForUnsafeHttpMethods(o.Retry))"),
            Route("payments", "  - match: [{method: {exact: GET}}]\n    retries: {attempts: 2, retryOn: \"gateway-error,reset\"}\n    route: [{destination: {host: payments}}]\n  - retries: {attempts: 0}\n    route: [{destination: {host: payments}}]")));

    [Theory]
    [InlineData("{attempts: 2, retryOn: connect-failure}")]
    [InlineData("{attempts: 2, retryOn: \"refused-stream,reset-before-request\"}")]
    [InlineData("{attempts: 2}")]
    [InlineData("{attempts: 0, retryOn: 5xx}")]
    [InlineData("{attempts: \"{{ .Values.n }}\", retryOn: 5xx}")]
    public async Task Route_that_repeats_only_what_did_not_arrive_is_silent(string retries)
        => Assert.Equal("", await Find(Typed("""http.PostAsync("payouts", null, ct)"""), Retries("payments", retries)));

    [Theory]
    [InlineData("""http.GetAsync("payouts", ct)""")]
    [InlineData("""http.GetStringAsync("payouts", ct)""")]
    [InlineData("""http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "payouts"), ct)""")]
    [InlineData("""http.PostAsync("https://api.stripe.com/v1/payouts", null, ct)""")]
    public async Task Safe_or_external_call_is_silent(string call)
        => Assert.Equal("", await Find(Typed(call, ".AddStandardResilienceHandler()"), Retries("payments", GatewayErrors)));

    [Theory]
    [InlineData(".AddStandardResilienceHandler(o => o.Retry.ShouldHandle = _ => PredicateResult.False())")]
    [InlineData(".AddStandardHedgingHandler()")]
    [InlineData(".AddPolicyHandler(Policy<HttpResponseMessage>.Handle<Exception>().FallbackAsync(new HttpResponseMessage()))")]
    [InlineData("")]
    public async Task Handler_that_repeats_no_POST_is_silent(string chain)
        => Assert.Equal("", await Find(Typed("""http.PostAsync("payouts", null, ct)""", chain), Retries("payments", "{attempts: 0}")));

    [Fact]
    public async Task Route_for_this_very_method_is_silent()
        => Assert.Equal("", await Find(Typed("""http.PostAsync("payouts", null, ct)"""), Route("payments", "  - match: [{method: {exact: POST}}]\n    retries: {attempts: 2, retryOn: 5xx}\n    route: [{destination: {host: payments}}]")));

    [Fact]
    public async Task Unmeshed_caller_is_silent()
        => Assert.Equal("", await FindIn(Typed("""http.PostAsync("payouts", null, ct)""", ".AddStandardResilienceHandler()"), [Plain, Web(), Retries("payments", GatewayErrors)]));

    [Fact]
    public async Task Default_of_an_unknown_version_is_silent()
        => Assert.Equal("", await FindIn(Typed("""http.PostAsync("payouts", null, ct)"""), [Meshed, Web(), Service("payments")], Complete));

    [Fact]
    public async Task Method_of_another_class_is_silent()
        => Assert.Equal("", await Find("""
            await new My.Api().PostAsync("http://payments/payouts");
            namespace My { public class Api { public Task PostAsync(string requestUri) => Task.CompletedTask; } }
            """, Retries("payments", GatewayErrors)));

    [Fact]
    public async Task Unfinished_code_is_silent()
        => Assert.Equal("", await FindIn("""await new HttpClient().PostAsync(""", [Meshed, Web(), Retries("payments", GatewayErrors)], mayBreak: true));
}
