using MeshReady.Model.Deployment;

namespace MeshReady.Analyzers.Facts.Telemetry;

/// <summary>Where the files of a container end up.</summary>
internal static class ContainerLogs
{
    /// <summary>Whether the file may lie on a volume, which outlives the container and which somebody may read.</summary>
    /// <param name="path">The file; null where it is not constant.</param>
    public static bool MayBeMounted(string? path, ProjectContext project, CodeFacts facts)
        => project.PlacementsOf(facts).SelectMany(static p => p.Variants).Any(variant => Placement.ContainerOf(variant) is not { } container || !container.Mounts.IsComplete || container.Mounts.Any(mount => Covers(mount, path)));

    /// <summary>A stream of the process under the name of a file: <c>/dev/stdout</c>, <c>/proc/1/fd/1</c>.</summary>
    public static bool IsDevice(string? path) => path is not null && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal));

    private static bool Covers(VolumeMount mount, string? path)
    {
        if (mount.Path.Value is not { } folder)
            return true;
        if (mount.IsReadOnly.Value || folder.StartsWith("/var/run/", StringComparison.Ordinal) || folder.StartsWith("/etc/", StringComparison.Ordinal))
            return false;
        if (path is null)
            return true;

        // The working folder of an image is /app more often than not; its last part is enough to keep silent.
        var file = path.Replace('\\', '/');
        while (file.StartsWith("./", StringComparison.Ordinal))
            file = file.Substring(2);
        var first = folder.TrimEnd('/');
        return file.StartsWith("/", StringComparison.Ordinal)
            ? file.StartsWith(first + "/", StringComparison.Ordinal)
            : file.StartsWith(first.Substring(first.LastIndexOf('/') + 1) + "/", StringComparison.OrdinalIgnoreCase);
    }
}
