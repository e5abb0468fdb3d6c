using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MeshReady.Repo.Tests;

/// <summary>
/// The oldest supported host (SDK 8.0.100, Visual Studio 17.8) loads what we ship beside its own assemblies. A reference
/// above what that host has means CS8032 there, and no finding at all.
/// </summary>
public sealed class HostVersionTests
{
    private static readonly Dictionary<string, Version> Allowed = new(StringComparer.Ordinal)
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
        ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        ["System.Memory"] = new(4, 0, 1, 2),
        ["System.Buffers"] = new(4, 0, 3, 0),
        ["System.Runtime.CompilerServices.Unsafe"] = new(6, 0, 0, 0),
        ["System.Threading.Tasks.Extensions"] = new(4, 2, 0, 1),
        ["YamlDotNet"] = new(18, 0, 0, 0),
        ["MeshReady.Model"] = new(99, 0, 0, 0),
        ["MeshReady.Analyzers"] = new(99, 0, 0, 0),
    };

    [Theory]
    [InlineData("MeshReady.Model")]
    [InlineData("MeshReady.Analyzers")]
    [InlineData("MeshReady.CodeFixes")]
    public void Shipped_assembly_asks_for_nothing_that_the_oldest_host_lacks(string name)
    {
        var references = References(name);
        Assert.Contains(references, r => r.Name == "netstandard");
        var refused = references.Where(r => !Allowed.TryGetValue(r.Name, out var limit) || r.Version > limit).ToArray();
        Assert.Empty(refused);
    }

    [Fact]
    public void Analyzers_know_no_workspace()
        => Assert.DoesNotContain(References("MeshReady.Analyzers"), r => r.Name.Contains("Workspaces", StringComparison.Ordinal));

    [Fact]
    public void Model_knows_no_compiler()
        => Assert.DoesNotContain(References("MeshReady.Model"), r => r.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));

    private static IReadOnlyList<(string Name, Version Version)> References(string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));
        var reader = file.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(reader.GetAssemblyReference).Select(r => (reader.GetString(r.Name), r.Version))];
    }
}
