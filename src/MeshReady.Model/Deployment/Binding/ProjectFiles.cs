namespace MeshReady.Model.Deployment;

/// <summary>Tells which project a manifest belongs to by what can be seen from one project alone.</summary>
public static class ProjectFiles
{
    /// <summary>
    /// Whether a file is this project's: it stands below the project's folder, holds the project's workload, or bears its name. Any
    /// other file is nobody's, so that thirty projects do not speak of it thirty times.
    /// </summary>
    /// <param name="file">The file; what it holds may be unreadable.</param>
    /// <param name="project">The project.</param>
    /// <param name="variants">The project's workload, as far as it is bound.</param>
    public static bool IsOf(ManifestFile file, ProjectIdentity project, IEnumerable<KubernetesResource> variants)
    {
        var path = FilePath.Normal(file.Path);
        if (!string.IsNullOrWhiteSpace(project.ProjectDirectory) && path.StartsWith(FilePath.Normal(project.ProjectDirectory!) + "/", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (variants.Any(variant => variant.Path == file.Path))
            return true;
        var name = FilePath.NameOf(path);
        var dot = name.LastIndexOf('.');
        var stem = dot > 0 ? name.Substring(0, dot) : name;
        return !project.IsLibrary && NameForms.All(project).Any(own => NameForms.Alike(own, stem));
    }
}
