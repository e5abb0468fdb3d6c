using System.Collections.Concurrent;
using NuGet.Frameworks;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace MeshReady.Tool.References;

/// <summary>A folder of unpacked packages, id/version below it: the user's global packages folder, or what ships with the tool.</summary>
public sealed class PackageStore(string root)
{
    private static readonly NuGetFramework Consumer = NuGetFramework.Parse("net10.0");
    private static readonly FrameworkReducer Reducer = new();

    private readonly ConcurrentDictionary<string, IReadOnlyList<(NuGetVersion Version, string Folder)>> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, StoredPackage?> _packages = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, string>> _folders = new(() => Directory.Exists(root)
        ? Directory.GetDirectories(root).GroupBy(f => Path.GetFileName(f), StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase)
        : new Dictionary<string, string>());

    /// <summary>The folder where NuGet keeps what it has restored.</summary>
    public static PackageStore Global()
        => new(Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"));

    /// <summary>The libraries that ship with the tool.</summary>
    public static PackageStore Shipped() => new(Path.Combine(AppContext.BaseDirectory, "refs"));

    /// <summary>The package nearest to a wanted version: that one, else of the same major the next above or the last below.</summary>
    /// <param name="id">Id of the package, whatever its case.</param>
    /// <param name="wanted">The lowest version wanted; null takes the newest.</param>
    /// <param name="anyMajor">Whether the nearest other major will do.</param>
    public StoredPackage? Find(string id, NuGetVersion? wanted, bool anyMajor)
    {
        var versions = _versions.GetOrAdd(id, Versions);
        if (versions.Count == 0)
            return null;

        var chosen = wanted is null
            ? versions[^1]
            : versions.FirstOrDefault(v => v.Version == wanted) is { Folder: not null } exact
                ? exact
                : Nearest([.. versions.Where(v => v.Version.Major == wanted.Major)], wanted) is { Folder: not null } near
                    ? near
                    : anyMajor ? Nearest(versions, wanted) : default;
        return chosen.Folder is null ? null : _packages.GetOrAdd(chosen.Folder, f => Read(id, chosen.Version, f));
    }

    private static (NuGetVersion Version, string Folder) Nearest(IReadOnlyList<(NuGetVersion Version, string Folder)> versions, NuGetVersion wanted)
        => versions.FirstOrDefault(v => v.Version >= wanted) is { Folder: not null } above ? above : versions.LastOrDefault();

    private IReadOnlyList<(NuGetVersion, string)> Versions(string id)
        => _folders.Value.TryGetValue(id, out var folder)
            ? [.. Directory.GetDirectories(folder)
                .Select(f => (Version: NuGetVersion.TryParse(Path.GetFileName(f), out var v) ? v : null!, Folder: f))
                .Where(v => v.Version is not null)
                .OrderBy(v => v.Version)]
            : [];

    private static StoredPackage? Read(string id, NuGetVersion version, string folder)
    {
        try
        {
            // What ships has another name: NuGet puts no nuspec into a package but the package's own.
            if (Directory.GetFiles(folder, "*.nuspec").Concat(Directory.GetFiles(folder, "*.nuspec.xml")).FirstOrDefault() is not { } nuspec)
                return null;
            var reader = new NuspecReader(nuspec);
            string[] flat = Directory.GetFiles(folder, "*.dll");
            return new StoredPackage(id, version, flat.Length > 0 ? flat : Assemblies(folder), Dependencies(reader), NeedsAspNetCore(reader));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Xml.XmlException or PackagingException or InvalidDataException)
        {
            return null;
        }
    }

    private static IReadOnlyList<PackageDependency> Dependencies(NuspecReader nuspec)
    {
        var groups = nuspec.GetDependencyGroups().ToArray();
        var nearest = Reducer.GetNearest(Consumer, groups.Select(g => g.TargetFramework));
        return nearest is null ? [] : [.. groups.First(g => g.TargetFramework.Equals(nearest)).Packages];
    }

    private static bool NeedsAspNetCore(NuspecReader nuspec)
        => nuspec.GetFrameworkRefGroups().SelectMany(g => g.FrameworkReferences).Any(f => f.Name.Equals("Microsoft.AspNetCore.App", StringComparison.OrdinalIgnoreCase));

    private static string[] Assemblies(string folder)
    {
        foreach (var kind in new[] { "ref", "lib" })
        {
            var path = Path.Combine(folder, kind);
            if (!Directory.Exists(path))
                continue;
            var frameworks = Directory.GetDirectories(path).Select(f => (Folder: f, Framework: NuGetFramework.ParseFolder(Path.GetFileName(f)))).Where(f => !f.Framework.IsUnsupported).ToArray();
            if (Reducer.GetNearest(Consumer, frameworks.Select(f => f.Framework)) is { } nearest)
                return Directory.GetFiles(frameworks.First(f => f.Framework.Equals(nearest)).Folder, "*.dll");
        }

        return [];
    }
}

/// <summary>A package on disk.</summary>
/// <param name="Id">Its id as somebody wrote it.</param>
/// <param name="Version">The version found.</param>
/// <param name="Assemblies">What a net10.0 project compiles against.</param>
/// <param name="Dependencies">What it needs for net10.0.</param>
/// <param name="NeedsAspNetCore">Whether its user gets all of ASP.NET Core with it.</param>
public sealed record StoredPackage(string Id, NuGetVersion Version, IReadOnlyList<string> Assemblies, IReadOnlyList<PackageDependency> Dependencies, bool NeedsAspNetCore);
