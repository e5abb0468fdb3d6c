namespace MeshReady.Tool.Changes;

/// <summary>Finds programs on the PATH alone: Windows would look into the current folder first, which may be a stranger's checkout.</summary>
public static class ProgramPath
{
    /// <summary>The full path of a program; null where there is none.</summary>
    /// <param name="name">Without extension.</param>
    /// <param name="path">The value of PATH.</param>
    public static string? Find(string name, string? path)
    {
        string[] names = OperatingSystem.IsWindows() ? [name + ".exe"] : [name];
        return (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(folder => names.Select(n => Path.Combine(folder, n)))
            .FirstOrDefault(File.Exists);
    }
}
