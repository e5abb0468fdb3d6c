using MeshReady.Model.Systems;

namespace MeshReady.Tool.Discovery;

/// <summary>Walks a checkout: no build output, no hidden folder, no link, in a stable order.</summary>
public static class FileTree
{
    private static readonly EnumerationOptions Options = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device,
        IgnoreInaccessible = false,
        MatchType = MatchType.Simple,
    };

    /// <summary>All files below a folder whose name satisfies a test.</summary>
    /// <param name="folder">The folder to start at; itself may be hidden.</param>
    /// <param name="wanted">Sees the file name without folder.</param>
    /// <param name="intoFolder">Sees the full path of a folder; folders it refuses are not entered.</param>
    /// <param name="unreadable">Told the full path of each folder that cannot be listed, and why.</param>
    public static IEnumerable<string> Files(string folder, Func<string, bool> wanted, Func<string, bool>? intoFolder = null, Action<string, Exception>? unreadable = null)
    {
        var pending = new Stack<string>([folder]);
        while (pending.TryPop(out var current))
        {
            string[] files, folders;
            try
            {
                files = Directory.GetFiles(current, "*", Options);
                folders = Directory.GetDirectories(current, "*", Options);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                unreadable?.Invoke(current, exception);
                continue;
            }

            Array.Sort(files, StringComparer.Ordinal);
            foreach (var file in files)
            {
                if (wanted(Path.GetFileName(file)))
                    yield return file;
            }

            Array.Sort(folders, StringComparer.Ordinal);
            foreach (var next in folders.AsEnumerable().Reverse())
            {
                if (intoFolder?.Invoke(next) ?? !IsSkipped(Path.GetFileName(next)))
                    pending.Push(next);
            }
        }
    }

    /// <summary>Whether a folder holds nothing that somebody wrote for this checkout.</summary>
    public static bool IsSkipped(string name)
        => name.StartsWith('.')
            || name.Equals("bin", StringComparison.OrdinalIgnoreCase)
            || name.Equals("obj", StringComparison.OrdinalIgnoreCase)
            || name.Equals("node_modules", StringComparison.OrdinalIgnoreCase)
            // Copies of what stands elsewhere.
            || name.Equals(SnapshotFiles.Folder, StringComparison.OrdinalIgnoreCase);
}
