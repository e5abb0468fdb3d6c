using MeshReady.Analyzers.Rules.Lifecycle;
using MeshReady.CodeFixes.Rules.Lifecycle;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Tests.Rules.Lifecycle;

public sealed class MSA0804LivenessDependsOnOthersTests : RuleTest<MSA0804LivenessDependsOnOthersAnalyzer, MSA0804LivenessDependsOnOthersFix>
{
    [Theory]
    [InlineData("""app.MapHealthChecks("/liveness", new HealthCheckOptions { Predicate = r => r.Name.Contains("self") });""")]
    [InlineData("""app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = check => !check.Tags.Contains("ready") });""")]
    [InlineData("""app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = (check) => check.Tags.Contains("live") || check.Name == "self" });""")]
    [InlineData("""app.MapHealthChecks("/health/live", new HealthCheckOptions() { Predicate = (_) => { return false; } });""")]
    [InlineData("""app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = static r => r.Tags.Contains("live", System.StringComparer.OrdinalIgnoreCase) });""")]
    [InlineData("""app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = r => !r.Tags.Any() });""")]
    public Task Filters_of_popular_repositories(string code) => VerifyProgram("using System.Linq;" + Program("""builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]).AddNpgSql("db", tags: ["ready"]);""", code));

    [Theory]
    [InlineData("""builder.Services.AddHealthChecks().AddCheck<OrdersCheck>("orders", failureStatus: HealthStatus.Degraded);""")]
    [InlineData("""builder.Services.AddHealthChecks().AddCheck<OrdersCheck>("orders", HealthStatus.Degraded, ["db"]);""")]
    public Task Degraded_answers_200_and_kills_nobody(string services) => VerifyProgram(Program(services, """app.MapHealthChecks("/livez");""", """
        class OrdersCheck(HttpClient client) : IHealthCheck { public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken token) => Task.FromResult(client is null ? new HealthCheckResult(context.Registration.FailureStatus) : HealthCheckResult.Healthy()); }
        """));

    private const string Usings = """
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Diagnostics.HealthChecks;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Diagnostics.HealthChecks;
        using Microsoft.Extensions.Hosting;

        """;

    private const string Libraries = """

        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class NpgSqlHealthCheckBuilderExtensions
            {
                public static IHealthChecksBuilder AddNpgSql(this IHealthChecksBuilder builder, string connection, string name = default, System.Collections.Generic.IEnumerable<string> tags = default) => builder;
                public static IHealthChecksBuilder AddUrlGroup(this IHealthChecksBuilder builder, System.Uri uri, string name = default, System.Collections.Generic.IEnumerable<string> tags = default) => builder;
                public static IHealthChecksBuilder AddPrivateMemoryHealthCheck(this IHealthChecksBuilder builder, long maximum) => builder;
            }
        }
        """;

    private const string Database = """builder.Services.AddHealthChecks().AddNpgSql("db");""";

    [Theory]
    [InlineData("""app.[|MapHealthChecks("/livez")|];""")]
    [InlineData("""app.[|MapHealthChecks("/health/live")|];""")]
    [InlineData("""app.[|UseHealthChecks("/alive")|];""")]
    [InlineData("""const string Path = "/liveness"; app.[|MapHealthChecks(Path)|];""")]
    [InlineData("""app.[|MapHealthChecks("/livez", new HealthCheckOptions())|];""")]
    [InlineData("""app.[|MapHealthChecks("/livez", new HealthCheckOptions { AllowCachingResponses = false })|];""")]
    [InlineData("""app.[|MapHealthChecks("/livez", new HealthCheckOptions { Predicate = _ => true })|];""")]
    [InlineData("""app.[|MapHealthChecks("/livez", new() { Predicate = null })|];""")]
    [InlineData("""var options = new HealthCheckOptions(); app.[|MapHealthChecks("/livez", options)|];""")]
    [InlineData("""app.UseRouting(); app.UseEndpoints(e => { e.[|MapHealthChecks("/live")|]; });""")]
    [InlineData("""app.MapGroup("/health").[|MapHealthChecks("/live")|];""")]
    public Task Liveness_runs_every_check(string code) => VerifyProgram(Program(Database, code));

    [Theory]
    [InlineData("""builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy()).AddNpgSql("db");""")]
    [InlineData("""var checks = builder.Services.AddHealthChecks(); checks.AddUrlGroup(new System.Uri("http://orders/health"));""")]
    [InlineData("""builder.Services.AddHealthChecks().AddCheck<OrdersCheck>("orders");""")]
    public Task Some_check_asks_another(string services) => VerifyProgram(Program(services, """app.[|MapHealthChecks("/livez")|];""", """
        class OrdersCheck(HttpClient client) : IHealthCheck { public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken token) => Task.FromResult(client is null ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy()); }
        """));

    [Theory]
    [InlineData("""tags: ["live"]""")]
    [InlineData("""tags: new[] { "ready", "live" }""")]
    [InlineData("""null, new string[] { "live" }""")]
    public Task Check_of_a_dependency_is_tagged_live(string tags) => VerifyProgram(Program($"builder.Services.AddHealthChecks().AddNpgSql(\"db\", {tags});", """app.[|MapHealthChecks("/livez", new HealthCheckOptions { Predicate = r => r.Tags.Contains("live") })|];"""));

    [Theory]
    [InlineData("""app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = _ => false });""")]
    [InlineData("""app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = r => r.Tags.Contains("live") });""")]
    [InlineData("""app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = r => r.Name == "self" });""")]
    [InlineData("""var options = new HealthCheckOptions(); options.Predicate = _ => false; app.MapHealthChecks("/livez", options);""")]
    [InlineData("""app.MapHealthChecks("/healthz");""")]
    [InlineData("""app.MapHealthChecks("/readyz");""")]
    [InlineData("""app.MapHealthChecks("/delivery");""")]
    [InlineData("""if (app.Environment.IsDevelopment()) app.MapHealthChecks("/livez");""")]
    [InlineData("""app.MapGet("/livez", () => "ok");""")]
    public Task Liveness_asks_for_the_process_or_is_none(string code) => VerifyProgram(Program(Database, code));

    [Theory]
    [InlineData("builder.Services.AddHealthChecks();")]
    [InlineData("""builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);""")]
    [InlineData("builder.Services.AddHealthChecks().AddPrivateMemoryHealthCheck(1 << 30);")]
    [InlineData("""if (builder.Environment.IsDevelopment()) builder.Services.AddHealthChecks().AddNpgSql("db");""")]
    [InlineData("""builder.Services.AddHealthChecks().AddCheck<SelfCheck>("self");""")]
    public Task No_check_asks_another(string services) => VerifyProgram(Program(services, """app.MapHealthChecks("/livez");""", """
        class SelfCheck : IHealthCheck { public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken token) => Task.FromResult(HealthCheckResult.Healthy()); }
        """));

    [Fact]
    public Task Methods_of_the_same_name() => VerifyProgram(Program("My.Checks.AddHealthChecks().AddNpgSql(\"db\");", """app.MapHealthChecks("/livez");""", """
        namespace My { class Builder { public Builder AddNpgSql(string connection) => this; } static class Checks { public static Builder AddHealthChecks() => new(); } }
        """));

    [Fact]
    public Task Broken_code_is_read_without_failing() => VerifyProgram(Program(Database, """app.MapHealthChecks({|CS0103:path|}, new HealthCheckOptions { Predicate = {|CS0103:x|} });"""));

    [Fact]
    public Task Real_types_of_the_database_checks() => VerifyRealProgram(
        Usings + """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHealthChecks().AddRedis("redis:6379");
        var app = builder.Build();
        app.[|MapHealthChecks("/livez")|];
        app.Run();
        """,
        "AspNetCore.HealthChecks.Redis", "StackExchange.Redis");

    [Theory]
    [InlineData(
        """app.[|MapHealthChecks("/livez")|]; // asked by Kubernetes""",
        """app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = registration => registration.Tags.Contains("live") }); // asked by Kubernetes""")]
    [InlineData(
        """app.[|MapHealthChecks("/livez", new HealthCheckOptions())|];""",
        """app.MapHealthChecks("/livez", new HealthCheckOptions() { Predicate = registration => registration.Tags.Contains("live") });""")]
    [InlineData(
        """app.[|MapHealthChecks("/livez", new HealthCheckOptions { AllowCachingResponses = false })|];""",
        """app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = registration => registration.Tags.Contains("live"), AllowCachingResponses = false });""")]
    [InlineData(
        """app.[|MapHealthChecks("/livez", new HealthCheckOptions { Predicate = _ => true /* all */ })|];""",
        """app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = registration => registration.Tags.Contains("live") /* all */ });""")]
    [InlineData(
        """
        app.[|MapHealthChecks|]("/livez", new HealthCheckOptions
        {
            // the dashboard asks too
            AllowCachingResponses = false,
        });
        """,
        """
        app.MapHealthChecks("/livez", new HealthCheckOptions
        {
            Predicate = registration => registration.Tags.Contains("live"),
            // the dashboard asks too
            AllowCachingResponses = false,
        });
        """)]
    public Task Fix_runs_only_what_is_tagged_live(string code, string mended) => VerifyProgram(Program(Database, code), Program(Database, mended));

    [Theory]
    [InlineData("""builder.Services.AddHealthChecks().AddNpgSql("db", tags: ["live"]);""", """app.[|MapHealthChecks("/livez")|];""")]
    [InlineData(Database, """var options = new HealthCheckOptions(); app.[|MapHealthChecks("/livez", options)|];""")]
    public Task Fix_is_not_offered_where_it_would_not_help(string services, string code) => VerifyNoFix(Program(services, code), outputKind: OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("/hc", "/hc", "Warning Program.cs:5 '/hc' decides whether a pod is restarted, as its livenessProbe asks, and it also runs 'AddUrlGroup': while that dependency is down or slow, every replica is killed again and again; run no check of a dependency there, and leave them to readiness")]
    [InlineData("/livez", "/hc", "")]
    public async Task Probe_decides_which_path_is_liveness(string mapped, string probed, string expected) => Assert.Equal(expected, await Workload.Of(mapped, probed));

    private static string Program(string services, string pipeline, string rest = "")
        => Usings + $"var builder = WebApplication.CreateBuilder(args);\n{services}\nvar app = builder.Build();\n{pipeline}\napp.Run();\n{rest}" + Libraries;

    private sealed class Workload : WorkloadTest<MSA0804LivenessDependsOnOthersAnalyzer>
    {
        public static Task<string> Of(string mapped, string probed)
            => Find(
                "using Microsoft.Extensions.Diagnostics.HealthChecks;\n" + Program("builder.Services.AddHealthChecks().AddUrlGroup(new Uri(\"http://orders\"));", $"app.MapHealthChecks(\"{mapped}\");") + Libraries,
                [Deployment(container: $"livenessProbe: {{httpGet: {{path: {probed}, port: 8080}}}}")]);
    }
}
