namespace MeshReady.Model.Deployment;

/// <summary>
/// Which image is built from which folder, as Docker Compose and Skaffold say. It links a project to the image of its workload
/// whatever either is called.
/// </summary>
public sealed class ImageBuilds
{
    private readonly ILookup<string, (string Image, string Folder)> _builds;
    private readonly HashSet<string> _images;

    private ImageBuilds(IEnumerable<(string Image, string Folder)> builds)
    {
        _builds = builds.Distinct().ToLookup(static build => FilePath.NameOf(build.Folder), StringComparer.OrdinalIgnoreCase);
        _images = new(_builds.SelectMany(static pairs => pairs).Select(static build => NameForms.OfImage(build.Image)), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether any image is built from any folder.</summary>
    public bool Any => _builds.Count > 0;

    /// <summary>Whether an image of this last segment is built from some folder.</summary>
    public bool Builds(string image) => _images.Contains(image);

    /// <summary>What the files say; their paths tell where relative folders begin.</summary>
    public static ImageBuilds Create(IEnumerable<ManifestFile> files) => new(files.SelectMany(static file => OfCompose(file).Concat(OfSkaffold(file))));

    /// <summary>
    /// The images built from the project: those whose Dockerfile stands in its folder; else those whose Dockerfile stands in the
    /// nearest folder above, if that folder or the image bears the project's name (a folder of several projects has one Dockerfile
    /// for one of them).
    /// </summary>
    public IReadOnlyList<string> ImagesOf(ProjectIdentity project)
    {
        if (project.IsLibrary || string.IsNullOrWhiteSpace(project.ProjectDirectory))
            return [];
        var folder = FilePath.Normal(project.ProjectDirectory!);
        var exact = Of(folder);
        if (exact.Length > 0)
            return exact;

        string[] names = [.. NameForms.All(project)];
        for (var above = FilePath.FolderOf(folder); above.Length > 0; above = FilePath.FolderOf(above))
        {
            var images = Of(above);
            if (images.Length > 0)
            {
                var isNamed = names.Any(name => NameForms.Alike(name, FilePath.NameOf(above)));
                return isNamed && images.Length == 1 ? images : [.. images.Where(image => names.Any(name => NameForms.Alike(name, NameForms.OfImage(image))))];
            }
        }

        return [];
    }

    private string[] Of(string folder)
        => [.. _builds[FilePath.NameOf(folder)].Where(build => IsSame(build.Folder, folder)).Select(static build => build.Image)];

    // A project's folder may be known as seen from the root of its repository, while the manifests were read by their full paths.
    private static bool IsSame(string built, string folder)
        => string.Equals(built, folder, StringComparison.OrdinalIgnoreCase)
            || FilePath.IsRooted(built) && !FilePath.IsRooted(folder) && folder.Length > 0 && built.EndsWith("/" + folder, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Image, string Folder)> OfCompose(ManifestFile file)
        => (file.Compose?.Services.AsEnumerable() ?? [])
            .Where(static service => service.BuildContext.IsKnown)
            .Select(service => (Image: service.ImageName.IsAbsent ? service.Name : service.ImageName.Value, Folder: Folder(file.Path, service.BuildContext, service.Dockerfile)))
            .Where(static build => build is { Image: not null, Folder: not null })!;

    private static IEnumerable<(string Image, string Folder)> OfSkaffold(ManifestFile file)
        => file.Resources.SelectMany(static resource => (resource.Spec as SkaffoldSpec)?.Artifacts.AsEnumerable() ?? [])
            .Where(static artifact => artifact.Image.IsKnown)
            .Select(artifact => (Image: artifact.Image.Value, Folder: Folder(file.Path, artifact.Context, artifact.Dockerfile)))
            .Where(static build => build.Folder is not null)!;

    /// <summary>The folder of the Dockerfile from which a service of Compose is built; null where it is not built or that is not known.</summary>
    internal static string? FolderOf(ManifestFile file, ComposeService service)
        => service.BuildContext.IsKnown ? Folder(file.Path, service.BuildContext, service.Dockerfile) : null;

    private static string? Folder(string path, Field<string> context, Field<string> dockerfile)
        => context.IsUnknown || dockerfile.IsUnknown ? null
            : FilePath.FolderOf(FilePath.Combine(FilePath.Combine(FilePath.FolderOf(FilePath.Normal(path)), context.Value ?? "."), dockerfile.Value ?? "Dockerfile"));
}
