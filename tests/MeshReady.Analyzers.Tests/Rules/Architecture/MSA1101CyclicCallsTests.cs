using MeshReady.Analyzers.Rules.Architecture;

namespace MeshReady.Analyzers.Tests.Rules.Architecture;

/// <summary>A circle of calls as the editor of one of its services shows it.</summary>
public sealed class MSA1101CyclicCallsTests : SystemRuleTest<MSA1101CyclicCallsAnalyzer>
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("stock", c => c.BaseAddress = new Uri("http://zoo"));
        var app = builder.Build();
        app.Run();
        """;

    [Fact]
    public async Task Circle_is_shown_at_its_first_call()
        => Assert.Equal(
            "Warning src/web/Program.cs:2 web -> zoo -> web: each waits for the next, so one that is slow stops all, and none can be deployed or scaled by itself",
            await Find(Program, [Other("zoo") with { Calls = [CallFrom("zoo", "web")] }]));

    [Fact]
    public async Task Circle_that_begins_elsewhere_is_shown_there()
        => Assert.Empty(await Find(Program.Replace("zoo", "bank"), [Other("bank") with { Calls = [CallFrom("bank", "web")] }]));

    [Fact]
    public async Task Without_a_snapshot_nothing_is_known_of_others() => Assert.Empty(await Find(Program, []));
}
