[assembly: AssemblyFixture(typeof(MeshReady.Package.Tests.PackedTool))]

namespace MeshReady.Package.Tests;

/// <summary>The tool, packed once and installed from there.</summary>
public sealed class PackedTool : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The nupkg.</summary>
    public string File { get; private set; } = "";

    /// <summary>The command.</summary>
    public string Command => _folder[OperatingSystem.IsWindows() ? "tools/meshready.exe" : "tools/meshready"];

    public async ValueTask InitializeAsync()
    {
#if DEBUG
        const string Configuration = "Debug";
#else
        const string Configuration = "Release";
#endif
        var project = Repository.PathOf("src", "MeshReady.Tool", "MeshReady.Tool.csproj");
        await Dotnet.Run(Repository.Root, "pack", project, "--no-build", "-p:BuildProjectReferences=false", "--configuration", Configuration, "--output", _folder["feed"], "-nodeReuse:false");
        File = Assert.Single(Directory.GetFiles(_folder["feed"], "*.nupkg"));
        _folder.Write("nuget.config", "<configuration><packageSources><clear /><add key=\"meshready-test\" value=\"feed\" /></packageSources></configuration>");
        await Dotnet.Run(_folder.Path, "tool", "install", "MeshReady.Tool", "--tool-path", _folder["tools"], "--configfile", _folder["nuget.config"], "--version", Path.GetFileNameWithoutExtension(File)["MeshReady.Tool.".Length..]);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
