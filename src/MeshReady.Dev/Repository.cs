namespace MeshReady.Dev;

/// <summary>The checkout that is worked on, and where things lie in it.</summary>
/// <param name="root">The folder that holds Analyzers.sln.</param>
public sealed class Repository(string root)
{
    /// <summary>Absolute path of the folder that holds Analyzers.sln.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Absolute path of a file or folder given relative to the root, with forward slashes.</summary>
    public string this[string relative] => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Finds the checkout at or above a folder.</summary>
    /// <exception cref="DevException">No folder above holds Analyzers.sln.</exception>
    public static Repository Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Analyzers.sln")))
                return new Repository(folder.FullName);
        }

        throw new DevException($"No Analyzers.sln in '{from}' or above it: run this inside a checkout of MeshReady.");
    }

    /// <summary>The path relative to the root, with forward slashes.</summary>
    public string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>The files below a folder, sorted by path; none where the folder is missing.</summary>
    public IReadOnlyList<string> Files(string folder, string pattern)
    {
        var path = this[folder];
        if (!Directory.Exists(path))
            return [];

        return
        [
            .. Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)
                .Where(file => !Relative(file).Split('/').Any(part => part is "bin" or "obj" or "artifacts"))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The text of a file with line feeds only, or null where it is missing.</summary>
    public string? TryRead(string relative)
        => File.Exists(this[relative]) ? File.ReadAllText(this[relative]).ReplaceLineEndings("\n") : null;

    /// <summary>Writes a file and the folders above it.</summary>
    public void Write(string relative, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative])!);
        File.WriteAllText(this[relative], content);
    }
}
