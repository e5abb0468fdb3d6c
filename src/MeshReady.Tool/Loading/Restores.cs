using System.Collections.Concurrent;
using MeshReady.Tool.Evaluation;
using MeshReady.Tool.References;
using NuGet.Versioning;

namespace MeshReady.Tool.Loading;

/// <summary>Which projects were restored, and whether that is still what they say.</summary>
/// <param name="mode">Under <see cref="LoadMode.Source"/> none was.</param>
public sealed class Restores(LoadMode mode)
{
    private readonly ConcurrentDictionary<string, (RestoredProject? Restored, string? Reason)> _read = new(StringComparer.Ordinal);

    /// <summary>What was restored; instead the reason why it is not used, null where nobody asked for it.</summary>
    public (RestoredProject? Restored, string? Reason) Of(EvaluatedProject project)
        => mode == LoadMode.Source ? (null, null) : _read.GetOrAdd(project.Path, _ => Read(project));

    /// <summary>Why a build of the project would know no packages; null where it would.</summary>
    public static string? Missing(EvaluatedProject project)
        => AssetsFile.Read(PathOf(project), project.Folder, project.Property("TargetFramework")).Reason;

    private static (RestoredProject?, string?) Read(EvaluatedProject project)
    {
        var (restored, reason) = AssetsFile.Read(PathOf(project), project.Folder, project.Property("TargetFramework"));
        return restored is null ? (null, reason) : Difference(project, restored) is { } difference ? (null, difference) : (restored, null);
    }

    private static string PathOf(EvaluatedProject project)
    {
        foreach (var name in (string[])["MSBuildProjectExtensionsPath", "BaseIntermediateOutputPath"])
        {
            if (project.Property(name) is { Length: > 0 } own)
                return Path.GetFullPath(Path.Combine(project.Folder, own.Replace('\\', '/'), "project.assets.json"));
        }

        if (!project.IsTrue("UseArtifactsOutput"))
            return AssetsFile.PathOf(project.Folder);
        var artifacts = project.Property("ArtifactsPath") is { Length: > 0 } named
            ? Path.Combine(project.Folder, named.Replace('\\', '/'))
            : Path.Combine(Path.GetDirectoryName(PropertyBag.NearestAbove(project.Folder, "Directory.Build.props")) ?? project.Folder, "artifacts");
        return Path.GetFullPath(Path.Combine(artifacts, "obj", project.Property("ArtifactsProjectName") is { Length: > 0 } name2 ? name2 : project.Name, "project.assets.json"));
    }

    // By content, not by time: a fresh clone or a cache has any order of times.
    private static string? Difference(EvaluatedProject project, RestoredProject restored)
    {
        var wanted = new Dictionary<string, NuGetVersion?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, version) in ProjectReferences.Named(project))
            wanted[id] = VersionRange.TryParse(version, out var range) ? range.MinVersion : null;

        if (wanted.Keys.Order(StringComparer.Ordinal).FirstOrDefault(id => !restored.Packages.ContainsKey(id)) is { } added)
            return $"{added} was added since it was restored";
        if (restored.Packages.Keys.Order(StringComparer.Ordinal).FirstOrDefault(id => !wanted.ContainsKey(id)) is { } removed)
            return $"{removed} was removed since it was restored";
        return wanted.OrderBy(p => p.Key, StringComparer.Ordinal).FirstOrDefault(p => p.Value is not null && restored.Packages[p.Key] is { } old && old != p.Value) is { Key: { } changed }
            ? $"{changed} has another version since it was restored"
            : null;
    }
}
