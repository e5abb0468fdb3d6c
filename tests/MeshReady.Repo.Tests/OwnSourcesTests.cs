using MeshReady.Testing;
using Microsoft.CodeAnalysis;

namespace MeshReady.Repo.Tests;

/// <summary>MeshReady's own code is no service: every rule has to stay silent and whole on it.</summary>
public sealed class OwnSourcesTests
{
    public static TheoryData<string> Projects => [.. Checkout.Repository.Files("src", "*.csproj").Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory, MemberData(nameof(Projects))]
    public async Task Own_project_is_silent(string project)
    {
        // Missing references (PolySharp, the tool's own packages) leave some code unbound, as in a checkout before its restore.
        var references = FrameworkReferences.All.AddRange(
            Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
                .Where(f => Path.GetFileName(f) is var n && (n.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || n.StartsWith("MeshReady.", StringComparison.Ordinal) || n == "YamlDotNet.dll")
                    && Path.GetFileNameWithoutExtension(f) != project)
                .Select(f => MetadataReference.CreateFromFile(f)));
        var trees = Checkout.Sources($"src/{project}").Select(f => AnalyzerRun.Tree(File.ReadAllText(f), f));
        Assert.Empty(await AnalyzerRun.Findings(AnalyzerRun.Compile(trees, references, project), cancellationToken: TestContext.Current.CancellationToken));
    }
}
