using System.Collections.Immutable;
using MeshReady.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace MeshReady.Analyzers.Tests;

/// <summary>The running framework's own assemblies, so that no test downloads anything.</summary>
public static class TestReferences
{
    /// <summary>No package of reference assemblies: <see cref="All"/> stands in for it.</summary>
    public static ReferenceAssemblies None { get; } = new("net10.0");

    /// <summary>.NET, ASP.NET Core and Microsoft.Extensions, as a web project sees them.</summary>
    public static ImmutableArray<MetadataReference> All => FrameworkReferences.All;
}
