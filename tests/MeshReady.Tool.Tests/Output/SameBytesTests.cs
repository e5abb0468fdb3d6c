using MeshReady.Testing;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Tests.Sample;

namespace MeshReady.Tool.Tests.Output;

/// <summary>The same input gives the same bytes, in every format.</summary>
public sealed class SameBytesTests
{
    private const int Runs = 20;

    private static readonly string[] Formats = ["text", "json", "sarif", "github", "markdown"];

    [Fact]
    public async Task Twenty_runs_over_the_sample_write_the_same()
    {
        using var folder = new TempFolder().With(".git/HEAD", "ref: refs/heads/main\n");
        ShopCheckout.Copy(Repository.PathOf("docs", "samples", "Shop"), folder["Shop"]);
        using var first = new TempFolder();
        await Write(folder["Shop"], first);
        for (var run = 1; run < Runs; run++)
        {
            using var next = new TempFolder();
            await Write(folder["Shop"], next);
            Assert.All(Formats, format => Assert.True(File.ReadAllBytes(first[format]).AsSpan().SequenceEqual(File.ReadAllBytes(next[format])), $"{format} differs in run {run + 1}"));
        }

        Assert.All(Formats, format =>
        {
            Assert.DoesNotContain(folder.Path, first.Read(format), StringComparison.Ordinal);
            Assert.Contains("MSA1201", first.Read(format), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Checkout_elsewhere_writes_the_same()
    {
        using var here = new TempFolder();
        using var there = new TempFolder();
        foreach (var folder in new[] { here, there })
        {
            folder.With(".git/HEAD", "ref: refs/heads/main\n");
            ShopCheckout.Copy(Repository.PathOf("docs", "samples", "Shop"), folder["Shop"]);
            Directory.CreateDirectory(folder["out"]);
            await Meshready.Run(Rules.Product(), ["check", folder["Shop"], .. Formats.SelectMany(f => new[] { "--format", $"{f}={folder[$"out/{f}"]}" })]);
        }

        Assert.All(Formats, format => Assert.Equal(here.Read($"out/{format}"), there.Read($"out/{format}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Front")]
    public async Task Notes_name_no_folder_of_this_machine(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        using var folder = new TempFolder()
            .With(".git/HEAD", "ref: refs/heads/main\n")
            .WithService("Front", "Console.WriteLine(1);", items: "<Compile Include=\"loop.cs\" /><Compile Include=\"../loop.cs\" />");
        File.CreateSymbolicLink(folder["Front/loop.cs"], "loop.cs");
        File.CreateSymbolicLink(folder["loop.cs"], "loop.cs");
        foreach (var format in Formats)
        {
            var (_, text, error) = await Meshready.Run("check", folder[path], "--format", format);
            Assert.Contains("loop.cs cannot be read: Too many levels of symbolic links", text + error, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(folder.Path, text + error, StringComparison.Ordinal);
        }
    }

    private static async Task Write(string sample, TempFolder to)
    {
        var (code, _, error) = await Meshready.Run(Rules.Product(), ["check", sample, "--category", "shop", "--report-suppressed", .. Formats.SelectMany(f => new[] { "--format", $"{f}={to[f]}" })]);
        Assert.Equal(1, code);
        Assert.DoesNotContain("was not written", error, StringComparison.Ordinal);
    }
}
