using MeshReady.Analyzers.Rules.Architecture;
using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Rules.Architecture;

/// <summary>A chain as the editor of its first service shows it.</summary>
public sealed class MSA1104LongChainTests : SystemRuleTest<MSA1104LongChainAnalyzer>
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("a", c => c.BaseAddress = new Uri("http://a"));
        builder.Build().Run();
        """;

    [Fact]
    public async Task Chain_is_shown_at_its_first_call()
        => Assert.Equal(
            "Warning src/web/Program.cs:2 web -> a -> b -> c -> d: 4 calls in a row, each waiting for the next, are available 0.999^5 = 99.5 % at best",
            await Find(Program, Others));

    [Fact]
    public async Task Settings_are_heard() => Assert.Empty(await Find(Program, Others, settings: [("meshready.max_chain", "4")]));

    [Fact]
    public async Task Without_a_snapshot_nothing_is_known_of_others() => Assert.Empty(await Find(Program, []));

    private static ProjectFacts[] Others => [Calls("a", "b"), Calls("b", "c"), Calls("c", "d"), Other("d")];

    private static ProjectFacts Calls(string name, string host) => Other(name) with { Calls = [CallFrom(name, host)] };
}
