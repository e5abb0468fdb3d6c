using System.Reflection;
using System.Text;
using System.Text.Json;
using MeshReady.Testing;
using NuGet.Frameworks;
using NuGet.Packaging;

namespace MeshReady.Tool.Tests;

/// <summary>What ships with the tool: complete, the best that a net10.0 consumer can take, freely licensed, and said so.</summary>
public sealed class KnownLibraryTests
{
    private const string Prefix = "MeshReady.KnownLibrary/";
    private static readonly string[] Licences = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MS-PL", "PostgreSQL", "Apache-2.0 OR MPL-2.0"];

    // Packages from before licence expressions, read one by one.
    private static readonly Dictionary<string, string> LicenceOfUrl = new(StringComparer.Ordinal)
    {
        ["https://github.com/Xabaril/AspNetCore.Diagnostics.HealthChecks/blob/master/LICENSE"] = "Apache-2.0",
        ["http://github.com/canton7/RestEase/blob/master/LICENSE.txt"] = "MIT",
        ["http://www.apache.org/licenses/LICENSE-2.0"] = "Apache-2.0",
    };

    internal static readonly string PackageRoot = Metadata().Single(a => a.Key == "MeshReady.KnownLibraries").Value!;

    internal static readonly (string Id, string Version, string Folder)[] Libraries = [.. Metadata()
        .Where(a => a.Key.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(a => (a.Key.Split('/')[1], a.Key.Split('/')[2], a.Value ?? ""))
        .OrderBy(l => l.Item1, StringComparer.OrdinalIgnoreCase)
        .ThenBy(l => l.Item2, StringComparer.Ordinal)];

    // What the tool itself is made of.
    private static IEnumerable<(string Id, string Version, string Folder)> Parts()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "MeshReady.Tool.deps.json")));
        return [.. document.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(l => l.Value.GetProperty("type").GetString() == "package")
            .Select(l => (l.Name.Split('/')[0], l.Name.Split('/')[1], ""))
            .Where(l => Directory.Exists(Path.Combine(PackageRoot, l.Item1.ToLowerInvariant(), l.Item2)))
            .OrderBy(l => l.Item1, StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<AssemblyMetadataAttribute> Metadata() => typeof(KnownLibraryTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>();

    private static NuspecReader Nuspec((string Id, string Version, string Folder) library)
        => new(Path.Combine(PackageRoot, library.Id.ToLowerInvariant(), library.Version, library.Id.ToLowerInvariant() + ".nuspec"));

    private static string? Licence(NuspecReader nuspec)
        => nuspec.GetLicenseMetadata() is { Type: LicenseType.Expression } expression ? expression.License : LicenceOfUrl.GetValueOrDefault(nuspec.GetLicenseUrl() ?? "");

    [Fact]
    public void Every_library_is_freely_licensed()
        => Assert.Empty(Libraries.Concat(Parts()).Where(l => !Licences.Contains(Licence(Nuspec(l)))).Select(l => $"{l.Id} {l.Version}: {Licence(Nuspec(l))}"));

    [Fact]
    public void Every_library_ships_with_its_nuspec_and_its_assemblies()
    {
        Assert.NotEmpty(Libraries);
        foreach (var (id, version, folder) in Libraries)
        {
            var shipped = Path.Combine(AppContext.BaseDirectory, "refs", id, version);
            Assert.Single(Directory.GetFiles(shipped, "*.nuspec.xml"));
            Assert.Equal(folder.Length > 0, Directory.GetFiles(shipped, "*.dll").Length > 0);
        }
    }

    [Fact]
    public void Folder_is_the_one_that_a_consumer_gets()
    {
        var reducer = new FrameworkReducer();
        var consumer = NuGetFramework.Parse("net10.0");
        foreach (var (id, version, folder) in Libraries.Where(l => l.Folder.Length > 0))
        {
            var kind = Path.Combine(PackageRoot, id.ToLowerInvariant(), version, folder.Split('/')[0]);
            var offered = Directory.GetDirectories(kind).Where(d => Directory.GetFiles(d, "*.dll").Length > 0).Select(d => NuGetFramework.ParseFolder(Path.GetFileName(d)));
            Assert.Equal(reducer.GetNearest(consumer, offered), NuGetFramework.ParseFolder(folder.Split('/')[1]));
        }
    }

    [Fact]
    public async Task Notices_name_every_library()
    {
        var text = new StringBuilder("MeshReady.Tool ships the compiled form of these libraries as references for analysis; none of them is executed.\nMeshReady changed them: method bodies, resources and types that compilers made for bodies are removed.\nThose of the last part it runs on. Each is the work of its authors, under the licence named.\n");
        Append(Libraries);
        text.Append("\n----\n");
        Append(Parts());

        await Verifier.VerifyFile(text.ToString(), Repository.PathOf("src/MeshReady.Tool/THIRD-PARTY-NOTICES.txt"), Repository.PathOf("src/MeshReady.Tool/THIRD-PARTY-NOTICES.received.txt"));

        void Append(IEnumerable<(string Id, string Version, string Folder)> libraries)
        {
            foreach (var library in libraries)
            {
                var nuspec = Nuspec(library);
                text.Append($"\n{library.Id} {library.Version}\n  {Licence(nuspec)}\n  {One(nuspec.GetCopyright() is { Length: > 0 } copyright ? copyright : nuspec.GetAuthors())}\n");
                if (nuspec.GetProjectUrl() is { Length: > 0 } url)
                    text.Append($"  {url}\n");
            }
        }

        static string One(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
