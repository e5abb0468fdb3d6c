using MeshReady.Analyzers.Rules.Agreement;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

public sealed class MSA1204ClientGivesUpFirstTests : ClientAgreementTest<MSA1204ClientGivesUpFirstAnalyzer>
{
    private static readonly (string Name, string Content) Documented = Retries("ratings", "{attempts: 1}", "timeout: 3s");

    private static string Registered(string timeout = "TimeSpan.FromSeconds(2)", string chain = "") => $$"""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("ratings", c => { c.BaseAddress = new Uri("http://ratings"); c.Timeout = {{timeout}}; }){{chain}};
        """;

    [Fact]
    public async Task Timeout_of_the_client_below_that_of_a_route_with_retries()
        => Assert.Equal(
            "Warning 2 HttpClient.Timeout cancels after 2s but the mesh may use 3s for a request to 'ratings' (timeout 3s with 1 retry, k8s/ratings.yaml:9): its retries cannot all end; let the two agree",
            await Find(Registered(), Documented));

    [Fact]
    public async Task Timeout_below_two_tries()
        => Assert.Equal(
            "Warning 2 HttpClient.Timeout cancels after 2s but the mesh may use 8s for a request to 'ratings' (4 tries of perTryTimeout 2s, k8s/ratings.yaml:9): the first retry cannot end; let the two agree",
            await Find(Registered(), Retries("ratings", "{attempts: 3, perTryTimeout: 2s}")));

    [Fact]
    public async Task Timeout_between_two_tries_and_all_is_Info()
        => Assert.StartsWith("Info 2 HttpClient.Timeout cancels after 5s but the mesh may use 8s", await Find(Registered("TimeSpan.FromSeconds(5)"), Retries("ratings", "{attempts: 3, perTryTimeout: 2s}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("""builder.Services.AddHttpClient("ratings", c => c.BaseAddress = new Uri("http://ratings")).ConfigureHttpClient(c => c.Timeout = TimeSpan.FromMilliseconds(500));""", "HttpClient.Timeout cancels after 500ms")]
    [InlineData("""builder.Services.AddHttpClient("ratings", c => c.BaseAddress = new Uri("http://ratings")).AddStandardResilienceHandler(o => o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(1));""", "AttemptTimeout cancels after 1s")]
    [InlineData("""builder.Services.AddHttpClient("ratings", c => c.BaseAddress = new Uri("http://ratings")).AddStandardResilienceHandler(o => { o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(2); });""", "TotalRequestTimeout cancels after 2s")]
    [InlineData("""builder.Services.AddHttpClient<Ratings>(c => c.BaseAddress = new Uri("http://ratings")); public class Ratings { public Ratings(HttpClient http) { http.Timeout = new TimeSpan(0, 0, 1); } }""", "HttpClient.Timeout cancels after 1s")]
    [InlineData("""var http = new HttpClient { BaseAddress = new Uri("http://ratings"), Timeout = TimeSpan.FromSeconds(1) };""", "HttpClient.Timeout cancels after 1s")]
    [InlineData("""var http = new HttpClient(); http.BaseAddress = new Uri("http://ratings"); http.Timeout = TimeSpan.FromSeconds(1);""", "HttpClient.Timeout cancels after 1s")]
    [InlineData("""using var cts = new CancellationTokenSource(TimeSpan.FromSeconds(1)); await new HttpClient().GetAsync("http://ratings/x", cts.Token);""", "CancelAfter cancels after 1s")]
    [InlineData("""using var cts = new CancellationTokenSource(); cts.CancelAfter(1500); await new HttpClient().GetAsync("http://ratings/x", cts.Token);""", "CancelAfter cancels after 1.5s")]
    public async Task Limit_in_every_shape(string statement, string limit)
        => Assert.StartsWith("Warning 2 " + limit, await Find("var builder = WebApplication.CreateBuilder(args);\n" + statement, Documented), StringComparison.Ordinal);

    [Fact]
    public async Task Address_from_the_ConfigMap_of_the_pod()
        => Assert.StartsWith("Warning 2", await FindIn(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddHttpClient("ratings", c => { c.BaseAddress = new Uri(builder.Configuration["Ratings:Url"]!); c.Timeout = TimeSpan.FromSeconds(1); });
            """,
            [Meshed, ("k8s/web.yaml", Web().Content + "\n          envFrom:\n            - configMapRef: {name: web}\n"), ("k8s/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web, namespace: shop}\ndata: {Ratings__Url: \"http://ratings\"}\n"), Documented]), StringComparison.Ordinal);

    [Fact]
    public async Task Caller_that_may_be_meshed_is_Info()
    {
        var found = await FindIn(Registered(), [Web(), Documented]);
        Assert.StartsWith("Info 2", found, StringComparison.Ordinal);
        Assert.Contains(", if this service is meshed:", found, StringComparison.Ordinal);
    }

    // --- near-misses

    [Fact]
    public async Task Timeout_that_the_standard_handler_replaces_is_silent()
        => Assert.Equal("", await Find(Registered(chain: ".AddStandardResilienceHandler()"), Documented));

    [Fact]
    public async Task Timeout_that_a_default_of_all_clients_replaces_is_silent()
        => Assert.Equal("", await Find(Registered() + "\nbuilder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());", Documented));

    [Fact]
    public async Task Limit_above_the_budget_of_the_mesh_is_silent()
        => Assert.Equal("", await Find(Registered("TimeSpan.FromSeconds(30)"), Documented));

    [Fact]
    public async Task Tries_that_end_before_the_limit_of_the_route_are_silent()
        => Assert.Equal("", await Find(Registered("TimeSpan.FromSeconds(5)"), Retries("ratings", "{attempts: 1, perTryTimeout: 1s}", "timeout: 10s")));

    [Theory]
    [InlineData("{attempts: 0}", "timeout: 3s")]
    [InlineData("{attempts: 2}", "")]
    [InlineData("{attempts: 2}", "timeout: \"{{ .Values.t }}\"")]
    [InlineData("{attempts: \"{{ .Values.n }}\", perTryTimeout: 2s}", "")]
    public async Task Route_whose_tries_or_times_are_not_known_is_silent(string retries, string more)
        => Assert.Equal("", await Find(Registered(), Retries("ratings", retries, more)));

    [Fact]
    public async Task Route_with_a_timeout_alone_is_silent()
        => Assert.Equal("", await Find(Registered(), Route("ratings", "  - timeout: 3s\n    route: [{destination: {host: ratings}}]")));

    [Theory]
    [InlineData("Timeout.InfiniteTimeSpan")]
    [InlineData("TimeSpan.FromSeconds(int.Parse(\"2\"))")]
    public async Task Limit_that_is_not_known_is_silent(string timeout)
        => Assert.Equal("", await Find(Registered(timeout), Documented));

    [Fact]
    public async Task Unmeshed_caller_is_silent()
        => Assert.Equal("", await FindIn(Registered(), [Plain, Web(), Documented]));

    [Fact]
    public async Task Timeout_of_another_type_is_silent()
        => Assert.Equal("", await Find("""
            var builder = WebApplication.CreateBuilder(args);
            var other = new My.Options();
            builder.Services.AddHttpClient("ratings", c => { c.BaseAddress = new Uri("http://ratings"); other.Timeout = TimeSpan.FromSeconds(1); });
            namespace My { public class Options { public TimeSpan Timeout { get; set; } } }
            """, Documented));

    [Fact]
    public async Task Unfinished_code_is_silent()
        => Assert.Equal("", await FindIn("""new HttpClient { BaseAddress = new Uri("http://ratings"), Timeout = """, [Meshed, Web(), Documented], mayBreak: true));
}
