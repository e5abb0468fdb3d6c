using MeshReady.Analyzers.Rules.Agreement;
using MeshReady.Analyzers.Rules.Rollout;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Tests.Rules.Agreement;

/// <summary>A split in code beside one in a route, from code and manifest to the finding.</summary>
public sealed class MSA1236TwoSplitsTests : SystemRuleTest<MSA1236TwoSplitsAnalyzer>
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Build().Run();

        public sealed class Reviews(HttpClient http)
        {
            public Task<string> Read(System.Threading.CancellationToken ct)
            {
                var host = Random.Shared.Next(100) < 10
                    ? "http://reviews-v2"
                    : "http://reviews-v1";
                return http.GetStringAsync(host + "/api", ct);
            }
        }
        """;

    [Fact]
    public async Task Dice_beside_weights()
        => Assert.Equal(
            "Warning src/web/Program.cs:8 'Read' sends 10 % to 'reviews-v2' while VirtualService 'reviews' holds the weights 75/25 (k8s/reviews.yaml:6): two splits that know nothing of each other; call one host here and leave the share to the manifest",
            await Find(Program, [Other("zoo")], Reviews(25)));

    [Fact]
    public async Task Branch_within_the_process()
        => Assert.Empty(await Find("""
            var builder = WebApplication.CreateBuilder(args);
            var price = builder.Configuration.GetValue<bool>("NewPricing") ? 9m : 10m;
            builder.Build().Run();
            Console.WriteLine(price);
            """, [Other("zoo")], Reviews(25)));

    [Fact]
    public async Task Route_that_splits_nothing() => Assert.Empty(await Find(Program, [Other("zoo")], Reviews(0)));

    public static TheoryData<DiagnosticAnalyzer, bool> Others => new()
    {
        { new MSA0701CanaryByChanceAnalyzer(), true },
        { new MSA0703VersionInHostAnalyzer(), true },
        { new MSA0701CanaryByChanceAnalyzer(), false },
        { new MSA0703VersionInHostAnalyzer(), false },
    };

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public async Task Rules_of_the_code_alone_speak_where_this_one_cannot(DiagnosticAnalyzer other, bool hasWeights)
        => Assert.Equal(!hasWeights, (await Find(Program, [Other("zoo")], Reviews(hasWeights ? 25 : 0), other: other)).Length > 0);

    [Fact]
    public async Task Without_a_snapshot_nothing_is_shown() => Assert.Empty(await Find(Program, [], Reviews(25)));

    private static (string, string)[] Reviews(int second) => [("k8s/reviews.yaml", $$"""
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: reviews }
        spec:
          hosts: [reviews]
          http: [{ route: [{ destination: { host: reviews, subset: v1 }, weight: 75 }, { destination: { host: reviews, subset: v2 }, weight: {{second}} }] }]
        """)];
}
