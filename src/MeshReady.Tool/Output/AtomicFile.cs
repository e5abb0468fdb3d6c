namespace MeshReady.Tool.Output;

/// <summary>Writes files so that each is old or new, never half.</summary>
public static class AtomicFile
{
    /// <summary>Replaces a file's content; its Unix mode stays.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="content">All of the new content.</param>
    /// <param name="create">Opens a new file to write to; null for the file system's own way.</param>
    /// <exception cref="IOException">The file cannot be written; it is then unchanged.</exception>
    public static void Replace(string path, byte[] content, Func<string, FileStream>? create = null)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = create?.Invoke(temporary) ?? new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(path))
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes a file that a user named: through a link, and to a device such as <c>/dev/stdout</c>.</summary>
    /// <returns>Why it was not written, which then is unchanged; null where it was.</returns>
    public static string? Write(string path, byte[] content)
    {
        var full = Path.GetFullPath(path);
        if (Refusal(full) is { } reason)
            return $"{path} was not written: {reason}";
        try
        {
            if (IsDevice(full))
            {
                using var stream = new FileStream(full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                stream.Write(content);
                return null;
            }

            Replace(new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName, content);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{path} was not written: {Discovery.Unreadable.Reason(exception)}";
        }
    }

    /// <summary>Why a file cannot be written, as far as it can be told before; null where nothing speaks against it.</summary>
    /// <param name="full">Full path of the file.</param>
    public static string? Refusal(string full)
    {
        if (Directory.Exists(full))
            return "it is a folder";
        if (Path.GetDirectoryName(full) is not { } folder || !Directory.Exists(folder))
            return "its folder does not exist";
        return !IsDevice(full) && File.Exists(full) && File.GetAttributes(full).HasFlag(FileAttributes.ReadOnly) ? "it is read-only" : null;
    }

    // Moving a file there would replace the device itself.
    private static bool IsDevice(string full)
        => full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal);
}
