using MeshReady.Tool.Output;

namespace MeshReady.Tool.Fixing;

/// <summary>Writes files of a checkout so that each is old or new, never half, and never one outside of it.</summary>
public static class SafeWrite
{
    /// <summary>Why a file may not be written, or null.</summary>
    /// <param name="folder">Full path of the folder that everything stays below.</param>
    /// <param name="path">Full path of the file.</param>
    public static string? Refusal(string folder, string path)
    {
        var full = Path.GetFullPath(path);
        if (!full.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal))
            return "it lies outside of the given path";
        for (var at = full; at.Length > folder.TrimEnd('/').Length; at = Path.GetDirectoryName(at)!)
        {
            if (new FileInfo(at).LinkTarget is not null)
                return "it is reached through a link";
        }

        return File.Exists(full) && File.GetAttributes(full).HasFlag(FileAttributes.ReadOnly) ? "it is read-only" : null;
    }

    /// <summary>Replaces a file's content; its Unix mode stays.</summary>
    /// <exception cref="IOException">The file may not or cannot be written; it is then unchanged.</exception>
    public static void Write(string folder, string path, byte[] content)
    {
        if (Refusal(folder, path) is { } reason)
            throw new IOException($"{path} was not written: {reason}");

        AtomicFile.Replace(path, content);
    }
}
