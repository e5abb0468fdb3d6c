using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Tests;

/// <summary>The assemblies of real packages, as restored: what a look-alike declares must be true of them.</summary>
public static class PackageReferences
{
    private const string Prefix = "MeshReady.KnownLibrary/";

    private static readonly string Root = Metadata().Single(a => a.Key == "MeshReady.KnownLibraries").Value!;

    // Ascending by version: of a package at two majors a bare name means the newest.
    private static readonly ILookup<string, (string Version, string Folder)> Known = Metadata()
        .Where(a => a.Key.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(a => (Id: a.Key.Split('/')[1], Version: a.Key.Split('/')[2], Folder: a.Value ?? ""))
        .OrderBy(l => int.Parse(l.Version.Split('.')[0], CultureInfo.InvariantCulture))
        .ToLookup(l => l.Id, l => (l.Version, l.Folder), StringComparer.OrdinalIgnoreCase);

    /// <summary>The assemblies of the packages, each named <c>Polly</c> or, of a certain major, <c>Polly/7</c>.</summary>
    public static ImmutableArray<MetadataReference> Of(params IEnumerable<string> packages) => [.. packages.SelectMany(Assemblies).Select(static path => MetadataReference.CreateFromFile(path))];

    private static string[] Assemblies(string package)
    {
        var (id, major) = package.Split('/') is [var name, var wanted] ? (name, wanted) : (package, null);
        var (version, folder) = Known[id].LastOrDefault(l => major is null || l.Version.Split('.')[0] == major);
        if (version is null)
            throw new ArgumentException($"'{package}' is not in src/KnownLibraries.props", nameof(package));
        return Directory.GetFiles(Path.Combine([Root, id.ToLowerInvariant(), version, .. folder.Split('/')]), "*.dll");
    }

    private static IEnumerable<AssemblyMetadataAttribute> Metadata() => typeof(PackageReferences).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>();
}
