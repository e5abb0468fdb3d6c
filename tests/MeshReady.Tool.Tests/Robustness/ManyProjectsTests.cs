using System.Diagnostics;
using MeshReady.Tool.Discovery;
using MeshReady.Tool.Loading;

namespace MeshReady.Tool.Tests.Robustness;

/// <summary>Ten thousand projects: what a flat loop costs, seen by what ten times as many cost.</summary>
public sealed class ManyProjectsTests(ITestOutputHelper output)
{
    private const int Many = 10_000;

    // Each refers to the library, and in a chain to the next as well. Several to a folder, as most of the time would go into making folders.
    private static TempFolder Projects(int count, int perFolder, bool isChain, string? source)
    {
        var folder = new TempFolder().With("Library/Library.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>").With("Library/Library.cs", "public class L;");
        Parallel.For(0, count, i =>
        {
            var next = isChain && i + 1 < count ? $"<ProjectReference Include=\"../{(i + 1) / perFolder}/P{i + 1}.csproj\" />" : "";
            folder.With($"{i / perFolder}/P{i}.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><ProjectReference Include=\"../Library/Library.csproj\" />{next}</ItemGroup></Project>");
            if (source is not null)
                folder.With($"{i / perFolder}/A.cs", source);
        });
        return folder;
    }

    [Fact]
    public void Ten_thousand_projects_are_found_and_ordered()
    {
        using var folder = Projects(Many, perFolder: 20, isChain: true, source: null);
        var watch = Stopwatch.StartNew();
        var (found, error) = ProjectFinder.Find(folder.Path);
        Assert.Null(error);
        Assert.Equal(Many + 1, found.Count);
        var graph = ProjectGraph.Load(found, folder.Path, static p => p, static _ => false);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:F1} s, {GC.GetTotalMemory(forceFullCollection: false) / 1e6:F0} MB");

        Assert.Empty(graph.Notes);
        Assert.Equal(Many + 1, graph.Projects.Count);
        Assert.Equal("Library", graph.Projects[0].Name);
        Assert.Equal(Many, graph.Closure(graph.Projects.Single(static p => p.Name == "P0")).Count);
        Assert.Single(graph.Closure(graph.Projects.Single(static p => p.Name == $"P{Many - 1}")));
    }

    [Fact]
    public async Task Hundreds_of_projects_are_checked()
    {
        const int Count = 300;
        using var folder = Projects(Count, perFolder: 1, isChain: false, "class A { string B = \"http://a\"; }");
        var watch = Stopwatch.StartNew();
        var (code, text, error) = await Meshready.Run("check", folder.Path);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:F1} s");
        Assert.Equal((1, ""), (code, error));
        Assert.EndsWith($"{Count} warnings in {Count + 1} projects, {Count + 1} files\n", text, StringComparison.Ordinal);
    }
}
