[assembly: AssemblyFixture(typeof(MeshReady.Package.Tests.PackedPackage))]

namespace MeshReady.Package.Tests;

/// <summary>The package, packed once into a temporary feed.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private readonly TemporaryFolder _feed = new();

    /// <summary>The folder that serves as package source.</summary>
    public string Feed => _feed.Path;

    /// <summary>The nupkg.</summary>
    public string File { get; private set; } = "";

    /// <summary>The version that the package carries.</summary>
    public string Version => Path.GetFileNameWithoutExtension(File)["MeshReady.Analyzers.".Length..];

    public async ValueTask InitializeAsync()
    {
#if DEBUG
        const string Configuration = "Debug";
#else
        const string Configuration = "Release";
#endif
        var project = MeshReady.Testing.Repository.PathOf("src", "MeshReady.Package", "MeshReady.Package.csproj");
        await Dotnet.Run(MeshReady.Testing.Repository.Root, "pack", project, "--no-build", "-p:BuildProjectReferences=false", "--configuration", Configuration, "--output", Feed, "-nodeReuse:false");
        File = Assert.Single(Directory.GetFiles(Feed, "*.nupkg"));
    }

    public ValueTask DisposeAsync()
    {
        _feed.Dispose();
        return ValueTask.CompletedTask;
    }
}
