using System.Collections.Concurrent;
using System.Reflection;
using NuGet.Frameworks;
using NuGet.Versioning;

namespace MeshReady.Tool.References;

/// <summary>The reference assemblies of the very framework that a project was restored for.</summary>
/// <param name="packs">What is installed; the newest stands in for what is not.</param>
public sealed class ReferencePacks(FrameworkPacks packs)
{
    private readonly ConcurrentDictionary<string, Version?> _versions = new(StringComparer.Ordinal);

    /// <summary>Framework and packages together; of an assembly that both have the higher version, as the SDK decides it.</summary>
    public IReadOnlyList<string> Of(RestoredProject restored)
    {
        var assemblies = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in Framework(restored))
            assemblies.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        foreach (var path in restored.Assemblies)
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (!assemblies.TryGetValue(name, out var other) || VersionOf(path) > VersionOf(other))
                assemblies[name] = path;
        }

        return [.. assemblies.Values.Order(StringComparer.Ordinal)];
    }

    private IEnumerable<string> Framework(RestoredProject restored)
    {
        if (restored.Framework.Framework == FrameworkConstants.FrameworkIdentifiers.NetStandard)
            return Standard(restored) ?? packs.Net.Values;

        var net = Pack(restored, "Microsoft.NETCore.App") ?? packs.Net.Values;
        return restored.Frameworks.Contains("Microsoft.AspNetCore.App")
            ? net.Concat(Pack(restored, "Microsoft.AspNetCore.App") ?? packs.AspNetCore.Values)
            : net;
    }

    private static IEnumerable<string>? Standard(RestoredProject restored)
    {
        foreach (var folder in restored.Folders.Select(f => Path.Combine(f, "netstandard.library")).Where(Directory.Exists))
        {
            if (Directory.GetDirectories(folder).Select(v => Path.Combine(v, "build", restored.Framework.GetShortFolderName(), "ref")).FirstOrDefault(Directory.Exists) is { } references)
                return Directory.GetFiles(references, "*.dll");
        }

        return null;
    }

    // Fetched beside the packages, or installed with an SDK.
    private IEnumerable<string>? Pack(RestoredProject restored, string framework)
    {
        var id = framework + ".Ref";
        var fetched = restored.Downloads.TryGetValue(id, out var version) ? restored.Folders.Select(f => Path.Combine(f, id.ToLowerInvariant(), version)) : [];
        var home = Path.Combine(packs.Root, "packs", id);
        var installed = Directory.Exists(home)
            ? Directory.GetDirectories(home)
                .Select(f => (Folder: f, Version: NuGetVersion.TryParse(Path.GetFileName(f), out var v) ? v : null))
                .Where(f => f.Version?.Major == restored.Framework.Version.Major && f.Version.Minor == restored.Framework.Version.Minor)
                .OrderByDescending(f => f.Version)
                .Select(f => f.Folder)
            : [];
        var name = $"net{restored.Framework.Version.Major}.{restored.Framework.Version.Minor}";
        return fetched.Concat(installed).Select(f => Path.Combine(f, "ref", name)).FirstOrDefault(Directory.Exists) is { } found
            ? Directory.GetFiles(found, "*.dll")
            : null;
    }

    private Version? VersionOf(string path)
        => _versions.GetOrAdd(path, static p =>
        {
            try
            {
                return AssemblyName.GetAssemblyName(p).Version;
            }
            catch (Exception exception) when (exception is BadImageFormatException or IOException or UnauthorizedAccessException)
            {
                return null;
            }
        });
}
