namespace MeshReady.Model.Deployment;

/// <summary>What a project says of itself, from which its workload is found.</summary>
/// <param name="ProjectName">The name of the project file without its extension.</param>
/// <param name="AssemblyName">The name of the assembly; may be empty.</param>
/// <param name="MeshWorkload">The user's own word, <c>name</c> or <c>namespace/name</c>; null or empty where not given.</param>
/// <param name="ImageNames">Container images that the project builds (<c>ContainerRepository</c>); may be empty.</param>
public sealed record ProjectIdentity(string ProjectName, string AssemblyName, string? MeshWorkload, IReadOnlyList<string> ImageNames)
{
    /// <summary>The folder of the project file, full or seen from where the paths of the manifests begin; null where unknown.</summary>
    public string? ProjectDirectory { get; init; }

    /// <summary>Whether the project is known to be no program: the user's own word alone binds it.</summary>
    public bool IsLibrary { get; init; }
}
