using MeshReady.Testing;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Tests.Sample;

namespace MeshReady.Tool.Tests.Systems;

/// <summary>The system of the sample, as its README and its manifests describe it.</summary>
public sealed class SampleGraphTests
{
    [Fact]
    public async Task Services_calls_and_stores_are_those_of_the_sample() => await Verifier.Verify(await Map("json"));

    [Fact]
    public async Task Numbers_of_code_and_mesh_stand_on_the_arrows() => await Verifier.Verify(await Map("mermaid"));

    private static async Task<string> Map(string format)
    {
        using var folder = new TempFolder();
        ShopCheckout.Copy(Repository.PathOf("docs", "samples", "Shop"), folder["Shop"]);
        var (code, output, error) = await Meshready.Run(Rules.Product(), "map", folder["Shop"], "--format", format);
        Assert.Equal((0, ""), (code, error));
        return output;
    }
}
