using NuGet.Versioning;

namespace MeshReady.Tool.References;

/// <summary>The assemblies that a set of package references stands for, with everything they need, nearest first.</summary>
public sealed class PackageResolver(FrameworkPacks packs, IReadOnlyList<PackageStore> stores)
{
    private const int MaxPackages = 2000;

    /// <summary>Resolves references without restoring anything.</summary>
    /// <param name="wanted">Id and version of each reference; a version may be a range, float, or be missing.</param>
    /// <param name="usesAspNetCore">Whether all of ASP.NET Core is referenced anyway.</param>
    public Resolution Resolve(IEnumerable<(string Id, string Version)> wanted, bool usesAspNetCore)
    {
        var assemblies = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var missing = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        var needsAspNetCore = usesAspNetCore;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var pending = new Queue<(string Id, NuGetVersion? Version, bool IsDirect)>(wanted.Select(w => (w.Id, Lowest(w.Version), true)));

        while (pending.TryDequeue(out var next) && seen.Count < MaxPackages)
        {
            needsAspNetCore |= next.Id is "Microsoft.AspNetCore.App" or "Microsoft.AspNetCore.All" or "Microsoft.AspNetCore";
            if (!seen.Add(next.Id) || packs.Net.ContainsKey(next.Id) || next.Id.StartsWith("Microsoft.NETCore.", StringComparison.OrdinalIgnoreCase) || next.Id.Equals("NETStandard.Library", StringComparison.OrdinalIgnoreCase))
                continue;

            if (packs.AspNetCore.ContainsKey(next.Id))
            {
                foreach (var path in packs.WithClosure(next.Id))
                    assemblies.TryAdd(Path.GetFileNameWithoutExtension(path), path);
                continue;
            }

            if (Find(next.Id, next.Version) is not { } package)
            {
                if (next.IsDirect)
                    missing.Add(next.Id);
                needsAspNetCore |= next.Id.StartsWith("Microsoft.AspNetCore.", StringComparison.OrdinalIgnoreCase);
                continue;
            }

            needsAspNetCore |= package.NeedsAspNetCore;
            foreach (var assembly in package.Assemblies)
            {
                var name = Path.GetFileNameWithoutExtension(assembly);
                if (!packs.Net.ContainsKey(name) && !packs.AspNetCore.ContainsKey(name))
                    assemblies.TryAdd(name, assembly);
            }

            foreach (var dependency in package.Dependencies)
                pending.Enqueue((dependency.Id, dependency.VersionRange?.MinVersion, false));
        }

        var framework = needsAspNetCore ? packs.AspNetCore.Values : [];
        return new Resolution([.. packs.Net.Values.Concat(framework).Concat(assemblies.Values).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], missing);
    }

    private StoredPackage? Find(string id, NuGetVersion? version)
    {
        foreach (var anyMajor in new[] { false, true })
        {
            foreach (var store in stores)
            {
                if (store.Find(id, version, anyMajor) is { } package)
                    return package;
            }
        }

        return null;
    }

    private static NuGetVersion? Lowest(string version)
        => version.Length == 0 ? null : VersionRange.TryParse(version, out var range) ? range.MinVersion : null;
}

/// <summary>What references came to.</summary>
/// <param name="Assemblies">Full paths, the framework's included.</param>
/// <param name="Missing">Ids that are nowhere on this machine.</param>
public sealed record Resolution(IReadOnlyList<string> Assemblies, IReadOnlyCollection<string> Missing);
