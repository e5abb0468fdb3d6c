using MeshReady.Analyzers.Rules.Architecture;

namespace MeshReady.Analyzers.Tests.Rules.Architecture;

/// <summary>A hub as its own editor shows it.</summary>
public sealed class MSA1105HubServiceTests : SystemRuleTest<MSA1105HubServiceAnalyzer>
{
    private static readonly string Program = "var builder = WebApplication.CreateBuilder(args);\n"
        + string.Concat("abcdef".Select(static c => $"builder.Services.AddHttpClient(\"{c}\", c => c.BaseAddress = new Uri(\"http://{c}\"));\n")) + "builder.Build().Run();\n";

    [Fact]
    public async Task Service_that_waits_for_six_is_shown_at_its_first_call()
        => Assert.Equal(
            "Info src/web/Program.cs:2 'web' is a hub: it waits for 6 services (a, b, c, d, e, f); each of them can make it slow",
            await Find(Program, [.. "abcdef".Select(static c => Other(c.ToString())), Other("page") with { Calls = [CallFrom("page", "web")] }]));

    [Fact]
    public async Task Service_that_six_wait_for_is_shown_in_its_start_up()
        => Assert.Equal(
            "Info src/web/Program.cs:2 'web' is a hub: 6 services wait for it (a, b, c, d, e, f); when it is slow, so are they",
            await Find("var app = WebApplication.CreateBuilder(args).Build();\napp.MapGet(\"/\", () => 1);\napp.Run();\n", [.. "abcdef".Select(static c => Other(c.ToString()) with { Calls = [CallFrom(c.ToString(), "web")] })]));

    [Fact]
    public async Task Page_that_nobody_calls_is_none() => Assert.Empty(await Find(Program, [.. "abcdef".Select(static c => Other(c.ToString()))]));

    [Fact]
    public async Task Without_a_snapshot_nothing_is_known_of_others() => Assert.Empty(await Find(Program, []));
}
