using System.Diagnostics;
using MeshReady.Tool.Discovery;
using MeshReady.Tool.Loading;

namespace MeshReady.Tool.Tests.Robustness;

/// <summary>Ten thousand projects: what a flat loop costs, seen by what ten times as many cost.</summary>
public sealed class ManyProjectsTests(ITestOutputHelper output)
{
    private const int Many = 10_000;

    private static TempFolder Projects(int count, bool isChain)
    {
        var folder = new TempFolder().With("Library/Library.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>").With("Library/Library.cs", "public class L;");
        for (var i = 0; i < count; i++)
        {
            var next = isChain && i + 1 < count ? $"<ProjectReference Include=\"../../{(i + 1) / 100}/P{i + 1}/P{i + 1}.csproj\" />" : "<ProjectReference Include=\"../../Library/Library.csproj\" />";
            folder.With($"{i / 100}/P{i}/P{i}.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>{next}</ItemGroup></Project>")
                .With($"{i / 100}/P{i}/A.cs", "class A { string B = \"http://a\"; }");
        }

        return folder;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ten_thousand_projects_are_found_and_ordered(bool isChain)
    {
        using var folder = Projects(Many, isChain);
        var watch = Stopwatch.StartNew();
        var (found, error) = ProjectFinder.Find(folder.Path);
        Assert.Null(error);
        Assert.Equal(Many + 1, found.Count);
        var graph = ProjectGraph.Load(found, folder.Path, static p => p, static _ => false);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:F1} s, {GC.GetTotalMemory(forceFullCollection: false) / 1e6:F0} MB");

        Assert.Empty(graph.Notes);
        Assert.Equal(Many + 1, graph.Projects.Count);
        Assert.Equal("Library", graph.Projects[0].Name);
        Assert.Equal(isChain ? Many : 1, graph.Closure(graph.Projects.Single(static p => p.Name == "P0")).Count);
    }

    [Fact]
    public async Task Hundreds_of_projects_are_checked()
    {
        const int Count = 300;
        using var folder = Projects(Count, isChain: false);
        var watch = Stopwatch.StartNew();
        var (code, text, error) = await Meshready.Run("check", folder.Path);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:F1} s");
        Assert.Equal((1, ""), (code, error));
        Assert.EndsWith($"{Count} warnings in {Count + 1} projects, {Count + 1} files\n", text, StringComparison.Ordinal);
    }
}
