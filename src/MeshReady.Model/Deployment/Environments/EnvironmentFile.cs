namespace MeshReady.Model.Deployment;

/// <summary>What a <c>meshready.json</c> says.</summary>
/// <param name="Path">The path as given to the reader.</param>
/// <param name="Environments">The environments that could be read, in their order.</param>
/// <param name="Notes">What is wrong with the file, each at its line.</param>
public sealed record EnvironmentFile(string Path, IReadOnlyList<DeclaredEnvironment> Environments, IReadOnlyList<EnvironmentNote> Notes)
{
    /// <summary>The name of the file, whatever its folder.</summary>
    public const string FileName = "meshready.json";

    /// <summary>Whether the path is that of such a file.</summary>
    public static bool IsPath(string path)
        => FilePath.NameOf(path).Equals(FileName, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An environment as declared.</summary>
/// <param name="Line">The line (1-based) of its name.</param>
/// <param name="Name">The name, which findings print.</param>
/// <param name="Cluster">The cluster; null where not given.</param>
/// <param name="IsProduction">As given; else by the name: <c>dev</c>, <c>test</c>, <c>staging</c> and the like are not production.</param>
/// <param name="IsComplete">Whether its sources are all that runs in its cluster and namespaces; not where not given.</param>
/// <param name="Namespaces">The namespaces that it is about; all where empty. Where there is one, objects without a namespace lie in it.</param>
/// <param name="Sources">Where its manifests are; at least one.</param>
public sealed record DeclaredEnvironment(
    int Line,
    string Name,
    string? Cluster,
    bool IsProduction,
    bool IsComplete,
    IReadOnlyList<string> Namespaces,
    IReadOnlyList<DeclaredSource> Sources);

/// <summary>How manifests come to be.</summary>
public enum DeclaredSourceKind
{
    /// <summary>A file, or the manifests below a folder, as they stand.</summary>
    Path,

    /// <summary>The folder of a kustomization.</summary>
    Kustomize,

    /// <summary>The folder of a Helm chart.</summary>
    Helm,

    /// <summary>A file with Argo CD Applications or ApplicationSets.</summary>
    ArgoCd,
}

/// <summary>Where manifests of an environment are.</summary>
/// <param name="Kind">How they come to be.</param>
/// <param name="Path">The file or folder, as seen from the folder of <c>meshready.json</c>.</param>
/// <param name="Line">The line (1-based) of the path.</param>
public sealed record DeclaredSource(DeclaredSourceKind Kind, string Path, int Line)
{
    /// <summary>The value files of a chart, as seen from the folder of <c>meshready.json</c>.</summary>
    public IReadOnlyList<string> ValueFiles { get; init; } = [];

    /// <summary>The Application of an Argo CD file; all of them where null.</summary>
    public string? Application { get; init; }
}

/// <summary>What is wrong with a declaration, or could not be followed.</summary>
/// <param name="Path">The <c>meshready.json</c>.</param>
/// <param name="Line">The line (1-based) of the declaration.</param>
/// <param name="Text">A clause for people; it never quotes a value other than a name or a path.</param>
/// <param name="IsOutside">Whether it is about something outside the folder of that file, which an editor does not see.</param>
public sealed record EnvironmentNote(string Path, int Line, string Text, bool IsOutside = false);

/// <summary>Where the sources of declared environments may be.</summary>
/// <param name="Folders">Folders of manifests outside the repository.</param>
/// <param name="Rendered">The file that holds what a source comes to, by <see cref="KeyOf"/>, where somebody has rendered it.</param>
public sealed record DeclaredPlaces(IReadOnlyList<string> Folders, IReadOnlyDictionary<string, string> Rendered)
{
    /// <summary>Nowhere but in the folders of the declaring files.</summary>
    public static DeclaredPlaces None { get; } = new([], new Dictionary<string, string>());

    /// <summary>The key of a source in <see cref="Rendered"/>.</summary>
    public static string KeyOf(DeclaredEnvironment environment, DeclaredSource source) => $"{environment.Name}:{source.Kind}:{source.Path}";
}
