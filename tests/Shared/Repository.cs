namespace MeshReady.Testing;

/// <summary>Where the running tests' repository lies.</summary>
public static class Repository
{
    /// <summary>The folder of Analyzers.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path below the root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Analyzers.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests run outside the repository: no Analyzers.sln above " + AppContext.BaseDirectory);
    }
}
