using MeshReady.Analyzers.Rules.Addressing;

namespace MeshReady.Analyzers.Tests.Rules.Addressing;

/// <summary>A misspelt host as the editor of the caller shows it.</summary>
public sealed class MSA0110UnknownServiceTests : SystemRuleTest<MSA0110UnknownServiceAnalyzer>
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("orders", c => c.BaseAddress = new Uri("http://ordres"));
        builder.Services.AddHttpClient("billing", c => c.BaseAddress = new Uri("http://billing"));
        builder.Build().Run();
        """;

    private static readonly (string, string)[] Compose = [("docker-compose.yml", "services:\n  web: { build: src/web }\n  orders: { build: src/orders }\n  billing: { build: src/billing }\n")];

    [Fact]
    public async Task Slip_is_shown_where_it_stands()
        => Assert.Equal(
            "Warning src/web/Program.cs:2 'ordres', which web calls, is the name of nothing that was read; did you mean 'orders' (docker-compose.yml:3)?",
            await Find(Program, [Other("orders"), Other("billing")], Compose));

    [Fact]
    public async Task Host_that_is_declared_to_be_elsewhere_is_none()
        => Assert.Empty(await Find(Program, [Other("orders"), Other("billing")], Compose, [("meshready.external_hosts", "ordres")]));

    [Fact]
    public async Task Without_a_snapshot_nothing_is_known_of_others() => Assert.Empty(await Find(Program, [], Compose));
}
