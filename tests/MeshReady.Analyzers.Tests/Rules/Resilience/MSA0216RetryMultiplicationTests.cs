using MeshReady.Analyzers.Rules.Resilience;
using MeshReady.Model.Systems;

namespace MeshReady.Analyzers.Tests.Rules.Resilience;

/// <summary>A chain of retries as the editor of one of its services shows it.</summary>
public sealed class MSA0216RetryMultiplicationTests : SystemRuleTest<MSA0216RetryMultiplicationAnalyzer>
{
    private const string Program = """
        using Polly;
        using Polly.Extensions.Http;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpClient("zoo", c => c.BaseAddress = new Uri("http://zoo"))
            .AddPolicyHandler(HttpPolicyExtensions.HandleTransientHttpError().RetryAsync(2));
        var app = builder.Build();
        app.Run();
        """;

    private static readonly string[] Polly = ["Polly/7", "Polly.Extensions.Http", "Microsoft.Extensions.Http.Polly"];

    [Fact]
    public async Task Inner_hop_is_shown_with_the_arithmetic()
        => Assert.Equal(
            "Warning src/web/Program.cs:5 gate -> web 4x (code) x web -> zoo 3x (code) = 12 requests at 'zoo' for one that 'gate' gets, as long as 'zoo' fails (at most 8 are allowed): leave the repeating to one hop",
            await Find(Program, [Caller("gate", "web"), Other("zoo")], packages: Polly));

    [Fact]
    public async Task Number_is_a_setting() => Assert.Empty(await Find(Program, [Caller("gate", "web"), Other("zoo")], settings: [("meshready.max_attempts", "12")], packages: Polly));

    [Fact]
    public async Task Without_a_snapshot_nothing_is_known_of_others() => Assert.Empty(await Find(Program, [], packages: Polly));

    private static ProjectFacts Caller(string name, string host)
        => Other(name) with { Calls = [CallFrom(name, host) with { Policy = new CodePolicy(4, true, false) }] };
}
